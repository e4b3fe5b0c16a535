"""Double entry, append only: the database refuses to change or delete a line of either table."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from models.tables import commissions  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime


class LedgerEntry(SQLModel, table=True):
    __tablename__ = "ledger_entries"
    __table_args__ = (
        CheckConstraint("key <> ''", name="ck_ledger_entries_key"),
        Index("ix_ledger_entries_recorded_at", "recorded_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    commission_id: str | None = Field(default=None, foreign_key="commissions.id", index=True)
    legal_at: datetime = Field(sa_type=UTCDateTime)
    recorded_at: datetime = Field(sa_type=UTCDateTime)


class LedgerPosting(SQLModel, table=True):
    __tablename__ = "ledger_postings"
    __table_args__ = (
        CheckConstraint("account <> ''", name="ck_ledger_postings_account"),
        # Carries the amount, so that a balance is read from the index alone.
        Index("ix_ledger_postings_account", "account", "fen"),
    )

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int | None = Field(nullable=False, foreign_key="ledger_entries.id", index=True)
    account: str
    fen: int = Field(sa_type=BigInteger)
