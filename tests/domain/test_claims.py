"""Clawbacks and netting as arithmetic: whatever is decided, every fen has a place."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.commissions.money.postings import divide_hold
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.money.amounts import BPS
from domain.money.claims import Claim, ClaimKind, clawback, clawback_entry, netting
from domain.money.entries import Division, Entry, Posting

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
SHARES = st.integers(0, BPS)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    terms = replace(Terms(), fee_payer=draw(st.sampled_from(["creator", "brand"])), fee_bps=draw(SHARES))
    price = draw(st.integers(1, 10**12))
    return Order("qingyou", "atang", "青柚茶饮", "阿汤说茶", "article", "新品", price, terms)


@given(orders(), SHARES)
def test_a_hold_is_divided_without_a_fen_left_over(order: Order, bps: int) -> None:
    parts = divide_hold(order, bps)

    assert parts.creator_fen + parts.fee_fen + parts.brand_fen == order.hold_fen
    assert min(parts.creator_fen, parts.fee_fen, parts.brand_fen) >= 0


@given(orders(), SHARES, SHARES, st.integers(0, 10**13))
def test_a_clawback_takes_no_more_than_the_balance_and_gives_all_of_it_back(
    order: Order, one: int, other: int, balance: int
) -> None:
    paid, due = divide_hold(order, max(one, other)), divide_hold(order, min(one, other))

    taken = clawback(paid, due, balance)

    assert 0 <= taken.balance_fen <= balance
    assert min(taken.debt_fen, taken.fee_fen) >= 0
    assert taken.balance_fen + taken.debt_fen + taken.fee_fen == taken.brand_fen
    assert taken.brand_fen == due.brand_fen - paid.brand_fen
    assert taken.creator_fen == paid.creator_fen - due.creator_fen


@given(orders(), SHARES, st.integers(0, 10**13), st.lists(st.integers(1, 10**12), max_size=6))
def test_later_income_pays_the_debt_first_and_the_rest_is_the_creators(
    order: Order, bps: int, balance: int, incomes: list[int]
) -> None:
    taken = clawback(divide_hold(order, BPS), divide_hold(order, bps), balance)
    claim = Claim("k", ClaimKind.CLAWBACK, "creator:atang", taken.creator_fen, "operator:li", "r", NOON)
    stand = {"creator:atang": balance, "clawback:atang": 0}
    entries = [clawback_entry(claim, "atang", "qingyou", taken)]
    for number, fen in enumerate(incomes):
        entries.append(_income(number, fen))

    for entry in entries:
        _apply(stand, entry)
        paid_off = netting(entry, {"atang": -stand["clawback:atang"]})
        if paid_off:
            _apply(stand, paid_off)

    assert stand["clawback:atang"] == -max(0, taken.debt_fen - sum(incomes))
    assert stand["creator:atang"] == balance - taken.balance_fen + max(0, sum(incomes) - taken.debt_fen)


def test_nobody_who_owes_nothing_is_netted() -> None:
    assert netting(_income(1, 500), {"atang": 0, "other": 700}) is None


def test_every_creator_an_entry_pays_is_netted_for_what_that_creator_owes() -> None:
    postings = (Posting("bank", -30), Posting("creator:a", 10), Posting("creator:b", 20))
    paid = Entry("both", "release", postings, NOON, NOON)

    found = netting(paid, {"a": 3, "b": 50})

    assert found is not None
    assert (found.key, found.kind) == ("netting:both", "netting")
    assert {each.account: each.fen for each in found.postings} == {
        "creator:a": -3,
        "clawback:a": 3,
        "creator:b": -20,
        "clawback:b": 20,
    }


def _income(number: int, fen: int) -> Entry:
    postings = (Posting(f"escrow:c{number}", -fen), Posting("creator:atang", fen))
    return Entry(f"release:c{number}", "release", postings, NOON, NOON)


def _apply(stand: dict[str, int], entry: Entry) -> None:
    assert sum(posting.fen for posting in entry.postings) == 0
    for posting in entry.postings:
        stand[posting.account] = stand.get(posting.account, 0) + posting.fen


def test_what_the_platform_paid_goes_back_to_the_platform_and_takes_no_fee() -> None:
    taken = clawback(Division(150_000, 0, 300_000), Division(30_000, 1_500, 268_500), 50_000, 150_000)

    assert (taken.balance_fen, taken.debt_fen, taken.fee_fen) == (50_000, 70_000, 0)
    assert (taken.brand_fen, taken.platform_fen) == (0, 120_000)
