"""A commission nobody ordered holds nothing and tells nobody; one that was lost is taken up again."""

from dataclasses import replace
from typing import Any

from domain.commissions.ordering.opening import could_be_ordered, disowned
from domain.commissions.ordering.terms import Terms
from domain.commissions.state.commission import is_over
from domain.commissions.state.stages import Stage
from tests.domain.scenes import SCENES
from tests.domain.story import Story
from tests.walks import for_each


def unordered() -> Story:
    story = Story(wallet=0)
    story.system("unordered")
    return story


def test_without_an_order_in_the_books_it_waits_for_a_person_and_says_so_once() -> None:
    story = unordered()

    assert (story.stage, story.c.held) == (Stage.AWAITING_PAYMENT, False)
    assert "unordered" in story.c.attention
    assert story.system_refused("unordered") == "NOT_NOW"


def test_nobody_is_told_of_the_end_of_what_nobody_ordered() -> None:
    by_itself, by_hand = unordered(), unordered()
    before = list(by_hand.told)

    by_itself.strike("pay_by")
    by_hand.operator("cancel", reason="账上没有订单")

    for story in (by_itself, by_hand):
        assert (story.stage, story.c.attention, story.told) == (Stage.CANCELLED, (), before)


@for_each("stage", SCENES)
def test_a_lost_one_goes_on_where_it_stood(stage: Stage) -> None:
    story = SCENES[stage]()
    before = story.c

    story.system("revived", actor="operator:li", reason="流程被误终止")

    assert (story.stage, story.c.clocks, story.c.effects) == (stage, before.clocks, before.effects)
    assert story.c.seq == before.seq + 1
    assert (story.last.actor, story.last.reason) == ("operator:li", "流程被误终止")
    assert not story.last.entries


@for_each("stage", SCENES)
def test_of_what_is_not_ours_nothing_is_carried_out(stage: Stage) -> None:
    ours = disowned(SCENES[stage]().c)

    assert is_over(ours)
    assert ours.attention == ("not_ours",)
    assert (ours.clocks, ours.effects, ours.seq) == ({}, (), 0)


@for_each(
    "changed",
    [
        {"task_type": "nope"},
        {"price_fen": 0},
        {"price_fen": -5},
        {"price_fen": 10**30},
        {"title": "a\0b"},
        {"brand_name": "\ud800"},
        {"creator_name": "x" * 100_000},
        {"brief": {"goal": "a\0b"}},
        {"terms": Terms(pay_hours=10**12)},
        {"terms": Terms(settle_days=-1)},
        {"terms": Terms(quiet_to=24)},
        {"terms": Terms(hidden_tolerance_hours=0)},
        {"terms": Terms(withholding="on")},
    ],
)
def test_an_order_that_no_door_takes_could_not_be_ordered(changed: dict[str, Any]) -> None:
    order = Story().c.order

    assert could_be_ordered(order)
    assert not could_be_ordered(replace(order, **changed))
