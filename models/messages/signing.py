"""Signed commands and signed sets of keys: the bytes that are signed, signing and verifying.

Ed25519 over RFC 8785 of ``{v, workflow_id, name, actor, command_id, iat, exp, body}``, where ``body`` is the
SHA-256 of the RFC 8785 of the command without ``signature``. Everything here is pure: a history that is
replayed comes to the same verdict. Test vectors stand in `signing_vectors`.
"""

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.process.trust import Key, KeySet

VERSION = 1
SIGNATURE = "signature"
PUBLIC = re.compile(r"[A-Za-z0-9_-]{43}")
SIG = re.compile(r"[A-Za-z0-9_-]{86}")


class NotSignable(ValueError):
    """A command holds what is not signed: a fraction, a null, an object, a broken character."""


def body_of(command: Mapping[str, Any]) -> str:
    """The digest of a command, as JSON values, without its signature. Raises NotSignable."""
    said = {field: value for field, value in command.items() if field != SIGNATURE}
    for field, value in said.items():
        for each in value if isinstance(value, list | tuple) else (value,):
            if not isinstance(each, str | int):
                raise NotSignable(field)
    return hashlib.sha256(_canonical(said)).hexdigest()


def signed_bytes(workflow_id: str, name: str, command: Mapping[str, Any], iat: int, exp: int) -> bytes:
    """What the signature is made over. Raises NotSignable."""
    return _canonical(
        {
            "v": VERSION,
            "workflow_id": workflow_id,
            "name": name,
            "actor": command.get("actor", ""),
            "command_id": command.get("command_id", ""),
            "iat": iat,
            "exp": exp,
            "body": body_of(command),
        }
    )


def sign(
    private: Ed25519PrivateKey,
    kid: str,
    workflow_id: str,
    name: str,
    command: Mapping[str, Any],
    iat: int,
    exp: int,
) -> dict[str, Any]:
    """The command with its signature. ``iat`` and ``exp`` are unix seconds. Raises NotSignable."""
    sig = encoded(private.sign(signed_bytes(workflow_id, name, command, iat, exp)))
    return {**command, SIGNATURE: {"kid": kid, "iat": iat, "exp": exp, "sig": sig}}


def is_by(public: str, workflow_id: str, name: str, command: Mapping[str, Any]) -> bool:
    """Whether the key has signed just this, to just this workflow. Its time is not looked at."""
    signature = command.get(SIGNATURE, {})
    try:
        said = signed_bytes(workflow_id, name, command, signature["iat"], signature["exp"])
    except (NotSignable, KeyError, TypeError):
        return False
    return _fits(public, str(signature.get("sig", "")), said)


def keys_bytes(keys: KeySet) -> bytes:
    return _canonical({"v": VERSION, "keys": {**asdict(keys), "keys": [asdict(each) for each in keys.keys]}})


def sign_keys(root: Ed25519PrivateKey, keys: KeySet) -> dict[str, Any]:
    """What the signal ``keys`` carries. The root key is the one pinned now; the set may name the next."""
    plain = {**asdict(keys), "keys": [asdict(each) for each in keys.keys]}
    return {**plain, "sig": encoded(root.sign(keys_bytes(keys)))}


def are_by(root: str, keys: KeySet, sig: str) -> bool:
    """Whether the root key has signed this set."""
    return _fits(root, sig, keys_bytes(keys))


def is_key(key: Key) -> bool:
    """Whether its public half can be one at all."""
    return _public(key.public) is not None


def public_of(private: Ed25519PrivateKey) -> str:
    return encoded(private.public_key().public_bytes_raw())


def encoded(raw: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _fits(public: str, sig: str, said: bytes) -> bool:
    key = _public(public)
    if key is None or not SIG.fullmatch(sig):
        return False
    raw = urlsafe_b64decode(sig + "==")
    if encoded(raw) != sig:  # its last character has bits to spare: one signature is written one way
        return False
    try:
        key.verify(raw, said)
    except InvalidSignature:
        return False
    return True


def _public(public: str) -> Ed25519PublicKey | None:
    if not PUBLIC.fullmatch(public):
        return None
    try:
        return Ed25519PublicKey.from_public_bytes(urlsafe_b64decode(public + "="))
    except ValueError:
        return None


def _canonical(said: Mapping[str, Any]) -> bytes:
    try:
        return rfc8785.dumps(dict(said))
    except rfc8785.CanonicalizationError as wrong:
        raise NotSignable(str(wrong)) from None


def _refuse_once() -> None:
    """The library looks for its exception where it first raises it, and that may be within the sandbox of a
    workflow: there it finds none, and takes the whole process down.
    """
    _fits(public_of(Ed25519PrivateKey.from_private_bytes(bytes(32))), encoded(bytes(64)), b"")


_refuse_once()
