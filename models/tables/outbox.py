"""What others are told of each step of a subject: one row a step, written with it. Never personal data.

A row has a public number only once it is committed: whoever reads by number misses none that came late.
"""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.tables import commissions  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime

UNNUMBERED = text("event_no is null")
UNTYPED = text("type is null and event_no is not null")


class OutboxRow(SQLModel, table=True):
    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("commission_id", "seq", name="uq_outbox_commission_id_seq"),
        UniqueConstraint("subject_kind", "subject_id", "seq", name="uq_outbox_subject_seq"),
        UniqueConstraint("event_no", name="uq_outbox_event_no"),
        Index("ix_outbox_unnumbered", "id", sqlite_where=UNNUMBERED, postgresql_where=UNNUMBERED),
        Index("ix_outbox_untyped", "event_no", sqlite_where=UNTYPED, postgresql_where=UNTYPED),
        Index("ix_outbox_brand_id_event_no", "brand_id", "event_no"),
        Index("ix_outbox_creator_id_event_no", "creator_id", "event_no"),
    )

    id: int | None = Field(default=None, primary_key=True)
    subject_kind: str = Field(default="commission", sa_column_kwargs={"server_default": "commission"})
    subject_id: str | None = None
    """None where the release before wrote it and it has no number yet: it names the commission alone."""
    commission_id: str | None = Field(default=None, foreign_key="commissions.id")
    """Of a commission: the release before reads and writes nothing else. It goes with the next release."""
    seq: int
    """Of the subject: its own steps, in their order."""
    event: str
    payload: dict[str, str | int] = Field(sa_type=JSON)
    created_at: datetime = Field(sa_type=UTCDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Nobody writes it: each consumer has deliveries of its own. It goes with the next release."""
    event_no: int | None = Field(default=None, sa_type=BigInteger)
    """Its public number, given after the commit by whoever holds the lease."""
    type: str | None = None
    """As the catalogue calls it, given with the number; None where the release before numbered it."""
    brand_id: str | None = None
    creator_id: str | None = None
    """The sides that are told of it, given with the number; a writer may say of whom its subject is."""


class Lease(SQLModel, table=True):
    """Who alone does something for a while. It ends by time, or is renewed by its holder."""

    __tablename__ = "leases"

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=UTCDateTime)
