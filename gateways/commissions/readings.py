"""What was published, and what was read of it since: for a side that looks back at all of its works."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from gateways.sql.database import looking
from models.tables.commissions import CommissionRow, MetricsRow
from models.tables.plain import table_of

WORKS, METRICS = table_of(CommissionRow), table_of(MetricsRow)
AT_ONCE = 500
"""Ids in one question."""
ORDER = WORKS.c.record["order"]


@dataclass(frozen=True)
class Published:
    id: str
    title: str
    task_type: str
    amount_fen: int
    """What was agreed."""
    brand_id: str
    creator_id: str
    published_at: datetime
    item: str
    brand_name: str
    creator_name: str


@dataclass(frozen=True)
class ReadingRow:
    commission_id: str
    at: datetime
    impressions: int
    reads: int
    comments: int
    likes: int
    shares: int


FOUND = (
    *(WORKS.c[name] for name in ("id", "title", "task_type", "amount_fen", "brand_id", "creator_id")),
    *(WORKS.c[name] for name in ("published_at", "item")),
    ORDER["brand_name"].as_string(),
    ORDER["creator_name"].as_string(),
)


def published(engine: Engine, *, brand_id: str = "", creator_id: str = "") -> list[Published]:
    """The last published first."""
    asked = select(*FOUND).where(WORKS.c.published_at.is_not(None))
    if brand_id:
        asked = asked.where(WORKS.c.brand_id == brand_id)
    if creator_id:
        asked = asked.where(WORKS.c.creator_id == creator_id)
    with looking(engine) as connection:
        rows = connection.execute(asked.order_by(WORKS.c.published_at.desc(), WORKS.c.id)).all()
    return [Published(*row) for row in rows]


def readings(engine: Engine, ids: Sequence[str]) -> Iterator[ReadingRow]:
    """In the order of time."""
    columns = [METRICS.c[name] for name in ReadingRow.__dataclass_fields__]
    for begin in range(0, len(ids), AT_ONCE):
        asked = select(*columns).where(METRICS.c.commission_id.in_(ids[begin : begin + AT_ONCE]))
        with looking(engine) as connection:
            rows = connection.execute(asked.order_by(METRICS.c.commission_id, METRICS.c.at)).all()
        yield from (ReadingRow(*row) for row in rows)
