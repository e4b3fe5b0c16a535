"""A bill adds up at every moment of a commission's life, for both fee payers."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.commissions.money.bill import Bill, lines
from domain.commissions.money.postings import divide_hold
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.money.amounts import BPS
from domain.party import Party
from tests.domain.scenes import (
    approved,
    cancelled,
    declined,
    expired,
    in_review,
    offered,
    published,
    refunded,
    settled,
    unpaid,
)
from tests.domain.story import Story
from tests.walks import for_each

SCENES = (offered, in_review, approved, published, settled, refunded, cancelled, declined, expired)


def bill_of(story: Story) -> Bill:
    creator, fee, refund, kept = story.money
    return Bill(story.c.order, sum(story.money), creator, fee, refund, kept)


def told(bill: Bill, role: Party) -> dict[str, int]:
    return {line.en: line.fen for line in lines(bill, role)}


@for_each("payer", ["creator", "brand"])
@for_each("scene", SCENES)
def test_paid_is_deducted_refunded_and_remaining(scene: Callable[..., Story], payer: str) -> None:
    story = scene(terms={"fee_payer": payer})

    said = told(bill_of(story), Party.BRAND)

    assert said["paid (held)"] == said["deducted"] + said["refunded"] + said["remaining (still held)"]
    assert said["total"] == story.c.order.hold_fen == said["paid (held)"]


def test_what_was_never_paid_has_a_bill_of_what_was_agreed() -> None:
    story = unpaid()
    said = told(Bill(story.c.order, 0, 0, 0, 0, 0), Party.BRAND)

    assert (said["task cost"], said["total"], said["paid (held)"]) == (300_000, 300_000, 0)


def test_the_fee_is_on_top_for_a_brand_that_bears_it_and_off_for_a_creator_who_does() -> None:
    off, on_top = (bill_of(settled(terms={"fee_payer": payer})) for payer in ("creator", "brand"))

    assert told(off, Party.BRAND)["total"] == 300_000
    assert told(on_top, Party.BRAND)["total"] == 315_000
    assert [told(off, Party.CREATOR)[each] for each in CREATORS] == [300_000, 15_000, 285_000]
    assert [told(on_top, Party.CREATOR)[each] for each in CREATORS] == [300_000, 0, 300_000]


CREATORS = ("earned before the fee", "platform fee", "net")


def test_the_creator_reads_that_no_tax_is_withheld_and_nothing_of_the_brands_refund() -> None:
    said = {line.en: (line.fen, line.note_zh) for line in lines(bill_of(settled()), Party.CREATOR)}

    assert said["tax withheld"] == (0, "未启用")
    assert "refunded" not in said


@given(
    st.sampled_from(["creator", "brand"]),
    st.integers(1, 10**12),
    st.integers(0, BPS),
    st.integers(0, BPS),
    st.integers(0, BPS),
)
def test_after_any_split_and_any_clawback_it_still_adds_up(
    payer: str, price: int, fee_bps: int, one: int, other: int
) -> None:
    terms = replace(Terms(), fee_payer=payer, fee_bps=fee_bps)
    order = Order("b", "c", "b", "c", "article", "t", price, terms)
    for bps in sorted((one, other), reverse=True):
        due = divide_hold(order, bps)
        bill = Bill(order, order.hold_fen, due.creator_fen, due.fee_fen, due.brand_fen, 0)

        assert bill.paid_fen == bill.deducted_fen + bill.refunded_fen + bill.remaining_fen
        assert bill.gross_fen <= order.price_fen
        said = told(bill, Party.CREATOR)
        assert said["earned before the fee"] - said["platform fee"] == said["net"] == due.creator_fen
