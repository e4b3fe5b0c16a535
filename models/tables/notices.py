"""SMS and calls. The row is written before anything is sent; it never holds a phone number."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from models.tables import commissions  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime


class NoticeRow(SQLModel, table=True):
    __tablename__ = "notices"
    __table_args__ = (
        CheckConstraint("channel in ('sms', 'voice')", name="ck_notices_channel"),
        CheckConstraint(
            "state in ('sending', 'sent', 'answered', 'unanswered', 'refused', 'unknown')",
            name="ck_notices_state",
        ),
        Index("ix_notices_channel_state", "channel", "state"),
    )

    key: str = Field(primary_key=True)
    commission_id: str | None = Field(default=None, foreign_key="commissions.id", index=True)
    """None: about a withdrawal by hand."""
    recipient: str
    channel: str
    template: str
    params: dict[str, str] = Field(sa_type=JSON)
    text: str
    state: str
    note: str = ""
    at: datetime = Field(sa_type=UTCDateTime)
    concluded_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
