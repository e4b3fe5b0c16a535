"""Pages written by people, in which some parts are made: each part stands between two marks of its name."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs"


@dataclass(frozen=True)
class MarkedPages:
    """One page in each language."""

    pages: Mapping[str, str]
    """The file's name by language."""
    refresh: str
    """The command that writes them, as the marks say it."""
    parts: Mapping[str, Callable[[str], str]]
    """What makes each part, from the language."""

    def marks(self, name: str) -> tuple[str, str]:
        return f"<!-- {name}: {self.refresh} -->", f"<!-- end of {name} -->"

    def page(self, text: str, lang: str) -> str:
        """``text`` with the parts as they are now. Raises ValueError: a mark is missing."""
        for name, made in self.parts.items():
            begin, end = self.marks(name)
            before, _, rest = text.partition(begin)
            _, found, after = rest.partition(end)
            if not found:
                raise ValueError(f"no {begin} … {end}")
            text = f"{before}{begin}\n\n{made(lang)}\n\n{end}{after}"
        return text

    def write(self, folder: Path = FOLDER) -> list[Path]:
        paths = [folder / name for name in self.pages.values()]
        for path, lang in zip(paths, self.pages, strict=True):
            path.write_text(self.page(path.read_text(encoding="utf-8"), lang), encoding="utf-8")
        return paths

    def stale(self, folder: Path = FOLDER) -> bool:
        """Whether a page says something else than what it is made from."""
        texts = {lang: (folder / name).read_text(encoding="utf-8") for lang, name in self.pages.items()}
        return any(self.page(text, lang) != text for lang, text in texts.items())

    def command(self) -> None:
        """``--check`` ends with a failure where a page is stale; else they are written."""
        if "--check" in sys.argv[1:]:
            name = next(iter(self.pages.values()))
            sys.exit(f"docs/{name} 已过期 · is stale: {self.refresh}" if self.stale() else 0)
        for each in self.write():
            sys.stdout.write(f"{each}\n")
