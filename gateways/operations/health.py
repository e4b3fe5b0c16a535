"""What an operator sees first of how the platform is: a few counts, each of which an index answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, Select, func, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from domain.commissions.state.stages import CLOSED
from domain.money.withdrawals.state import InBooks
from domain.operations.findings import OVERDUE_AFTER
from gateways.ports.work import NoticeState
from gateways.sql.database import reading
from models.tables.commissions import CommissionRow
from models.tables.notices import NoticeRow
from models.tables.outbox import OutboxRow
from models.tables.withdrawals import WithdrawalRow

A_DAY = timedelta(days=1)
LATE_SMS = timedelta(minutes=10)
"""An SMS leaves within seconds; one that is ordered for longer waits for somebody."""
UNDELIVERED = (NoticeState.REFUSED, NoticeState.FAILED)


@dataclass(frozen=True)
class Counted:
    not_acted_on: int
    """Commissions whose deadline passed an hour ago, and nobody has acted on it: no worker leads them."""
    unnumbered: int
    """Steps in the books that nobody outside was told of yet."""
    unnumbered_since: datetime | None
    undelivered: int
    """SMS and calls that failed within a day."""
    unsent: int
    payouts: int
    payouts_since: datetime | None


def counted(engine: Engine, now: datetime) -> Counted:
    with reading(engine) as session:
        return Counted(
            _count(session, CommissionRow, *_not_acted_on(now)),
            _count(session, OutboxRow, col(OutboxRow.event_no).is_(None)),
            session.scalar(_first_unnumbered()),
            _count(session, NoticeRow, *_undelivered(now)),
            _count(session, NoticeRow, *_unsent(now)),
            *_payouts(session),
        )


def _count(session: Session, table: type[SQLModel], *conditions: ColumnElement[bool]) -> int:
    return int(session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0)


def _not_acted_on(now: datetime) -> tuple[ColumnElement[bool], ...]:
    late = col(CommissionRow.deadline) < now - OVERDUE_AFTER
    return late, col(CommissionRow.stage).not_in(sorted(CLOSED))


def _first_unnumbered() -> Select[datetime]:
    found = select(col(OutboxRow.created_at)).where(col(OutboxRow.event_no).is_(None))
    return found.order_by(col(OutboxRow.id)).limit(1)


def _undelivered(now: datetime) -> tuple[ColumnElement[bool], ...]:
    states = col(NoticeRow.state).in_([each.value for each in UNDELIVERED])
    return col(NoticeRow.channel).in_(("sms", "voice")), states, col(NoticeRow.at) > now - A_DAY


def _unsent(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(NoticeRow.is_open).is_(True), col(NoticeRow.ordered_at) < now - LATE_SMS


def _payouts(session: Session) -> tuple[int, datetime | None]:
    changed = col(WithdrawalRow.updated_at)
    of = select(func.count(), func.min(changed)).where(col(WithdrawalRow.state) == InBooks.UNDER_WAY)
    count, since = session.execute(of).one()
    return int(count), since
