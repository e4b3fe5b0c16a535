"""The outbox: what is told of each step of a subject, in its transaction, and the numbers given afterwards.

Whoever holds the lease gives numbers, in a transaction of its own, to what is committed: they become visible
in their order, and a row that was committed late gets a later one. A reader with a cursor misses none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine, bindparam, func, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from gateways.sql.database import lock, reading, writing
from models.tables.outbox import Lease, OutboxRow
from models.tables.plain import table_of

OUTBOX = table_of(OutboxRow)
NUMBERED = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("row"))
    .values(
        event_no=bindparam("number"),
        subject_id=func.coalesce(OUTBOX.c.subject_id, OUTBOX.c.commission_id),
    )
)
"""The release before names the commission alone."""
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
    kind: str
    """A ``Subject``, or one that only a later release knows."""
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
        "commission_id": step.subject_id if step.kind is Subject.COMMISSION else None,
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

    ``now`` is the wall's: a holder that died is waited for as long as its lease. Clocks that differ by more
    let two give numbers in turn, and harm nothing. Whoever prunes events leaves the newest: numbers go on
    from it.
    """
    with reading(engine) as session:  # mostly there is nothing to do, which holds no writer up
        if not _unnumbered(session, 1) or _is_anothers(session, holder, now):
            return 0
    with writing(engine) as session:
        lock(session, LEASE)  # whoever waited here sees what the one before has committed
        if _is_anothers(session, holder, now):
            return 0
        session.merge(Lease(name=LEASE, holder=holder, until=now + LEASED))
        last = session.scalar(select(func.max(OUTBOX.c.event_no))) or 0
        found = _unnumbered(session, limit)
        numbers = [{"row": row, "number": number} for number, row in enumerate(found, last + 1)]
        if numbers:
            session.connection().execute(NUMBERED, numbers)
        return len(numbers)


def events_after(engine: Engine, cursor: int, limit: int) -> list[Event]:
    """The next ones behind the number of the last that was read; 0 for the first."""
    number = col(OutboxRow.event_no)
    with reading(engine) as session:
        rows = session.scalars(select(OutboxRow).where(number > cursor).order_by(number).limit(limit))
        return [_event(each) for each in rows]


def _event(row: OutboxRow) -> Event:
    if row.event_no is None or row.subject_id is None:
        raise ValueError(f"event {row.id} has no number")
    subject = row.subject_kind, row.subject_id
    return Event(row.event_no, *subject, row.seq, row.event, dict(row.payload), row.created_at)


def _unnumbered(session: Session, limit: int) -> list[int]:
    """In the order they were written."""
    waiting = select(OUTBOX.c.id).where(OUTBOX.c.event_no.is_(None)).order_by(OUTBOX.c.id).limit(limit)
    return list(session.scalars(waiting))


def _is_anothers(session: Session, holder: str, now: datetime) -> bool:
    held = session.get(Lease, LEASE)
    return held is not None and held.holder != holder and held.until > now
