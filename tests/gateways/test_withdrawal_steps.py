"""A withdrawal in the books, by its own door: reserved once, noted step by step, ended once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.instants import beijing
from domain.money.withdrawals.recording import Noted, Reservation, Reserved
from domain.money.withdrawals.state import State, Withdrawal
from domain.money.withdrawals.terms import DEFAULT_TERMS, WithdrawalTerms
from domain.money.withdrawals.transitions import Event, take
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.queries import SqlWithdrawalQueries, WantedWithdrawals
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.operations.audit.checking import check_ledger
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import PayoutAccount, RecordConflict
from tests.gateways.records import NOON, asked_for, at_once, counted, funded_market, settled

NET = 285_000
BY_HAND = Withdrawal("atang.k1", "atang", 100_000)
OF_C1 = Withdrawal("c1", "atang", NET, "c1")


@pytest.fixture
def store(engine: Engine) -> SqlWithdrawalStore:
    catalogue = funded_market(engine)
    catalogue.bind_account("atang", PayoutAccount("alipay", "tang@example.cn", "汤小明"))
    settled(engine)
    return SqlWithdrawalStore(engine)


def reserve(
    store: SqlWithdrawalStore, w: Withdrawal = BY_HAND, terms: WithdrawalTerms = DEFAULT_TERMS, days: int = 0
) -> Reserved:
    asked_for(store._engine, w)
    return store.reserve(Reservation(w, NOON + timedelta(days=days), terms))


def happened(store: SqlWithdrawalStore, w: Withdrawal, name: str, code: str = "") -> Withdrawal:
    event = Event(name, NOON, code)
    taken = take(w, event, DEFAULT_TERMS)
    store.note(Noted(taken.withdrawal, event, w.number, taken.step.moves))
    return taken.withdrawal


def money(engine: Engine, withdrawal: str = "atang.k1") -> tuple[int, int, int]:
    """At the creator, in transit, and at the bank; the bank lent the brand's top-up."""
    balances = SqlLedger(engine).balances()
    return balances["creator:atang"], balances.get(f"transit:{withdrawal}", 0), balances["bank"] + 300_000


def test_a_reservation_takes_the_money_out_of_the_balance_and_keeps_a_line(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    given = reserve(store)

    assert (given.event, given.withdrawal.fen, given.withdrawal.rail) == ("reserved", 100_000, "alipay")
    assert money(engine) == (NET - 100_000, 100_000, 0)
    row, (line,) = SqlWithdrawalQueries(engine).one("atang.k1")
    assert (row.state, row.commission_id, row.seq, row.requested_at) == ("under_way", None, 1, NOON)
    assert (line.event, line.number, line.state) == ("reserved", "atang.k1-1", "sending")


def test_reserving_again_reserves_nothing_and_tells_where_it_stands(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    reserve(store)
    again = reserve(store)
    all_there_is = reserve(store, replace(BY_HAND, fen=0))

    assert (again.resumed, again.withdrawal.state) == (True, State.ASKING)
    assert (all_there_is.resumed, all_there_is.withdrawal.fen) == (True, 100_000)
    assert money(engine) == (NET - 100_000, 100_000, 0)


@pytest.mark.parametrize("fen", [99_999, 100_001])
def test_the_same_key_with_another_amount_is_refused(
    engine: Engine, store: SqlWithdrawalStore, fen: int
) -> None:
    reserve(store)

    assert reserve(store, replace(BY_HAND, fen=fen)).code == "WITHDRAWAL_KEY_REUSED"
    assert money(engine) == (NET - 100_000, 100_000, 0)


def test_a_key_of_another_creators_needs_a_person(engine: Engine, store: SqlWithdrawalStore) -> None:
    reserve(store)
    SqlCatalogue(engine).add_creator("laozhou", "老周", "周某", "13800000002", NOON)

    with pytest.raises(RecordConflict):
        reserve(store, replace(BY_HAND, creator_id="laozhou"))


def test_what_is_refused_leaves_no_trace(engine: Engine, store: SqlWithdrawalStore) -> None:
    refused = {
        "BALANCE_SHORT": replace(BY_HAND, fen=NET + 1),
        "WITHDRAWAL_TOO_SMALL": replace(BY_HAND, fen=999),
        "CREATOR_UNKNOWN": replace(BY_HAND, creator_id="nobody"),
    }

    assert {code: reserve(store, w).code for code, w in refused.items()} == {code: code for code in refused}
    assert counted(engine, "withdrawals") == counted(engine, "withdrawal_lines") == 0
    assert money(engine) == (NET, 0, 0)


def test_times_a_day_begin_anew_at_midnight_in_beijing_and_what_came_back_does_not_count(
    store: SqlWithdrawalStore,
) -> None:
    terms = WithdrawalTerms(alipay_times_a_day=1, alipay_times_a_month=2)
    first = reserve(store, terms=terms).withdrawal
    assert reserve(store, replace(BY_HAND, id="atang.k2"), terms).code == "TOO_OFTEN_TODAY"

    happened(store, happened(store, first, "turned_down", "ACCOUNT_INVALID"), "cancel")
    assert reserve(store, replace(BY_HAND, id="atang.k2"), terms).event == "reserved"
    midnight = beijing(NOON.date()) + timedelta(days=1)
    third = replace(BY_HAND, id="atang.k3", fen=1_000)
    asked_for(store._engine, third)
    almost = Reservation(third, midnight - timedelta(seconds=1), terms)
    assert store.reserve(almost).code == "TOO_OFTEN_TODAY"
    asked_for(store._engine, third)  # a refused one is closed until it is asked for again
    assert store.reserve(replace(almost, at=midnight)).event == "reserved"
    assert reserve(store, replace(BY_HAND, id="atang.k4", fen=1_000), terms, days=3).code == (
        "TOO_OFTEN_THIS_MONTH"
    )
    assert reserve(store, replace(BY_HAND, id="atang.k4", fen=1_000), terms, days=9).event == "reserved"


def test_a_payout_of_a_settlement_takes_what_the_balance_still_has_of_it(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    reserve(store)
    given = reserve(store, OF_C1)

    assert (given.event, given.withdrawal.fen) == ("reserved", NET - 100_000)
    assert reserve(store, replace(OF_C1, id="c2")).event == "kept"
    assert money(engine, "c1") == (0, NET - 100_000, 0)


def test_a_number_is_paid_or_returned_and_never_both(engine: Engine, store: SqlWithdrawalStore) -> None:
    sent = reserve(store).withdrawal
    paid = take(sent, Event("paid", NOON), DEFAULT_TERMS)
    back = take(sent, Event("turned_down", NOON, "AMOUNT_INVALID"), DEFAULT_TERMS)
    ends = (paid, Event("paid", NOON)), (back, Event("turned_down", NOON, "AMOUNT_INVALID"))

    def race(number: int) -> str:
        taken, event = ends[number % 2]
        try:
            store.note(Noted(taken.withdrawal, event, sent.number, taken.step.moves))
        except RecordConflict:
            return "conflict"
        return taken.withdrawal.state.value

    answers = at_once(8, race)
    assert len(set(answers) - {"conflict"}) == 1
    assert answers.count("conflict") == 4
    assert check_ledger(engine).ok


def test_noting_again_changes_nothing(engine: Engine, store: SqlWithdrawalStore) -> None:
    sent = reserve(store).withdrawal
    happened(store, sent, "paid")
    happened(store, sent, "paid")

    assert money(engine) == (NET - 100_000, 0, 100_000)
    assert counted(engine, "withdrawal_lines") == 2


def test_a_step_of_what_was_never_reserved_and_a_step_too_far_need_a_person(
    store: SqlWithdrawalStore,
) -> None:
    sent = replace(BY_HAND, state=State.SENDING, seq=1)
    with pytest.raises(RecordConflict, match="never reserved"):
        happened(store, sent, "paid")
    reserve(store)
    with pytest.raises(RecordConflict):
        happened(store, replace(sent, seq=5), "paid")


def test_a_refund_comes_after_the_payment_only(engine: Engine, store: SqlWithdrawalStore) -> None:
    sent = reserve(store).withdrawal
    with pytest.raises(RecordConflict):
        happened(store, replace(sent, state=State.PAID), "refunded", "SENT_BACK")

    back = happened(store, happened(store, sent, "paid"), "refunded", "SENT_BACK")

    assert (back.state, money(engine)) == (State.REFUNDED, (NET, 0, 0))
    assert check_ledger(engine).ok


def test_one_that_waits_is_taken_up_again_where_it_waits(engine: Engine, store: SqlWithdrawalStore) -> None:
    waits = happened(store, reserve(store).withdrawal, "turned_down", "ACCOUNT_INVALID")
    second = happened(store, waits, "retry")

    assert reserve(store).withdrawal.number == second.number == "atang.k1-2"
    happened(store, second, "turned_down", "ACCOUNT_FROZEN")
    again = reserve(store)
    assert (again.withdrawal.state, again.withdrawal.code) == (State.WAITING, "ACCOUNT_FROZEN")
    assert money(engine) == (NET - 100_000, 100_000, 0)


def test_after_the_money_came_back_a_commission_may_try_under_a_later_number(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    happened(store, reserve(store, OF_C1).withdrawal, "turned_down", "AMOUNT_INVALID")
    assert reserve(store, OF_C1).withdrawal.state is State.RETURNED

    given = reserve(store, replace(OF_C1, generation=2))

    assert (given.event, given.withdrawal.number, given.withdrawal.seq) == ("reserved", "c1-2", 3)
    assert money(engine, "c1") == (0, NET, 0)


def test_those_that_wait_are_listed_first_and_by_creator(engine: Engine, store: SqlWithdrawalStore) -> None:
    waits = reserve(store).withdrawal
    reserve(store, replace(BY_HAND, id="atang.k2"))
    happened(store, waits, "turned_down", "ACCOUNT_INVALID")
    queries = SqlWithdrawalQueries(engine)

    assert [row.id for row in queries.find(WantedWithdrawals())] == ["atang.k1", "atang.k2"]
    assert [row.id for row in queries.find(WantedWithdrawals(state="under_way"))] == ["atang.k2"]
    assert queries.find(WantedWithdrawals(creator_id="laozhou")) == []
    assert queries.open_of("atang") == ["atang.k1", "atang.k2"]


@pytest.mark.parametrize("fen", [0, 100_000])
def test_a_withdrawal_by_hand_that_nobody_asked_for_in_the_books_is_not_ours(
    engine: Engine, store: SqlWithdrawalStore, fen: int
) -> None:
    begun = store.reserve(Reservation(replace(BY_HAND, fen=fen), NOON, DEFAULT_TERMS))

    assert (begun.event, begun.code) == ("refused", "NOT_OURS")
    assert money(engine) == (NET, 0, 0)


@pytest.mark.parametrize(
    "claimed", [{"fen": 0}, {"fen": 99_999}, {"id": "atang.k2"}, {"creator_id": "btang"}]
)
def test_just_what_was_asked_for_is_reserved_and_nothing_beside_it(
    engine: Engine, store: SqlWithdrawalStore, claimed: dict[str, Any]
) -> None:
    SqlCatalogue(engine).add_creator("btang", "别人", "别人", "13800000009", NOON, real_name="别人")
    asked_for(engine, BY_HAND)

    other = store.reserve(Reservation(replace(BY_HAND, **claimed), NOON, DEFAULT_TERMS))

    assert other.code == "NOT_OURS"
    assert store.reserve(Reservation(BY_HAND, NOON, DEFAULT_TERMS)).event == "reserved"


def test_asking_for_the_same_again_notes_it_once(engine: Engine, store: SqlWithdrawalStore) -> None:
    queries = SqlWithdrawalQueries(engine)
    at_once(8, lambda number: queries.ask("atang.k1", "atang", 100_000, NOON + timedelta(days=number)))

    assert reserve(store).event == "reserved"
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from withdrawal_requests")).scalar_one() == 1


def test_each_step_of_a_withdrawal_is_told_of_without_the_words_of_people_or_their_data(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    """In the transaction of the step; noted again, it is not told again."""
    w = reserve(store).withdrawal
    refused = happened(store, w, "turned_down", "BANK_ACCOUNT_INVALID CARD_BIN_ERROR")
    event = Event("retry", NOON, actor="operator:li", reason="电话核实：汤小明已换卡")
    taken = take(refused, event, DEFAULT_TERMS)
    noted = Noted(taken.withdrawal, event, refused.number, taken.step.moves)
    for _ in range(2):
        store.note(noted)

    with engine.connect() as connection:
        of = "select seq, event, payload from outbox where subject_kind = 'withdrawal' order by id"
        rows = connection.execute(text(of)).all()

    assert [(each.seq, each.event) for each in rows] == [(1, "reserved"), (2, "turned_down"), (3, "retry")]
    told = str([each.payload for each in rows])
    assert "BANK_ACCOUNT_INVALID" in told
    private = ("tang@example.cn", "汤小明", "核实", "operator", "CARD_BIN_ERROR", "138")
    assert not [each for each in private if each in told]
