"""Money on its way to a creator, or back to a brand. The vendor knows generation N as ``{id}-{N}``.

``id`` is the commission's for a payout that follows a settlement by itself, else it is made of its
owner's id and the key of the request.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from domain.money.withdrawals.state import party_of
from models.tables import commissions, parties, payers  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime


class WithdrawalRow(SQLModel, table=True):
    __tablename__ = "withdrawals"
    __table_args__ = (
        CheckConstraint("fen > 0", name="ck_withdrawals_fen"),
        CheckConstraint("generation >= 0", name="ck_withdrawals_generation"),
        CheckConstraint(
            "state in ('under_way', 'waiting', 'paid', 'returned', 'refunded')", name="ck_withdrawals_state"
        ),
        CheckConstraint("(creator_id is null) <> (brand_id is null)", name="ck_withdrawals_owner"),
        Index("ix_withdrawals_requested", "creator_id", "requested_at"),
        Index("ix_withdrawals_state", "state", "updated_at"),
    )

    id: str = Field(primary_key=True)
    commission_id: str | None = Field(default=None, foreign_key="commissions.id", index=True)
    """None: it was withdrawn by hand."""
    creator_id: str | None = Field(default=None, foreign_key="creators.id", index=True)
    brand_id: str | None = Field(default=None, foreign_key="brands.id", index=True)
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
    top_up: str | None = Field(default=None, foreign_key="top_up_payers.top_up")
    """Of a brand's: the top-up to whose account it goes back."""

    @property
    def party(self) -> str:
        return party_of(self.creator_id, self.brand_id)

    @property
    def number(self) -> str:
        return vendor_number(self.id, self.generation)


class WithdrawalRequest(SQLModel, table=True):
    """What a creator or a brand asked to withdraw by hand, written before anything is begun. Append only.

    A withdrawal that a start claims and nobody asked for here is not ours.
    """

    __tablename__ = "withdrawal_requests"
    __table_args__ = (
        CheckConstraint("(creator_id is null) <> (brand_id is null)", name="ck_withdrawal_requests_owner"),
    )

    withdrawal_id: str = Field(primary_key=True)
    fen: int = Field(primary_key=True, sa_type=BigInteger)
    """0: all there is. The same key asked for with another amount is another request; the first one reserved
    is the withdrawal.
    """
    creator_id: str | None = Field(default=None, foreign_key="creators.id")
    at: datetime = Field(sa_type=UTCDateTime)
    brand_id: str | None = Field(default=None, foreign_key="brands.id")
    operator: str = ""
    """Who sends a brand's balance back, where it was an operator, and why."""
    reason: str = ""

    @property
    def party(self) -> str:
        return party_of(self.creator_id, self.brand_id)


class RequestTurn(SQLModel, table=True):
    """What became of a request of which nothing was reserved: refused, or asked for again. Append only.

    One whose last turn is a refusal is closed: no start of anybody's is given its money.
    """

    __tablename__ = "withdrawal_request_turns"
    __table_args__ = (
        ForeignKeyConstraint(
            ["withdrawal_id", "fen"], ["withdrawal_requests.withdrawal_id", "withdrawal_requests.fen"]
        ),
    )

    withdrawal_id: str = Field(primary_key=True)
    fen: int = Field(primary_key=True, sa_type=BigInteger)
    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UTCDateTime)
    refused: str = ""
    """The refusal's code, and what was said beside it. Empty: its owner asked again."""
    detail: str = ""
    run: str = ""
    """The workflow run that was refused: it alone hears the same once more."""


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
    party: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})
    """Whose it is: ``creator:ID`` or ``brand:ID``."""
    kind: str
    account: str = Field(repr=False)
    holder: str = Field(repr=False)


def vendor_number(withdrawal: str, generation: int) -> str:
    return f"{withdrawal}-{generation}"
