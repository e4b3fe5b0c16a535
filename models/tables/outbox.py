"""What webhooks still have to tell: one row per transition, written with it. Never personal data."""

from datetime import datetime

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.tables import commissions  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime

WAITING = text("delivered_at is null")


class OutboxRow(SQLModel, table=True):
    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("commission_id", "seq", name="uq_outbox_commission_id_seq"),
        Index("ix_outbox_waiting", "id", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    id: int | None = Field(default=None, primary_key=True)
    commission_id: str = Field(foreign_key="commissions.id")
    seq: int
    event: str
    payload: dict[str, str | int] = Field(sa_type=JSON)
    created_at: datetime = Field(sa_type=UTCDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
