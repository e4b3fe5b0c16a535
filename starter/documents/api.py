"""The tables of docs/api.md and docs/api.zh.md are made from the interface itself: this module writes them.

The rest of both pages is written by people; each table stands between two marks of its name.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from starter.documents import api_signing, api_tables

FOLDER = Path(__file__).resolve().parents[2] / "docs"
PAGES: Mapping[str, str] = {"en": "api.md", "zh": "api.zh.md"}
REFRESH = "python -m starter.documents.api"
TABLES: Mapping[str, Callable[[str], str]] = {
    "permissions": api_tables.permissions,
    "commands": api_tables.commands,
    "fields": api_tables.fields,
    "operations": api_tables.operations,
    "shapes": api_tables.shapes,
    "vectors": api_signing.vectors,
}


def page(text: str, lang: str) -> str:
    """``text`` with the tables as they are now. Raises ValueError: a mark is missing."""
    for name, made in TABLES.items():
        begin, end = marks(name)
        before, _, rest = text.partition(begin)
        _, found, after = rest.partition(end)
        if not found:
            raise ValueError(f"no {begin} … {end}")
        text = f"{before}{begin}\n\n{made(lang)}\n\n{end}{after}"
    return text


def marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: {REFRESH} -->", f"<!-- end of {name} -->"


def write(folder: Path = FOLDER) -> list[Path]:
    paths = [folder / name for name in PAGES.values()]
    for path, lang in zip(paths, PAGES, strict=True):
        path.write_text(page(path.read_text(encoding="utf-8"), lang), encoding="utf-8")
    return paths


def stale(folder: Path = FOLDER) -> bool:
    """Whether a page has a table that says something else than the interface does."""
    texts = {lang: (folder / name).read_text(encoding="utf-8") for lang, name in PAGES.items()}
    return any(page(text, lang) != text for lang, text in texts.items())


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(f"docs/api.md 已过期 · is stale: {REFRESH}" if stale() else 0)
    for each in write():
        sys.stdout.write(f"{each}\n")
