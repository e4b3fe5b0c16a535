"""The table of docs/deployment.md and docs/deployment.zh.md: whose word counts under which setting."""

import sys
from collections.abc import Mapping
from pathlib import Path

from domain.documents.trust import trust_table

FOLDER = Path(__file__).resolve().parents[2] / "docs"
PAGES: Mapping[str, str] = {"en": "deployment.md", "zh": "deployment.zh.md"}
REFRESH = "python -m starter.documents.trust"
BEGIN, END = f"<!-- trust: {REFRESH} -->", "<!-- end of trust -->"


def page(text: str, lang: str) -> str:
    """``text`` with the table as it is now. Raises ValueError: a mark is missing."""
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{trust_table(lang)}\n\n{END}{after}"


def write(folder: Path = FOLDER) -> list[Path]:
    paths = [folder / name for name in PAGES.values()]
    for path, lang in zip(paths, PAGES, strict=True):
        path.write_text(page(path.read_text(encoding="utf-8"), lang), encoding="utf-8")
    return paths


def stale(folder: Path = FOLDER) -> bool:
    """Whether a page says something else than the rules do."""
    texts = {lang: (folder / name).read_text(encoding="utf-8") for lang, name in PAGES.items()}
    return any(page(text, lang) != text for lang, text in texts.items())


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(f"docs/deployment.md 已过期 · is stale: {REFRESH}" if stale() else 0)
    for each in write():
        sys.stdout.write(f"{each}\n")
