"""The operators' guide as a reader copies from it: JSON blocks and searches, by the name they stand under."""

import re
from pathlib import Path

from tests.filling import filled

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = (DOCS / "operators.md", DOCS / "operators.zh.md")
BLOCK = re.compile(r"^`(?P<name>[a-z_]+)`[^\n]*\n+```json\n(?P<json>.*?)\n```", re.MULTILINE | re.DOTALL)
QUERY = re.compile(r"^```sql\n(.*?)\n```", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"!\[[^\]]+\]\((operators/[^)]+)\)")


def text(guide: Path) -> str:
    return guide.read_text(encoding="utf-8")


def payloads(guide: Path) -> list[tuple[str, str]]:
    """Every JSON block stands under a line that begins with the command's name."""
    return [(found["name"], found["json"]) for found in BLOCK.finditer(text(guide))]


def payload(name: str, number: int = 0) -> str:
    """What the Chinese guide says to paste, with its placeholders replaced."""
    return filled([json for each, json in payloads(GUIDES[1]) if each == name][number])


def queries(guide: Path) -> list[str]:
    return [line for block in QUERY.findall(text(guide)) for line in block.splitlines() if line.strip()]


def pictures(guide: Path) -> list[str]:
    return PICTURE.findall(text(guide))
