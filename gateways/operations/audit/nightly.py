"""What the nightly sweep looks at: the whole books while they are small; then the days since the last sweep,
what that one found, and the rest in turn, so much a night. When a turn is done, the whole once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.money.amounts import yuan
from domain.operations.findings import Finding
from gateways.operations.audit.accounts import adrift, off_chart, overdrawn
from gateways.operations.audit.ledger import audit
from gateways.operations.audit.part import audit_span
from models.tables.commissions import CommissionRow

MOST = 5_000
"""Commissions a night in turn; books with no more are gone through whole."""
TURN = "turn"
"""Under this word a sweep keeps how far it has come."""
MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
END = datetime(9999, 1, 1, tzinfo=UTC)
OPENED_AT, ID = col(CommissionRow.opened_at), col(CommissionRow.id)


@dataclass(frozen=True)
class Before:
    """The sweep before this one."""

    at: datetime
    turn: int
    """Microseconds since 1970: commissions ordered until then have had their turn."""
    subjects: Sequence[str]
    """What it found something about: it is found again for as long as it is so."""


@dataclass(frozen=True)
class Nightly:
    findings: tuple[Finding, ...]
    turn: int = 0
    """0: the next turn begins at the first."""


def nightly(session: Session, before: Before | None, most: int = MOST) -> Nightly:
    if before is None or not _is_more_than(session, most):
        return Nightly(audit(session).findings)
    since = EPOCH + before.turn * MICROSECOND
    until = _until(session, since, most)
    if until is None:
        return Nightly(audit(session).findings)
    turn = session.scalars(select(ID).where(since < OPENED_AT, until >= OPENED_AT)).all()
    part = audit_span(session, before.at, END, [*turn, *ids_in(before.subjects)])
    accounts = [Finding("overdrawn", account, yuan(fen)) for account, fen in overdrawn(session).items()]
    found = (*part.findings, *accounts, *off_chart(session), *adrift(session))
    return Nightly(tuple(dict.fromkeys(found)), (until - EPOCH) // MICROSECOND)


def ids_in(subjects: Sequence[str]) -> list[str]:
    """Which commissions or withdrawals may be meant: by their id, by an account or by the key of an entry."""
    named = [part for each in subjects for part in (each, each.partition(":")[2])]
    return [id_ for each in named for id_ in (each, each.rpartition("-")[0]) if id_]


def _is_more_than(session: Session, most: int) -> bool:
    some = select(ID).limit(most + 1).subquery()
    return int(session.scalar(select(func.count()).select_from(some)) or 0) > most


def _until(session: Session, since: datetime, most: int) -> datetime | None:
    """The instant at which the last of so many was ordered; None where the turn comes to its end."""
    last = select(OPENED_AT).where(since < OPENED_AT).order_by(OPENED_AT).offset(most - 1).limit(1)
    return session.scalar(last)
