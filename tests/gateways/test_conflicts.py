"""Requests that arrive at the same instant: on SQLite one writer at a time, on PostgreSQL READ COMMITTED.

Identical ones count once, and of conflicting ones exactly one succeeds; the others hear a name.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from domain.commissions.state.stages import Stage
from gateways.commissions.metrics import SqlMetricsStore
from gateways.commissions.orders import SqlOrders
from gateways.commissions.store import SqlCommissionStore
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.notices import SqlNoticeStore
from gateways.operations.audit.checking import check_ledger
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import (
    Metrics,
    NoticeState,
    OutcomeUnknown,
    PayoutAccount,
    RecordConflict,
    VendorRefused,
)
from gateways.refusals import AlreadyExists, BookRefusal, OrderChanged, TopUpChanged
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from gateways.sandbox.mp import BackOffice
from gateways.sandbox.phone import SandboxPhones
from services.parties.sample import furnish_if_empty
from tests.gateways.records import (
    NOON,
    PRICE,
    at_once,
    batch,
    counted,
    funded_market,
    market,
    opening,
    settled,
    transition,
)
from tests.gateways.test_catalogue import order
from tests.gateways.test_notice_store import notice

MANY = 30


def outcome(act: Callable[[], object]) -> str:
    """``done``, or the name of the refusal; anything else is raised."""
    try:
        act()
    except (BookRefusal, OutcomeUnknown, VendorRefused, RecordConflict) as refused:
        return type(refused).__name__
    return "done"


def race(act: Callable[[int], object], count: int = MANY) -> Counter[str]:
    return Counter(at_once(count, lambda number: outcome(lambda: act(number))))


def test_of_top_ups_that_differ_under_one_key_one_counts(engine: Engine) -> None:
    ledger = SqlLedger(engine)
    market(engine)

    ends = race(lambda number: ledger.top_up("qingyou", 100 + number, "t1", NOON))

    assert ends == {"done": 1, TopUpChanged.__name__: MANY - 1}
    assert counted(engine, "ledger_entries") == 1


def test_of_orders_that_differ_under_one_key_one_is_taken(engine: Engine) -> None:
    catalogue = market(engine)

    ends = race(lambda n: SqlOrders(catalogue.engine).register(order(commission_id=f"c{n}", digest=f"d{n}")))

    assert ends == {"done": 1, OrderChanged.__name__: MANY - 1}
    assert counted(engine, "commissions") == 1


def test_of_orders_for_one_commission_one_is_taken(engine: Engine) -> None:
    catalogue = market(engine)

    ends = race(lambda n: SqlOrders(catalogue.engine).register(order(commission_id="c1", order_key=f"k{n}")))

    assert ends == {"done": 1, AlreadyExists.__name__: MANY - 1}


def test_a_commission_that_is_ordered_and_records_itself_at_once_is_one(engine: Engine) -> None:
    """Somebody starts the workflow in the Web UI while the order with that id arrives."""
    orders, store = SqlOrders(market(engine).engine), SqlCommissionStore(engine)
    begun = batch(transition(to_stage=Stage.OFFERED), commission="c1")

    ends = race(lambda n: store.record(begun) if n % 2 else orders.register(order(commission_id="c1")))

    assert ends["done"] >= MANY // 2
    assert set(ends) <= {"done", AlreadyExists.__name__}
    assert counted(engine, "commissions") == counted(engine, "timeline") == 1


def test_of_records_that_differ_under_one_number_one_is_written(engine: Engine) -> None:
    store = SqlCommissionStore(engine)
    funded_market(engine)

    ends = race(lambda number: store.record(batch(transition(move=f"m{number}"))))

    assert ends == {"done": 1, RecordConflict.__name__: MANY - 1}
    assert counted(engine, "timeline") == counted(engine, "outbox") == 1


def test_many_commissions_at_once_never_spend_more_than_the_brand_has(engine: Engine) -> None:
    funded_market(engine, fen=7 * PRICE)

    verdicts = Counter(
        at_once(
            MANY, lambda n: SqlCommissionStore(engine).record(batch(opening(f"c{n}"), commission=f"c{n}"))
        )
    )

    assert sorted(verdicts.values()) == [7, MANY - 7]
    assert SqlLedger(engine).balances()["brand:qingyou"] == 0


def test_top_ups_and_holds_at_once_lose_no_fen(engine: Engine) -> None:
    funded_market(engine)
    ledger = SqlLedger(engine)

    def act(number: int) -> object:
        if number % 2:
            return ledger.top_up("qingyou", PRICE, f"more-{number}", NOON)
        return SqlCommissionStore(engine).record(batch(opening(f"c{number}"), commission=f"c{number}"))

    at_once(MANY, act)

    sums = ledger.balances()
    assert sum(sums.values()) == 0
    assert sums["brand:qingyou"] >= 0
    assert check_ledger(ledger.engine).ok


def test_a_payout_that_is_paid_and_returned_at_once_is_one_of_both(engine: Engine) -> None:
    store = SqlWithdrawalStore(engine)
    under_way(engine, store)

    ends = race(
        lambda n: store.paid("c1", 0, NOON) if n % 2 else store.returned("c1", 0, "ACCOUNT_INVALID", NOON)
    )

    assert ends == {"done": MANY // 2, RecordConflict.__name__: MANY // 2}
    assert check_ledger(engine).ok


def test_one_generation_begun_by_many_leaves_the_creator_once(engine: Engine) -> None:
    store = SqlWithdrawalStore(engine)
    funded_market(engine)
    settled(engine)

    ends = race(lambda _: store.begin("c1", 0, "atang", "c1", 285_000, NOON))

    assert ends == {"done": MANY}
    assert SqlLedger(engine).balances()["transit:c1"] == 285_000


def test_the_next_generation_opens_once_and_never_beside_a_payment(engine: Engine) -> None:
    store = SqlWithdrawalStore(engine)
    under_way(engine, store)

    ends = race(
        lambda n: store.paid("c1", 0, NOON) if n % 2 else store.begin("c1", 1, "atang", "c1", 285_000, NOON)
    )

    assert ends == {"done": MANY // 2, RecordConflict.__name__: MANY // 2}
    assert SqlLedger(engine).balances()["transit:c1"] == 0


def test_the_bank_pays_one_number_once(engine: Engine) -> None:
    bank = SandboxBank(engine, SandboxFaults(engine))
    account = PayoutAccount("alipay", "a@example.com", "汤某")

    ends = race(lambda n: bank.transfer("c1-0", account, 100 + n % 2, NOON))

    assert ends == {"done": MANY // 2, OutcomeUnknown.__name__: MANY // 2}
    assert len(bank.log()) == 1
    assert len(bank.requests("c1-0")) == MANY


def test_of_outcomes_of_one_notice_the_first_stands(engine: Engine) -> None:
    store = SqlNoticeStore(engine, now=lambda: NOON)
    funded_market(engine)
    settled(engine)
    store.claim(notice())
    states = (NoticeState.SENT, NoticeState.UNKNOWN)

    at_once(MANY, lambda number: store.conclude(notice().key, states[number % 2], f"by {number}"))

    with engine.connect() as connection:
        state, note = connection.execute(text("select state, note from notices")).one()
    assert note == f"by {note.removeprefix('by ')}"
    assert state == states[int(note.removeprefix("by ")) % 2]


@pytest.mark.parametrize("side", ["creator", "brand"])
def test_of_many_that_take_one_id_one_gets_it(engine: Engine, side: str) -> None:
    catalogue = SqlCatalogue(engine)
    add = catalogue.add_creator if side == "creator" else catalogue.add_brand

    ends = race(lambda n: add("one", f"name {n}", "owner", "13800000001", NOON))

    assert ends == {"done": 1, AlreadyExists.__name__: MANY - 1}


def test_what_many_set_at_once_is_one_of_the_values_and_nobody_hears_an_error(engine: Engine) -> None:
    catalogue, phones = market(engine), SandboxPhones(engine)

    def act(number: int) -> None:
        catalogue.quote("atang", "article", 1_000 + number)
        catalogue.open_type("atang", "article")
        catalogue.pause("atang")
        catalogue.bind_account("atang", PayoutAccount("alipay", f"a{number}@example.com", "汤小明"))
        phones.configure("13800000001", answers=bool(number % 2))

    assert race(act) == {"done": MANY}
    profile = catalogue.creator("atang")
    assert profile.paused
    assert profile.service("article").quote_fen in range(1_000, 1_000 + MANY)


def test_items_written_at_once_have_numbers_of_their_own(engine: Engine) -> None:
    app = BackOffice(engine)

    ids = at_once(MANY, lambda number: app.draft("atang", f"t{number}", "…", at=NOON))

    assert len(set(ids)) == MANY


def test_one_reading_of_a_days_figures_is_kept_once(engine: Engine) -> None:
    store = SqlMetricsStore(engine)
    funded_market(engine)
    settled(engine)

    ends = race(lambda _: store.keep_daily("c1", Metrics(1, 2, 3, 4, 5), NOON + timedelta(days=1)))

    assert ends == {"done": MANY}
    assert counted(engine, "metrics") == 1


def test_platforms_that_start_together_beside_an_empty_database_furnish_it_once(engine: Engine) -> None:
    did = at_once(4, lambda _: furnish_if_empty(engine))

    assert did.count(True) == 1
    assert check_ledger(engine).ok
    assert counted(engine, "brands") == 3


def under_way(engine: Engine, store: SqlWithdrawalStore) -> None:
    funded_market(engine)
    settled(engine)
    store.begin("c1", 0, "atang", "c1", 285_000, NOON)
