from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from domain.commissions.state.stages import Stage
from gateways.commissions.store import SqlCommissionStore
from gateways.money.ledger import Overdrawn, SqlLedger, UnknownAccount, balance, write_entry
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.operations.audit.checking import check_ledger
from gateways.operations.audit.ledger import CommissionSums
from gateways.ports.work import HoldVerdict, RecordConflict
from gateways.refusals import NotAnAmount, TopUpChanged, UnknownBrand
from gateways.sql.database import writing
from tests.gateways.records import (
    NOON,
    PRICE,
    at_once,
    batch,
    counted,
    entry,
    funded_market,
    hold,
    market,
    opening,
    planted,
    settled,
    transition,
)


@pytest.fixture
def ledger(engine: Engine) -> SqlLedger:
    return SqlLedger(engine)


def test_a_top_up_credits_the_brand_and_answers_its_balance(engine: Engine, ledger: SqlLedger) -> None:
    market(engine)

    assert ledger.top_up("qingyou", 500, "t1", NOON) == 500
    assert ledger.top_up("qingyou", 700, "t2", NOON) == 1_200
    assert ledger.balances() == {"bank": -1_200, "brand:qingyou": 1_200}


def test_the_same_top_up_again_changes_nothing(engine: Engine, ledger: SqlLedger) -> None:
    market(engine)
    ledger.top_up("qingyou", 500, "t1", NOON)

    assert ledger.top_up("qingyou", 500, "t1", NOON) == 500
    assert counted(engine, "ledger_entries") == 1


def test_the_same_top_up_from_many_at_once_counts_once(engine: Engine, ledger: SqlLedger) -> None:
    market(engine)

    assert at_once(8, lambda _: ledger.top_up("qingyou", 500, "t1", NOON)) == 8 * [500]
    assert counted(engine, "ledger_entries") == 1


def test_a_top_up_key_with_another_amount_or_brand_is_refused(engine: Engine, ledger: SqlLedger) -> None:
    market(engine).add_brand("other", "另一家", "另一家", "", NOON)
    ledger.top_up("qingyou", 500, "t1", NOON)

    with pytest.raises(TopUpChanged, match="t1"):
        ledger.top_up("qingyou", 501, "t1", NOON)
    with pytest.raises(TopUpChanged) as refused:
        ledger.top_up("other", 500, "t1", NOON)

    assert (refused.value.code, refused.value.zh) == (
        "TOP_UP_CHANGED",
        "同一充值单号的品牌主、金额或付款账户不同：t1",
    )
    assert ledger.balances() == {"bank": -500, "brand:qingyou": 500}


def test_a_top_up_of_a_brand_nobody_knows_is_refused(ledger: SqlLedger) -> None:
    with pytest.raises(UnknownBrand, match="nobody"):
        ledger.top_up("nobody", 500, "t1", NOON)


@pytest.mark.parametrize("fen", [0, -1])
def test_a_top_up_is_above_zero(engine: Engine, ledger: SqlLedger, fen: int) -> None:
    market(engine)

    with pytest.raises(NotAnAmount):
        ledger.top_up("qingyou", fen, "t1", NOON)


def test_an_account_nobody_used_stands_at_zero(engine: Engine) -> None:
    with Session(engine) as session:
        assert balance(session, "brand:qingyou") == 0


def test_the_sums_of_a_commission_follow_its_money(engine: Engine, ledger: SqlLedger) -> None:
    funded_market(engine)
    store = SqlCommissionStore(engine)

    store.record(batch(opening()))
    held = ledger.commission_sums()["c1"]
    split = {
        "escrow:c1": -PRICE,
        "creator:atang": 100,
        "fee": 5,
        "reserve:c1": 200,
        "brand:qingyou": PRICE - 305,
    }
    store.record(batch(transition(2, "arbitrate", entries=(entry("decide:c1", "release", split),))))
    decided = ledger.commission_sums()["c1"]

    assert held == CommissionSums(held=PRICE, still_held=PRICE)
    assert decided == CommissionSums(PRICE, to_creators=100, fee=5, refunded=PRICE - 305, still_held=200)
    assert held.difference == decided.difference == 0


def test_a_payout_does_not_change_what_the_creator_was_paid(engine: Engine, ledger: SqlLedger) -> None:
    funded_market(engine)
    settled(engine)
    before = ledger.commission_sums(["c1"])
    store = SqlWithdrawalStore(engine)

    store.begin("w1", 1, "atang", "c1", 285_000, NOON)
    store.returned("w1", 1, "ACCOUNT_INVALID", NOON)
    store.begin("w1", 2, "atang", "c1", 285_000, NOON)
    store.paid("w1", 2, NOON)

    assert ledger.commission_sums(["c1"]) == before
    assert check_ledger(ledger.engine).ok


def test_sums_are_told_for_the_commissions_asked_for(engine: Engine, ledger: SqlLedger) -> None:
    funded_market(engine, 2 * PRICE)
    settled(engine, "c1")
    settled(engine, "c2")

    assert list(ledger.commission_sums(["c2", "unknown"])) == ["c2"]
    assert list(ledger.commission_sums([])) == []
    assert list(ledger.commission_sums()) == ["c1", "c2"]


def test_books_without_a_line_are_right(ledger: SqlLedger) -> None:
    report = check_ledger(ledger.engine)

    assert report.ok
    assert report.entries == 0


def test_books_of_a_settled_commission_are_right(engine: Engine, ledger: SqlLedger) -> None:
    funded_market(engine)
    settled(engine)

    report = check_ledger(ledger.engine)

    assert report.ok
    assert report.entries == 3
    assert ledger.balances()["fee"] == 15_000


def test_one_fen_too_much_for_the_creator_is_found(engine: Engine, ledger: SqlLedger) -> None:
    funded_market(engine)
    settled(engine)
    planted(engine, "update ledger_postings set fen = fen + 1 where account = 'creator:atang'")

    report = check_ledger(ledger.engine)

    assert not report.ok
    assert report.unbalanced == (3,)
    assert report.differences == {"c1": -1}
    assert report.total == 1


def test_one_fen_moved_to_another_account_in_a_balanced_entry_is_found(
    engine: Engine, ledger: SqlLedger
) -> None:
    funded_market(engine)
    settled(engine)
    planted(engine, "update ledger_postings set account = 'escrow:c2' where account = 'fee'")

    report = check_ledger(ledger.engine)

    assert not report.ok
    assert (report.unbalanced, report.total) == ((), 0)
    assert report.differences == {"c1": 15_000, "c2": -15_000}


def test_an_entry_without_postings_is_found(engine: Engine, ledger: SqlLedger) -> None:
    funded_market(engine)
    planted(engine, "delete from ledger_postings")

    report = check_ledger(ledger.engine)

    assert not report.ok
    assert report.empty == (1,)


def test_an_overdrawn_account_is_found_and_the_bank_is_not_one(engine: Engine, ledger: SqlLedger) -> None:
    funded_market(engine)
    settled(engine)
    planted(engine, f"update ledger_postings set fen = {-2 * PRICE} where account = 'escrow:c1' and fen < 0")  # noqa: S608

    report = check_ledger(ledger.engine)

    assert not report.ok
    assert report.overdrawn == {"escrow:c1": -PRICE}


@pytest.mark.parametrize(
    "account", ["escrow:c1", "reserve:c1", "brand:qingyou", "creator:atang", "transit:w1", "fee"]
)
def test_no_balance_goes_below_zero_and_nothing_of_the_entry_is_written(engine: Engine, account: str) -> None:
    funded_market(engine, 1)
    before = SqlLedger(engine).balances()
    moved = {account: -2, "compensation": 2}

    with pytest.raises(Overdrawn), writing(engine) as session:
        write_entry(session, entry("out", "correction", moved), None)

    assert SqlLedger(engine).balances() == before


@pytest.mark.parametrize("account", ["bank", "compensation", "clawback:atang"])
def test_an_account_the_chart_names_may_be_below_zero(engine: Engine, account: str) -> None:
    funded_market(engine)

    with writing(engine) as session:
        write_entry(session, entry("out", "correction", {account: -2, "brand:qingyou": 2}), None)

    assert check_ledger(engine).overdrawn == {}


@pytest.mark.parametrize("account", ["pocket", "pocket:me", "fee:me", "creator", "creator:", ""])
def test_an_account_that_is_not_in_the_chart_is_refused(engine: Engine, account: str) -> None:
    funded_market(engine)

    with pytest.raises(UnknownAccount), writing(engine) as session:
        write_entry(session, entry("out", "correction", {"bank": -2, account: 2}), None)

    assert counted(engine, "ledger_entries") == 1


def test_a_transition_that_would_overdraw_is_a_conflict_and_leaves_nothing(engine: Engine) -> None:
    funded_market(engine)
    settled(engine)
    twice = entry("settle:c1:again", "release", {"escrow:c1": -PRICE, "creator:atang": PRICE})

    with pytest.raises(RecordConflict):
        SqlCommissionStore(engine).record(batch(transition(3, entries=(twice,))))

    assert (counted(engine, "ledger_entries"), counted(engine, "timeline")) == (3, 2)


def test_of_many_entries_that_each_take_all_one_is_written(engine: Engine) -> None:
    funded_market(engine)

    def take(number: int) -> str:
        try:
            with writing(engine) as session:
                moved = {"brand:qingyou": -PRICE, "fee": PRICE}
                write_entry(session, entry(f"out-{number}", "correction", moved), None)
        except Overdrawn:
            return "overdrawn"
        return "written"

    assert sorted(at_once(20, take)) == 19 * ["overdrawn"] + ["written"]
    assert {each.kind for each in check_ledger(engine).findings} == {"unexplained"}


@pytest.mark.parametrize("state", ["paid", "returned"])
def test_a_withdrawal_whose_row_says_other_than_the_ledger_is_found(
    engine: Engine, ledger: SqlLedger, state: str
) -> None:
    funded_market(engine)
    settled(engine)
    SqlWithdrawalStore(engine).begin("w1", 1, "atang", "c1", 285_000, NOON)
    with engine.begin() as connection:
        connection.execute(text(f"update withdrawals set state = '{state}'"))  # noqa: S608

    (found,) = check_ledger(ledger.engine).withdrawals

    assert (found.withdrawal, found.state, found.in_transit, found.at_bank) == ("w1", state, 285_000, 0)


def test_money_in_transit_for_no_withdrawal_is_found(engine: Engine, ledger: SqlLedger) -> None:
    funded_market(engine)
    settled(engine)
    SqlWithdrawalStore(engine).begin("w1", 1, "atang", "c1", 285_000, NOON)
    planted(engine, "delete from withdrawals")

    (found,) = check_ledger(ledger.engine).withdrawals

    assert (found.withdrawal, found.state, found.in_transit) == ("w1", "", 285_000)


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["top_up", "open", "release", "refund"]), st.integers(0, 3)), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS, rest=st.integers(0, PRICE))
def test_whatever_happens_the_books_are_right(
    engine: Engine, actions: list[tuple[str, int]], rest: int
) -> None:
    """All examples share one database, each with commissions and top-ups of its own."""
    ledger, store = SqlLedger(engine), SqlCommissionStore(engine)
    if counted(engine, "brands") == 0:
        market(engine)
    run = uuid4().hex
    held: dict[str, bool] = {}
    for number, (action, which) in enumerate(actions, 1):
        name = f"{run}-{which}"
        if action == "top_up":
            ledger.top_up("qingyou", PRICE - rest or 1, f"{run}-{number}", NOON)
        elif action == "open":
            verdict = store.record(batch(opening(name, seq=number), commission=name))
            held.setdefault(name, verdict == HoldVerdict.HELD)
        elif held.get(name):
            to = "creator:atang" if action == "release" else "brand:qingyou"
            moved = {f"escrow:{name}": -PRICE, to: PRICE - rest // 2, "fee": rest // 2}
            closing = transition(number, action, entries=(entry(f"close:{name}", action, moved),))
            store.record(batch(closing, commission=name))
            held[name] = False

    assert check_ledger(ledger.engine).ok
    assert sum(ledger.balances().values()) == 0
    assert all(sums.held in {0, PRICE} for sums in ledger.commission_sums().values())


def test_a_hold_kept_for_another_commission_shows_as_a_difference(engine: Engine, ledger: SqlLedger) -> None:
    funded_market(engine)
    store = SqlCommissionStore(engine)
    astray = transition(1, to_stage=Stage.OFFERED, entries=(hold("c2"),), hold=True)

    store.record(batch(astray, commission="c1"))

    assert check_ledger(ledger.engine).differences == {"c1": PRICE, "c2": -PRICE}
