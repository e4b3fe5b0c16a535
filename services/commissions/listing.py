"""The list of commissions, by what people look for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.commissions.state.stages import Stage
from gateways.commissions.listing import Line, Wanted, counted, lines
from models.tables.commissions import CommissionRow

OVERDUE = ("overdue", "review_overdue", "release_overdue", "decision_overdue", "audit_slow")
"""Reasons to look that mean: somebody should have acted by now."""
ANY = "*"


@dataclass(frozen=True)
class Listed:
    """A commission in a list."""

    id: str
    task_type: str
    title: str
    amount_fen: int
    stage: Stage
    deadline: datetime | None
    """The next one."""
    attention: tuple[str, ...]
    brand_id: str
    creator_id: str


def commissions(
    engine: Engine,
    *,
    stage: str = "",
    brand_id: str = "",
    creator_id: str = "",
    attention: str = "",
    overdue: bool = False,
    due_before: datetime | None = None,
    limit: int = 50,
) -> tuple[list[Listed], bool]:
    """The newest first, and whether there are more. What is empty does not filter; ``attention`` is a word,
    or ``*`` for any; ``overdue``: somebody should have acted by now.
    """
    any_of = OVERDUE if overdue else ()
    wanted = Wanted(Stage(stage) if stage else None, brand_id, creator_id, attention, any_of, due_before)
    rows = lines(engine, wanted, limit=limit + 1)
    return [listed_of(row) for row in rows[:limit]], len(rows) > limit


def totals(engine: Engine) -> tuple[int, int]:
    """How many there are, and how many of them need attention."""
    return counted(engine, Wanted()), counted(engine, Wanted(attention=ANY))


def listed_of(row: CommissionRow | Line) -> Listed:
    words = tuple(row.attention.split(",")) if row.attention else ()
    return Listed(
        row.id,
        row.task_type,
        row.title,
        row.amount_fen,
        Stage(row.stage),
        row.deadline,
        words,
        row.brand_id,
        row.creator_id,
    )
