"""What every command needs: the language, the printing, the opened app, and how it ends.

The Temporal client and the database are read by the commands that use them: they take most of a second.
"""

import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from domain.instants import written_deadline, written_weekday
from domain.refusals import what_to_do
from domain.texts import harmless
from services.waiting import LONGEST, waited
from starter.cli.exits import exit_of
from starter.language import language
from starter.terminal import Listing, Terminal

if TYPE_CHECKING:
    from services.app import App
    from services.books import Books

Result = TypeVar("Result")


class Voice:
    """The language of this run; set once from --lang."""

    lang: str = language()


out = Terminal()
err = Terminal(stderr=True)


def pick(zh: str, en: str) -> str:
    return zh if Voice.lang == "zh" else en


class Noted:
    """The facts of the act that runs; one command is one act."""

    facts: ClassVar[dict[str, Any]] = {}


def note(**facts: Any) -> None:
    """What an act did, for programs; people read what is said."""
    Noted.facts |= facts


def say(zh: str, en: str, style: str = "", **facts: Any) -> None:
    """A line for people, and the facts it tells."""
    note(**facts)
    out.print(pick(zh, en), style=style or None, markup=False)


def moment(at: datetime) -> str:
    """Beijing time with its weekday; the year where it is not the current one."""
    return written_weekday(at, Voice.lang, datetime.now(UTC))


def due(at: datetime) -> str:
    """The end of somebody's time: midnight is 24:00 of the day that ends."""
    return written_deadline(at, Voice.lang, datetime.now(UTC))


def complain(code: str, zh: str, en: str) -> int:
    """A named refusal, always in both languages: it may be read to somebody else. Its exit code."""
    also_zh, also_en = what_to_do(code, zh) or ("", "")
    err.print(f"✗ {code}", style="bold red")
    err.print(f"  {_said(zh, '；', also_zh)}\n  {_said(en, '; ', also_en)}")
    return exit_of(code)


def _said(what: str, between: str, to_do: str) -> str:
    return harmless(what + between + to_do if to_do else what)


def called_from(path: Path) -> Path:
    """File names are relative to where the command was called, not to the project."""
    return Path(os.environ.get("STARMAP_CALLED_FROM", ".")) / path.expanduser()


@asynccontextmanager
async def app() -> AsyncIterator["App"]:
    from runtime import running  # noqa: PLC0415
    from services.app import open_app  # noqa: PLC0415
    from settings import Settings  # noqa: PLC0415

    settings = Settings()
    address, virtual_time = running.where(settings)
    async with open_app(settings, address, virtual_time=virtual_time) as opened:
        yield opened


def with_app(act: Callable[["App"], Awaitable[Result]], limit: float | None = LONGEST) -> Result:
    """Raises StillWaiting after ``limit`` seconds; None for what follows or goes through very many."""
    import asyncio  # noqa: PLC0415  # a help needs none

    async def run() -> Result:
        async with app() as opened:
            return await act(opened)

    return asyncio.run(run() if limit is None else waited(run(), limit))


def in_app(act: Callable[["App"], Result]) -> Result:
    """For an act of the books that asks Temporal nothing."""
    from services.threads import in_thread  # noqa: PLC0415

    return with_app(lambda opened: in_thread(act, opened))


def with_books(act: Callable[["Books"], Result], database: str = "") -> Result:
    """The books alone, even where no platform runs. A file is relative to where the command was called."""
    from services.books import open_books  # noqa: PLC0415
    from settings import Settings  # noqa: PLC0415

    named = str(called_from(Path(database)).absolute()) if database and "://" not in database else database
    with open_books(Settings(), named) as opened:
        return act(opened)


def end(code: int) -> None:
    """The SDK may abort at interpreter exit (sdk-python 300): flush, and leave without it."""
    if tracing := sys.modules.get("services.tracing"):  # who has not read it has no traces
        tracing.hand_over()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def table(*headings: str, right: tuple[int, ...] = (), whole: tuple[int, ...] = (0,)) -> Listing:
    """The columns named in ``right`` (amounts) and ``whole`` (ids) are never broken: they are copied."""
    return Listing(headings, right, whole)
