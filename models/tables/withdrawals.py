"""Money on its way to a creator. The vendor knows generation N of a withdrawal as ``{id}-{N}``.

``id`` is the commission's for a payout that follows a settlement by itself, else it is made of the creator's
id and the creator's own key of the request.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from models.tables.instants import UTCDateTime


class WithdrawalRow(SQLModel, table=True):
    __tablename__ = "withdrawals"
    __table_args__ = (
        CheckConstraint("fen > 0", name="ck_withdrawals_fen"),
        CheckConstraint("generation >= 0", name="ck_withdrawals_generation"),
        CheckConstraint(
            "state in ('under_way', 'waiting', 'paid', 'returned', 'refunded')", name="ck_withdrawals_state"
        ),
        Index("ix_withdrawals_requested", "creator_id", "requested_at"),
        Index("ix_withdrawals_state", "state", "updated_at"),
    )

    id: str = Field(primary_key=True)
    commission_id: str | None = Field(default=None, foreign_key="commissions.id", index=True)
    """None: the creator withdrew by hand."""
    creator_id: str = Field(foreign_key="creators.id", index=True)
    fen: int = Field(sa_type=BigInteger)
    generation: int
    state: str
    reason: str = ""
    seq: int = 0
    """Of its last line."""
    rail: str = ""
    """The kind of account it goes to; its terms are the rail's."""
    requested_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """By the withdrawal's own clock."""
    updated_at: datetime = Field(sa_type=UTCDateTime)

    @property
    def number(self) -> str:
        return vendor_number(self.id, self.generation)


class WithdrawalLine(SQLModel, table=True):
    """What happened to a withdrawal, in order. Append only; never personal data."""

    __tablename__ = "withdrawal_lines"

    withdrawal_id: str = Field(primary_key=True, foreign_key="withdrawals.id")
    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UTCDateTime)
    event: str
    state: str
    """After it."""
    number: str
    """The vendor number it is about."""
    fen: int | None = Field(default=None, sa_type=BigInteger)
    """What was taken from the balance. None: written before lines told it."""
    code: str = ""
    """Why, in our words, and the bank's own code."""
    actor: str = ""
    reason: str = ""


class PayoutAccountRow(SQLModel, table=True):
    """Where a number goes, kept before it is sent; what the creator binds later is for the next number."""

    __tablename__ = "payout_accounts"

    number: str = Field(primary_key=True)
    kind: str
    account: str = Field(repr=False)
    holder: str = Field(repr=False)


def vendor_number(withdrawal: str, generation: int) -> str:
    return f"{withdrawal}-{generation}"
