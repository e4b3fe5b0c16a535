"""What the gateway keeps beside the business: answers under their keys, a brand's own words, skipped time."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables import commissions  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime


class KeptAnswer(SQLModel, table=True):
    """A write under its Idempotency-Key, of one account, method and path: under way, or answered."""

    __tablename__ = "kept_answers"
    __table_args__ = (Index("ix_kept_answers_at", "at"),)

    account: str = Field(primary_key=True)
    method: str = Field(primary_key=True)
    path: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    digest: str
    """Of the body: another one under the same key is refused."""
    at: datetime = Field(sa_type=UTCDateTime)
    held_until: datetime = Field(sa_type=UTCDateTime)
    """Until then whoever claimed it is at work on it; afterwards another may."""
    holder: str
    status: int = 0
    """0: not answered yet."""
    body: str = Field(default="", sa_type=Text, repr=False)


class CommissionLabel(SQLModel, table=True):
    """What a brand's own system calls a commission, and what it wants to find with it."""

    __tablename__ = "commission_labels"
    __table_args__ = (
        UniqueConstraint("brand_id", "external_id", name="uq_commission_labels_brand_id_external_id"),
    )

    commission_id: str = Field(primary_key=True, foreign_key="commissions.id")
    brand_id: str
    external_id: str | None = None
    pairs: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class ClockOffset(SQLModel, table=True):
    """How far a workflow's clock runs ahead of the wall where time was skipped: in the sandbox alone."""

    __tablename__ = "clock_offsets"

    workflow_id: str = Field(primary_key=True)
    seconds: float
