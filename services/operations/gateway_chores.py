"""What a gateway does by itself every hour: it forgets what nobody needs any more."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from gateways.operations.kept_answers import SqlKeptAnswers
from services.access.pruning import prune

EVERY_SECONDS = 3600.0


def forget_old(engine: Engine, now: datetime | None = None) -> None:
    """Codes, sessions and limits that are over, and answers older than a week. Nothing depends on it."""
    now = now or datetime.now(UTC)
    prune(engine, now)
    SqlKeptAnswers(engine).prune(now)
