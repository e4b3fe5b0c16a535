"""Everybody who may sign, with keys of their own, and what a workflow pins of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.process.trust import TERM_MAX, Key, KeySet
from models.messages import signing

OPENED = 1_700_000_000
"""Since when the keys are in force: long before any story."""


def private(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


ROOT, NEXT_ROOT, STRANGER = private(1), private(2), private(3)
HOLDERS = {
    "gateway-1": ("gateway", private(10)),
    "gateway-2": ("gateway", private(11)),
    "brand-1": ("brand:qingyou", private(12)),
    "operator-1": ("operator:li", private(13)),
    "outside-1": ("outside", private(14)),
}


def key(kid: str, **other: Any) -> Key:
    holder, secret = HOLDERS[kid]
    return replace(Key(kid, signing.public_of(secret), holder, OPENED), **other)


KEYS = KeySet(signing.public_of(ROOT), 5, "brand:qingyou", tuple(map(key, HOLDERS)))
PLATFORM = replace(KEYS, of="", keys=tuple(each for each in KEYS.keys if each.holder != "brand:qingyou"))
"""Of a withdrawal, in which no brand has a say."""


def seconds(at: datetime) -> int:
    return int(at.timestamp())


def sealed(
    kid: str, workflow_id: str, name: str, command: Mapping[str, Any], at: datetime, **other: Any
) -> dict[str, Any]:
    """The command as its holder signs it at that instant. ``iat`` and ``exp`` may be others."""
    iat = other.get("iat", seconds(at))
    exp = other.get("exp", iat + TERM_MAX)
    said = {"command_id": f"{name}-{kid}", **command}
    return signing.sign(other.get("by", HOLDERS[kid][1]), kid, workflow_id, name, said, iat, exp)


def new_keys(keys: KeySet, root: Ed25519PrivateKey = ROOT) -> dict[str, Any]:
    """What the signal carries."""
    return signing.sign_keys(root, keys)
