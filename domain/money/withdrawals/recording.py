"""What a withdrawal asks of the books and what they answer: so it travels, and so the books get it."""

from dataclasses import dataclass
from datetime import datetime

from domain.money.withdrawals.state import Withdrawal
from domain.money.withdrawals.terms import WithdrawalTerms
from domain.money.withdrawals.transitions import Event, Taken
from domain.notice import Notice
from domain.process.trust import KeySet


@dataclass(frozen=True)
class Reservation:
    """``at`` is the withdrawal's own clock: hours and times a day go by it."""

    withdrawal: Withdrawal
    at: datetime
    terms: WithdrawalTerms


@dataclass(frozen=True)
class Reserved:
    """The transaction's verdict: an event of the withdrawal, or with ``resumed`` where it stands already."""

    event: str
    withdrawal: Withdrawal
    code: str = ""
    zh: str = ""
    en: str = ""
    resumed: bool = False
    trust: str = ""
    """Whose word counts, as the books have it; empty: as its start says."""
    keys: KeySet | None = None


@dataclass(frozen=True)
class Noted:
    """One step to be written: the row as it is after it, a line, and what moves."""

    withdrawal: Withdrawal
    event: Event
    number: str
    """What the event was about: a new number may have been taken since."""
    moves: str = ""
    notice: Notice | None = None
    """What whose money it is is told of it, once it is written."""


def noted(taken: Taken, notice: Notice | None = None) -> Noted:
    return Noted(taken.withdrawal, taken.event, taken.number, taken.step.moves, notice)
