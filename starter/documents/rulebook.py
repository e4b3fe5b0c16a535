"""docs/rulebook.md is made from the tables: ``./starmap rulebook --write``, or this module by itself."""

import sys
from pathlib import Path

from domain.documents import REFRESH, handbook

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "rulebook.md"


def write(path: Path = DOCUMENT) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(handbook(), encoding="utf-8")
    return path


def stale(path: Path = DOCUMENT) -> bool:
    """Whether the document says something else than the tables, or is not there."""
    return not path.exists() or path.read_text(encoding="utf-8") != handbook()


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(f"docs/rulebook.md 已过期 · is stale: {REFRESH}" if stale() else 0)
    sys.stdout.write(f"{write()}\n")
