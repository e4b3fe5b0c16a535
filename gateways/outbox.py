"""The outbox: what is told of each step of a subject, in its transaction, and the numbers given afterwards.

One publisher at a time gives numbers, in a transaction of its own, to what is committed: they become visible
in their order, and a row that was committed late gets a later one. A reader with a cursor misses none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from gateways.sql.database import lock, reading, writing
from models.tables.outbox import Lease, OutboxRow
from models.tables.plain import table_of

OUTBOX = table_of(OutboxRow)
LEASE = "outbox-numbers"
LEASED = timedelta(seconds=10)


class Subject(StrEnum):
    COMMISSION = "commission"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True)
class Announced:
    """A step as it is written into the outbox."""

    kind: Subject
    subject_id: str
    seq: int
    event: str
    payload: Mapping[str, str | int]
    """Ids and words of ours, and nobody's name, number or text."""
    at: datetime


@dataclass(frozen=True)
class Event:
    """What a consumer reads."""

    number: int
    kind: Subject
    subject_id: str
    seq: int
    name: str
    payload: Mapping[str, str | int]
    at: datetime


def announce(session: Session, step: Announced) -> None:
    """In the transaction of the step. The same step again is refused by the table."""
    row = {
        "subject_kind": step.kind.value,
        "subject_id": step.subject_id,
        "seq": step.seq,
        "event": step.event,
        "payload": dict(step.payload),
        "created_at": step.at,
        "delivered_at": None,
        "event_no": None,
    }
    session.connection().execute(insert(OUTBOX), row)


def number_events(engine: Engine, limit: int, *, holder: str, now: datetime) -> int:
    """Number what is committed and has no number, oldest first; how many: none while another has the lease.

    ``now`` is the wall's: a publisher that died is waited for as long as its lease.
    """
    with writing(engine) as session:
        if not _leased(session, holder, now):
            return 0
        found = unnumbered(session, limit)
        last = session.scalar(select(func.max(col(OutboxRow.event_no)))) or 0
        for number, row in enumerate(found, last + 1):
            session.connection().execute(update(OUTBOX).where(OUTBOX.c.id == row).values(event_no=number))
        return len(found)


def unnumbered(session: Session, limit: int) -> list[int]:
    """The next rows to be numbered, in the order they were written."""
    waiting = select(OUTBOX.c.id).where(OUTBOX.c.event_no.is_(None)).order_by(OUTBOX.c.id).limit(limit)
    return list(session.scalars(waiting))


def events_after(engine: Engine, cursor: int, limit: int) -> list[Event]:
    with reading(engine) as session:
        rows = session.scalars(
            select(OutboxRow)
            .where(col(OutboxRow.event_no) > cursor)
            .order_by(col(OutboxRow.event_no))
            .limit(limit)
        )
        return [_event(each) for each in rows]


def _event(row: OutboxRow) -> Event:
    kind = Subject(row.subject_kind)
    return Event(
        row.event_no or 0, kind, row.subject_id, row.seq, row.event, dict(row.payload), row.created_at
    )


def _leased(session: Session, holder: str, now: datetime) -> bool:
    """Whoever waits for the lock sees what the one before has committed."""
    lock(session, LEASE)
    held = session.get(Lease, LEASE)
    if held is not None and held.holder != holder and held.until > now:
        return False
    session.merge(Lease(name=LEASE, holder=holder, until=now + LEASED))
    return True
