"""A page as a reader has it: its code blocks in order, each with what was written above it.

The days in a page are those of its story, which begins on ``FIRST_DAY``; a test moves them to its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from settings import ROOT

FIRST_DAY = date(2026, 11, 23)
PAGES = ("docs/brand-systems.md", "docs/brand-systems.zh.md")
FENCE = re.compile(r"^```(.*)\n((?:(?!^```).*\n)*)^```$", re.MULTILINE)
DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T\d\d:)")


@dataclass(frozen=True)
class Block:
    language: str
    about: tuple[str, ...]
    """Further words on the fence, which no reader sees: a message and the scene it is sent in."""
    text: str
    printed: str = ""
    """What the page says it prints."""


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, *languages: str) -> list[Block]:
    return [each for each in _blocks(text) if not languages or each.language in languages]


def sections(text: str) -> dict[str, str]:
    """The part under each heading of the third level, by its title."""
    parts = re.split(r"^#{2,3} (.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def moved(text: str, first_day: date) -> str:
    """The page's days as days of a story that begins on another one."""
    return DAY.sub(lambda found: str(date.fromisoformat(found[0]) + (first_day - FIRST_DAY)), text)


def prints(expected: str, printed: str) -> bool:
    """Whether it is what the page shows; ``…`` stands for anything, and blanks are blanks."""
    pattern = ".*".join(re.escape(" ".join(part.split())) for part in expected.split("…"))
    loose = pattern.replace(r"\ ", r"\s*")
    return re.fullmatch(rf"\s*{loose}\s*", " ".join(printed.split()), re.DOTALL) is not None


def _blocks(text: str) -> Iterator[Block]:
    found = FENCE.findall(text)
    for at, (fence, body) in enumerate(found):
        language, *about = fence.split()
        following = found[at + 1] if at + 1 < len(found) else ("", "")
        if language != "text":
            yield Block(language, tuple(about), body, following[1] if following[0] == "text" else "")
