"""Money on its way to a creator. The vendor knows generation N of a withdrawal as ``{id}-{N}``."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from models.tables.instants import UTCDateTime


class WithdrawalRow(SQLModel, table=True):
    __tablename__ = "withdrawals"
    __table_args__ = (
        CheckConstraint("fen > 0", name="ck_withdrawals_fen"),
        CheckConstraint("generation >= 0", name="ck_withdrawals_generation"),
        CheckConstraint("state in ('under_way', 'paid', 'returned')", name="ck_withdrawals_state"),
        Index("ix_withdrawals_state", "state", "updated_at"),
    )

    id: str = Field(primary_key=True)
    commission_id: str = Field(foreign_key="commissions.id", index=True)
    creator_id: str = Field(foreign_key="creators.id", index=True)
    fen: int = Field(sa_type=BigInteger)
    generation: int
    state: str
    reason: str = ""
    updated_at: datetime = Field(sa_type=UTCDateTime)

    @property
    def number(self) -> str:
        return vendor_number(self.id, self.generation)


class PayoutAccountRow(SQLModel, table=True):
    """Where a number goes, kept before it is sent; what the creator binds later is for the next number."""

    __tablename__ = "payout_accounts"

    number: str = Field(primary_key=True)
    kind: str
    account: str
    holder: str


def vendor_number(withdrawal: str, generation: int) -> str:
    return f"{withdrawal}-{generation}"
