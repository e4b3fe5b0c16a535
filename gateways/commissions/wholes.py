"""A commission as a page shows it, with what stands beside it in other tables: in one look, not in three."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, bindparam, select

from gateways.commissions.labels import Label
from gateways.refusals import UnknownCommission
from gateways.sql.database import looking
from models.tables.commissions import CommissionRow
from models.tables.gateway import ClockOffset, CommissionLabel
from models.tables.plain import table_of

ROWS, LABELS, CLOCKS = table_of(CommissionRow), table_of(CommissionLabel), table_of(ClockOffset)
OF = (
    select(
        *(ROWS.c[name] for name in ("brand_id", "creator_id", "record")),
        *(LABELS.c[name] for name in ("external_id", "pairs")),
        CLOCKS.c.seconds,
    )
    .select_from(
        ROWS.outerjoin(LABELS, LABELS.c.commission_id == ROWS.c.id).outerjoin(
            CLOCKS, CLOCKS.c.workflow_id == bindparam("workflow")
        )
    )
    .where(ROWS.c.id == bindparam("commission"))
)
WHOSE = select(ROWS.c.brand_id, ROWS.c.creator_id).where(ROWS.c.id == bindparam("commission"))


@dataclass(frozen=True)
class Whole:
    brand_id: str
    creator_id: str
    record: Any
    label: Label
    ahead: timedelta
    """So far its clock is ahead of the wall, where time was skipped."""


def whole(engine: Engine, commission_id: str, workflow_id: str) -> Whole:
    """Raises UnknownCommission."""
    with looking(engine) as connection:
        row = (
            connection.execute(OF, {"commission": commission_id, "workflow": workflow_id}).mappings().first()
        )
    if row is None:
        raise UnknownCommission(commission_id)
    label = Label(row["external_id"] or "", dict(row["pairs"] or {}))
    ahead = timedelta(seconds=row["seconds"] or 0.0)
    return Whole(row["brand_id"], row["creator_id"], row["record"], label, ahead)


@dataclass(frozen=True)
class Sides:
    brand_id: str
    creator_id: str


def sides_of(engine: Engine, commission_id: str) -> Sides:
    """For whoever asks whose it is alone. Raises UnknownCommission."""
    with looking(engine) as connection:
        row = connection.execute(WHOSE, {"commission": commission_id}).first()
    if row is None:
        raise UnknownCommission(commission_id)
    return Sides(row.brand_id, row.creator_id)
