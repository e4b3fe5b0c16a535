"""Withdrawals as the books have them: the newest, and every step of one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.money.withdrawals.attention import alert_of
from domain.money.withdrawals.state import State, party_of
from gateways.money.withdrawals.queries import SqlWithdrawalQueries, WantedWithdrawals
from gateways.refusals import UnknownWithdrawal
from services.records import record_of


@dataclass(frozen=True)
class Shown:
    """A withdrawal, of a creator or of a brand."""

    id: str
    creator_id: str | None
    brand_id: str | None
    commission_id: str | None
    """None: by hand."""
    fen: int
    state: str
    number: str
    """At the bank."""
    reason: str
    updated_at: datetime
    rail: str

    @property
    def owner(self) -> str:
        return self.brand_id or self.creator_id or ""


@dataclass(frozen=True)
class Step:
    seq: int
    at: datetime
    number: str
    event: str
    code: str
    """Of the bank's, where it refused."""
    actor: str
    reason: str
    state: str


def withdrawals(
    engine: Engine, *, state: str = "", creator_id: str = "", brand_id: str = "", limit: int = 50
) -> tuple[list[Shown], bool]:
    """Those that wait, then the newest; and whether there are more. What is empty does not filter."""
    rows = SqlWithdrawalQueries(engine).find(WantedWithdrawals(state, creator_id, brand_id, limit + 1))
    return [record_of(Shown, row) for row in rows[:limit]], len(rows) > limit


def withdrawal(engine: Engine, withdrawal_id: str) -> tuple[Shown, list[Step]]:
    """Raises UnknownWithdrawal."""
    row, lines = SqlWithdrawalQueries(engine).one(withdrawal_id)
    return record_of(Shown, row), [record_of(Step, line) for line in lines]


def known(engine: Engine, withdrawal_id: str) -> bool:
    """Whether its money is reserved: before, there is nothing to be shown of it."""
    return SqlWithdrawalQueries(engine).knows(withdrawal_id)


def own(engine: Engine, party: str, withdrawal_id: str) -> tuple[Shown, list[Step]]:
    """``party``: ``creator:ID`` or ``brand:ID``. Raises UnknownWithdrawal: also for another's."""
    shown, steps = withdrawal(engine, withdrawal_id)
    if party_of(shown.creator_id, shown.brand_id) != party:
        raise UnknownWithdrawal(withdrawal_id)
    return shown, steps


def alert_of_step(row: Shown, line: Step) -> str:
    """By which of `ALERTS` it stands among those that wait; ``line`` is its last step."""
    return alert_of(State(line.state), row.reason, silent=line.event == "silent")


def in_need(engine: Engine) -> list[tuple[Shown, Step]]:
    """Those that wait for a person or for the bank, with their last step: the longest first."""
    found = SqlWithdrawalQueries(engine).needing_a_look()
    return [(record_of(Shown, row), record_of(Step, line)) for row, line in found]
