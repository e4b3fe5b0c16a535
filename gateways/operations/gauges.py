"""The figures of the business, counted from the rows by a few queries that an index answers. Never an id."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.views.attention import ATTENTION
from domain.money.withdrawals.state import InBooks
from domain.operations.findings import OVERDUE_AFTER
from domain.operations.sweeps import SWEEPS
from gateways.money.totals import MoneyTotals
from gateways.ports.work import NoticeState
from gateways.sql.database import reading
from models.tables.commissions import CommissionRow
from models.tables.notices import NoticeRow
from models.tables.outbox import OutboxRow
from models.tables.sweeps import AttentionRow, FindingRow, SweepRunRow
from models.tables.withdrawals import WithdrawalRow

CHANNELS = ("sms", "voice")
WITHDRAWALS = tuple(InBooks)
OTHER = "other"


@dataclass(frozen=True)
class Waiting:
    count: int = 0
    oldest_seconds: float = 0.0


@dataclass(frozen=True)
class Figures:
    """At one instant. Every word an enumeration knows is there, with a zero where there is none."""

    commissions: Mapping[str, int]
    overdue: int
    notices: Mapping[tuple[str, str], int]
    """By channel and outcome."""
    withdrawals: Mapping[str, int]
    payouts: Waiting
    money_held_fen: int
    ledger_difference_fen: int
    attention: Mapping[str, Waiting]
    outbox: Waiting
    swept_at: Mapping[str, float] = field(default_factory=dict)
    """Unix time at which each sweep last came to its end; 0 for never."""
    findings: int = 0
    """Of the last daily sweep."""
    differences: int = 0
    """Of the last reconciliation."""


class SqlGauges:
    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._money = MoneyTotals(clock)

    def read(self, now: datetime) -> Figures:
        with reading(self._engine) as session:
            money = self._money.read(session)
            return Figures(
                commissions=_stages(session),
                overdue=_overdue(session, now),
                notices=_notices(session),
                withdrawals=_withdrawals(session),
                payouts=_payouts(session, now),
                money_held_fen=money.held,
                ledger_difference_fen=money.all,
                attention=_attention(session, now),
                outbox=_outbox(session, now),
                swept_at=_swept_at(session),
                findings=_findings(session, "daily"),
                differences=_findings(session, "reconciliation"),
            )


def _stages(session: Session) -> dict[str, int]:
    stage = col(CommissionRow.stage)
    found = session.execute(select(stage, func.count()).group_by(stage))
    return {stage.value: 0 for stage in Stage} | {stage: int(n) for stage, n in found}


def _overdue(session: Session, now: datetime) -> int:
    late = col(CommissionRow.deadline) < now - OVERDUE_AFTER
    open_ = col(CommissionRow.stage).not_in(sorted(CLOSED))
    return int(session.scalar(select(func.count()).select_from(CommissionRow).where(late, open_)) or 0)


def _notices(session: Session) -> dict[tuple[str, str], int]:
    channel, state = col(NoticeRow.channel), col(NoticeRow.state)
    found = session.execute(select(channel, state, func.count()).group_by(channel, state))
    every = {(channel, state.value): 0 for channel in CHANNELS for state in NoticeState}
    return every | {(channel, state): int(n) for channel, state, n in found}


def _withdrawals(session: Session) -> dict[str, int]:
    state = col(WithdrawalRow.state)
    found = session.execute(select(state, func.count()).group_by(state))
    return dict.fromkeys(WITHDRAWALS, 0) | {state: int(n) for state, n in found}


def _payouts(session: Session, now: datetime) -> Waiting:
    """Under way: the bank was told, or is about to be, and has not said paid."""
    changed = col(WithdrawalRow.updated_at)
    of = select(func.count(), func.min(changed)).where(col(WithdrawalRow.state) == InBooks.UNDER_WAY)
    return _waiting(*session.execute(of).one(), now)


def _attention(session: Session, now: datetime) -> dict[str, Waiting]:
    word, since = col(AttentionRow.word), col(AttentionRow.since)
    found: dict[str, Waiting] = dict.fromkeys(ATTENTION, Waiting())
    for each, count, oldest in session.execute(select(word, func.count(), func.min(since)).group_by(word)):
        found[each if each in ATTENTION else OTHER] = _waiting(count, oldest, now)
    return found


def _outbox(session: Session, now: datetime) -> Waiting:
    unnumbered = col(OutboxRow.event_no).is_(None)
    count = session.scalar(select(func.count()).select_from(OutboxRow).where(unnumbered))
    first = select(col(OutboxRow.created_at)).where(unnumbered).order_by(col(OutboxRow.id)).limit(1)
    return _waiting(count or 0, session.scalar(first), now)


def _swept_at(session: Session) -> dict[str, float]:
    swept_at = dict.fromkeys(SWEEPS, 0.0)
    for name in SWEEPS:
        of = select(func.max(col(SweepRunRow.finished_at))).where(col(SweepRunRow.name) == name)
        at = session.scalar(of)
        swept_at[name] = at.timestamp() if at else 0.0
    return swept_at


def _findings(session: Session, name: str) -> int:
    """Of the newest run."""
    newest = select(col(SweepRunRow.id)).where(col(SweepRunRow.name) == name)
    last = session.scalar(newest.order_by(col(SweepRunRow.at).desc()).limit(1))
    of = select(func.count()).where(col(FindingRow.sweep_id) == last)
    return int(session.scalar(of) or 0) if last else 0


def _waiting(count: int, oldest: datetime | None, now: datetime) -> Waiting:
    """An instant in skipped time lies ahead of us: its age is nothing."""
    return Waiting(int(count), max(0.0, (now - oldest).total_seconds()) if oldest else 0.0)
