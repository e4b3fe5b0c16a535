"""A brand's balance has a way out: to the account that paid it in, oldest top-up first, and no further."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.instants import beijing
from domain.money.withdrawals.page import page
from domain.money.withdrawals.state import State, Withdrawal, id_of, is_id_of
from domain.money.withdrawals.steps import STEPS
from domain.money.withdrawals.terms import DEFAULT_TERMS, WithdrawalTerms
from domain.money.withdrawals.transitions import Event, take
from domain.money.withdrawals.way_back import (
    AskedBack,
    PaidIn,
    WayBack,
    check_operator,
    granted_back,
    left_of,
    way_back,
)
from domain.refusals import Refused

NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)
A, B = ("bank_card", "6222000011112222"), ("alipay", "qingyou@example.com")
FIRST, SECOND, THIRD = PaidIn("t1", 30_000, A), PaidIn("t2", 50_000, B), PaidIn("t3", 20_000, A)
UNKNOWN = PaidIn("t0", 80_000, None)
TERMS = WithdrawalTerms(brand_withdrawal_operator_fen=100_000)


def asked(fen: int, *paid_in: PaidIn, went_back: Mapping[tuple[str, str], int] | None = None) -> AskedBack:
    return AskedBack(fen, NOON, 1_000_000, paid_in or (FIRST, SECOND, THIRD), went_back or {}, {}, {})


def refused(of: AskedBack, terms: WithdrawalTerms = TERMS) -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        granted_back(of, terms)
    return refusal.value.code, refusal.value.detail


@pytest.mark.parametrize(
    ("went_back", "expected"),
    [
        ({}, WayBack("t1", "bank_card", 50_000)),
        ({A: 29_999}, WayBack("t1", "bank_card", 20_001)),
        ({A: 30_000}, WayBack("t2", "alipay", 50_000)),
        ({A: 30_000, B: 49_999}, WayBack("t2", "alipay", 1)),
        ({A: 30_000, B: 50_000}, WayBack("t3", "bank_card", 20_000)),
        ({A: 50_000, B: 50_000}, None),
    ],
)
def test_the_oldest_top_up_goes_first_and_its_account_takes_what_it_paid_in(
    went_back: Mapping[tuple[str, str], int], expected: WayBack | None
) -> None:
    assert way_back((FIRST, SECOND, THIRD), went_back) == expected


def test_a_top_up_without_an_account_holds_up_no_other_and_is_named_where_it_would_be_needed() -> None:
    assert granted_back(asked(30_000, UNKNOWN, FIRST), TERMS).top_up == "t1"
    assert refused(asked(30_001, UNKNOWN, FIRST)) == ("PAYER_UNKNOWN", "t0; ✓ 300.00")
    assert refused(asked(1, UNKNOWN)) == ("PAYER_UNKNOWN", "t0; ✓ 0.00")


def test_an_account_takes_all_it_paid_in_and_no_fen_more() -> None:
    assert granted_back(asked(50_000), TERMS) == WayBack("t1", "bank_card", 50_000)
    assert refused(asked(50_001)) == ("BEYOND_PAID_IN", "500.00")
    assert refused(replace(asked(1_000), paid_in=())) == ("BEYOND_PAID_IN", "0.00")


def test_the_balance_bounds_it_to_the_fen() -> None:
    of = replace(asked(40_000), balance_fen=40_000)

    assert granted_back(of, TERMS).top_up == "t1"
    assert refused(replace(of, balance_fen=39_999)) == ("BALANCE_SHORT", "399.99")
    assert refused(replace(of, balance_fen=0)) == ("NOTHING_TO_WITHDRAW", "0.00")


@pytest.mark.parametrize("fen", [0, -1])
def test_no_amount_is_no_withdrawal(fen: int) -> None:
    assert refused(asked(fen))[0] == "WITHDRAWAL_AMOUNT"


def test_an_open_claim_and_a_freeze_keep_it_here_by_name() -> None:
    assert refused(replace(asked(10_000), claim="c1")) == ("CLAIM_OPEN", "c1")
    assert refused(replace(asked(10_000), frozen="c1 · 核实", claim="c1")) == (
        "WITHDRAWAL_FROZEN",
        "c1 · 核实",
    )


def test_above_the_term_an_operator_sends_it() -> None:
    much = asked(100_001, PaidIn("t1", 200_000, A))

    assert granted_back(replace(much, fen=100_000), TERMS).top_up == "t1"
    assert refused(much) == ("WITHDRAWAL_OPERATOR", "> 1,000.00")
    assert granted_back(replace(much, operator="operator:li"), TERMS).top_up == "t1"
    check_operator(DEFAULT_TERMS.brand_withdrawal_operator_fen, "", DEFAULT_TERMS)
    with pytest.raises(Refused):
        check_operator(DEFAULT_TERMS.brand_withdrawal_operator_fen + 1, "", DEFAULT_TERMS)


def test_the_rails_own_hours_times_and_least_hold_for_a_brand_too() -> None:
    nine, moment = beijing(NOON.date()) + timedelta(hours=9), timedelta(milliseconds=1)
    of = asked(10_000)

    assert granted_back(replace(of, at=nine), TERMS).rail == "bank_card"
    assert refused(replace(of, at=nine - moment))[0] == "OUTSIDE_HOURS"
    assert refused(replace(of, today={"bank_card": 1}))[0] == "TOO_OFTEN_TODAY"
    assert granted_back(replace(of, today={"alipay": 3}), TERMS).rail == "bank_card"
    assert refused(replace(of, this_month={"bank_card": 10}))[0] == "TOO_OFTEN_THIS_MONTH"
    assert refused(replace(of, fen=9_999)) == ("WITHDRAWAL_TOO_SMALL", "bank_card 100.00")


def test_what_is_left_of_an_account_goes_back_however_little_it_is() -> None:
    of = asked(7, FIRST, went_back={A: 29_993})

    assert granted_back(of, TERMS) == WayBack("t1", "bank_card", 7)
    assert refused(replace(of, fen=6))[0] == "WITHDRAWAL_TOO_SMALL"
    assert granted_back(replace(asked(5), balance_fen=5), TERMS).top_up == "t1"


@given(
    st.lists(st.tuples(st.sampled_from([A, B, None]), st.integers(1, 1_000)), min_size=1, max_size=8),
    st.lists(st.integers(1, 800), max_size=12),
)
def test_whatever_is_asked_no_account_ever_has_back_more_than_it_paid_in(
    paid: list[tuple[tuple[str, str] | None, int]], wanted: list[int]
) -> None:
    paid_in = [PaidIn(f"t{number}", fen, account) for number, (account, fen) in enumerate(paid)]
    terms = WithdrawalTerms(bank_card_least_fen=0, alipay_least_fen=0)
    balance, went_back = sum(each.fen for each in paid_in), dict.fromkeys((A, B), 0)
    for fen in wanted:
        of = AskedBack(fen, NOON, balance, paid_in, went_back, {}, {})
        try:
            way = granted_back(of, terms)
        except Refused:
            continue
        (account,) = [each.account for each in paid_in if each.top_up == way.top_up]
        assert account is not None
        went_back[account] += fen
        balance -= fen
    assert balance >= 0
    assert all(left >= 0 for left in left_of(paid_in, went_back).values())


@pytest.mark.parametrize("code", ["ACCOUNT_INVALID", "ACCOUNT_FROZEN", "NAME_MISMATCH"])
def test_what_the_paying_account_cannot_take_is_on_the_balance_at_once(code: str) -> None:
    """No other account may take it, so nothing is waited for."""
    sending = _then(Withdrawal("b.qingyou.k1", "", 10_000, brand_id="qingyou"), "reserved")
    taken = take(sending, Event("turned_down", NOON, code), DEFAULT_TERMS)

    assert (taken.withdrawal.state, taken.step.moves) == (State.RETURNED, "payout_returned")
    assert taken.step.tells_brand == "brand_withdrawal_returned"


def test_a_bank_that_refuses_for_now_is_tried_again_and_a_freeze_rests() -> None:
    sending = _then(Withdrawal("b.qingyou.k1", "", 10_000, brand_id="qingyou"), "reserved")

    later = take(sending, Event("turned_down", NOON, "ACCOUNT_LIMIT"), DEFAULT_TERMS).withdrawal
    frozen = take(sending, Event("turned_down", NOON, "WITHDRAWAL_FROZEN"), DEFAULT_TERMS)
    assert (later.state, frozen.withdrawal.state) == (State.WAITING, State.WAITING)
    assert frozen.step.tells_brand == "brand_withdrawal_rests"


def test_of_every_end_a_brand_hears() -> None:
    ends = {step.id: step.tells_brand for step in STEPS if step.moves and step.id != "W01"}

    assert all(ends[each] for each in ("W02", "W04b", "W06a", "W07"))
    assert ends["W06"] == ""  # it waits for a mended account, and a brand's has none


def test_ids_of_brands_and_creators_never_meet() -> None:
    assert id_of("brand:atang", "k1") == "b.atang.k1" != id_of("creator:atang", "k1")
    assert is_id_of("b.atang.k1", "brand:atang")
    assert not is_id_of("b.atang.k1", "creator:b")
    assert not is_id_of("b.atang.", "brand:atang")
    assert not is_id_of("atang.k1", "brand:atang")


def test_the_page_says_whose_balance_it_is_and_where_it_goes() -> None:
    shown = page(Withdrawal("b.qingyou.k1", "", 10_000, brand_id="qingyou"), [])

    assert "`qingyou` · 品牌主余额退回原付款账户" in shown
    assert "创作者" not in shown


def _then(w: Withdrawal, name: str) -> Withdrawal:
    return take(w, Event(name, NOON), DEFAULT_TERMS).withdrawal
