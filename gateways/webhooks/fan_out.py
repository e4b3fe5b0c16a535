"""Every numbered event is given to the endpoints that hear of it: a row each, in the order of the numbers.

How far that is done stands in the books and moves in the transaction of the rows: killed anywhere, the next
goes on from there, and nothing is given twice or left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.webhooks.endpoint import KIND, OwnerKind, State
from gateways.outbox import Event, events_after
from gateways.sql.database import lock, reading, writing
from gateways.webhooks.endpoints import CURSOR, given_up_to
from models.tables.plain import table_of
from models.tables.webhooks import Delivery, EventCursor, WebhookEndpoint

TURN = "webhooks fan-out"
ENABLED = col(WebhookEndpoint.state) == State.ENABLED.value
BEHIND = col(WebhookEndpoint.behind_after).is_not(None)


@dataclass(frozen=True)
class Given:
    endpoints: frozenset[str]
    """Those that something was given to."""
    more: bool
    """There may be more to give."""


def give(engine: Engine, limit: int, now: datetime) -> Given:
    """The next events to all, and to those that were away what they missed, so many of each at a time."""
    with reading(engine) as session:
        after = given_up_to(session)
        behind = session.scalar(select(col(WebhookEndpoint.id)).where(ENABLED, BEHIND).limit(1)) is not None
    events = events_after(engine, after, limit)
    if not events and not behind:
        return Given(frozenset(), more=False)
    with writing(engine) as session:
        lock(session, TURN)
        if given_up_to(session) != after:  # another has given these meanwhile
            return Given(frozenset(), more=True)
        upto = events[-1].number if events else after
        rows = [*_to_all(session, events, now), *_to_those_behind(session, engine, upto, limit, now)]
        session.merge(EventCursor(name=CURSOR, event_no=upto))
        if rows:
            _insert(session, rows)
        more = len(events) == limit or session.scalar(_still_behind(upto)) is not None
        return Given(frozenset(each["endpoint_id"] for each in rows), more)


def _to_all(session: Session, events: Sequence[Event], now: datetime) -> Iterator[dict[str, Any]]:
    if events:
        for endpoint in session.scalars(select(WebhookEndpoint).where(ENABLED, ~BEHIND)):
            yield from _rows(endpoint, events, now)


def _to_those_behind(
    session: Session, engine: Engine, upto: int, limit: int, now: datetime
) -> Iterator[dict[str, Any]]:
    """One that is new, or was away, and has been given everything goes on with the others."""
    for endpoint in session.scalars(select(WebhookEndpoint).where(ENABLED, BEHIND)).all():
        after = endpoint.behind_after or 0
        if after > upto:
            continue
        events = [each for each in events_after(engine, after, limit) if each.number <= upto]
        yield from _rows(endpoint, events, now)
        last = events[-1].number if len(events) == limit else upto
        endpoint.behind_after = None if last == upto else last


def _still_behind(upto: int) -> Select[str]:
    return select(col(WebhookEndpoint.id)).where(ENABLED, col(WebhookEndpoint.behind_after) <= upto).limit(1)


def _rows(endpoint: WebhookEndpoint, events: Sequence[Event], now: datetime) -> Iterator[dict[str, Any]]:
    for event in events:
        if _hears(endpoint, event):
            yield {
                "endpoint_id": endpoint.id,
                "event_no": event.number,
                "event": event.type,
                "subject": f"{event.kind}:{event.subject_id}",
                "state": "waiting",
                "attempt": 0,
                "next_at": now,
                "previous_missing": False,
                "status": None,
                "reason": "",
                "body": None,
                "created_at": now,
                "ended_at": None,
            }


def _hears(endpoint: WebhookEndpoint, event: Event) -> bool:
    """Its owner's events, of the types that were chosen, and nothing about itself."""
    if endpoint.event_types and event.type not in endpoint.event_types:
        return False
    if event.kind == KIND and event.subject_id == endpoint.id:
        return False
    if endpoint.owner_kind == OwnerKind.BRAND:
        return event.brand_id == endpoint.brand_id
    return event.creator_id is not None or (event.kind == KIND and event.brand_id is None)


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    table, connection = table_of(Delivery), session.connection()
    made = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    connection.execute(made.on_conflict_do_nothing(), rows)
