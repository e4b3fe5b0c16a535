"""Break the rules one by one and see that some test notices: ``python -m tests.mutants``.

Every row of the rulebook is taken away; of every row each party, guard, condition, change, notice, clock,
order, entry of money and attention; every guard is always met, every clock never starts and never judges,
every overlay never ends. After each, the stories in ``tests/domain`` must fail. The tests of the table's own
shape are left out: they would notice everything and prove nothing.

The tests are collected once; each mutant lives in a forked child, where those tests come first that used its
row, the shortest before all others. ``--only NAME …`` runs some, ``--list`` names them, ``--sample N`` runs N
of them and the canary.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from domain import engine, overlays
from domain.row import Row
from domain.rulebook import RULEBOOK, Rulebook
from domain.stages import EVERY
from tests.domain.test_table import PARTITIONS, groups

STORIES = Path(__file__).parent / "domain"
LEFT_OUT = (
    "test_table.py",
    "test_invariants.py",
    "test_details.py",
    "test_handbook.py",
    "test_brief.py",
    "test_douyin_video.py",
)
LISTS = ("by", "guards", "does", "tells", "starts", "stops", "orders", "alerts", "calms")
SINGLES = {"money": "", "breach": "", "hold": False, "back": False}
CHILDREN = os.cpu_count() or 1


@dataclass(frozen=True)
class Mutant:
    name: str
    rows: frozenset[str]
    """The rows it touches: tests that used them are tried first."""
    break_it: Callable[[], None]


def mutants() -> Iterator[Mutant]:
    for row in RULEBOOK.rows:
        yield from broken_rows(row)
    yield from broken_tables()
    for name in overlays.OVERLAYS:
        yield Mutant(f"overlay {name} never ends", frozenset(), lambda name=name: _keep_overlay(name))


def broken_rows(row: Row) -> Iterator[Mutant]:
    yield of_row(row, "row", None)
    for field in LISTS:
        names = getattr(row, field)
        if field == "by" and len(names) == 1:
            continue
        for name in names:
            left = tuple(each for each in names if each != name)
            yield of_row(row, f"{field}.{name}", replace(row, **{field: left}))
    for field, nothing in SINGLES.items():
        if getattr(row, field):
            yield of_row(row, field, replace(row, **{field: nothing}))
    if row.when and not _comes_last_of_all(row):
        yield of_row(row, "when", replace(row, when=()))


def broken_tables() -> Iterator[Mutant]:
    for name, guard in RULEBOOK.guards.items():
        met = replace(guard, met=lambda _c, _m: True)
        yield of_table("guards", name, met, _rows(lambda row, name=name: name in row.guards))
    for name, clock in RULEBOOK.clocks.items():
        rows = _rows(lambda row, name=name: name in row.starts or row.move == name)
        yield of_table("clocks", name, replace(clock, instant=lambda _c, _m: None), rows, "never starts")
        if clock.judges:
            yield of_table("clocks", name, replace(clock, judges=()), rows, "never judges")


def of_row(row: Row, what: str, other: Row | None) -> Mutant:
    def break_it() -> None:
        rows = (other if each is row else each for each in RULEBOOK.rows)
        _use(rows=tuple(each for each in rows if each))

    return Mutant(f"{row.id} {what}", frozenset({row.id}), break_it)


def of_table(table: str, name: str, entry: object, rows: frozenset[str], what: str = "always met") -> Mutant:
    whole: Mapping[str, Any] = getattr(RULEBOOK, table)
    return Mutant(f"{table}.{name} {what}", rows, lambda: _use(**{table: {**whole, name: entry}}))


NOTHING = Mutant("nothing is broken", frozenset(), lambda: None)
"""The canary: it must survive, or the tests fail by themselves."""


def _use(**tables: Any) -> None:
    """The one place: everything asks this rulebook, so it is changed where it lies."""
    other = replace(RULEBOOK, **tables) if tables else Rulebook()
    for field in ("rows", "clocks", "guards", "conditions", "by_place", "by_id"):
        object.__setattr__(RULEBOOK, field, getattr(other, field))


def _keep_overlay(name: str) -> None:
    overlays.OVERLAYS[name] = EVERY


def _rows(touched: Callable[[Row], bool]) -> frozenset[str]:
    return frozenset(row.id for row in RULEBOOK.rows if touched(row))


def _comes_last_of_all(row: Row) -> bool:
    """Where the rows before it have taken every other case, its condition decides nothing."""
    mine = [rows for (_, move, _), rows in groups().items() if move == row.move and row in rows]
    return all(rows[-1] is row and {", ".join(each.when) for each in rows} in PARTITIONS for rows in mine)


class Workshop:
    """A pytest plugin: instead of running the tests once, it runs them against every mutant."""

    def __init__(self, chosen: list[Mutant]) -> None:
        self.chosen = chosen
        self.survivors: list[str] = []
        self.tried = 0
        self.used: dict[str, set[str]] = {}
        self.took: dict[str, float] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._learn(session)
        if session.testsfailed:
            sys.exit("the tests fail before anything is broken")
        waiting, living = iter(enumerate(self.chosen, 1)), dict[int, Mutant]()
        while True:
            while len(living) < CHILDREN and (following := next(waiting, None)):
                self._progress(following[0])
                living[self._fork(session, following[1])] = following[1]
            if not living:
                return True
            child, status = os.wait()
            mutant = living.pop(child)
            self.tried += 1
            if os.waitstatus_to_exitcode(status) == 0:
                self.survivors.append(mutant.name)

    def _learn(self, session: pytest.Session) -> None:
        """Run everything once, and note which rows each test uses and how long it takes."""
        of_row = engine._row
        for item in session.items:
            used = self.used.setdefault(item.nodeid, set())

            def noted(*args: Any, used: set[str] = used) -> Row:
                row = of_row(*args)
                used.add(row.id)
                return row

            engine._row = noted
            began = time.process_time()
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            self.took[item.nodeid] = time.process_time() - began
        engine._row = of_row

    def _fork(self, session: pytest.Session, mutant: Mutant) -> int:
        sys.stdout.flush()
        child = os.fork()
        if child:
            return child
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        mutant.break_it()
        for item in self._likely_first(session.items, mutant):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            if session.testsfailed:
                os._exit(1)
        os._exit(0)

    def _likely_first(self, items: Iterable[pytest.Item], mutant: Mutant) -> list[pytest.Item]:
        """A random life or a walk over every stage finds what one step of a story would have told at once."""
        return sorted(
            items, key=lambda item: (not self.used[item.nodeid] & mutant.rows, self.took[item.nodeid])
        )

    def _progress(self, number: int) -> None:
        """A counter on a screen; in a file a line now and then."""
        if sys.__stdout__ and (sys.__stdout__.isatty() or number % 100 == 0):
            sys.__stdout__.write(f"\r{number}/{len(self.chosen)} " + "\n" * (not sys.__stdout__.isatty()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", nargs="+", metavar="NAME")
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    chosen = list(mutants())
    if asked.list:
        print(*(each.name for each in chosen), sep="\n")
        return 0
    if asked.only:
        chosen = [each for each in (*chosen, NOTHING) if each.name in asked.only]
    if asked.sample:
        chosen = [*chosen[:: max(len(chosen) // asked.sample, 1)][: asked.sample], NOTHING]

    began = time.monotonic()
    workshop = Workshop(chosen)
    left_out = [f"--ignore={STORIES / name}" for name in LEFT_OUT]
    quiet = ["-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:xdist"]
    ended = pytest.main([*quiet, *left_out, str(STORIES)], plugins=[workshop])
    if ended != pytest.ExitCode.OK or workshop.tried != len(chosen):
        sys.exit(f"the tests could not be run: {ended}, {workshop.tried} mutants tried")
    print(f"\r{time.monotonic() - began:.0f} s")
    for name in workshop.survivors:
        print("survived:", name)
    print(f"{len(chosen)} mutants, {len(workshop.survivors)} survivors")
    return 1 if workshop.survivors else 0


if __name__ == "__main__":
    sys.exit(main())
