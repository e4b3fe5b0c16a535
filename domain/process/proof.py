"""What must hold of a signature beside its bytes: which key, for whom, in time, and not twice.

A verified signature is remembered for as long as it could come again. Of each kind of holder the last ones
are kept; what was signed no later than one that had to be forgotten counts as used, so memory is bounded and
nobody's flood turns away what another signs now.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from domain.party import Party
from domain.process.trust import GATEWAY, LEEWAY, TERM_MAX, Key, KeySet, Trust
from domain.refusals import Refused

WINDOWS = {GATEWAY: 100}
WINDOW = 24
"""Signatures remembered of each kind of holder; the gateway's more, who speaks for all."""
Mark = str
"""A signature that was used: its digest, ``iat``, and the seconds it may come again from then. All of them
travel with whoever judged them, so they are written as short as can be.
"""
DIGEST, INSTANT = 8, 6
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Claim(NamedTuple):
    """A signature as far as it says something. Instants are unix seconds."""

    kid: str
    iat: int
    exp: int
    sig: str


class Window(NamedTuple):
    """What is remembered of one kind of holder. What it signed up to ``floor`` counts as used."""

    role: str
    floor: int
    marks: tuple[Mark, ...]
    """In the order of ``iat``."""


Used = tuple[Window, ...]


def check_plain(trust: str, *, by_operator: bool, stamped: bool) -> None:
    """What has no signature. Raises Refused: SIGNATURE_NEEDED, STAMP_NOT_YOURS."""
    if trust == Trust.CLUSTER:
        return
    if trust != Trust.OPERATORS or not by_operator:
        raise Refused("SIGNATURE_NEEDED")
    if stamped:
        raise Refused("STAMP_NOT_YOURS")


def key_for(keys: KeySet, claim: Claim, stamp: datetime | None, now: datetime) -> Key:
    """The key that may have signed it, before its bytes are looked at.

    It is judged at its stamp, as a deadline is, or now. But nothing counts for ever: what was signed longer
    ago than any signature may be good for is over, whatever its stamp says.

    Raises Refused: SIGNATURE_KEY_UNKNOWN, SIGNATURE_TERM, SIGNATURE_EARLY, SIGNATURE_EXPIRED,
    STAMP_NOT_YOURS, SIGNATURE_KEY_OVER.
    """
    key = keys.key(claim.kid)
    if key is None:
        raise Refused("SIGNATURE_KEY_UNKNOWN")
    if not 0 < claim.exp - claim.iat <= TERM_MAX:
        raise Refused("SIGNATURE_TERM")
    seconds = now.timestamp()
    if claim.iat > seconds + LEEWAY:
        raise Refused("SIGNATURE_EARLY")
    at = seconds
    if stamp is not None:
        at = min(stamp.timestamp(), seconds)
        if key.holder != GATEWAY or not claim.iat <= stamp.timestamp() < claim.exp:
            raise Refused("STAMP_NOT_YOURS")
    if at >= claim.exp or seconds >= claim.iat + TERM_MAX:
        raise Refused("SIGNATURE_EXPIRED")
    if claim.iat + LEEWAY < key.since or (key.until and at >= key.until):
        raise Refused("SIGNATURE_KEY_OVER")
    return key


def check_holder(key: Key, by: Party, actor: str, ids: Mapping[Party, str]) -> None:
    """Whether its holder is who speaks. Raises Refused("SIGNATURE_KEY_FOREIGN").

    ``ids``: the creator and the brand it is about. An operator's key signs what that very operator says.
    """
    if key.holder == GATEWAY:
        return
    role, _, who = key.holder.partition(":")
    ours = actor == key.holder if by is Party.OPERATOR else who == ids.get(by, "")
    if role != by or not ours:
        raise Refused("SIGNATURE_KEY_FOREIGN")


def check_unused(used: Used, key: Key, claim: Claim) -> None:
    """Raises Refused("SIGNATURE_USED")."""
    window = _window(used, key)
    if claim.iat <= window.floor or any(mark[:DIGEST] == _digest(claim) for mark in window.marks):
        raise Refused("SIGNATURE_USED")


def using(used: Used, key: Key, claim: Claim, *, stamped: bool, now: datetime) -> Used:
    """With this one. Stamped, it could come again for as long as any may; else until it expires."""
    lasts = TERM_MAX if stamped else claim.exp - claim.iat
    mark = f"{_digest(claim)}{_short(claim.iat, INSTANT)}{_short(lasts)}"
    before = _window(used, key)
    kept = tuple(each for each in before.marks if _until(each) > now.timestamp())
    others = tuple(each for each in used if each.role != before.role)
    return together(others, (Window(before.role, before.floor, (*kept, mark)),))


def together(one: Used, other: Used) -> Used:
    """What either of two remembers: an attempt of a task that was lost may have recorded some of it."""
    found: dict[str, Window] = {each.role: each for each in one}
    for each in other:
        known = found.get(each.role, each)
        marks = sorted({*known.marks, *each.marks}, key=lambda mark: (_iat(mark), mark))
        most = WINDOWS.get(each.role, WINDOW)
        floor = max([known.floor, each.floor, *map(_iat, marks[:-most])])
        found[each.role] = Window(each.role, floor, tuple(marks[-most:]))
    return tuple(found.values())


def _window(used: Used, key: Key) -> Window:
    role = key.holder.partition(":")[0]
    return next((each for each in used if each.role == role), Window(role, -1, ()))


def _digest(claim: Claim) -> str:
    return urlsafe_b64encode(sha256(f"{claim.kid}\n{claim.sig}".encode()).digest()[:6]).decode()


def _iat(mark: Mark) -> int:
    return int(mark[DIGEST : DIGEST + INSTANT], 36)


def _until(mark: Mark) -> int:
    return _iat(mark) + int(mark[DIGEST + INSTANT :], 36)


def _short(number: int, width: int = 1) -> str:
    """In 36 digits, as ``int`` reads it."""
    written = ""
    while number:
        number, last = divmod(number, 36)
        written = DIGITS[last] + written
    return written.rjust(width, "0")
