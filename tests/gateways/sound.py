"""A sound database: one commission that was really decided by the engine, paid out, and known to the bank."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.commissions.moves import Move
from domain.commissions.ordering.order import Order
from domain.commissions.rules.engine import decide
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.commissions.state.transition import Shown, Transition
from domain.party import Party
from gateways.commissions.store import SqlCommissionStore
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.ports.work import Batch
from models.tables.sandbox import SandboxDeposit, SandboxTransfer
from services.commissions.records import RECORD
from tests.gateways.records import NOON, PRICE, market

NET = 285_000
ORDER = Order("qingyou", "atang", "青柚茶饮", "阿汤说茶", "article", "秋茶新品", PRICE)


def sound(engine: Engine) -> None:
    """c1 is settled and paid out under c1-1, c2 is held, c3 was refunded before it was accepted."""
    market(engine)
    deposited(engine, "d1", 3 * PRICE)
    for commission, moves in (("c1", ("settle",)), ("c2", ()), ("c3", ("decline",))):
        lived(engine, commission, *moves)
    withdrawn(engine, "c1")


def deposited(engine: Engine, number: str, fen: int) -> None:
    SqlLedger(engine).top_up("qingyou", fen, number, NOON)
    with Session(engine) as session, session.begin():
        session.add(SandboxDeposit(number=number, brand_id="qingyou", fen=fen, at=NOON))


def withdrawn(engine: Engine, withdrawal: str, generation: int = 1) -> None:
    store = SqlWithdrawalStore(engine)
    store.begin(withdrawal, generation, "atang", "c1", NET, NOON)
    at_bank(engine, f"{withdrawal}-{generation}", NET)
    store.paid(withdrawal, generation, NOON)


def at_bank(engine: Engine, number: str, fen: int, *, paid: bool = True) -> None:
    """A line of the bank's own log."""
    row = SandboxTransfer(
        number=number, kind="alipay", account="tang@example.com", holder="汤某", fen=fen, at=NOON, paid=paid
    )
    with Session(engine) as session, session.begin():
        session.add(row)


def lived(engine: Engine, commission: str, *moves: str) -> None:
    """Opened, held, and whatever else the engine decides; recorded as the workflow records it."""
    store = SqlCommissionStore(engine)
    for state, transition in _life(commission, moves):
        record, order = RECORD.dump_python(state, mode="json"), state.order
        shown = Shown(state.stage, "article", order.brand_id, order.creator_id, PRICE, None, ())
        store.record(Batch(commission, [transition], shown, record))


def _life(commission: str, moves: tuple[str, ...]) -> Iterator[tuple[Commission, Transition]]:
    state = Commission(commission, ORDER)
    for number, (name, party) in enumerate([("open", Party.SYSTEM), ("held", Party.SYSTEM)], 1):
        at = NOON + timedelta(minutes=number)
        decision = decide(state, Move(name, party, at, at))
        state = decision.commission
        yield state, decision.transition
    for name in moves:
        at = NOON + timedelta(hours=1)
        if name == "settle":
            state = _published(state)
        party = Party.BRAND if name == "settle" else Party.CREATOR
        decision = decide(state, Move(name, party, at, at, reason="平台核实"))
        state = decision.commission
        yield state, decision.transition


def _published(state: Commission) -> Commission:
    """As after acceptance, work and release, which move no money."""
    return replace(state, stage=Stage.PUBLISHED, item="mp-1", published_at=NOON)
