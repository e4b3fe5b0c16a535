"""Files that a side handed in for a commission. What is in them stands elsewhere, under their ids."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from models.tables import commissions  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime


class Upload(SQLModel, table=True):
    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("party in ('brand', 'creator', 'operator')", name="ck_uploads_party"),
        CheckConstraint("size > 0", name="ck_uploads_size"),
        Index("ix_uploads_commission_id", "commission_id"),
        Index("ix_uploads_kept_until", "kept_until"),
    )

    id: str = Field(primary_key=True)
    commission_id: str = Field(foreign_key="commissions.id")
    party: str
    """Whose it is: the side alone reads it until a command has named it."""
    by: str
    """The account: a member, a key, a creator."""
    purpose: str
    name: str = Field(repr=False)
    """Of the file, as people see it: it may say anything, and leaves these books for nobody but readers."""
    kind: str
    size: int = Field(sa_type=BigInteger)
    """In bytes."""
    digest: str
    """SHA-256 of all of it."""
    at: datetime = Field(sa_type=UTCDateTime)
    kept_until: datetime | None = Field(sa_type=UTCDateTime)
    """Unless a command names it before. None: one did, and it is kept with the commission."""
