"""SMS and calls. The row of an SMS is written with the line that orders it, that of a call before it rings.

It never holds a phone number.
"""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, false, text
from sqlmodel import Field, SQLModel

from models.tables import commissions  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime


class NoticeRow(SQLModel, table=True):
    __tablename__ = "notices"
    __table_args__ = (
        CheckConstraint("channel in ('sms', 'voice')", name="ck_notices_channel"),
        CheckConstraint(
            "state in ('ordered', 'sending', 'sent', 'answered', 'unanswered', 'refused', 'unknown', "
            "'failed')",
            name="ck_notices_state",
        ),
        Index("ix_notices_channel_state", "channel", "state"),
        Index(
            "ix_notices_open",
            "ordered_at",
            sqlite_where=text("is_open = 1"),
            postgresql_where=text("is_open"),
        ),
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
    ordered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When its line was recorded, by the wall's clock. None: it is sent by whoever waits for it."""
    is_open: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """It is not sent yet, or it failed and its commission was not told."""
