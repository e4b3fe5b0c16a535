"""The list of commissions, by what people look for: apart from the desk, as it wants two tables alone."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Engine, Select, func, or_, select, tuple_
from sqlmodel import col

from domain.commissions.state.stages import Stage
from gateways.sql.database import looking, reading
from models.tables.commissions import CommissionRow
from models.tables.plain import table_of
from models.tables.sweeps import AttentionRow

OPENED_AT, ID = col(CommissionRow.opened_at), col(CommissionRow.id)
ANY = "*"
Row = TypeVar("Row")


@dataclass(frozen=True)
class Wanted:
    """Which commissions to list. An empty field does not filter."""

    stage: Stage | None = None
    brand_id: str = ""
    creator_id: str = ""
    attention: str = ""
    """A word, or ``*`` for any."""
    any_of: Collection[str] = ()
    """Words of attention of which one is enough."""
    due_before: datetime | None = None
    stages: Collection[Stage] = ()
    """Of which one is enough."""
    text: str = ""
    """Within the title or the id."""


@dataclass(frozen=True)
class Place:
    """Where a page of the list ends and the next one begins."""

    opened_at: datetime
    id: str


@dataclass(frozen=True)
class Line:
    """Of a commission, what a list shows: without its record, which takes longer to read than all of this."""

    id: str
    task_type: str
    title: str
    amount_fen: int
    stage: str
    deadline: datetime | None
    attention: str
    brand_id: str
    creator_id: str
    opened_at: datetime


LINE = tuple(table_of(CommissionRow).c[each.name] for each in fields(Line))
EVERYTHING = Wanted()


def listed(
    engine: Engine, wanted: Wanted = EVERYTHING, after: Place | None = None, limit: int = 50
) -> list[CommissionRow]:
    """Newest first. For the next page give ``place_of`` of the last row."""
    with reading(engine) as session:
        return list(session.scalars(_ordered(select(CommissionRow), wanted, after, limit)))


def lines(engine: Engine, wanted: Wanted, after: Place | None = None, limit: int = 50) -> list[Line]:
    """As ``listed``."""
    with looking(engine) as connection:
        return [Line(*row) for row in connection.execute(line_by_line(wanted, after, limit))]


def line_by_line(wanted: Wanted, after: Place | None, limit: int) -> Select[Any]:
    return _ordered(select(*LINE), wanted, after, limit)


def _ordered(found: Select[Row], wanted: Wanted, after: Place | None, limit: int) -> Select[Row]:
    found = found.where(*_conditions(wanted))
    if after is not None:
        found = found.where(tuple_(OPENED_AT, ID) < (after.opened_at, after.id))
    return found.order_by(OPENED_AT.desc(), ID.desc()).limit(limit)


def counted(engine: Engine, wanted: Wanted = EVERYTHING) -> int:
    found = select(func.count()).select_from(CommissionRow).where(*_conditions(wanted))
    with reading(engine) as session:
        return int(session.scalar(found) or 0)


def titles(engine: Engine, ids: Collection[str]) -> dict[str, str]:
    """By id; of what nobody knows there is none."""
    with looking(engine) as connection:
        found = connection.execute(select(ID, col(CommissionRow.title)).where(ID.in_(sorted(ids))))
        return {row[0]: row[1] for row in found}


def place_of(row: CommissionRow) -> Place:
    return Place(row.opened_at, row.id)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.stage is not None:
        conditions.append(col(CommissionRow.stage) == wanted.stage.value)
    if wanted.stages:
        conditions.append(col(CommissionRow.stage).in_([each.value for each in wanted.stages]))
    if wanted.brand_id:
        conditions.append(col(CommissionRow.brand_id) == wanted.brand_id)
    if wanted.creator_id:
        conditions.append(col(CommissionRow.creator_id) == wanted.creator_id)
    if wanted.attention:
        conditions.append(ID.in_(_noted(() if wanted.attention == ANY else (wanted.attention,))))
    if wanted.any_of:
        conditions.append(ID.in_(_noted(sorted(wanted.any_of))))
    if wanted.text:
        title = col(CommissionRow.title).icontains(wanted.text, autoescape=True)
        conditions.append(or_(title, ID.icontains(wanted.text, autoescape=True)))
    if wanted.due_before is not None:
        due = select(ID).where(col(CommissionRow.deadline) < wanted.due_before)
        conditions.append(ID.in_(due))  # by itself: else the list is gone through until enough are found
    return conditions


def _noted(words: Collection[str]) -> Select[str]:
    """Commissions with one of these reasons, or any: few stand at once, and they are noted apart."""
    noted = select(col(AttentionRow.commission_id))
    return noted.where(col(AttentionRow.word).in_(words)) if words else noted
