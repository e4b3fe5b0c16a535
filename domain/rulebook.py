"""The tables together. The engine, the documents and the tests take a rulebook, so that one can be broken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.clocks import CLOCKS
from domain.clocks.clock import Clock
from domain.conditions import CONDITIONS, Condition
from domain.guards import GUARDS
from domain.guards.guard import Guard
from domain.row import Row
from domain.rows import ROWS
from domain.stages import Stage

VERSION = "1"
"""Rows changed after a release carry ``since``; open commissions keep the version in their terms."""


@dataclass(frozen=True)
class Rulebook:
    rows: tuple[Row, ...] = ROWS
    clocks: Mapping[str, Clock] = field(default_factory=lambda: CLOCKS)
    guards: Mapping[str, Guard] = field(default_factory=lambda: GUARDS)
    conditions: Mapping[str, Condition] = field(default_factory=lambda: CONDITIONS)
    by_place: Mapping[tuple[Stage, str], tuple[Row, ...]] = field(init=False)

    def __post_init__(self) -> None:
        places: dict[tuple[Stage, str], list[Row]] = {}
        for row in self.rows:
            for stage in row.at:
                places.setdefault((stage, row.move), []).append(row)
        object.__setattr__(self, "by_place", {place: tuple(rows) for place, rows in places.items()})

    def at(self, stage: Stage, move: str) -> tuple[Row, ...]:
        return self.by_place.get((stage, move), ())


RULEBOOK = Rulebook()
