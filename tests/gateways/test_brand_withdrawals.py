"""A brand's balance goes back, in the books: to a paying account, once, never more than it paid in."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.commissions.state.stages import Stage
from domain.money.withdrawals.recording import Noted, Reservation, Reserved
from domain.money.withdrawals.state import State, Withdrawal
from domain.money.withdrawals.terms import DEFAULT_TERMS, WithdrawalTerms
from domain.money.withdrawals.transitions import Event, take
from domain.refusals import Refused
from gateways.commissions.store import SqlCommissionStore
from gateways.money.ledger import SqlLedger
from gateways.money.payers import NotedBy, SqlPayers
from gateways.money.wallets import SqlWallets
from gateways.money.withdrawals.brand import open_claim
from gateways.money.withdrawals.queries import SqlWithdrawalQueries, WantedWithdrawals
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.operations.audit.checking import check_ledger
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import OutcomeUnknown, PayoutAccount, RecordConflict, VendorRefused
from gateways.refusals import (
    AccountInvalid,
    DecisionIncomplete,
    PayerKnown,
    TopUpChanged,
    UnknownTopUp,
)
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.bank_records import SandboxBankRecords
from gateways.sandbox.faults import SandboxFaults
from gateways.sql.database import reading
from models.tables.withdrawals import WithdrawalRequest
from services.money.topping_up import Cashier
from tests.gateways.records import NOON, at_once, batch, counted, market, planted, transition

CARD = PayoutAccount("bank_card", "6222000011112222", "青柚食品有限公司")
ALIPAY = PayoutAccount("alipay", "pay@example.cn", "青柚食品有限公司")
BACK = Withdrawal("b.qingyou.k1", "", 100_000, brand_id="qingyou")
TERMS = WithdrawalTerms(bank_card_times_a_day=9, brand_withdrawal_operator_fen=400_000)


@pytest.fixture
def store(engine: Engine) -> SqlWithdrawalStore:
    """300,000 came from a card, then 200,000 from Alipay."""
    market(engine)
    paid_in(engine, 300_000, "t1", CARD)
    paid_in(engine, 200_000, "t2", ALIPAY)
    return SqlWithdrawalStore(engine)


def paid_in(engine: Engine, fen: int, number: str, payer: PayoutAccount | None = None) -> None:
    cashier = Cashier(SandboxBank(engine, SandboxFaults(engine)), SqlLedger(engine))
    cashier.top_up("qingyou", fen, number, NOON, payer)


def reserve(store: SqlWithdrawalStore, w: Withdrawal = BACK, operator: str = "") -> Reserved:
    asked = WithdrawalRequest(withdrawal_id=w.id, brand_id=w.brand_id, fen=w.fen, at=NOON, operator=operator)
    SqlWithdrawalQueries(store._engine).ask_back(asked)
    return store.reserve(Reservation(w, NOON, TERMS))


def happened(store: SqlWithdrawalStore, w: Withdrawal, name: str, code: str = "") -> Withdrawal:
    event = Event(name, NOON, code)
    taken = take(w, event, DEFAULT_TERMS)
    store.note(Noted(taken.withdrawal, event, w.number, taken.step.moves))
    return taken.withdrawal


def sent(engine: Engine, store: SqlWithdrawalStore, w: Withdrawal) -> Withdrawal:
    """As the activities do: the account is asked of the books, and the bank told."""
    bank = SandboxBank(engine, SandboxFaults(engine))
    bank.transfer(w.number, store.account_of(w.party, w.number), w.fen, NOON)
    return happened(store, w, "paid")


def money(engine: Engine) -> tuple[int, int, int]:
    """On the balance, in transit, and what has left through the bank."""
    balances = SqlLedger(engine).balances()
    return balances["brand:qingyou"], balances.get("transit:b.qingyou.k1", 0), balances["bank"] + 500_000


def sound(engine: Engine) -> bool:
    return check_ledger(engine, SandboxBankRecords(engine)).ok


def test_it_goes_back_to_the_account_of_the_oldest_top_up(engine: Engine, store: SqlWithdrawalStore) -> None:
    given = reserve(store)

    assert (given.event, given.withdrawal.rail, money(engine)) == (
        "reserved",
        "bank_card",
        (400_000, 100_000, 0),
    )
    assert store.account_of("brand:qingyou", "b.qingyou.k1-1") == CARD
    store.check_under_way("b.qingyou.k1-1", "brand:qingyou", 100_000)
    sent(engine, store, given.withdrawal)
    assert money(engine) == (400_000, 0, 100_000)
    assert sound(engine)
    row, _ = SqlWithdrawalQueries(engine).one("b.qingyou.k1")
    assert (row.party, row.creator_id, row.top_up, row.state) == ("brand:qingyou", None, "t1", "paid")


def test_once_the_first_account_has_all_its_money_back_the_next_is_paid(store: SqlWithdrawalStore) -> None:
    first = reserve(store, replace(BACK, fen=300_000))
    second = reserve(store, replace(BACK, id="b.qingyou.k2", fen=150_000))

    assert (first.withdrawal.rail, second.withdrawal.rail) == ("bank_card", "alipay")
    assert store.account_of("brand:qingyou", "b.qingyou.k2-1") == ALIPAY
    assert reserve(store, replace(BACK, id="b.qingyou.k3", fen=50_001)).code == "BALANCE_SHORT"
    assert reserve(store, replace(BACK, id="b.qingyou.k3", fen=50_000)).event == "reserved"


@pytest.mark.parametrize(("fen", "answer"), [(300_000, "reserved"), (300_001, "refused")])
def test_no_account_has_back_more_than_it_paid_in(store: SqlWithdrawalStore, fen: int, answer: str) -> None:
    reserved = reserve(store, replace(BACK, fen=fen))

    assert (reserved.event, reserved.code) == (answer, "" if answer == "reserved" else "BEYOND_PAID_IN")


def test_what_came_back_can_be_sent_again(engine: Engine, store: SqlWithdrawalStore) -> None:
    w = reserve(store, replace(BACK, fen=300_000)).withdrawal
    assert happened(store, w, "turned_down", "ACCOUNT_INVALID").state is State.RETURNED
    assert money(engine) == (500_000, 0, 0)

    again = reserve(store, replace(BACK, id="b.qingyou.k2", fen=300_000))
    later = happened(store, sent(engine, store, again.withdrawal), "refunded", "SENT_BACK")
    assert (later.state, money(engine)) == (State.REFUNDED, (500_000, 0, 0))
    assert reserve(store, replace(BACK, id="b.qingyou.k3", fen=300_000)).event == "reserved"


def test_the_same_key_sends_once_and_another_amount_under_it_is_refused(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    reserve(store)

    assert reserve(store).resumed
    assert reserve(store, replace(BACK, fen=100_001)).code == "WITHDRAWAL_KEY_REUSED"
    assert money(engine) == (400_000, 100_000, 0)


def test_what_nobody_asked_for_is_not_ours(engine: Engine, store: SqlWithdrawalStore) -> None:
    asked = WithdrawalRequest(withdrawal_id=BACK.id, brand_id="qingyou", fen=100_000, at=NOON)
    SqlWithdrawalQueries(engine).ask_back(asked)
    SqlCatalogue(engine).add_brand("shanxing", "山行户外", "山行", "13900000002", NOON)
    strange = {
        "amount": replace(BACK, fen=100_001),
        "brand": replace(BACK, brand_id="shanxing"),
        "id": replace(BACK, id="b.shanxing.k1"),
        "creator": Withdrawal("b.qingyou.k1", "atang", 100_000),
    }

    codes = {name: store.reserve(Reservation(w, NOON, TERMS)).code for name, w in strange.items()}
    assert codes == dict.fromkeys(strange, "NOT_OURS")
    assert store.reserve(Reservation(replace(BACK, brand_id="nobody"), NOON, TERMS)).code == "BRAND_UNKNOWN"
    assert counted(engine, "withdrawals") == 0


def test_a_key_that_is_another_brands_needs_a_person(store: SqlWithdrawalStore) -> None:
    reserve(store)
    with pytest.raises(RecordConflict):
        store.reserve(Reservation(replace(BACK, brand_id="shanxing"), NOON, TERMS))
    with pytest.raises(RecordConflict):
        store.check_under_way("b.qingyou.k1-1", "creator:qingyou", 100_000)
    with pytest.raises(VendorRefused):
        store.account_of("brand:shanxing", "b.qingyou.k1-1")


def test_above_the_term_the_request_bears_an_operator(engine: Engine, store: SqlWithdrawalStore) -> None:
    paid_in(engine, 200_000, "t3", CARD)
    over, exactly = replace(BACK, fen=400_001), replace(BACK, id="b.qingyou.k2", fen=400_000)

    assert reserve(store, over).code == "WITHDRAWAL_OPERATOR"
    assert reserve(store, replace(over, id="b.qingyou.k3"), "operator:li").event == "reserved"
    happened(
        store, replace(over, id="b.qingyou.k3", state=State.SENDING, seq=1), "turned_down", "AMOUNT_INVALID"
    )
    assert reserve(store, exactly).event == "reserved"


def in_case(engine: Engine, stage: Stage, case: dict[str, Any] | None, *, frozen: bool = False) -> None:
    """A commission of the brand stands so."""
    record = {
        "id": "c1",
        "order": {"title": "秋茶"},
        "case": case,
        "brand_freeze": {"party": "brand", "reason": "核实"} if frozen else None,
    }
    seq = counted(engine, "timeline") + 1
    moved = transition(seq, to_stage=stage, recorded_at=NOON + timedelta(hours=seq))
    SqlCommissionStore(engine).record(replace(batch(moved, stage=stage), record=record))


@pytest.mark.parametrize(
    ("stage", "case", "is_open"),
    [
        (Stage.ARBITRATION, {"kind": "complaint"}, True),
        (Stage.DECIDED, {"kind": "complaint"}, True),
        (Stage.SETTLEMENT_SUSPENDED, None, True),
        (Stage.CONTENT_REVIEW, {"kind": "escalation"}, True),
        (Stage.CONTENT_REVIEW, None, False),
        (Stage.SETTLED, {"kind": "complaint", "decision": "split"}, False),
        (Stage.REFUNDED, {"kind": "complaint"}, False),
    ],
)
def test_while_a_claim_is_open_nothing_goes_back(
    engine: Engine,
    store: SqlWithdrawalStore,
    stage: Stage,
    case: dict[str, Any] | None,
    is_open: bool,  # noqa: FBT001
) -> None:
    in_case(engine, stage, case)

    with reading(engine) as session:
        assert open_claim(session, "qingyou") == ("c1" if is_open else "")
        assert open_claim(session, "shanxing") == ""
    assert reserve(store).code == ("CLAIM_OPEN" if is_open else "")


def test_a_frozen_brand_sends_nothing_back_and_what_was_reserved_rests(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    w = reserve(store).withdrawal
    in_case(engine, Stage.CONTENT_REVIEW, None, frozen=True)

    refusal = reserve(store, replace(BACK, id="b.qingyou.k2"))
    assert refusal.code == "WITHDRAWAL_FROZEN"
    assert "c1 · 核实" in refusal.zh
    with pytest.raises(VendorRefused, match="frozen"):
        store.account_of("brand:qingyou", w.number)
    rests = happened(store, w, "turned_down", "WITHDRAWAL_FROZEN")
    assert (rests.state, store.reserve(Reservation(BACK, NOON, TERMS)).code) == (
        State.WAITING,
        "WITHDRAWAL_FROZEN",
    )
    in_case(engine, Stage.CONTENT_REVIEW, None)
    assert store.reserve(Reservation(BACK, NOON, TERMS)).code == ""
    assert store.account_of("brand:qingyou", w.number) == CARD


def test_what_may_be_at_the_bank_when_the_brand_is_frozen_is_only_asked_about(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    w = reserve(store).withdrawal
    store.account_of("brand:qingyou", w.number)
    in_case(engine, Stage.CONTENT_REVIEW, None, frozen=True)

    with pytest.raises(OutcomeUnknown):
        store.account_of("brand:qingyou", w.number)


def test_a_top_up_without_an_account_is_named_and_given_one_once(engine: Engine) -> None:
    market(engine)
    paid_in(engine, 300_000, "old")
    store, payers = SqlWithdrawalStore(engine), SqlPayers(engine)
    by = NotedBy("operator:li", "银行回单", NOON)

    refusal = reserve(store)
    assert (refusal.code, "old" in refusal.zh) == ("PAYER_UNKNOWN", True)
    assert payers.give("old", CARD, by) == "qingyou"
    assert payers.give("old", replace(CARD, account="6222 0000 1111 2222"), by) == "qingyou"
    with pytest.raises(PayerKnown):
        payers.give("old", ALIPAY, by)
    assert counted(engine, "top_up_payers") == 1
    assert reserve(store).event == "reserved"


def test_whoever_gives_an_account_is_an_operator_with_a_reason_and_means_a_top_up(engine: Engine) -> None:
    market(engine)
    paid_in(engine, 300_000, "old")
    payers, by = SqlPayers(engine), NotedBy("operator:li", "银行回单", NOON)

    for bad in (replace(by, operator=""), replace(by, operator="brand:qingyou"), replace(by, reason=" ")):
        with pytest.raises((DecisionIncomplete, Refused)):
            payers.give("old", CARD, bad)
    with pytest.raises(UnknownTopUp):
        payers.give("other", CARD, by)
    with pytest.raises(AccountInvalid):
        payers.give("old", replace(CARD, account="12"), by)
    assert counted(engine, "top_up_payers") == 0


def test_a_top_up_repeated_keeps_its_payer_and_another_is_refused(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    paid_in(engine, 300_000, "t1", CARD)
    paid_in(engine, 300_000, "t1")
    with pytest.raises(TopUpChanged):
        paid_in(engine, 300_000, "t1", ALIPAY)

    assert money(engine) == (500_000, 0, 0)
    shown = SqlPayers(engine).of("qingyou")
    assert [(each.top_up, each.left_fen, each.account) for each in shown] == [
        ("t1", 300_000, "6222 **** 2222"),
        ("t2", 200_000, "p***@example.cn"),
    ]
    assert store is not None


def test_the_wallet_says_what_went_back(engine: Engine, store: SqlWithdrawalStore) -> None:
    sent(engine, store, reserve(store).withdrawal)
    reserve(store, replace(BACK, id="b.qingyou.k2", fen=50_000))

    wallet = SqlWallets(engine).wallet("qingyou")
    assert (wallet.available_fen, wallet.topped_up_fen, wallet.gone_back_fen) == (350_000, 500_000, 150_000)
    assert wallet.spent_fen == 0


def test_a_brands_withdrawals_are_found_by_the_brand(engine: Engine, store: SqlWithdrawalStore) -> None:
    reserve(store)
    queries = SqlWithdrawalQueries(engine)

    assert [row.id for row in queries.find(WantedWithdrawals(brand_id="qingyou"))] == ["b.qingyou.k1"]
    assert queries.find(WantedWithdrawals(creator_id="qingyou")) == []
    assert [row.id for row in queries.open_by_hand()] == ["b.qingyou.k1"]


def test_two_at_once_never_send_back_more_than_was_paid_in(engine: Engine, store: SqlWithdrawalStore) -> None:
    wanted = [replace(BACK, id=f"b.qingyou.k{number}", fen=200_000) for number in range(4)]

    answers = at_once(4, lambda number: reserve(store, wanted[number]))

    assert sorted(each.event for each in answers) == ["refused", "refused", "reserved", "reserved"] or [
        each.withdrawal.rail for each in answers if each.event == "reserved"
    ] == ["bank_card"]
    assert SqlLedger(engine).balances()["brand:qingyou"] >= 0
    assert all(each.left_fen >= 0 for each in SqlPayers(engine).of("qingyou"))
    assert sound(engine)


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ("update withdrawals set top_up = 't2'", "b.qingyou.k1-1"),
        ("update withdrawals set top_up = null", "b.qingyou.k1"),
        ("update payout_accounts set account = '6222999911112222'", "b.qingyou.k1-1"),
        ("update top_up_payers set brand_id = 'shanxing' where top_up = 't1'", "b.qingyou.k1"),
        ("update withdrawal_requests set fen = 5", "b.qingyou.k1"),
    ],
)
def test_the_check_of_the_ledger_finds_what_went_elsewhere(
    engine: Engine, store: SqlWithdrawalStore, change: str, subject: str
) -> None:
    SqlCatalogue(engine).add_brand("shanxing", "山行户外", "山行", "13900000002", NOON)
    sent(engine, store, reserve(store).withdrawal)
    assert sound(engine)

    planted(engine, change)
    assert subject in {each.subject for each in check_ledger(engine, SandboxBankRecords(engine)).findings}


def test_the_check_finds_an_account_that_had_back_more_than_it_paid_in(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    sent(engine, store, reserve(store, replace(BACK, fen=250_000)).withdrawal)
    planted(engine, "update withdrawals set fen = 300001")

    found = {(each.kind, each.subject) for each in check_ledger(engine).findings}
    assert ("payer", "brand:qingyou") in found


def test_a_deposit_from_another_account_than_was_noted_is_found(
    engine: Engine, store: SqlWithdrawalStore
) -> None:
    planted(engine, "update sandbox_deposit set holder = '别人' where number = 't2'")

    found = check_ledger(engine, SandboxBankRecords(engine)).findings
    assert [(each.kind, each.subject) for each in found] == [("deposit_payer", "t2")]
    assert store is not None
