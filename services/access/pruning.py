"""What nobody needs any more is forgotten: codes, limits that are paid off, sessions long over."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from gateways.parties import codes, limits, sessions
from gateways.sql.database import writing


def prune(engine: Engine, now: datetime | None = None) -> None:
    """Run again it does no harm; nothing depends on its being run."""
    now = now or datetime.now(UTC)
    with writing(engine) as session:
        codes.forget_old(session, now)
        limits.forget_lapsed(session, now)
        sessions.forget_ended(session, now)
