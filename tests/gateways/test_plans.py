"""What is asked often, or about all commissions, goes along an index: SQLite says so itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from gateways.changes import Happened, happened, touched
from gateways.commissions.listing import Wanted
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlCommissionStore
from gateways.money.sums import commission_sums
from gateways.money.totals import ANEW_SECONDS, SETTLED_SECONDS
from gateways.operations.audit.accounts import adrift
from gateways.operations.gauges import SqlGauges
from gateways.outbox import events_after, number_events
from gateways.sql.database import reading
from tests.gateways.records import NOON, PRICE, batch, funded_market, opening, settled

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
Asked = list[tuple[str, Any]]


@contextmanager
def listened(engine: Engine) -> Iterator[Asked]:
    asked: Asked = []

    def hear(_c: Connection, _cursor: object, statement: str, given: Any, *_: object) -> None:
        asked.append((statement, given))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def plans(engine: Engine, asked: Asked) -> list[str]:
    with engine.connect() as connection:
        told = [
            connection.exec_driver_sql(f"explain query plan {statement}", given).all()
            for statement, given in asked
            if statement.startswith("SELECT")
        ]
    return [" / ".join(row.detail for row in plan) for plan in told]


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(due_before=NOON), "ix_commissions_deadline (deadline<?)"),
        (Wanted(attention="frozen"), "(id=?)"),
        (Wanted(attention="*"), "(id=?)"),
        (Wanted(any_of={"overdue", "audit_slow"}), "(id=?)"),
        (Wanted(brand_id="qingyou"), "ix_commissions_brand_id (brand_id=?)"),
    ],
)
def test_a_list_without_hits_does_not_go_through_all_commissions(
    engine: Engine, wanted: Wanted, index: str
) -> None:
    with listened(engine) as asked:
        SqlCommissionQueries(engine).commissions(wanted)

    (plan,) = plans(engine, asked)
    assert index in plan
    assert "ix_commissions_opened_at" not in plan


@pytest.mark.parametrize(
    "ask", [lambda session: list(adrift(session)), lambda session: commission_sums(session, None)]
)
def test_accounts_that_begin_so_are_a_range_of_their_index(
    engine: Engine, ask: Callable[[Any], object]
) -> None:
    with listened(engine) as asked, reading(engine) as session:
        ask(session)

    assert [plan for plan in plans(engine, asked) if "(account>? AND account<?)" in plan]


def test_a_scrape_reads_indexes_alone(engine: Engine) -> None:
    gauges = SqlGauges(engine)
    with listened(engine) as asked:
        gauges.read(NOON)

    whole = [plan for plan in plans(engine, asked) for step in plan.split(" / ") if _is_a_walk(step)]
    assert whole == []


def test_who_reads_on_from_a_number_goes_along_it(engine: Engine) -> None:
    with listened(engine) as asked:
        events_after(engine, 7, 10)
        number_events(engine, 10, holder="a", now=NOON)

    first, after, untyped, waiting = plans(engine, asked)
    assert "ix_outbox_untyped" in first
    assert "ix_outbox_untyped" in untyped
    assert "(event_no>?)" in after
    assert "(event_no=?)" in waiting


@pytest.mark.parametrize("side", ["brand_id", "creator_id"])
def test_a_side_reads_its_own_events_behind_a_number_as_a_range_of_an_index(
    engine: Engine, side: str
) -> None:
    with listened(engine) as asked:
        events_after(engine, 7, 10, brand_id="b") if side == "brand_id" else events_after(
            engine, 7, 10, creator_id="c", types=("commission.accepted",)
        )

    assert f"ix_outbox_{side}_event_no ({side}=? AND event_no>?)" in plans(engine, asked)[-1]


def test_whether_anything_happened_is_asked_of_the_newest_events_alone(engine: Engine) -> None:
    """Each open page asks it every second."""
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening()))
    with listened(engine) as asked:
        happened(engine)
        touched(engine, Happened(0, 0), brand_id="qingyou")

    always, new, whose = plans(engine, asked)
    assert not [each for each in always.split(" / ") if _is_a_walk(each)]
    assert "(event_no=?)" in always
    assert "(event_no>?)" in new
    assert "SCAN" not in new
    assert "SEARCH commissions USING INDEX sqlite_autoindex_commissions_1 (id=?)" in whose


def _is_a_walk(step: str) -> bool:
    """Of a table that grows: reasons for attention and runs of sweeps are few, and so is what waits."""
    grows = any(name in step for name in ("commissions", "ledger", "notices", "outbox", "withdrawals"))
    return grows and step.startswith("SCAN") and "COVERING INDEX" not in step


def test_a_scrape_sums_up_only_what_is_new(engine: Engine) -> None:
    """And once a day everything."""
    now = [0.0]
    gauges = SqlGauges(engine, clock=lambda: now[0])
    funded_market(engine)

    def read() -> tuple[int, int, set[int]]:
        """Held, the difference, and behind which postings sums began."""
        with listened(engine) as asked:
            figures = gauges.read(NOON + timedelta(hours=1))
        begins = {int(given[-2]) for statement, given in asked if "< ledger_postings.id" in statement}
        return figures.money_held_fen, figures.ledger_difference_fen, begins

    assert read() == (0, 0, {0})
    SqlCommissionStore(engine).record(batch(opening()))
    now[0] = SETTLED_SECONDS
    assert read() == (PRICE, 0, {0, 2})
    settled(engine)
    assert read() == (0, 0, {2})
    now[0] = 3 * SETTLED_SECONDS
    assert read() == (0, 0, {2, 7})
    now[0] = ANEW_SECONDS
    assert read() == (0, 0, {0, 7})
