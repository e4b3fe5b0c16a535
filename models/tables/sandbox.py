"""What the vendors of the sandbox remember: a phone, a content platform, a bank.

These tables belong to the other side. Nothing of ours reads them except the sandbox adapters; the bank's
log is its own, so that it can be held against our ledger.
"""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.tables.instants import UTCDateTime


class SandboxPhone(SQLModel, table=True):
    """How a phone behaves. A phone without a row is switched on and answers."""

    __tablename__ = "sandbox_phone"

    phone: str = Field(primary_key=True)
    answers: bool = True
    reachable: bool = True


class SandboxMessage(SQLModel, table=True):
    """One SMS or call that reached the vendor. SMS keys may repeat, so that doubles can be counted."""

    __tablename__ = "sandbox_message"
    __table_args__ = (
        sa.Index(
            "ux_sandbox_message_voice_key",
            "key",
            unique=True,
            sqlite_where=sa.text("channel = 'voice'"),
            postgresql_where=sa.text("channel = 'voice'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)
    phone: str = Field(index=True)
    channel: str
    template: str
    text: str = Field(sa_type=sa.Text)
    at: datetime = Field(sa_type=UTCDateTime)
    outcome: str = ""
    """``delivered`` or ``undelivered`` of an SMS, ``answered`` or ``unanswered`` of a call."""


class ItemState(StrEnum):
    DRAFT = "draft"
    HELD = "held"
    """Handed in and not public: the brand has to confirm it."""
    PUBLIC = "public"
    HIDDEN = "hidden"
    REMOVED = "removed"
    """Taken away by the platform itself."""
    DELETED = "deleted"


class SandboxItem(SQLModel, table=True):
    """An article or a video on the content platform."""

    __tablename__ = "sandbox_item"

    id: str = Field(primary_key=True)
    platform: str
    creator_id: str = Field(index=True)
    commission_id: str | None = Field(default=None, index=True)
    kind: str
    title: str
    body: str = Field(sa_type=sa.Text)
    ticked: bool = False
    marked_ad: bool = False
    state: str = ItemState.DRAFT
    audit: str = ""
    """``passed``, ``failed`` or nothing yet."""
    reason: str = ""
    """Why the platform's audit failed it or why the platform removed it."""
    edit_open: bool = False
    version: int = 1
    published_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_at: datetime = Field(sa_type=UTCDateTime)
    updated_at: datetime = Field(sa_type=UTCDateTime)


class SandboxItemVersion(SQLModel, table=True):
    """Every text an item ever had."""

    __tablename__ = "sandbox_item_version"

    item_id: str = Field(primary_key=True, foreign_key="sandbox_item.id")
    version: int = Field(primary_key=True)
    title: str
    body: str = Field(sa_type=sa.Text)
    at: datetime = Field(sa_type=UTCDateTime)


class SandboxTransfer(SQLModel, table=True):
    """The bank's own log: one row per transfer number, paid or refused; only a refund is added to it."""

    __tablename__ = "sandbox_transfer"

    number: str = Field(primary_key=True)
    kind: str
    account: str = Field(repr=False)
    holder: str = Field(repr=False)
    fen: int = Field(sa_type=sa.BigInteger)
    at: datetime = Field(sa_type=UTCDateTime)
    paid: bool
    refusal: str = ""
    refunded_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """退票: the payee's bank sent the money back, days after it was paid."""


class SandboxDeposit(SQLModel, table=True):
    """Money a brand paid into the platform's account at the bank, under the bank's own number."""

    __tablename__ = "sandbox_deposit"

    number: str = Field(primary_key=True)
    brand_id: str
    fen: int = Field(sa_type=sa.BigInteger)
    at: datetime = Field(sa_type=UTCDateTime)
    kind: str = ""
    """Of the account it was paid from; empty with the other two where the bank was not told."""
    account: str = Field(default="", repr=False)
    holder: str = Field(default="", repr=False)


class SandboxTransferRequest(SQLModel, table=True):
    """Every request the bank received, repeats included."""

    __tablename__ = "sandbox_transfer_request"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(index=True)
    fen: int = Field(sa_type=sa.BigInteger)
    at: datetime = Field(sa_type=UTCDateTime)


class SandboxFault(SQLModel, table=True):
    """A misbehaviour ordered in advance, for the next ``remaining`` requests that match."""

    __tablename__ = "sandbox_fault"

    id: int | None = Field(default=None, primary_key=True)
    port: str
    operation: str = "*"
    match: str = "*"
    fault: str
    seconds: float = 0.0
    remaining: int = 1
    note: str = ""
