"""Keys that commands are signed with: brands register public ones, operators replace the platform's own.

What changes here reaches every open commission within a minute (`services/operations/key_news.py`).
"""

from datetime import UTC, datetime

from sqlalchemy import Engine

from domain.parties.actor import Actor
from domain.parties.sign_in import NOWHERE, Origin
from domain.refusals import Refused
from domain.texts import fault
from gateways.parties import audit_log
from gateways.signing import brand_keys, platform_keys, public_keys
from gateways.signing.brand_keys import SigningKeyDraft, SigningKeyTold
from gateways.signing.platform_keys import PlatformKeyTold
from gateways.sql.database import reading, writing
from services.access.keys import NAME_MAX
from services.access.rights import check_brand, check_operators

__all__ = ["PlatformKeyTold", "SigningKeyTold"]

MANAGE, MANAGE_PLATFORM = "keys.manage", "operator.signing_keys"
KEYS_MAX = 20
"""Of a brand at once: all of them travel to each of its commissions."""


def register_signing_key(
    engine: Engine,
    by: Actor,
    brand_id: str,
    name: str,
    public: str,
    expires_at: datetime | None = None,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> SigningKeyTold:
    """``public``: PEM, or 32 bytes in base64url. Raises Refused, UnknownBrand."""
    now = (now or datetime.now(UTC)).replace(microsecond=0)
    name = name.strip()
    if not 1 <= len(name) <= NAME_MAX or fault(name):
        raise Refused("KEY_NAME_INVALID")
    if expires_at is not None and expires_at <= now:
        raise Refused("EXPIRY_PAST")
    draft = SigningKeyDraft(brand_id, name, public_keys.read(public), expires_at)
    with writing(engine) as session:
        check_brand(session, by, MANAGE, brand_id)
        made = brand_keys.register(session, draft, by.account, now, KEYS_MAX)
        told = {"brand": brand_id, "public": made.public}
        audit_log.note(session, by, "signing_key_registered", f"signing_key:{made.id}", origin, now, told)
    return made


def revoke_signing_key(
    engine: Engine,
    by: Actor,
    brand_id: str,
    kid: str,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> None:
    """Said twice it is the same. Raises Refused, UnknownBrand."""
    now = now or datetime.now(UTC)
    with writing(engine) as session:
        check_brand(session, by, MANAGE, brand_id)
        if brand_keys.revoke(session, brand_id, kid, now):
            told = {"brand": brand_id}
            audit_log.note(session, by, "signing_key_revoked", f"signing_key:{kid}", origin, now, told)


def signing_keys_of(engine: Engine, by: Actor, brand_id: str) -> list[SigningKeyTold]:
    """Those that are over as well. Raises Refused, UnknownBrand."""
    with reading(engine) as session:
        check_brand(session, by, MANAGE, brand_id)
    return brand_keys.of_brand(engine, brand_id)


def platform_keys_of(engine: Engine, by: Actor) -> list[PlatformKeyTold]:
    """The platform's own, those that are over as well. Raises Refused."""
    check_operators(by, MANAGE_PLATFORM)
    with reading(engine) as session:
        return platform_keys.told(session)


def rotate_platform_key(
    engine: Engine, by: Actor, use: str, *, origin: Origin = NOWHERE, now: datetime | None = None
) -> PlatformKeyTold:
    """Another ``root`` or ``gateway`` key in place of the one in force. Raises Refused."""
    check_operators(by, MANAGE_PLATFORM)
    if use not in platform_keys.PREFIX:
        raise Refused("SIGNING_KEY_USE", detail=", ".join(platform_keys.PREFIX))
    now = (now or datetime.now(UTC)).replace(microsecond=0)
    with writing(engine) as session:
        made = platform_keys.rotate(session, use, by.account, now).id
        told = {"use": use}
        audit_log.note(session, by, "platform_key_rotated", f"signing_key:{made}", origin, now, told)
        (found,) = (each for each in platform_keys.told(session) if each.id == made)
    return found


def revoke_gateway_key(
    engine: Engine, by: Actor, kid: str, *, origin: Origin = NOWHERE, now: datetime | None = None
) -> None:
    """Nothing that it signed counts any more. The one in use is rotated before. Raises Refused."""
    check_operators(by, MANAGE_PLATFORM)
    now = now or datetime.now(UTC)
    with writing(engine) as session:
        if platform_keys.revoke(session, kid, now):
            audit_log.note(session, by, "platform_key_revoked", f"signing_key:{kid}", origin, now)
