"""What a gateway does by itself every hour: it forgets what nobody needs any more."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from gateways.operations.kept_answers import SqlKeptAnswers
from services import vendors
from services.access.pruning import prune
from services.commissions.file_pruning import prune_files
from services.operations import events
from settings import Settings

EVERY_SECONDS = 3600.0


def forget_old(engine: Engine, settings: Settings, now: datetime | None = None) -> None:
    """Codes, sessions and limits that are over, answers older than a week, events older than they are kept,
    files that no command named in thirty days. Nothing depends on it.
    """
    now = now or datetime.now(UTC)
    prune(engine, now)
    SqlKeptAnswers(engine).prune(now)
    events.prune(engine, settings.events_days, now)
    prune_files(engine, vendors.files(settings), now)
