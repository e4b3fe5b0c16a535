"""The tables and programs of docs/webhooks.md and its Chinese page, written between their marks."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from domain.documents import webhooks as tables

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs"
PAGES: Mapping[str, str] = {"en": "webhooks.md", "zh": "webhooks.zh.md"}
PROGRAMS = {
    "python": "python/receiver.py",
    "python-library": "python/with_library.py",
    "node": "typescript/receiver.mjs",
    "node-library": "typescript/with-library.mjs",
}
FENCES = {".py": "python", ".mjs": "js"}


def program(name: str, _: str) -> str:
    path = ROOT / "examples" / "webhooks" / name
    return f"```{FENCES[path.suffix]}\n{path.read_text(encoding='utf-8')}```"


PARTS: Mapping[str, Callable[[str], str]] = {
    "schedule": tables.schedule,
    "failures": tables.failures,
    "refusals": tables.refusals,
    **{name: partial(program, file) for name, file in PROGRAMS.items()},
}


def page(text: str, lang: str) -> str:
    """``text`` with the parts as they are now. Raises ValueError: a mark is missing."""
    for name, made in PARTS.items():
        begin, end = f"<!-- {name}: {tables.REFRESH} -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        _, found, after = rest.partition(end)
        if not found:
            raise ValueError(f"no {begin} … {end}")
        text = f"{before}{begin}\n\n{made(lang)}\n\n{end}{after}"
    return text


def write(folder: Path = FOLDER) -> list[Path]:
    paths = [folder / name for name in PAGES.values()]
    for path, lang in zip(paths, PAGES, strict=True):
        path.write_text(page(path.read_text(encoding="utf-8"), lang), encoding="utf-8")
    return paths


def stale(folder: Path = FOLDER) -> bool:
    """Whether a page says something else than the tables and the programs do."""
    texts = {lang: (folder / name).read_text(encoding="utf-8") for lang, name in PAGES.items()}
    return any(page(text, lang) != text for lang, text in texts.items())


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(f"docs/webhooks.md 已过期 · is stale: {tables.REFRESH}" if stale() else 0)
    for each in write():
        sys.stdout.write(f"{each}\n")
