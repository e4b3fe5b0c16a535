"""The outbox: what is told of each step of a subject, in its transaction, and the numbers given afterwards.

Whoever holds the lease gives numbers, in a transaction of its own, to what is committed: they become visible
in their order, and a row that was committed late gets a later one. A reader with a cursor misses none. With
its number an event gets its public type, and the sides that are told of it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Row, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from domain.events.catalogue import type_of
from domain.events.envelope import Envelope, data_of
from domain.events.envelope import Subject as Told
from domain.party import Party
from gateways.sql.database import lock, looking, reading, writing
from models.tables.commissions import CommissionRow
from models.tables.outbox import Lease, OutboxRow
from models.tables.plain import table_of
from models.tables.withdrawals import WithdrawalRow

OUTBOX, LEASES = table_of(OutboxRow), table_of(Lease)
AnyRow = Row[Any]
NUMBERED = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("row"))
    .values(
        event_no=bindparam("number"),
        subject_id=func.coalesce(OUTBOX.c.subject_id, OUTBOX.c.commission_id),
        type=bindparam("public"),
        brand_id=bindparam("brand"),
        creator_id=bindparam("creator"),
    )
)
"""The release before names the commission alone."""
UNTYPED = (OUTBOX.c.type.is_(None), OUTBOX.c.event_no.is_not(None))
"""What the release before has numbered."""
FIRST_UNTYPED = select(func.min(OUTBOX.c.event_no)).where(*UNTYPED)
LEASE = "outbox-numbers"
LEASED = timedelta(seconds=10)


class Subject(StrEnum):
    COMMISSION = "commission"
    WITHDRAWAL = "withdrawal"
    ENDPOINT = "endpoint"


OWNED = {Subject.COMMISSION: table_of(CommissionRow), Subject.WITHDRAWAL: table_of(WithdrawalRow)}
"""Of whose rows it is known whose they are. A writer of another kind says it itself."""


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
    brand_id: str | None = None
    creator_id: str | None = None
    """Whose the subject is, where it has no row that says so."""


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
    type: str
    """As the catalogue calls it."""
    brand_id: str | None
    creator_id: str | None
    """The sides that are told of it."""

    @property
    def envelope(self) -> Envelope:
        at = self.payload.get("at")
        return Envelope(
            self.number,
            self.type,
            datetime.fromisoformat(at) if isinstance(at, str) else self.at,
            Told(self.kind, self.subject_id, self.seq),
            data_of(self.kind, self.payload),
        )


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
        "brand_id": step.brand_id,
        "creator_id": step.creator_id,
    }
    session.connection().execute(insert(OUTBOX), row)


def number_events(engine: Engine, limit: int, *, holder: str, now: datetime) -> int:
    """Number what is committed and has no number, oldest first; how many: none while another has the lease.

    What the release before numbered gets its type and its sides before anything later is read. ``now`` is
    the wall's: a holder that died is waited for as long as its lease. Clocks that differ by more let two give
    numbers in turn, and harm nothing. Whoever prunes events leaves the newest: numbers go on from it.
    """
    with reading(engine) as session:  # mostly there is nothing to do, which holds no writer up
        if not _waiting(session, 1) or _is_anothers(session, holder, now):
            return 0
    with writing(engine) as session:
        lock(session, LEASE)  # whoever waited here sees what the one before has committed
        if _is_anothers(session, holder, now):
            return 0
        session.merge(Lease(name=LEASE, holder=holder, until=now + LEASED))
        last = session.scalar(select(func.max(OUTBOX.c.event_no))) or 0
        found = _waiting(session, limit)
        if found:
            session.connection().execute(NUMBERED, list(_published(session, found, last)))
        return len(found)


def give_up_lease(engine: Engine, holder: str) -> None:
    """Whoever stops lets another begin at once."""
    with writing(engine) as session:
        session.execute(delete(LEASES).where(LEASES.c.name == LEASE, LEASES.c.holder == holder))


def events_after(
    engine: Engine,
    cursor: int,
    limit: int,
    *,
    brand_id: str | None = None,
    creator_id: str | None = None,
    types: Collection[str] = (),
) -> list[Event]:
    """The next ones behind the number of the last that was read; 0 for the first. Those that a side is told
    where one is named, else all; of these types where any are named.
    """
    number = OUTBOX.c.event_no
    wanted = select(OUTBOX).where(number > cursor).order_by(number).limit(limit)
    if brand_id is not None:
        wanted = wanted.where(OUTBOX.c.brand_id == brand_id)
    if creator_id is not None:
        wanted = wanted.where(OUTBOX.c.creator_id == creator_id)
    if types:
        wanted = wanted.where(OUTBOX.c.type.in_(types))
    with looking(engine) as connection:
        first = connection.scalar(FIRST_UNTYPED)
        if first is not None:  # nobody knows yet whose that one is
            wanted = wanted.where(number < first)
        return [event_of(each) for each in connection.execute(wanted)]


def numbers_kept(engine: Engine) -> tuple[int, int]:
    """Of the oldest and of the newest event that can be read; 0 and 0: there is none yet."""
    number = OUTBOX.c.event_no
    with looking(engine) as connection:
        first = connection.scalar(FIRST_UNTYPED)
        oldest = connection.scalar(select(func.min(number))) or 0
        newest = connection.scalar(select(func.max(number))) or 0
        return oldest, first - 1 if first else newest


def event_of(row: AnyRow) -> Event:
    """Of a row that has its number and its type."""
    return Event(
        row.event_no,
        row.subject_kind,
        row.subject_id,
        row.seq,
        row.event,
        dict(row.payload),
        row.created_at,
        row.type,
        row.brand_id,
        row.creator_id,
    )


def _waiting(session: Session, limit: int) -> list[AnyRow]:
    """What was numbered without a type, and then what has no number, in the order they were written."""
    c = OUTBOX.c
    untyped = list(
        session.connection().execute(select(OUTBOX).where(*UNTYPED).order_by(c.event_no).limit(limit))
    )
    if len(untyped) == limit:
        return untyped
    unnumbered = select(OUTBOX).where(c.event_no.is_(None)).order_by(c.id).limit(limit - len(untyped))
    return [*untyped, *session.connection().execute(unnumbered)]


def _published(session: Session, rows: Sequence[AnyRow], last: int) -> Iterator[dict[str, Any]]:
    """The numbers go on from the last."""
    sides = _sides(session, rows)
    for row in rows:
        last += row.event_no is None
        subject = row.subject_kind, row.subject_id or row.commission_id
        brand, creator = sides.get(subject, (row.brand_id, row.creator_id))
        public = type_of(row.subject_kind, row.event, row.payload)
        told = public.sides(str(row.payload.get("by", "")))
        yield {
            "row": row.id,
            "number": row.event_no or last,
            "public": public.name,
            "brand": brand if Party.BRAND in told else None,
            "creator": creator if Party.CREATOR in told else None,
        }


def _sides(session: Session, rows: Sequence[AnyRow]) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    """Whose each subject is, by its kind and id."""
    found: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for kind, table in OWNED.items():
        ids = {row.subject_id or row.commission_id for row in rows if row.subject_kind == kind}
        asked = select(table.c.id, table.c.brand_id, table.c.creator_id).where(table.c.id.in_(ids))
        for row in session.connection().execute(asked) if ids else ():
            found[kind.value, row.id] = row.brand_id, row.creator_id
    return found


def _is_anothers(session: Session, holder: str, now: datetime) -> bool:
    held = session.get(Lease, LEASE)
    return held is not None and held.holder != holder and held.until > now
