"""docs/money.md is made from the accounts, the postings and the words beside them: this module writes it."""

import sys
from pathlib import Path

from domain.documents.money_pages import REFRESH, money_document

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "money.md"


def write(path: Path = DOCUMENT) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(money_document(), encoding="utf-8")
    return path


def stale(path: Path = DOCUMENT) -> bool:
    """Whether the document says something else than the tables, or is not there."""
    return not path.exists() or path.read_text(encoding="utf-8") != money_document()


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(f"docs/money.md 已过期 · is stale: {REFRESH}" if stale() else 0)
    sys.stdout.write(f"{write()}\n")
