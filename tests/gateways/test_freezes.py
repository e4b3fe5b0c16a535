"""What a freeze withholds cannot be withdrawn, by whatever way in: the books decide where they reserve."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.commissions.state.stages import Stage
from domain.money.withdrawals.recording import Noted, Reservation, Reserved
from domain.money.withdrawals.state import State, Withdrawal
from domain.money.withdrawals.terms import DEFAULT_TERMS
from domain.money.withdrawals.transitions import Event, take
from gateways.commissions.orders import NewOrder, SqlOrders
from gateways.commissions.store import SqlCommissionStore
from gateways.money.claims import Decided, SqlClaims
from gateways.money.freezes import SqlFreezes, check_free
from gateways.money.income import SqlIncome
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.queries import SqlWithdrawalQueries
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.ports.work import OutcomeUnknown, PayoutAccount, VendorRefused
from gateways.refusals import CreatorFrozen, CreatorNotFrozen, DecisionIncomplete, MoneyFrozen, UnknownCreator
from tests.gateways.records import (
    NOON,
    asked_for,
    batch,
    entry,
    funded_market,
    market,
    opening,
    settled,
    transition,
)

NET = 285_000
ALL = Withdrawal("atang.k1", "atang", 0)
OF_C1 = Withdrawal("c1", "atang", NET, "c1")
LI, WHY = "operator:li", "账号处罚核查中"


@pytest.fixture
def store(engine: Engine) -> SqlWithdrawalStore:
    catalogue = funded_market(engine, 900_000)
    catalogue.bind_account("atang", PayoutAccount("alipay", "tang@example.cn", "汤小明"))
    return SqlWithdrawalStore(engine)


def frozen(engine: Engine, commission: str = "c1", *, is_settled: bool, fen: int = NET) -> None:
    """Held, frozen on the creator's side, and settled or still in review."""
    settled(engine, commission) if is_settled else SqlCommissionStore(engine).record(
        batch(opening(commission), commission=commission)
    )
    stage = Stage.SETTLED if is_settled else Stage.CONTENT_REVIEW
    seq = 3 if is_settled else 2
    noted = batch(transition(seq, "freeze", to_stage=stage), commission=commission, withheld_fen=fen)
    SqlCommissionStore(engine).record(noted)


def thawed(engine: Engine, commission: str = "c1", seq: int = 4) -> None:
    SqlCommissionStore(engine).record(
        batch(transition(seq, "unfreeze", to_stage=Stage.SETTLED), commission=commission)
    )


def reserve(store: SqlWithdrawalStore, w: Withdrawal = ALL) -> Reserved:
    asked_for(store._engine, w)
    return store.reserve(Reservation(w, NOON, DEFAULT_TERMS))


def noted(store: SqlWithdrawalStore, w: Withdrawal, name: str, code: str = "") -> Withdrawal:
    event = Event(name, NOON, code)
    taken = take(w, event, DEFAULT_TERMS)
    store.note(Noted(taken.withdrawal, event, w.number, taken.step.moves))
    return taken.withdrawal


def freeze(engine: Engine) -> SqlFreezes:
    freezes = SqlFreezes(engine)
    freezes.freeze("atang", LI, WHY, NOON)
    return freezes


@pytest.mark.parametrize("stands", ["settled", "unsettled"])
def test_what_a_frozen_commission_settled_or_may_settle_is_refused_by_hand_and_rests_by_itself(
    engine: Engine, store: SqlWithdrawalStore, stands: str
) -> None:
    frozen(engine, "c1", is_settled=stands == "settled")
    if stands != "settled":
        settled(engine, "c2")
    payout = OF_C1 if stands == "settled" else replace(OF_C1, id="c2", commission_id="c2")

    by_hand, by_itself = reserve(store), reserve(store, payout)

    assert (by_hand.event, by_hand.code) == ("refused", "WITHDRAWAL_FROZEN")
    assert "c1" in by_hand.zh
    assert "2,850.00" in by_hand.en
    assert "unfreeze" in by_hand.en
    assert (by_itself.event, by_itself.code) == ("withheld", "WITHDRAWAL_FROZEN")
    assert SqlLedger(engine).balances()["creator:atang"] == NET


def test_what_is_over_what_is_frozen_can_be_withdrawn_to_the_fen(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    frozen(engine, "c1", is_settled=True)
    settled(engine, "c2")

    assert reserve(store, replace(ALL, id="atang.k0", fen=NET + 1)).code == "WITHDRAWAL_FROZEN"
    assert reserve(store, replace(ALL, id="atang.k0", fen=2 * NET + 1)).code == "BALANCE_SHORT"
    given = reserve(store)

    assert (given.event, given.withdrawal.fen) == ("reserved", NET)
    assert reserve(store, replace(ALL, id="atang.k2")).code == "WITHDRAWAL_FROZEN"


def test_once_it_is_thawed_everything_can_be_withdrawn(engine: Engine, store: SqlWithdrawalStore) -> None:
    frozen(engine, "c1", is_settled=True)
    assert reserve(store, OF_C1).event == "withheld"

    thawed(engine)

    assert reserve(store, OF_C1).event == "reserved"


def test_what_was_clawed_back_is_not_withheld_a_second_time(engine: Engine) -> None:
    funded_market(engine, 900_000)
    frozen(engine, "c1", is_settled=True)
    settled(engine, "c2")
    money = SqlIncome(engine).standing("atang")
    assert (money.withheld_fen, money.free_fen) == (NET, NET)

    taken = _clawed_back(engine, "c1", 100_000)

    money = SqlIncome(engine).standing("atang")
    assert (money.withheld_fen, money.free_fen) == (NET - taken, NET)


def _clawed_back(engine: Engine, commission: str, fen: int) -> int:
    back = entry(f"clawback:{commission}", "clawback", {"creator:atang": -fen, "brand:qingyou": fen})
    taken = batch(transition(9, "audit", to_stage=Stage.SETTLED, entries=(back,)), commission=commission)
    SqlCommissionStore(engine).record(replace(taken, shown=replace(taken.shown, withheld_fen=NET)))
    return fen


def test_a_frozen_account_withholds_all_of_it_and_what_comes_later_too(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    settled(engine, "c1")
    freezes = freeze(engine)

    refused = reserve(store)
    assert (refused.code, WHY in refused.zh) == ("WITHDRAWAL_FROZEN", True)
    assert reserve(store, OF_C1).event == "withheld"
    by = Decided(LI, "补偿", NOON)
    SqlClaims(engine).compensation("creator:atang", 10_000, "k1", by)
    money = SqlIncome(engine).standing("atang")
    assert (money.withheld_fen, money.free_fen) == (NET + 10_000, 0)

    freezes.unfreeze("atang", LI, "核查完毕", NOON)
    assert reserve(store).event == "reserved"


def test_earlier_versions_ways_to_pay_are_held_back_as_well(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    settled(engine, "c1")
    freeze(engine)

    with pytest.raises(VendorRefused) as refused:
        store.begin("c1", 1, "atang", "c1", NET, NOON)

    assert refused.value.code == "WITHDRAWAL_FROZEN"
    assert SqlLedger(engine).balances()["creator:atang"] == NET


def test_a_number_that_was_never_let_go_is_refused_before_the_bank_is_asked(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    settled(engine, "c1")
    sent = reserve(store).withdrawal
    freezes = freeze(engine)

    with pytest.raises(VendorRefused) as refused:
        store.account_of("creator:atang", sent.number)
    assert refused.value.code == "WITHDRAWAL_FROZEN"

    waits = noted(store, sent, "turned_down", "WITHDRAWAL_FROZEN")
    assert (waits.state, waits.tries) == (State.WAITING, 0)
    again = reserve(store)
    assert (again.resumed, again.code) == (True, "WITHDRAWAL_FROZEN")
    row, _ = SqlWithdrawalQueries(engine).one("atang.k1")
    with pytest.raises(MoneyFrozen):
        check_free(engine, row)
    freezes.unfreeze("atang", LI, "核查完毕", NOON)
    check_free(engine, row)
    assert reserve(store).code == ""
    assert noted(store, waits, "waited").number == sent.number
    assert store.account_of("creator:atang", sent.number).kind == "alipay"


def test_of_a_number_that_may_be_at_the_bank_already_nothing_is_claimed(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    settled(engine, "c1")
    sent = reserve(store).withdrawal
    store.account_of("creator:atang", sent.number)
    freeze(engine)

    with pytest.raises(OutcomeUnknown):
        store.account_of("creator:atang", sent.number)

    assert noted(store, sent, "paid").state is State.PAID


def test_what_was_free_when_it_was_reserved_still_goes_when_as_much_is_left(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    settled(engine, "c1")
    settled(engine, "c2")
    sent = reserve(store, replace(ALL, fen=NET)).withdrawal
    frozen(engine, "c3", is_settled=False)

    assert store.account_of("creator:atang", sent.number).kind == "alipay"


def test_a_frozen_creator_takes_no_orders_and_one_taken_before_begins_frozen(engine: Engine) -> None:
    catalogue = market(engine)
    before = SqlOrders(catalogue.engine).register(_order("o1"))
    freezes = freeze(engine)

    with pytest.raises(CreatorFrozen):
        SqlOrders(catalogue.engine).register(_order("o2"))
    again = SqlOrders(catalogue.engine).register(_order("o1"))

    assert (before.frozen, again.heard_of) == (None, False)
    assert again.frozen is not None
    assert again.frozen.command_id == "creator-freeze-1"
    assert freezes.open_commissions("atang") == ["o1"]


def _order(key: str) -> NewOrder:
    return NewOrder(key, key, key, "qingyou", "atang", "article", "秋茶", 300_000, {"id": key}, NOON)


def test_it_is_frozen_once_and_asked_again_answers_the_same_freeze(engine: Engine) -> None:
    market(engine)
    freezes = freeze(engine)
    again = freezes.freeze("atang", "operator:wang", "另一理由", NOON)
    assert (again.id, again.operator, again.reason) == (1, LI, WHY)

    ended = freezes.unfreeze("atang", LI, "核查完毕", NOON)
    assert freezes.unfreeze("atang", LI, "再来一次", NOON).ended_reason == "核查完毕"
    second = freezes.freeze("atang", LI, "又有举报", NOON)

    assert (ended.thaw_id, second.command_id) == ("creator-unfreeze-1", "creator-freeze-2")
    assert [each.id for each in freezes.of("atang")] == [2, 1]


def test_a_freeze_names_who_and_why_and_whom(engine: Engine) -> None:
    market(engine)
    freezes = SqlFreezes(engine)
    for operator, reason in (("li", WHY), ("operator:", WHY), (LI, " "), (LI, "x" * 101)):
        with pytest.raises(DecisionIncomplete):
            freezes.freeze("atang", operator, reason, NOON)
    with pytest.raises(UnknownCreator):
        freezes.freeze("nobody", LI, WHY, NOON)
    with pytest.raises(CreatorNotFrozen):
        freezes.unfreeze("atang", LI, WHY, NOON)


@pytest.mark.parametrize("state", ["under_way", "withheld"])
def test_a_payout_that_rested_is_still_its_commissions_own(
    engine: Engine, store: SqlWithdrawalStore, state: str
) -> None:
    settled(engine, "c1")
    told = batch(transition(3, "payout_waiting", to_stage=Stage.SETTLED))
    payout = {"payout": {"state": state, "fen": NET, "generation": 1}}
    SqlCommissionStore(engine).record(replace(told, record={**told.record, **payout}))

    assert reserve(store, OF_C1).event == "reserved"
