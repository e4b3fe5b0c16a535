"""Since when each reason for attention stands, kept beside the commission's row and in its transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from gateways.sql.database import reading
from models.tables.sweeps import AttentionRow


def note_attention(session: Session, commission_id: str, words: Sequence[str], at: datetime) -> None:
    """A reason that stands already keeps its instant; one that no longer stands is removed."""
    of = col(AttentionRow.commission_id) == commission_id
    session.execute(delete(AttentionRow).where(of, col(AttentionRow.word).not_in(words)))
    known = set(session.scalars(select(col(AttentionRow.word)).where(of)))
    for word in dict.fromkeys(words):
        if word not in known:
            session.add(AttentionRow(commission_id=commission_id, word=word, since=at))


@dataclass(frozen=True)
class Standing:
    """One reason of one commission."""

    commission_id: str
    word: str
    since: datetime


def standing(engine: Engine) -> list[Standing]:
    """Every reason that stands, the longest first."""
    order = (col(AttentionRow.since), col(AttentionRow.commission_id), col(AttentionRow.word))
    with reading(engine) as session:
        rows = session.scalars(select(AttentionRow).order_by(*order))
        return [Standing(row.commission_id, row.word, row.since) for row in rows]


def since_of(engine: Engine, commission_id: str) -> datetime | None:
    """Since when this one waits for a person; None: it does not."""
    of = select(func.min(col(AttentionRow.since))).where(col(AttentionRow.commission_id) == commission_id)
    with reading(engine) as session:
        found: datetime | None = session.scalar(of)
        return found
