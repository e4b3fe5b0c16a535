"""Events that endpoints were sent in vain: those that are tried again, and those that were given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, select
from sqlalchemy.orm import Session
from sqlmodel import col

from gateways.sql.database import reading
from models.tables.webhooks import Delivery


@dataclass(frozen=True)
class Undelivered:
    endpoint_id: str
    event_no: int
    event: str
    subject: str
    attempt: int
    next_at: datetime | None
    """None: it was given up."""
    ended_at: datetime | None
    status: int | None
    reason: str
    may_be_sent: bool
    """What was sent is still here."""


def events(engine: Engine, endpoint_ids: Sequence[str], limit: int) -> list[Undelivered]:
    """The newest first, of all of these together."""
    waits = (col(Delivery.state) == "waiting") & (col(Delivery.attempt) > 0)
    with reading(engine) as session:
        found = [
            each
            for endpoint_id in endpoint_ids
            for state in (waits, col(Delivery.state) == "failed")
            for each in _newest(session, endpoint_id, state, limit)
        ]
    return sorted(found, key=lambda each: (-each.event_no, each.endpoint_id))[:limit]


def _newest(session: Session, endpoint_id: str, state: ColumnElement[bool], limit: int) -> list[Undelivered]:
    asked = select(Delivery).where(col(Delivery.endpoint_id) == endpoint_id, state)
    rows = session.scalars(asked.order_by(col(Delivery.event_no).desc()).limit(limit))
    return [
        Undelivered(
            endpoint_id,
            row.event_no,
            row.event,
            row.subject,
            row.attempt,
            row.next_at if row.state == "waiting" else None,
            row.ended_at,
            row.status,
            row.reason,
            row.body is not None,
        )
        for row in rows
    ]
