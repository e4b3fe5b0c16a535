"""What operators decided about money after a settlement: who, why, and the share it leaves. Append only."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from models.tables import commissions  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime


class ClaimRow(SQLModel, table=True):
    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint("fen > 0", name="ck_claims_fen"),
        CheckConstraint("kind in ('clawback', 'compensation', 'write_off')", name="ck_claims_kind"),
    )

    key: str = Field(primary_key=True)
    """Given by whoever decides: the same key again changes nothing."""
    kind: str
    party: str
    """``creator:ID`` or ``brand:ID``: who gives or receives."""
    commission_id: str | None = Field(default=None, foreign_key="commissions.id", index=True)
    creator_bps: int | None = None
    """Of a clawback: the creator's share of the price from now on."""
    fen: int = Field(sa_type=BigInteger)
    operator: str
    reason: str
    at: datetime = Field(sa_type=UTCDateTime)
