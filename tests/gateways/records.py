"""Commissions, transitions and entries as the tests of the books need them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any, TypeVar

from sqlalchemy import Engine, text

from domain.commissions.state.stages import Stage
from domain.commissions.state.transition import Shown, Transition
from domain.money.entries import Entry, Posting
from domain.money.withdrawals.state import Withdrawal
from domain.party import Party
from gateways.commissions.store import SqlCommissionStore
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.queries import SqlWithdrawalQueries
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import Batch

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
PRICE = 300_000

Answer = TypeVar("Answer")


def market(engine: Engine) -> SqlCatalogue:
    """One brand, one creator, nobody has any money."""
    catalogue = SqlCatalogue(engine)
    catalogue.add_brand("qingyou", "青柚茶饮", "青柚食品", "13900000001", NOON)
    catalogue.add_creator("atang", "阿汤说茶", "汤某", "13800000001", NOON, real_name="汤小明")
    return catalogue


def funded_market(engine: Engine, fen: int = PRICE) -> SqlCatalogue:
    catalogue = market(engine)
    SqlLedger(engine).top_up("qingyou", fen, "t1", NOON)
    return catalogue


def asked_for(engine: Engine, w: Withdrawal, at: datetime = NOON) -> None:
    """As the command line notes it, before a withdrawal by hand begins."""
    if w.by_hand:
        SqlWithdrawalQueries(engine).ask(w.id, w.creator_id, w.fen, at)


def transition(seq: int = 1, move: str = "open", **more: Any) -> Transition:
    known: dict[str, Any] = {
        "at": NOON + timedelta(minutes=seq),
        "recorded_at": NOON + timedelta(minutes=seq, seconds=1),
        "row": f"{move}.1",
        "by": Party.SYSTEM,
        "actor": "",
        "from_stage": Stage.AWAITING_PAYMENT,
        "to_stage": Stage.AWAITING_PAYMENT,
    }
    return Transition(seq=seq, move=move, **{**known, **more})


def opening(commission: str = "c1", fen: int = PRICE, seq: int = 1, **more: Any) -> Transition:
    """A transition that asks for the hold."""
    return transition(seq, entries=(hold(commission, fen),), hold=True, **more)


def hold(commission: str = "c1", fen: int = PRICE) -> Entry:
    return entry(f"hold:{commission}", "hold", {"brand:qingyou": -fen, f"escrow:{commission}": fen})


def settlement(commission: str = "c1", fen: int = PRICE, fee: int = 15_000) -> Entry:
    moved = {f"escrow:{commission}": -fen, "creator:atang": fen - fee, "fee": fee}
    return entry(f"settle:{commission}", "release", moved)


def entry(key: str, kind: str, moved: dict[str, int]) -> Entry:
    return Entry(key, kind, tuple(Posting(account, fen) for account, fen in moved.items()), NOON, NOON)


def batch(*transitions: Transition, commission: str = "c1", **shown: Any) -> Batch:
    known: dict[str, Any] = {
        "stage": transitions[-1].to_stage if transitions else Stage.OFFERED,
        "task_type": "article",
        "brand_id": "qingyou",
        "creator_id": "atang",
        "amount_fen": PRICE,
        "deadline": None,
        "attention": (),
    }
    record = {"id": commission, "order": {"title": "秋茶新品"}, "seq": len(transitions)}
    return Batch(commission, transitions, Shown(**{**known, **shown}), record)


def settled(engine: Engine, commission: str = "c1") -> None:
    """Held and released: the creator has 285,000 fen, the platform 15,000."""
    store = SqlCommissionStore(engine)
    paid = transition(2, "settle", to_stage=Stage.SETTLED, entries=(settlement(commission),))
    store.record(batch(opening(commission), paid, commission=commission))


def counted(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"select count(*) from {table}")).scalar_one())  # noqa: S608


def planted(engine: Engine, statement: str) -> None:
    """Change the books behind their back, as only somebody with the keys to the database could."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("set session_replication_role = replica"))
        else:
            names = connection.execute(
                text("select name from sqlite_master where type = 'trigger'")
            ).scalars()
            for name in names.all():
                connection.execute(text(f"drop trigger {name}"))
        connection.execute(text(statement))


def at_once(count: int, act: Callable[[int], Answer]) -> list[Answer]:
    """Let that many threads start together, each with its number."""
    start = Barrier(count)

    def run(number: int) -> Answer:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))
