"""Money is conserved and rounded with a named owner (D6, D12.5)."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commissions.money.postings import divide
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.commissions.state.commission import Commission
from domain.money.amounts import BPS, parse_yuan, share, yuan
from tests.domain.scenes import decided, offered, outline_in_review, published, settled
from tests.domain.story import Story

prices = st.integers(1, 100_000_000)
shares = st.integers(0, BPS)
payers = st.sampled_from(["creator", "brand"])


def commission(price: int, fee_bps: int, payer: str) -> Commission:
    terms = replace(Terms(), fee_bps=fee_bps, fee_payer=payer)
    return Commission("c", Order("b", "c", "品牌", "创作者", "article", "题", price, terms=terms))


@given(prices, shares, shares, payers)
def test_a_division_is_conserved_and_nobody_pays_in(
    price: int, fee_bps: int, share_bps: int, payer: str
) -> None:
    c = commission(price, fee_bps, payer)
    parts = divide(c, share_bps)

    assert parts.creator_fen + parts.fee_fen + parts.brand_fen == c.order.hold_fen
    assert min(parts.creator_fen, parts.fee_fen, parts.brand_fen) >= 0


@given(prices, shares, shares)
def test_a_split_rounds_to_the_brands_favour_by_less_than_a_fen(
    price: int, fee_bps: int, share_bps: int
) -> None:
    c = commission(price, fee_bps, "creator")
    parts = divide(c, share_bps)
    gross = parts.creator_fen + parts.fee_fen

    assert gross * BPS <= price * share_bps < (gross + 1) * BPS
    assert parts.fee_fen * BPS <= gross * fee_bps < (parts.fee_fen + 1) * BPS


@given(prices, shares, payers)
def test_all_or_nothing_is_exact(price: int, fee_bps: int, payer: str) -> None:
    c = commission(price, fee_bps, payer)
    whole, nothing = divide(c, BPS), divide(c, 0)

    assert (whole.creator_fen, whole.fee_fen, whole.brand_fen) == (c.order.net_fen, c.order.fee_fen, 0)
    assert (nothing.creator_fen, nothing.fee_fen, nothing.brand_fen) == (0, 0, c.order.hold_fen)


@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=5), shares)
def test_every_price_from_one_fen_up_is_conserved_through_a_decision(some: list[int], share_bps: int) -> None:
    for price in some:
        parts = divide(commission(price, 500, "creator"), share_bps)
        assert sum((parts.creator_fen, parts.fee_fen, parts.brand_fen)) == price


def test_the_fee_is_rounded_down() -> None:
    story = settled(price_fen=88_888)

    assert story.money == (84_444, 4_444, 0, 0)


def test_a_price_of_one_fen_bears_no_fee() -> None:
    assert settled(price_fen=1).money == (1, 0, 0, 0)


def killed(**order: object) -> Story:
    story = outline_in_review(**order)
    story.brand("cancel", quoted_fen=30_000)
    return story


@pytest.mark.parametrize(
    ("scene", "money"),
    [
        (settled, (300_000, 15_000, 0, 0)),
        (lambda **o: decided("split", **o).strike("appeal_by"), (180_000, 9_000, 126_000, 0)),
        (lambda **o: decided("refund", **o).strike("appeal_by"), (0, 0, 315_000, 0)),
        (killed, (30_000, 1_500, 283_500, 0)),
    ],
)
def test_a_fee_on_top_is_a_term_and_its_unearned_part_goes_back(
    scene: Callable[..., Story], money: tuple[int, ...]
) -> None:
    story = scene(terms={"fee_payer": "brand"})

    assert story.c.order.hold_fen == 315_000
    assert story.c.order.net_fen == 300_000
    assert story.money == money


def test_what_is_held_is_what_was_ordered() -> None:
    assert offered().balances["escrow:c-1"] == 300_000
    assert [entry.kind for entry in settled().entries.values()] == ["hold", "release"]


def test_every_entry_has_its_own_business_key() -> None:
    story = decided("split").strike("appeal_by")

    assert list(story.entries) == ["hold:c-1", "reserve:c-1", "decision:c-1"]
    assert [entry.kind for entry in story.entries.values()] == ["hold", "reserve", "decision"]


def test_entries_bear_two_instants() -> None:
    story = published()
    story.brand("settle")

    entry = story.entries["release:c-1"]
    assert entry.legal_at == entry.recorded_at == story.now


@given(st.integers(-(10**12), 10**12))
def test_amounts_are_read_as_they_are_written(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == fen


@pytest.mark.parametrize("text", ["", "abc", "1.005", "1e-3", "NaN", "Infinity", "1.2.3"])
def test_a_fraction_of_a_fen_is_refused_never_rounded(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_yuan(text)


def test_written_for_people() -> None:
    assert [yuan(fen) for fen in (300_000, 88_888, 5, -1_050)] == ["3,000.00", "888.88", "0.05", "-10.50"]


def test_a_share_is_rounded_down() -> None:
    assert [share(fen, 500) for fen in (19, 20, 39, 40)] == [0, 1, 1, 2]
