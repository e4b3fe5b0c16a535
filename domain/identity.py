"""Names compared as people compare them: width, case, spaces and the form of a dot make nobody another."""

import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from domain.texts import JOINER, NON_JOINER, SELECTORS, settled

UNSEEN = SELECTORS | {JOINER, NON_JOINER}
"""They choose how a letter is drawn, and make nobody another."""
_DOT = "·"
_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・●᛫⸱⸰⸳◦⚫⬤∘.。ꞏᆞ▪⬝⚬", _DOT))
"""After NFKC, which turns the full-width ones into these. Names of 新疆 and of foreigners are written so."""


_BRACKETS = str.maketrans("[]【】〔〕〖〗", "()" * 4)


def person(name: str) -> str:
    """What of a real name decides whose it is. Empty for a name without any letter."""
    return "".join(_folded(name).translate(_DOTS).split())


def legal_owner(name: str) -> str:
    """What of a company's or person's registered name decides whose it is: 青柚（北京） is 青柚(北京)."""
    return "".join(_folded(name).translate(_BRACKETS).split())


def identities(names: Iterable[str], numbers: Iterable[str]) -> frozenset[str]:
    """What a party is known by, each as a digest that tells nothing: its owner and the names that were
    verified, its phone and its accounts. Two parties that share one are of one hand.
    """
    called = {f"name {plain}" for each in names if (plain := legal_owner(each))}
    reached = {f"number {plain}" for each in numbers if (plain := "".join(_folded(each).split()))}
    return frozenset(sha256(each.encode()).hexdigest() for each in called | reached)


def same_person(one: str, other: str) -> bool:
    return person(one) == person(other) != ""


def same_owner(one: str, other: str) -> bool:
    return legal_owner(one) == legal_owner(other) != ""


def _folded(name: str) -> str:
    plain = "".join(each for each in settled(name) if each not in UNSEEN)
    return unicodedata.normalize("NFKC", plain).casefold()
