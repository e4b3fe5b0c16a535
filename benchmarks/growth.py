"""What is asked again and again, of books of one size and of four times that size: CPU in milliseconds."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import Engine

from gateways.commissions.listing import Wanted, listed
from gateways.commissions.store import SqlCommissionStore
from gateways.money.ledger import SqlLedger
from gateways.operations.audit.checking import check_ledger
from gateways.operations.gauges import SqlGauges
from gateways.parties.catalogue import SqlCatalogue
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from tests.gateways.records import NOON, batch, opening, settlement, transition

TIMES = 4
RUNS = 5
PRICE_FEN = 300_000
BEFORE_ANY = NOON - timedelta(days=365)


@dataclass(frozen=True)
class Grown:
    what: str
    ms: tuple[float, float]
    """Of the small books, and of the large."""

    @property
    def ratio(self) -> float:
        return self.ms[1] / self.ms[0]


def run_growth(folder: Path, size: int, say: Callable[[str], None]) -> list[Grown]:
    small, large = dict[str, float](), dict[str, float]()
    with opened(f"sqlite:///{folder / 'growth.db'}") as engine:
        migrate(engine)
        _furnish(engine, TIMES * size)
        for number, found in ((size, small), (TIMES * size, large)):
            _fill(engine, number)
            gauges = SqlGauges(engine)
            gauges.read(NOON)  # the first of a process sums everything up
            for what, ask in _asked(engine, gauges):
                found[what] = median(_cpu_ms(ask) for _ in range(RUNS))
            told = ", ".join(f"{what} {ms:.1f} ms" for what, ms in found.items())
            say(f"{number} commissions in the books: {told}")
    return [Grown(what, (small[what], large[what])) for what in small]


def _asked(engine: Engine, gauges: SqlGauges) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "list", lambda: listed(engine)
    yield "due_before without hits", lambda: listed(engine, Wanted(due_before=BEFORE_ANY))
    yield "attention without hits", lambda: listed(engine, Wanted(attention="frozen"))
    yield "gauges of a scrape", lambda: gauges.read(NOON)
    yield "ledger check", lambda: check_ledger(engine)


def _cpu_ms(ask: Callable[[], object]) -> float:
    began = time.thread_time()
    ask()
    return 1000 * (time.thread_time() - began)


def _furnish(engine: Engine, most: int) -> None:
    catalogue = SqlCatalogue(engine)
    catalogue.add_brand("qingyou", "青柚茶饮", "qingyou-co", "13900000001", NOON)
    catalogue.add_creator("atang", "阿汤说茶", "atang", "13800000001", NOON, real_name="汤小明")
    SqlLedger(engine).top_up("qingyou", most * PRICE_FEN, "first", NOON)


def _fill(engine: Engine, number: int) -> None:
    """Up to so many: every second one is settled."""
    store = SqlCommissionStore(engine)
    known = {row.id for row in listed(engine, limit=number)}
    for each in range(number):
        commission = f"c{each}"
        if commission in known:
            continue
        moves = [opening(commission)]
        if each % 2:
            moves.append(transition(2, "settle", entries=(settlement(commission),)))
        told = batch(*moves, commission=commission, deadline=NOON + timedelta(minutes=each))
        store.record(replace(told, record={**told.record, "brief": "y" * 2000}))
