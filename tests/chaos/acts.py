"""Acts upon the books that no workflow does, each to be repeated under its key after a death."""

from collections.abc import Callable, Mapping

from sqlalchemy import Engine

from domain.money.withdrawals.recording import Noted
from domain.money.withdrawals.state import State, Withdrawal
from domain.money.withdrawals.terms import DEFAULT_TERMS
from domain.money.withdrawals.transitions import Event, take
from gateways.money.claims import Decided, SqlClaims
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.store import SqlWithdrawalStore
from tests.domain.story import MONDAY


def top_up(engine: Engine, brand: str) -> None:
    SqlLedger(engine).top_up(brand, 100, f"{brand}-again", MONDAY)


def refunded(engine: Engine, creator: str) -> None:
    """The days-later answer of the bank to ``paid(creator)``, as the watch for refunds writes it."""
    event = Event("refunded", MONDAY, "SENT_BACK")
    taken = take(paid(creator), event, DEFAULT_TERMS)
    store = SqlWithdrawalStore(engine)
    store.note(Noted(taken.withdrawal, event, taken.withdrawal.number, taken.step.moves))


def claimed(engine: Engine, party: str) -> None:
    by = Decided("operator:li", "核查", MONDAY)
    SqlClaims(engine).compensation(f"creator:{party}", 100, f"{party}-claim", by)


def sent(creator: str, fen: int = 285_000) -> Withdrawal:
    """All the creator had, as the books have it once it is reserved."""
    return Withdrawal(f"{creator}.w", creator, fen, state=State.SENDING, seq=1, rail="alipay")


def paid(creator: str) -> Withdrawal:
    return take(sent(creator), Event("paid", MONDAY), DEFAULT_TERMS).withdrawal


ACTS: Mapping[str, Callable[[Engine, str], None]] = {
    "top_up": top_up,
    "refunded": refunded,
    "claimed": claimed,
}
