"""What an endpoint was sent, what waits, and every attempt: the newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlmodel import col

from gateways.sql.database import reading
from models.tables.webhooks import Delivery, DeliveryAttempt


@dataclass(frozen=True)
class DeliveryTold:
    event_no: int
    event: str
    subject: str
    state: str
    """``waiting``, ``delivered`` or ``failed``: given up."""
    attempt: int
    next_at: datetime | None
    """None unless it waits."""
    status: int | None
    reason: str
    previous_missing: bool
    body: str | None
    """The text that was sent; None: it was not sent yet, or is pruned."""
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class AttemptTold:
    id: int
    """Also the cursor: the next page is before it."""
    message_id: str
    event_no: int | None
    event: str
    attempt: int
    started_by: str
    at: datetime
    ms: int
    succeeded: bool
    status: int | None
    reason: str
    """A ``domain.webhooks.attempt.Failure``; empty where it succeeded."""
    answer: str | None


def deliveries_of(
    engine: Engine,
    endpoint_id: str,
    limit: int,
    *,
    before: int | None = None,
    state: str = "",
    event: str = "",
    since: datetime | None = None,
) -> list[DeliveryTold]:
    """``before``: an event's number; ``since``: it ended then or later, or waits.

    Whoever calls has found the endpoint to be theirs.
    """
    asked = select(Delivery).where(col(Delivery.endpoint_id) == endpoint_id)
    if before is not None:
        asked = asked.where(col(Delivery.event_no) < before)
    if state:
        asked = asked.where(col(Delivery.state) == state)
    if event:
        asked = asked.where(col(Delivery.event) == event)
    if since is not None:
        asked = asked.where(col(Delivery.ended_at).is_(None) | (col(Delivery.ended_at) >= since))
    with reading(engine) as session:
        rows = session.scalars(asked.order_by(col(Delivery.event_no).desc()).limit(limit))
        return [
            DeliveryTold(
                row.event_no,
                row.event,
                row.subject,
                row.state,
                row.attempt,
                row.next_at if row.state == "waiting" else None,
                row.status,
                row.reason,
                row.previous_missing,
                row.body,
                row.created_at,
                row.ended_at,
            )
            for row in rows
        ]


def attempts_of(
    engine: Engine,
    endpoint_id: str,
    limit: int,
    *,
    before: int | None = None,
    event_no: int | None = None,
    failed: bool = False,
    since: datetime | None = None,
) -> list[AttemptTold]:
    """``before``: an attempt's id. Whoever calls has found the endpoint to be theirs."""
    asked = select(DeliveryAttempt).where(col(DeliveryAttempt.endpoint_id) == endpoint_id)
    if before is not None:
        asked = asked.where(col(DeliveryAttempt.id) < before)
    if event_no is not None:
        asked = asked.where(col(DeliveryAttempt.event_no) == event_no)
    if failed:
        asked = asked.where(col(DeliveryAttempt.succeeded).is_(False))
    if since is not None:
        asked = asked.where(col(DeliveryAttempt.at) >= since)
    with reading(engine) as session:
        rows = session.scalars(asked.order_by(col(DeliveryAttempt.id).desc()).limit(limit))
        return [
            AttemptTold(
                row.id or 0,
                row.message_id,
                row.event_no,
                row.event,
                row.attempt,
                row.started_by,
                row.at,
                row.ms,
                row.succeeded,
                row.status,
                row.reason,
                row.answer,
            )
            for row in rows
        ]
