"""Text that people write: what is refused in it by name, at whatever door it comes in.

Bounds of length belong to each field. What SMS vendors turn away besides: `domain.channel_text`.
"""

import re
import unicodedata
from enum import StrEnum

LINE_CONTROLS = frozenset("\n\t")
JOINER, BLACK_FLAG = "\u200d", "\U0001f3f4"
NON_JOINER = "\u200c"
VIRAMA = 9
"""The combining class of the sign behind which Indic scripts choose a form with a joiner or a non-joiner."""
CURSIVE = ("ARABIC LETTER ", "SYRIAC LETTER ", "MONGOLIAN LETTER ", "NKO LETTER ")
"""Between two of their letters a non-joiner is spelling, as in Persian 「می‌خواهم」."""
MARKS_MAX = 4
"""On one letter. Hebrew, Vietnamese and Tibetan need no more; with more a line runs into its neighbours."""
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""A flag of a region (🏴󠁧󠁢󠁥󠁮󠁧󠁿): tags that spell anything else say what nobody sees."""
SELECTORS = (
    frozenset("\u180b\u180c\u180d\u180f")
    | {chr(code) for code in range(0xFE00, 0xFE10)}
    | {chr(code) for code in range(0xE0100, 0xE01F0)}
)
"""They choose the form of the one character before them: of an emoji, or of an ideograph in a name."""
VARIATIONS = frozenset("\ufe0e\ufe0f")
IGNORABLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks by category that no font shows: blank names are made of them."""
BLANK = frozenset("\u2800\U0001d159")
REPLACEMENTS = frozenset("\ufffc\ufffd")
PICTURES = 0x2400
"""Unicode's pictures of the controls: ESC is shown as ␛."""
LATER_PLANES = ((0x1F000, 0x1FBFF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD))
"""Emoji and ideographs that Unicode adds year by year: a Python that does not know them yet takes them."""

GB18030_PRIVATE = str.maketrans(
    dict(
        zip(
            "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue816\ue817\ue818"
            "\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864",
            "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f\U00020087\U00020089\U000200cc"
            "\u9fb4\u9fb5\u9fb6\u9fb7\U000215d7\u9fb8\U0002298f\u9fb9\u9fba\U000241fe\u9fbb",
            strict=True,
        )
    )
)
"""Private-use code points that older GB 18030 files have for characters with a place of their own since
(GB 18030-2022, appendix D). Rare surnames and given names are among them."""


class TextFault(StrEnum):
    """Codes of `domain.refusals`."""

    CONTROL = "CONTROL_CHARACTER"
    FORMAT = "FORMAT_CHARACTER"
    NOT_TEXT = "NOT_TEXT"
    BLANK = "BLANK_TEXT"


def fault(text: str, *, lines: bool = False) -> TextFault | None:
    """The first thing that is wrong with a text; ``lines`` allows line feeds and tabs.

    An empty text has no fault: whether a field is needed is the field's own rule.
    """
    for at, each in enumerate(text):
        found = _fault_of(text, at, each, lines=lines)
        if found:
            return found
    return TextFault.BLANK if text and not has_visible(text) else None


def has_visible(text: str) -> bool:
    """Whether a reader sees anything: a letter, number, sign or symbol that has a shape."""
    return any(
        (unicodedata.category(each)[0] in "LNPS" and _has_shape(each)) or _is_later(each) for each in text
    )


def is_text(text: str) -> bool:
    """Nothing in it shows that bytes were read in the wrong encoding, or were no text at all."""
    return not any(_is_no_character(each) for each in set(text))


def settled(text: str) -> str:
    """Text of an older GB 18030 file with its characters where they stand today."""
    return text.translate(GB18030_PRIVATE)


def harmless(text: str, *, lines: bool = False) -> str:
    """For any output: controls, directions and other invisible signs are shown instead of obeyed.

    What came in before a door refused them, or past it, may still have them. ``lines`` keeps feeds and tabs.
    """
    if text.isprintable():
        return text
    return "".join(_shown(text, at, each, lines=lines) for at, each in enumerate(text))


def _shown(text: str, at: int, each: str, *, lines: bool) -> str:
    if _fault_of(text, at, each, lines=lines) is None:
        return each
    if each < " ":
        return chr(PICTURES + ord(each))
    return f"⟨U+{ord(each):04X}⟩"


def _fault_of(text: str, at: int, each: str, *, lines: bool) -> TextFault | None:
    category = unicodedata.category(each)
    if " " <= each < "\x7f" or (category == "Lo" and each not in IGNORABLE):  # nearly all of a text
        return None
    match category:
        case "Cc":
            return None if lines and each in LINE_CONTROLS else TextFault.CONTROL
        case "Zl" | "Zp":
            return TextFault.CONTROL
        case "Cf":
            return None if _belongs_to_an_emoji(text, at) or _is_spelling(text, at) else TextFault.FORMAT
        case _ if each in IGNORABLE or (each in SELECTORS and not _chooses(text, at)) or _is_piled(text, at):
            return TextFault.FORMAT
        case _:
            return TextFault.NOT_TEXT if _is_no_character(each) else None


def _is_no_character(each: str) -> bool:
    category = unicodedata.category(each)
    return each in REPLACEMENTS or category in ("Co", "Cs") or (category == "Cn" and not _is_later(each))


def _is_later(each: str) -> bool:
    inside = any(first <= ord(each) <= last for first, last in LATER_PLANES)
    return inside and unicodedata.category(each) == "Cn"


def _has_shape(each: str) -> bool:
    return each not in IGNORABLE and each not in BLANK


def _belongs_to_an_emoji(text: str, at: int) -> bool:
    """A joiner between two emoji, or a tag behind the black flag."""
    if text[at] == JOINER:
        before = text[:at].rstrip("".join(VARIATIONS))[-1:]
        return _is_emoji(before) and _is_emoji(text[at + 1 : at + 2])
    flags = _FLAG.finditer(text) if BLACK_FLAG in text else ()
    return any(each.start() < at < each.end() for each in flags)


def _is_spelling(text: str, at: int) -> bool:
    """RFC 5892, appendix A.1 and A.2: a joiner behind a virama, a non-joiner there or in a cursive word."""
    before = text[at - 1 : at] if at else ""
    if text[at] not in (JOINER, NON_JOINER) or not before:
        return False
    if unicodedata.combining(before) == VIRAMA:
        return True
    return text[at] == NON_JOINER and _is_cursive(_unmarked(text[:at])) and _is_cursive(text[at + 1 : at + 2])


def _is_cursive(each: str) -> bool:
    return bool(each) and unicodedata.name(each, "").startswith(CURSIVE)


def _unmarked(text: str) -> str:
    """The last letter, without the signs on it."""
    return next((each for each in reversed(text[-MARKS_MAX - 1 :]) if not unicodedata.combining(each)), "")


def _is_piled(text: str, at: int) -> bool:
    """A mark on as many marks as a letter can bear."""
    stack = text[max(0, at - MARKS_MAX) : at + 1]
    return len(stack) > MARKS_MAX and all(unicodedata.category(each) in ("Mn", "Me") for each in stack)


def _chooses(text: str, at: int) -> bool:
    """Whether there is a character before a selector whose form it can choose."""
    before = text[at - 1 : at] if at else ""
    return (
        bool(before)
        and before not in SELECTORS
        and (before.isalnum() or unicodedata.category(before)[0] in "PS")
    )


def _is_emoji(each: str) -> bool:
    """Emoji and their skin tones. The signs among them (♂ ❤ ⚕) are symbols of the first plane."""
    return bool(each) and (unicodedata.category(each) in ("So", "Sk") or _is_later(each))
