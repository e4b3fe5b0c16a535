"""Every rule broken, one by one.

Every row of the rulebook is taken away; of every row each party, guard, condition, change, notice, clock,
order, entry of money and attention, where it leads and what it refuses. Every guard is always met; every
clock never starts, judges nothing that it judges, is a reminder if it was none, belongs to another side,
forgets its date; every notice goes to the other side, by the other channel; every overlay never ends; no case
falls so, and nobody is told otherwise of a breach or of what the platform does.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from domain.commissions.cases import falling
from domain.commissions.rules import engine
from domain.commissions.rules.clocks.clock import Clock
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.state import overlays
from domain.commissions.state.stages import EVERY
from domain.party import Party
from tests.mutants.equivalent import changes_nothing, ends_with_its_ground, never_asked, never_frozen
from tests.mutants.mutant import Mutant, use

LISTS = ("by", "guards", "does", "tells", "starts", "stops", "orders", "alerts", "calms")
SINGLES = {"money": "", "breach": "", "hold": False, "back": False, "to": None, "refuses": ""}
OTHER_SIDE = {Party.CREATOR: Party.BRAND, Party.BRAND: Party.CREATOR}


def mutants() -> Iterator[Mutant]:
    for row in RULEBOOK.rows:
        yield from broken_rows(row)
    yield from broken_guards()
    yield from broken_clocks()
    yield from broken_notices()
    yield from broken_tables_beside()
    for name in overlays.OVERLAYS:
        if not ends_with_its_ground(name):
            yield Mutant(f"overlay {name} never ends", frozenset(), lambda name=name: _keep_overlay(name))


def broken_rows(row: Row) -> Iterator[Mutant]:
    yield of_row(row, "row", None)
    for field in LISTS:
        names = getattr(row, field)
        if field == "by" and len(names) == 1:
            continue
        for name in names:
            if not changes_nothing(row, field, name):
                left = tuple(each for each in names if each != name)
                yield of_row(row, f"{field}.{name}", replace(row, **{field: left}))
    for field, nothing in SINGLES.items():
        if getattr(row, field) and not changes_nothing(row, field):
            yield of_row(row, field, replace(row, **{field: nothing}))
    if row.when and not changes_nothing(row, "when"):
        yield of_row(row, "when", replace(row, when=()))


def broken_guards() -> Iterator[Mutant]:
    for name, guard in RULEBOOK.guards.items():
        met = replace(guard, met=lambda _c, _m: True)
        rows = _rows(lambda row, name=name: name in row.guards)
        yield of_table("guards", name, met, rows, "always met", moves_of(rows))


def broken_clocks() -> Iterator[Mutant]:
    for name, clock in RULEBOOK.clocks.items():
        rows = _rows(lambda row, name=name: name in row.starts or row.move == name)
        if not never_asked(clock):
            never = replace(clock, instant=lambda _c, _m: None)
            yield of_table("clocks", name, never, rows, "never starts")
        for what, other in _other_clocks(clock):
            yield of_table("clocks", name, other, rows, what)


def _other_clocks(clock: Clock) -> Iterator[tuple[str, Clock]]:
    for move in clock.judges:
        left = tuple(each for each in clock.judges if each != move)
        yield f"never judges {move}", replace(clock, judges=left)
    yield "is what it is not", replace(clock, consequence=not clock.consequence)
    if not never_frozen(clock):
        whose = Party.OPERATOR if clock.whose is Party.CREATOR else Party.CREATOR
        yield "belongs to another side", replace(clock, whose=whose)
    if clock.date:
        yield "forgets its date", replace(clock, date="")


def broken_notices() -> Iterator[Mutant]:
    for name, template in RULEBOOK.templates.items():
        rows = _rows(lambda row, name=name: name in row.tells)
        channel = "sms" if template.channel == "voice" else "voice"
        yield of_table(
            "templates", name, replace(template, to=OTHER_SIDE[template.to]), rows, "to the other side"
        )
        yield of_table("templates", name, replace(template, channel=channel), rows, "by the other channel")


def broken_tables_beside() -> Iterator[Mutant]:
    for each in falling.FALLS:
        rows = _rows(lambda row, each=each: f"falls_{each.name}" in row.when)
        left = tuple(other for other in falling.FALLS if other is not each)
        yield Mutant(
            f"falls.{each.name} never holds", rows, lambda left=left: setattr(falling, "FALLS", left)
        )
    for table in (engine.WITH_BREACH, engine.OF_PLATFORM):
        for name, other in table.items():
            rows = _rows(lambda row, name=name: name in row.tells)
            yield Mutant(f"{other} is never told", rows, lambda table=table, name=name: table.pop(name))


def of_row(row: Row, what: str, other: Row | None) -> Mutant:
    def break_it() -> None:
        rows = (other if each is row else each for each in RULEBOOK.rows)
        use(rows=tuple(each for each in rows if each))

    return Mutant(f"{row.id} {what}", frozenset({row.id}), break_it, frozenset({row.move}))


def of_table(
    table: str, name: str, entry: object, rows: frozenset[str], what: str, moves: frozenset[str] = frozenset()
) -> Mutant:
    whole: Mapping[str, Any] = getattr(RULEBOOK, table)
    return Mutant(f"{table}.{name} {what}", rows, lambda: use(**{table: {**whole, name: entry}}), moves)


def moves_of(rows: frozenset[str]) -> frozenset[str]:
    return frozenset(row.move for row in RULEBOOK.rows if row.id in rows)


def _keep_overlay(name: str) -> None:
    overlays.OVERLAYS[name] = EVERY


def _rows(touched: Callable[[Row], bool]) -> frozenset[str]:
    return frozenset(row.id for row in RULEBOOK.rows if touched(row))
