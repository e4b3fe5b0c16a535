"""Whose record the books take: of the order that stands in them, and of the one run that leads it."""

from dataclasses import asdict, replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.commissions.ordering.order import Order
from gateways.commissions.orders import NewOrder, SqlOrders
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlCommissionStore
from gateways.ports.work import Batch, HoldVerdict
from tests.gateways.records import NOON, PRICE, batch, counted, funded_market, opening, transition

ORDER = Order("qingyou", "atang", "青柚茶饮", "阿汤说茶", "article", "秋茶新品", PRICE)
OTHER = replace(ORDER, price_fen=1)
FIRST, LATER = opening(), transition(7, "accept")
WRITTEN, AWAY = True, False

CASES: dict[str, tuple[str | None, str, str, Any, Order, bool]] = {
    # the order's key in the books (None: no row), the run that leads it; who records what of which order
    "its own order": ("PO-1", "", "ours", FIRST, ORDER, WRITTEN),
    "its own order, again": ("PO-1", "ours", "ours", FIRST, ORDER, WRITTEN),
    "another order under this id": ("PO-1", "", "ours", FIRST, OTHER, AWAY),
    "another run": ("PO-1", "ours", "another", FIRST, ORDER, AWAY),
    "another run, later": ("PO-1", "ours", "another", LATER, ORDER, AWAY),
    "nobody ordered it": (None, "", "ours", FIRST, ORDER, AWAY),
    "its row was lost with a database that was put back": (None, "", "ours", LATER, ORDER, WRITTEN),
    "a row of before that nobody ordered": ("", "ours", "ours", LATER, ORDER, WRITTEN),
    "a row of before of no run": ("", "", "ours", FIRST, ORDER, WRITTEN),
    "another run on a row of before": ("", "ours", "another", FIRST, ORDER, AWAY),
}


@pytest.mark.parametrize("case", CASES)
def test_only_its_own_run_writes_and_only_of_the_order_in_the_books(engine: Engine, case: str) -> None:
    key, led_by, run, line, order, written = CASES[case]
    catalogue = funded_market(engine)
    if key is not None:
        SqlOrders(catalogue.engine).register(registered(key or "PO-1"))
        set_row(engine, "update commissions set run = :run, order_key = :key", run=led_by, key=key or None)
    before = counted(engine, "timeline"), counted(engine, "ledger_postings")

    verdict = SqlCommissionStore(engine).record(of_run(run, line, order))

    after = counted(engine, "timeline"), counted(engine, "ledger_postings")
    assert (verdict != HoldVerdict.NOT_OURS, before != after) == (written, written)
    if not written:
        assert counted(engine, "commissions") == (key is not None)
    if key == "" and line is FIRST and written:
        assert verdict == HoldVerdict.UNORDERED


def test_what_nobody_ordered_does_not_keep_the_real_order_out(engine: Engine) -> None:
    catalogue = funded_market(engine)
    store = SqlCommissionStore(engine)
    store.record(of_run("strangers", FIRST, ORDER))

    taken = SqlOrders(catalogue.engine).register(registered("PO-1"))
    verdict = store.record(of_run("ours", FIRST, ORDER))

    assert (taken.commission_id, taken.heard_of, verdict) == ("c1", False, HoldVerdict.HELD)
    assert SqlCommissionQueries(engine).commission("c1").run == "ours"


def registered(key: str) -> NewOrder:
    about = ("qingyou", "atang", "article", "秋茶新品", PRICE)
    return NewOrder("c1", key, "d", *about, {"id": "c1", "order": asdict(ORDER)}, NOON)


def of_run(run: str, line: Any, order: Order) -> Batch:
    made = batch(line)
    return replace(made, run=run, record={**made.record, "order": asdict(order)})


def set_row(engine: Engine, statement: str, **said: Any) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement), said)
