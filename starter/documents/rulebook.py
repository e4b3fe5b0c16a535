"""docs/rulebook.md is made from the tables: ``./starmap rulebook --write``, or this module by itself.

A family of task types with rules of its own has a page of its own beside it, docs/rulebook-FAMILY.md.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from domain.commissions.rules.rulebook import FAMILIES
from domain.commissions.rules.versions import current, rules
from domain.documents import REFRESH, whole_rulebook

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "rulebook.md"


def pages(path: Path) -> Iterator[tuple[Path, str]]:
    for family in FAMILIES:
        own = path.with_stem(f"{path.stem}-{family}") if family else path
        yield own, whole_rulebook(rules(current(family)))


def write(path: Path = DOCUMENT) -> Path:
    path.parent.mkdir(exist_ok=True)
    for own, text in pages(path):
        own.write_text(text, encoding="utf-8")
    return path


def stale(path: Path = DOCUMENT) -> bool:
    """Whether a page says something else than the tables, or is not there."""
    return any(not own.exists() or own.read_text(encoding="utf-8") != text for own, text in pages(path))


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(f"docs/rulebook.md 已过期 · is stale: {REFRESH}" if stale() else 0)
    sys.stdout.write(f"{write()}\n")
