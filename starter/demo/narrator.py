"""How the story is told: one line an event, in a pace that can be read.

On a screen a line is folded at its width, at most at 100 columns; where it is piped it stays whole.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len, set_cell_size

from domain.instants import written_weekday
from domain.texts import harmless
from starter.terminal import Listing, Terminal

WIDTH = 100
HANGING = 3
"""Of the lines below the first one of a text that is folded."""
NEVER_FIRST = "、，。；：！？）」』”"
"""No line of Chinese begins with one of these."""
AMOUNTS = 4
"""The last columns of the table."""


class Narrator:
    def __init__(self, lang: str, pause: float) -> None:
        self.lang = lang
        self._pause = pause
        self._out = Terminal()
        self._width = min(WIDTH, self._out.width) if self._out.is_terminal else self._out.width

    def pick(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    async def title(self, zh: str, en: str) -> None:
        await self._say(self.pick(zh, en), "bold cyan")

    async def event(self, at: datetime, zh: str, en: str, style: str = "") -> None:
        """What happened, at Beijing time."""
        stamp = written_weekday(at, self.lang, at)
        await self._say(f"  {stamp:<15} {en}" if self.lang == "en" else f"  {stamp} {zh}", style)

    async def note(self, zh: str, en: str, style: str = "dim") -> None:
        await self._say("  " + self.pick(zh, en), style)

    async def sms(self, to: str, text: str, gloss: str) -> None:
        """In Chinese, as it is received; the English gloss under it when the story is in English."""
        await self._say("  ✉ " + to + "：" + text.partition("】")[2], "green")
        if self.lang == "en":
            await self._say("     " + gloss, "dim green")

    async def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        last = len(headings)
        table = Listing(headings, range(last - AMOUNTS, last), range(last))
        for row in rows:
            table.add_row(*row)
        self._out.print(table)
        await asyncio.sleep(self._pause)

    async def plain(self, text: str, style: str = "") -> None:
        await self._say(text, style)

    async def blank(self) -> None:
        self._out.print()

    async def _say(self, text: str, style: str = "") -> None:
        self._out.print(fit(text, self._width), style=style or None)
        await asyncio.sleep(self._pause)


def fit(text: str, width: int) -> str:
    """Folded at the width under its own beginning, nowhere cut; harmless to the terminal."""
    text = harmless(text)
    indent = " " * (len(text) - len(text.lstrip()) + HANGING)
    lines = []
    while cell_len(text) > width:
        end = _end(text, width)
        lines.append(text[:end].rstrip())
        text = indent + text[end:].lstrip()
    return "\n".join((*lines, text))


def _end(text: str, width: int) -> int:
    """Where a line ends: before a word, a number or an instant that does not fit whole; between two signs of
    Chinese.
    """
    most = end = len(set_cell_size(text, width).rstrip())
    while end > most // 2 and (text[end] in NEVER_FIRST or (_inside(text[end - 1]) and _inside(text[end]))):
        end -= 1
    return end


def _inside(sign: str) -> bool:
    return sign.isascii() and not sign.isspace()
