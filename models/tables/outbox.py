"""What others are told of each step of a subject: one row a step, written with it. Never personal data.

A row has a public number only once it is committed: whoever reads by number misses none that came late.
"""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.tables.instants import UTCDateTime

WAITING = text("delivered_at is null")
UNNUMBERED = text("event_no is null")
DUE = text("state = 'waiting'")


class OutboxRow(SQLModel, table=True):
    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "seq", name="uq_outbox_subject_seq"),
        UniqueConstraint("event_no", name="uq_outbox_event_no"),
        Index("ix_outbox_waiting", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_outbox_unnumbered", "id", sqlite_where=UNNUMBERED, postgresql_where=UNNUMBERED),
    )

    id: int | None = Field(default=None, primary_key=True)
    subject_kind: str
    """``commission`` or ``withdrawal``; parties and campaigns follow."""
    subject_id: str
    seq: int
    """Of the subject: its own steps, in their order."""
    event: str
    payload: dict[str, str | int] = Field(sa_type=JSON)
    created_at: datetime = Field(sa_type=UTCDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    event_no: int | None = Field(default=None, sa_type=BigInteger)
    """Its public number, given after the commit by whoever holds the lease."""


class Delivery(SQLModel, table=True):
    """What one consumer still has to be told, was told, or gave up."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_due", "consumer", "next_at", sqlite_where=DUE, postgresql_where=DUE),
    )

    consumer: str = Field(primary_key=True)
    event_no: int = Field(sa_type=BigInteger, foreign_key="outbox.event_no", primary_key=True)
    attempt: int = 0
    next_at: datetime = Field(sa_type=UTCDateTime)
    state: str = "waiting"


class Lease(SQLModel, table=True):
    """Who alone does something for a while. It ends by time, or is renewed by its holder."""

    __tablename__ = "leases"

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=UTCDateTime)
