"""What the sweeps leave behind: their runs, what they found, and what could be seen of an item and when."""

from datetime import datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables import commissions  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime


class SweepRunRow(SQLModel, table=True):
    """One sweep that came to its end."""

    __tablename__ = "sweep_runs"
    __table_args__ = (Index("ix_sweep_runs_name", "name", "at"),)

    id: str = Field(primary_key=True)
    """The workflow's id and run."""
    name: str
    at: datetime = Field(sa_type=UTCDateTime)
    finished_at: datetime = Field(sa_type=UTCDateTime)
    counts: dict[str, int] = Field(sa_type=JSON)


class FindingRow(SQLModel, table=True):
    """Found by one run. The next day's run finds it again for as long as it is so."""

    __tablename__ = "findings"
    __table_args__ = (
        UniqueConstraint("sweep_id", "kind", "subject", "detail", name="uq_findings_sweep_id_kind_subject"),
    )

    id: int | None = Field(default=None, primary_key=True)
    sweep_id: str
    kind: str
    subject: str
    detail: str = ""
    since: datetime | None = Field(default=None, sa_type=UTCDateTime)
    found_at: datetime = Field(sa_type=UTCDateTime)


class ObservationRow(SQLModel, table=True):
    """A stretch of time in which an item looked the same: public, or not. The newest is how it looks now."""

    __tablename__ = "observations"

    commission_id: str = Field(primary_key=True, foreign_key="commissions.id")
    began_at: datetime = Field(primary_key=True, sa_type=UTCDateTime)
    item: str
    public: bool
    last_at: datetime = Field(sa_type=UTCDateTime)
    told: bool = False
    """Whether the commission was told of it, where it believed otherwise."""


class AttentionRow(SQLModel, table=True):
    """Since when a commission needs a person, by reason. Written and removed with the commission's row."""

    __tablename__ = "attention"
    __table_args__ = (Index("ix_attention_word", "word", "since"),)

    commission_id: str = Field(primary_key=True, foreign_key="commissions.id")
    word: str = Field(primary_key=True)
    since: datetime = Field(sa_type=UTCDateTime)
