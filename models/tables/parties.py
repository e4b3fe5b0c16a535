"""Creators and brands. A phone, a real name or an account is sealed here (``gateways.personal``)."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.tables import commissions  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime

IN_FORCE = text("ended_at is null")


class Creator(SQLModel, table=True):
    __tablename__ = "creators"
    __table_args__ = (
        CheckConstraint("payout_kind in ('', 'alipay', 'bank_card')", name="ck_creators_payout_kind"),
    )

    id: str = Field(primary_key=True)
    name: str
    owner: str = ""
    """The legal person behind it: a brand may not order from itself."""
    phone: str = Field(default="", repr=False)
    phone_digest: str = Field(default="", index=True, repr=False, sa_column_kwargs={"server_default": ""})
    """A creator is found by it; the phone itself is sealed."""
    paused: bool = False
    payout_kind: str = ""
    payout_account: str = Field(default="", repr=False)
    payout_holder: str = Field(default="", repr=False)
    verified_name: str = Field(default="", repr=False)
    """The real name (实名): the holder of a bound account must bear it. Empty: not verified yet."""
    payout_by_hand: bool = False
    """The creator's choice: settled money stays on the balance until it is withdrawn."""
    joined_at: datetime = Field(sa_type=UTCDateTime)
    erased_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Since when none of its personal data can be read any more."""


class CreatorFreeze(SQLModel, table=True):
    """A freeze of a creator's whole account, by whom and why. One that has not ended is in force."""

    __tablename__ = "creator_freezes"
    __table_args__ = (
        Index(
            "uq_creator_freezes_in_force",
            "creator_id",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    creator_id: str = Field(foreign_key="creators.id", index=True)
    at: datetime = Field(sa_type=UTCDateTime)
    operator: str
    reason: str
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended_by: str = ""
    ended_reason: str = ""

    @property
    def command_id(self) -> str:
        """Under which its commissions are frozen; ``thaw_id`` under which they go on."""
        return f"creator-freeze-{self.id}"

    @property
    def thaw_id(self) -> str:
        return f"creator-unfreeze-{self.id}"


class PhoneChange(SQLModel, table=True):
    """By whom a party's phone was changed, and why. ``party`` is ``creator:ID`` or ``brand:ID``."""

    __tablename__ = "phone_changes"

    id: int | None = Field(default=None, primary_key=True)
    party: str = Field(index=True)
    old: str = Field(repr=False)
    """Empty: there was none."""
    new: str = Field(repr=False)
    operator: str
    reason: str
    at: datetime = Field(sa_type=UTCDateTime)


class CreatorService(SQLModel, table=True):
    """A task type the creator has opened, and the creator's own price for it."""

    __tablename__ = "creator_services"
    __table_args__ = (CheckConstraint("quote_fen > 0", name="ck_creator_services_quote_fen"),)

    creator_id: str = Field(primary_key=True, foreign_key="creators.id")
    task_type: str = Field(primary_key=True)
    opened: bool = False
    quote_fen: int | None = Field(default=None, sa_type=BigInteger)


class Brand(SQLModel, table=True):
    """A brand's balance is not here: it is what the ledger says."""

    __tablename__ = "brands"

    id: str = Field(primary_key=True)
    name: str
    owner: str = ""
    phone: str = Field(default="", repr=False)
    joined_at: datetime = Field(sa_type=UTCDateTime)
    erased_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class BreachRecord(SQLModel, table=True):
    """违约记录. Append only: the database refuses to change or delete a line."""

    __tablename__ = "breach_records"
    __table_args__ = (
        UniqueConstraint("commission_id", "reason", name="uq_breach_records_commission_id_reason"),
    )

    id: int | None = Field(default=None, primary_key=True)
    party: str
    subject_id: str = Field(index=True)
    commission_id: str = Field(foreign_key="commissions.id")
    seq: int
    reason: str
    at: datetime = Field(sa_type=UTCDateTime)
