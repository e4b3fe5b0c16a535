"""What is to be sent to an endpoint now: first what somebody asked for, then the next event of each subject.

A subject whose next event waits for its time waits with it, and holds up no other. While the breaker is open
one event is tried at a time.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Subquery, func, select

from gateways.personal.keys import At
from gateways.ports.webhooks import Message, Round
from gateways.refusals import DataUnreadable
from gateways.webhooks import bodies, secrets
from models.tables.plain import table_of
from models.tables.webhooks import Delivery, DeliveryRequest, WebhookEndpoint

ENDPOINTS, DELIVERIES, REQUESTS = table_of(WebhookEndpoint), table_of(Delivery), table_of(DeliveryRequest)
AnyRow = Row[Any]


def message_id(event_no: int) -> str:
    return f"evt_{event_no}"


def round_of(at: Connection, endpoint: AnyRow, most: int, now: datetime) -> Round:
    asked = _asked_for(at, endpoint.id, most)
    if asked:
        return Round(endpoint.url, _secrets(at, endpoint, now), asked)
    if endpoint.state != "enabled":
        return Round()
    if endpoint.probe_at is not None:
        most = 1 if endpoint.probe_at <= now else 0
    due = _due(at, endpoint.id, most, now) if most else []
    if due:
        return Round(endpoint.url, _secrets(at, endpoint, now), [_scheduled(at, each) for each in due])
    next_at = _next_at(at, endpoint.id)
    if next_at is not None and endpoint.probe_at is not None:
        next_at = max(next_at, endpoint.probe_at)
    return Round(next_at=next_at)


def _asked_for(at: Connection, endpoint_id: str, most: int) -> list[Message]:
    undone = REQUESTS.c.endpoint_id == endpoint_id, REQUESTS.c.done_at.is_(None)
    rows = at.execute(select(REQUESTS).where(*undone).order_by(REQUESTS.c.id).limit(most)).all()
    return [_requested(at, row) for row in rows]


def _requested(at: Connection, row: AnyRow) -> Message:
    if row.kind == "test":
        own = f"test_{row.endpoint_id}_{row.id}"
        return Message(own, row.event, bodies.of_test(row.event, own), 1, "test", None, row.id)
    of = DELIVERIES.c.endpoint_id == row.endpoint_id, DELIVERIES.c.event_no == row.event_no
    sent = at.execute(select(DELIVERIES).where(*of)).one()
    body = sent.body or ""  # pruned since it was asked for: refused by its reader, and not again
    return Message(
        message_id(row.event_no), row.event, body, sent.attempt + 1, "redelivery", row.event_no, row.id
    )


def _heads(endpoint_id: str) -> Subquery:
    """The oldest event of each subject that waits."""
    waits = DELIVERIES.c.endpoint_id == endpoint_id, DELIVERIES.c.state == "waiting"
    first = func.min(DELIVERIES.c.event_no).label("event_no")
    return select(first).where(*waits).group_by(DELIVERIES.c.subject).subquery()


def _due(at: Connection, endpoint_id: str, most: int, now: datetime) -> Sequence[AnyRow]:
    heads = _heads(endpoint_id)
    its = DELIVERIES.c.endpoint_id == endpoint_id, DELIVERIES.c.next_at <= now
    asked = select(DELIVERIES).join(heads, heads.c.event_no == DELIVERIES.c.event_no).where(*its)
    return at.execute(asked.order_by(DELIVERIES.c.next_at, DELIVERIES.c.event_no).limit(most)).all()


def _next_at(at: Connection, endpoint_id: str) -> datetime | None:
    heads = _heads(endpoint_id)
    asked = (
        select(DELIVERIES.c.next_at)
        .join(heads, heads.c.event_no == DELIVERIES.c.event_no)
        .where(DELIVERIES.c.endpoint_id == endpoint_id)
    )
    return at.scalar(asked.order_by(DELIVERIES.c.next_at).limit(1))


def _scheduled(at: Connection, row: AnyRow) -> Message:
    body = row.body or bodies.of_event(at, row.event_no, previous_missing=_previous_is_missing(at, row))
    return Message(message_id(row.event_no), row.event, body, row.attempt + 1, "schedule", row.event_no)


def _previous_is_missing(at: Connection, row: AnyRow) -> bool:
    of = DELIVERIES.c.endpoint_id == row.endpoint_id, DELIVERIES.c.subject == row.subject
    before = select(DELIVERIES.c.state).where(*of, DELIVERIES.c.event_no < row.event_no)
    return at.scalar(before.order_by(DELIVERIES.c.event_no.desc()).limit(1)) == "failed"


def _secrets(at: At, endpoint: AnyRow, now: datetime) -> tuple[str, ...]:
    """None where they cannot be read: nothing is sent that is not signed."""
    sealed = [endpoint.secret]
    if endpoint.previous_until is not None and endpoint.previous_until > now:
        sealed.append(endpoint.previous_secret)
    try:
        return tuple(secrets.opened(at, endpoint.id, each) for each in sealed)
    except DataUnreadable:
        return ()
