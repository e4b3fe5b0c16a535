"""What a command found, told once: lines and tables for people, or one JSON document for programs.

A command under ``reported`` has ``--json``; whatever it tells its report stands in both forms. In JSON, money
is whole fen in fields ending in ``_fen``, an instant is ISO 8601 with its offset, and a word is its code.
"""

import inspect
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from functools import wraps
from typing import Any

import typer

from domain.instants import BEIJING
from domain.money.amounts import yuan
from domain.texts import harmless
from starter.cli.columns import Column, Word
from starter.cli.console import out, pick, table
from starter.terminal import Listing

JSON = typer.Option(False, "--json", help="一份 JSON，供程序读 · one JSON document, for programs")


class Report:
    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._facts: dict[str, Any] = {}

    @property
    def is_kept_whole(self) -> bool:
        """What a program or a file gets, nobody looks for elsewhere."""
        return self.as_json or not out.is_terminal

    def say(self, zh: str, en: str, style: str = "", **facts: Any) -> None:
        """A line for people, and the facts it tells."""
        self.line(pick(zh, en), style, **facts)

    def line(self, said: str, style: str = "", **facts: Any) -> None:
        self._facts |= facts
        self._print(said, style)

    def show(self, what: object) -> None:
        """For people alone."""
        if not self.as_json:
            out.print(what)

    def tell(self, **facts: Any) -> None:
        """For programs alone."""
        self._facts |= facts

    def add(self, name: str, **facts: Any) -> None:
        """One more of a list, for programs alone."""
        self._facts.setdefault(name, []).append(facts)

    def rows(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Any]],
        last: Sequence[Any] | None = None,
    ) -> None:
        """A table for people, and a list of objects under this name. Each row has a value for each column.

        A ``last`` row sums up, for people alone.
        """
        found = [tuple(row) for row in rows]
        self._facts[name] = [dict(zip((each.name for each in columns), row, strict=True)) for row in found]
        if self.as_json:
            return
        read = [each for each in columns if each.for_people]
        shown = table(
            *(pick(each.zh, each.en) for each in read),
            right=tuple(n for n, each in enumerate(read) if each.right),
            whole=tuple(n for n, each in enumerate(read) if each.whole),
        )
        for row in (*found, *([tuple(last)] if last else ())):
            told = zip(columns, row, strict=True)
            shown.add_row(*(each.cell(value) for each, value in told if each.for_people))
        out.print(shown)

    def amounts(self, heading: tuple[str, str], told: Mapping[str, tuple[str, str, int]]) -> None:
        """Several sums, each a field of its own."""
        self._facts |= {name: fen for name, (_, _, fen) in told.items()}
        self.show(_sums(heading, told.values()))

    def events(self, name: str, told: Iterable[tuple[str, Mapping[str, Any]]], style: str = "") -> None:
        """A line each for people, and a list of their facts."""
        found = list(told)
        self._facts[name] = [dict(facts) for _, facts in found]
        for said, _ in found:
            self._print(said, style)

    def end(self) -> None:
        if self.as_json:
            out.print(document(self._facts))

    def _print(self, said: str, style: str) -> None:
        """One line: a line feed in what others wrote begins no line of ours."""
        if not self.as_json:
            out.print(harmless(said), style=style or None)


def _sums(heading: tuple[str, str], told: Iterable[tuple[str, str, int]]) -> Listing:
    shown = table(pick(*heading), pick("元", "yuan"), right=(1,))
    for zh, en, fen_ in told:
        shown.add_row(pick(zh, en), yuan(fen_))
    return shown


@contextmanager
def telling(*, as_json: bool) -> Iterator[Report]:
    """A report to its end, also of what ends by its exit code; of what is refused there is none."""
    report = Report(as_json=as_json)
    try:
        yield report
    except typer.Exit:
        report.end()
        raise
    report.end()


def reported(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command its report as the first argument, and itself ``--json``.

    What ends by its exit code is told all the same; a refusal is told on stderr, and no document is.
    """

    @wraps(command)
    def run(*, as_json: bool, **given: Any) -> None:
        with telling(as_json=as_json) as report:
            command(report, **given)

    own = list(inspect.signature(command).parameters.values())[1:]
    asked = inspect.Parameter("as_json", inspect.Parameter.KEYWORD_ONLY, default=JSON, annotation=bool)
    run.__signature__ = inspect.Signature([*own, asked])  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in (*own, asked)}
    return run


def document(facts: Mapping[str, Any]) -> str:
    """As it is written: what a terminal would obey, or a reader not see, stands there as its escape."""
    written_ = json.dumps(plain(facts), ensure_ascii=False, indent=2)
    return "".join(each if each.isprintable() or each == "\n" else _escaped(each) for each in written_)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case Mapping():
            return {str(name): plain(each) for name, each in value.items()}
        case Word():
            return value.code
        case datetime():
            return value.astimezone(BEIJING).isoformat(timespec="seconds")
        case Enum():
            return plain(value.value)
        case str() | int() | float() | None:
            return value
        case Iterable():
            return [plain(each) for each in value]
        case _:
            raise TypeError(type(value).__name__)


def _escaped(each: str) -> str:
    units = each.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))
