"""docs/refusals.md is made from the registry of refusals: this module writes it."""

import sys
from pathlib import Path

from domain.documents.refusals import REFRESH, refusals_document
from starter.cli.exits import EXITS, OTHERWISE

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "refusals.md"


def document() -> str:
    return refusals_document(EXITS, OTHERWISE)


def write(path: Path = DOCUMENT) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(document(), encoding="utf-8")
    return path


def stale(path: Path = DOCUMENT) -> bool:
    """Whether the document says something else than the registry, or is not there."""
    return not path.exists() or path.read_text(encoding="utf-8") != document()


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(f"docs/refusals.md 已过期 · is stale: {REFRESH}" if stale() else 0)
    sys.stdout.write(f"{write()}\n")
