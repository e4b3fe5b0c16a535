"""A commission as it stands, and everything that happened to it.

``brand_id`` and ``creator_id`` of a commission are no foreign keys: one that was started by hand with a
mistyped brand must still be recorded, or nobody would ever see it. Orders are checked at the door.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.tables.instants import UTCDateTime

NEEDS_A_PERSON = text("attention <> ''")
WITHHOLDS = text("withheld_fen > 0")


class CommissionRow(SQLModel, table=True):
    __tablename__ = "commissions"
    __table_args__ = (
        UniqueConstraint("brand_id", "order_key", name="uq_commissions_brand_id_order_key"),
        CheckConstraint("amount_fen >= 0", name="ck_commissions_amount_fen"),
        CheckConstraint("seq >= 0", name="ck_commissions_seq"),
        Index("ix_commissions_opened_at", "opened_at", "id"),
        Index("ix_commissions_stage", "stage", "opened_at", "id"),
        Index("ix_commissions_brand_id", "brand_id", "opened_at", "id"),
        Index("ix_commissions_creator_id", "creator_id", "opened_at", "id"),
        Index("ix_commissions_creator_stage", "creator_id", "stage"),
        Index("ix_commissions_deadline", "deadline"),
        Index("ix_commissions_withheld", "creator_id", sqlite_where=WITHHOLDS, postgresql_where=WITHHOLDS),
        Index("ix_commissions_published_at", "published_at"),
        Index(
            "ix_commissions_attention",
            "opened_at",
            "id",
            sqlite_where=NEEDS_A_PERSON,
            postgresql_where=NEEDS_A_PERSON,
        ),
    )

    id: str = Field(primary_key=True)
    order_key: str | None = None
    """The brand's own key of the order. None: from before, when one started without an order left a row."""
    digest: str = ""
    """Of the order, so that a reused key is noticed."""
    brand_id: str
    creator_id: str
    task_type: str
    title: str = ""
    amount_fen: int = Field(sa_type=BigInteger)
    stage: str
    deadline: datetime | None = Field(default=None, sa_type=UTCDateTime)
    attention: str = ""
    """Why a person should look: words joined by commas."""
    seq: int = 0
    """Of the last transition written. 0: ordered, and not yet heard of from the workflow."""
    run: str = ""
    """The first run of the workflow that leads it: no other may write. Empty: none has written so far."""
    withheld_fen: int = Field(default=0, sa_type=BigInteger)
    """What a freeze of the creator's side withholds of the creator's balance; zero when it is not frozen."""
    item: str = ""
    """Of the published or handed-in work; empty where there is none."""
    published_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    record: dict[str, Any] = Field(default_factory=dict, sa_type=JSON, repr=False)
    opened_at: datetime = Field(sa_type=UTCDateTime)
    updated_at: datetime = Field(sa_type=UTCDateTime)


class TimelineRow(SQLModel, table=True):
    """One transition or one refused signal. Ordered by ``seq``, never by time."""

    __tablename__ = "timeline"

    commission_id: str = Field(primary_key=True, foreign_key="commissions.id")
    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UTCDateTime)
    recorded_at: datetime = Field(sa_type=UTCDateTime)
    move: str
    row: str
    by: str
    actor: str
    from_stage: str
    to_stage: str
    command_id: str
    round: int
    reason: str
    refusal: str
    on_behalf_of: str
    skipped_clock: bool
    details: dict[str, str] = Field(sa_type=JSON)
    deadlines: list[dict[str, str | None]] = Field(sa_type=JSON)
    hold: bool
    digest: str


class SubmissionRow(SQLModel, table=True):
    """What a transition said of a version of the work. The last row of a round is how it stands."""

    __tablename__ = "submissions"

    commission_id: str = Field(primary_key=True, foreign_key="commissions.id")
    seq: int = Field(primary_key=True)
    kind: str
    round: int
    ref: str
    at: datetime = Field(sa_type=UTCDateTime)
    late: bool
    status: str
    reason: str
    details: dict[str, str] = Field(sa_type=JSON)


class RatingRow(SQLModel, table=True):
    __tablename__ = "ratings"
    __table_args__ = (CheckConstraint("stars between 1 and 5", name="ck_ratings_stars"),)

    commission_id: str = Field(primary_key=True, foreign_key="commissions.id")
    by: str = Field(primary_key=True)
    seq: int
    stars: int
    text: str
    at: datetime = Field(sa_type=UTCDateTime)


class MetricsRow(SQLModel, table=True):
    """One reading of 投后数据."""

    __tablename__ = "metrics"

    commission_id: str = Field(primary_key=True, foreign_key="commissions.id")
    at: datetime = Field(primary_key=True, sa_type=UTCDateTime)
    impressions: int = Field(sa_type=BigInteger)
    reads: int = Field(sa_type=BigInteger)
    comments: int = Field(sa_type=BigInteger)
    likes: int = Field(sa_type=BigInteger)
    shares: int = Field(sa_type=BigInteger)
