"""Signing keys of a platform elsewhere: a brand's own, or, for a supervisor, the platform's."""

from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from models.api import access
from starter.cli import signing_keys, signing_keys_read
from starter.cli.elsewhere.speaking import check_named, check_own
from starter.cli.report import telling
from starter.remote.client import Client

KEYS, OF_PLATFORM = "/v1/signing-keys", "/v1/operations/signing-keys"


def list_signing_keys(there: Client, brand_id: str, *, as_json: bool) -> None:
    if brand_id:
        check_own(there, "brand", brand_id)
    with telling(as_json=as_json) as report:
        if brand_id:
            signing_keys_read.tell_signing_keys(report, there.get(KEYS, access.SigningKeys).keys)
        else:
            signing_keys_read.tell_platform_keys(report, there.get(OF_PLATFORM, access.PlatformKeys).keys)


def register(
    there: Client, brand_id: str, file: Path, name: str, expires: datetime | None, operator: str
) -> None:
    check_own(there, "brand", brand_id, operator)
    wanted = access.NewSigningKey(name=name, public=signing_keys.public_key(file), expires_at=expires)
    signing_keys.tell_registered(there.post(KEYS, wanted, access.SigningKey, key=None))


def revoke(there: Client, brand_id: str, key: str, operator: str) -> None:
    check_own(there, "brand", brand_id, operator)
    there.delete(f"{KEYS}/{quote(key, safe='')}", access.Ended)
    signing_keys.tell_revoked(key)


def rotate(there: Client, use: str, operator: str) -> None:
    check_named(there.me(), operator)
    wanted = access.NewPlatformKey(use=use)
    signing_keys.tell_rotated(there.post(OF_PLATFORM, wanted, access.PlatformKey, key=None))


def revoke_gateway(there: Client, key: str, operator: str) -> None:
    check_named(there.me(), operator)
    there.delete(f"{OF_PLATFORM}/{quote(key, safe='')}", access.Ended)
    signing_keys.tell_revoked(key)
