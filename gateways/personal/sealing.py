"""Personal data as it stands in the books: sealed under its person's data key, for one column of that person.

A value that is taken to another row, person or column opens nowhere. An empty text stays empty.
"""

import base64
import hashlib
import hmac
import os

from sqlalchemy.orm import Session

from domain.parties.erased import ERASED, UNREADABLE
from gateways.personal import keys
from gateways.personal.keys import NONCE_BYTES, At
from gateways.refusals import DataUnreadable

SEALED = "s1."
"""How a sealed value begins."""
NOBODYS = "-"
"""A digest that nothing has."""


def seal(session: Session, person: str, place: str, text: str) -> str:
    """``place`` is ``table.column``. Raises PersonErased: nothing new is kept of somebody who was erased."""
    if not text:
        return ""
    cipher, nonce = keys.to_seal(session, person), os.urandom(NONCE_BYTES)
    hidden = nonce + cipher.encrypt(nonce, text.encode(), _bound_to(person, place))
    return SEALED + base64.b64encode(hidden).decode()


def opened(at: At, person: str, place: str, sealed: str) -> str:
    """As it was given; ERASED where the data key was destroyed. Raises DataUnreadable."""
    if not sealed:
        return ""
    found = _tried(at, person, place, sealed)
    if found is None:  # a key that was made in a transaction that was given up may be remembered still
        keys.held(at).forget(person)
        found = _tried(at, person, place, sealed)
    if found is None:
        raise DataUnreadable(place)
    return found


def shown(at: At, person: str, place: str, sealed: str) -> str:
    """For lists and checks: one value that was tampered with hides none of the others."""
    try:
        return opened(at, person, place, sealed)
    except DataUnreadable:
        return UNREADABLE


def is_sealed(text: str) -> bool:
    return text.startswith(SEALED)


def digest_to_keep(session: Session, purpose: str, text: str) -> str:
    """What a value is found by, with a key of its own: without it a phone cannot be guessed from it."""
    return _digest(keys.make_lookup_key(session), purpose, text) if text else ""


def digest_to_find(at: At, purpose: str, text: str) -> str:
    """As ``digest_to_keep``; where nothing was ever kept it is nobody's."""
    key = keys.lookup_key(at)
    return _digest(key, purpose, text) if key and text else NOBODYS


def _digest(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose}\n{text}".encode(), hashlib.sha256).hexdigest()


def _tried(at: At, person: str, place: str, sealed: str) -> str | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # few commands need it

    cipher = keys.to_open(at, person)
    if cipher is None:
        return ERASED
    try:
        hidden = base64.b64decode(sealed.removeprefix(SEALED), validate=True)
        return cipher.decrypt(hidden[:NONCE_BYTES], hidden[NONCE_BYTES:], _bound_to(person, place)).decode()
    except (InvalidTag, ValueError):
        return None


def _bound_to(person: str, place: str) -> bytes:
    return f"{person}\n{place}".encode()
