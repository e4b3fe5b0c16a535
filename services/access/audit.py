"""The log of who did what: written by whoever does something, read by supervisors."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.parties.actor import Actor
from domain.parties.permissions import allows
from domain.parties.sign_in import Origin
from domain.refusals import Refused
from gateways.parties import audit_log as log
from gateways.parties.audit_log import Details, Noted, Wanted
from gateways.sql.database import writing

__all__ = ["Noted", "Wanted", "audit_log", "line", "note"]

PAGE_MAX = 500
ALL = Wanted()


def note(
    engine: Engine,
    actor: Actor,
    what: str,
    whom: str,
    origin: Origin,
    details: Details = log.NONE,
    *,
    now: datetime | None = None,
) -> None:
    """The number of the request stands in ``origin``. What looks like a phone or a secret is left out."""
    with writing(engine) as session:
        line(actor, what, whom, origin, details, now=now)(session)


def line(
    actor: Actor,
    what: str,
    whom: str,
    origin: Origin,
    details: Details = log.NONE,
    *,
    now: datetime | None = None,
) -> Callable[[Session], None]:
    """As ``note``, for whoever writes it with what it is about."""
    at = now or datetime.now(UTC)
    return lambda session: log.note(session, actor, what, whom, origin, at, details)


def audit_log(
    engine: Engine, by: Actor, wanted: Wanted = ALL, after: int | None = None, limit: int = 100
) -> list[Noted]:
    """The newest first; ``after`` is the number of the last one that was seen. Raises Refused: FORBIDDEN."""
    if not allows(by, "operator.audit_log"):
        raise Refused("FORBIDDEN")
    return log.noted(engine, wanted, after, min(limit, PAGE_MAX))


def of_party(engine: Engine, party: str, limit: int = 20) -> list[Noted]:
    """What was done on ``creator:ID`` or ``brand:ID``, the newest first: for operators, on its page."""
    return log.noted(engine, Wanted(whom=party), None, min(limit, PAGE_MAX))
