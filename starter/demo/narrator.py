"""How the story is told: one line an event, at most 100 columns, in a pace that can be read."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table

from domain.instants import written_weekday
from domain.texts import harmless

WIDTH = 100
HANGING = 3
"""Of the lines below the first one of a text that is folded."""
NEVER_FIRST = "、，。；：！？）」』”"
"""No line of Chinese begins with one of these."""
AMOUNTS = 4
"""The last columns of the table."""


class Narrator:
    def __init__(self, lang: str, pause: float, console: Console | None = None) -> None:
        self.lang = lang
        self._pause = pause
        self._console = console or Console(width=WIDTH, highlight=False)

    def pick(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    async def title(self, zh: str, en: str) -> None:
        await self._say(f"[bold cyan]{fit(self.pick(zh, en))}[/]")

    async def event(self, at: datetime, zh: str, en: str, style: str = "") -> None:
        """What happened, at Beijing time."""
        stamp = written_weekday(at, self.lang, at)
        text = fit(f"  {stamp:<15} {self.pick(zh, en)}" if self.lang == "en" else f"  {stamp} {zh}")
        await self._say(f"[{style}]{text}[/]" if style else text)

    async def note(self, zh: str, en: str, style: str = "dim") -> None:
        await self._say(f"[{style}]{fit('  ' + self.pick(zh, en))}[/]")

    async def sms(self, to: str, text: str, gloss: str) -> None:
        """In Chinese, as it is received; the English gloss under it when the story is in English."""
        await self._say(f"[green]{fit('  ✉ ' + to + '：' + text.partition('】')[2])}[/]")
        if self.lang == "en":
            await self._say(f"[dim green]{fit('     ' + gloss)}[/]")

    async def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for number, heading in enumerate(headings):
            table.add_column(
                heading, justify="right" if number >= len(headings) - AMOUNTS else "left", no_wrap=True
            )
        for row in rows:
            table.add_row(*row)
        self._console.print(table)
        await asyncio.sleep(self._pause)

    async def plain(self, text: str, style: str = "") -> None:
        await self._say(f"[{style}]{text}[/]" if style else text)

    async def blank(self) -> None:
        self._console.print()

    async def _say(self, text: str) -> None:
        self._console.print(text, soft_wrap=True)
        await asyncio.sleep(self._pause)


def fit(text: str) -> str:
    """Folded at the width under its own beginning, nowhere cut; harmless to the terminal and as markup."""
    text = harmless(text)
    indent = " " * (len(text) - len(text.lstrip()) + HANGING)
    lines = []
    while cell_len(text) > WIDTH:
        end = _end(text)
        lines.append(text[:end].rstrip())
        text = indent + text[end:].lstrip()
    return "\n".join((*lines, text)).replace("[", "\\[")


def _end(text: str) -> int:
    """Where a line ends: before a word, a number or an instant that does not fit whole; between two signs of
    Chinese.
    """
    most = end = len(set_cell_size(text, WIDTH).rstrip())
    while end > most // 2 and (text[end] in NEVER_FIRST or (_inside(text[end - 1]) and _inside(text[end]))):
        end -= 1
    return end


def _inside(sign: str) -> bool:
    return sign.isascii() and not sign.isspace()
