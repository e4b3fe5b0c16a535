"""A face for whoever has no picture: initials on a colour that the id chooses, always the same."""

import unicodedata
from collections.abc import Iterator
from hashlib import sha256

COLOURS = 8
"""Classes of the sheet: `pages.css` has their pairs, light and dark."""
JOINER, KEYCAP, PICTURE_STYLE = "\u200d", "\u20e3", "\ufe0f"
FLAGS = range(0x1F1E6, 0x1F200)
SKINS = range(0x1F3FB, 0x1F400)
UNKNOWN = "·"


def colour_of(party_id: str) -> int:
    return sha256(party_id.encode()).digest()[0] % COLOURS


def initials(name: str) -> str:
    """Of alphabets that write words apart the first of two of them; of others, the first character."""
    words = [each for each in (_shown(word) for word in name.split()) if each]
    firsts = [next(letters(word)) for word in words]
    if not firsts:
        return UNKNOWN
    is_spaced = len(firsts) > 1 and all(
        unicodedata.name(each[0], "").startswith(SPACED) for each in firsts[:2]
    )
    return "".join(firsts[:2] if is_spaced else firsts[:1]).upper()


SPACED = ("LATIN", "CYRILLIC", "GREEK")
"""Two letters of an alphabet that joins its letters, or has no capitals, are no initials."""


def letters(text: str) -> Iterator[str]:
    """As people see them: a letter with its marks, a flag, a family of several people."""
    at = ""
    for each in text:
        if at and (_goes_on(each) or at.endswith(JOINER) or _is_half_a_flag(at, each)):
            at += each
            continue
        if at:
            yield at
        at = each
    if at:
        yield at


def _goes_on(each: str) -> bool:
    is_mark = unicodedata.category(each).startswith("M")
    return is_mark or each in (JOINER, KEYCAP, PICTURE_STYLE) or ord(each) in SKINS


def _is_half_a_flag(at: str, each: str) -> bool:
    return len(at) == 1 and ord(at) in FLAGS and ord(each) in FLAGS


def _shown(word: str) -> str:
    """Without what nobody sees, and what stands before a name."""
    return word.lstrip("".join(each for each in word if unicodedata.category(each)[0] in "CPZ"))
