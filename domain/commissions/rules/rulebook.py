"""The tables together, a set for every version. The engine, the documents and the tests take a rulebook.

A commission keeps the version it was struck under (design of releases: docs/deployment.md). What a release
changes stands beside what it replaces; an edited row would fail the replay of every open commission.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from domain.commissions import notices
from domain.commissions.rules import clocks
from domain.commissions.rules.changes import CHANGES
from domain.commissions.rules.changes.change import Change
from domain.commissions.rules.clocks.clock import Clock
from domain.commissions.rules.conditions import CONDITIONS, Condition
from domain.commissions.rules.guards import GUARDS
from domain.commissions.rules.guards.guard import Guard
from domain.commissions.rules.row import Row
from domain.commissions.rules.rows import ROWS
from domain.commissions.rules.versions import KNOWN
from domain.commissions.state.stages import Stage
from domain.notice_template import Template
from domain.process.table import Table
from domain.process.versions import in_force, versions

Named = TypeVar("Named", Clock, Template)

VERSIONS = versions(ROWS, clocks.EVERY, notices.EVERY)
"""The oldest first; the last is what new orders are struck under. A new ``since`` in a table begins one."""
NEWEST = VERSIONS[-1]
KEPT = ("money", "hold", "breach", "at", "move", "by")
"""What a row that mends older versions shares with the one it corrects: nobody's agreed position changes."""


@dataclass(frozen=True)
class Rulebook:
    rows: tuple[Row, ...] = field(default_factory=lambda: in_force(ROWS, NEWEST))
    clocks: Mapping[str, Clock] = field(default_factory=lambda: _named(in_force(clocks.EVERY, NEWEST)))
    guards: Mapping[str, Guard] = field(default_factory=lambda: GUARDS)
    conditions: Mapping[str, Condition] = field(default_factory=lambda: CONDITIONS)
    changes: Mapping[str, Change] = field(default_factory=lambda: CHANGES)
    templates: Mapping[str, Template] = field(default_factory=lambda: _named(in_force(notices.EVERY, NEWEST)))
    version: str = NEWEST
    mended: "Rulebook | None" = None
    """This version with the corrections of later ones that harm nobody; None where there are none."""
    table: Table[Row] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", Table(self.rows))

    @property
    def by_id(self) -> Mapping[str, Row]:
        return self.table.by_id

    def at(self, stage: Stage, move: str) -> tuple[Row, ...]:
        return self.table.at(stage, move)


def _named(entries: tuple[Named, ...]) -> Mapping[str, Named]:
    return {each.name: each for each in entries}


@dataclass(frozen=True)
class Tables:
    """What a family of task types brings: all its entries, of every version, and which versions there are."""

    rows: tuple[Row, ...] = ROWS
    clocks: tuple[Clock, ...] = clocks.EVERY
    templates: tuple[Template, ...] = notices.EVERY
    guards: Mapping[str, Guard] = field(default_factory=lambda: GUARDS)
    conditions: Mapping[str, Condition] = field(default_factory=lambda: CONDITIONS)
    changes: Mapping[str, Change] = field(default_factory=lambda: CHANGES)
    versions: tuple[str, ...] = VERSIONS
    """The oldest first: ``1``, or ``live/1`` for a family of its own."""


SHARED = Tables()
FAMILIES: Mapping[str, Tables] = {"": SHARED}
"""By the name a task type gives (`TaskType.family`). A new one is a file of tables and a line here."""


def rulebook(version: str, tables: Tables = SHARED) -> Rulebook:
    """The tables as they are in one version."""
    rows = tables.rows
    plain = Rulebook(
        rows=in_force(rows, version),
        clocks=_named(in_force(tables.clocks, version)),
        guards=tables.guards,
        conditions=tables.conditions,
        changes=tables.changes,
        templates=_named(in_force(tables.templates, version)),
        version=version,
    )
    mending = {row.id: row for row in rows if version in row.mends}
    if not mending:
        return plain
    return replace(plain, mended=replace(plain, rows=tuple(_mended(row, mending) for row in plain.rows)))


def _mended(row: Row, mending: Mapping[str, Row]) -> Row:
    better = mending.get(row.id, row)
    assert all(getattr(row, name) == getattr(better, name) for name in KEPT), row.id  # noqa: S101
    return better


KNOWN.update({each: rulebook(each, tables) for tables in FAMILIES.values() for each in tables.versions})
RULEBOOK = KNOWN[NEWEST]
"""What new orders are struck under: for documents, and wherever no commission is spoken of."""
