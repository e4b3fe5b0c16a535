"""Who has taken on what waits for a person: one operator for each, so that no two work on the same."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.tables.instants import UTCDateTime


class TakenRow(SQLModel, table=True):
    """Removed where it is let go of. What began to wait after ``at`` was not taken with it."""

    __tablename__ = "taken"

    subject: str = Field(primary_key=True)
    """``commission:ID`` or ``withdrawal:ID``."""
    account: str
    operator: str
    """``operator:NAME``, as others read it."""
    at: datetime = Field(sa_type=UTCDateTime)
