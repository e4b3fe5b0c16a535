"""A rework is appealed like any decision: both lose by it, and nobody gains time (A29, D12.19)."""

from typing import Any

import pytest

from domain.commissions.state.stages import Stage
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import ITEM, complained, hear, hide
from tests.domain.story import DAY, HOUR, MS, SECOND, Story

LI = "operator:li"
OTHER = {Party.CREATOR: Party.BRAND, Party.BRAND: Party.CREATOR}


def reworked(**order: Any) -> Story:
    story = hear(complained(**order))
    story.operator("arbitrate", decision="rework", reason="补上产品名称")
    return story


def appealed(side: Party, after: Any = HOUR, **order: Any) -> Story:
    story = reworked(**order).wait(after)
    story.do(side, "appeal", reason="不认可整改", evidence=("shot-7",))
    return story


def refused(story: Story, decision: str, **said: Any) -> Refused:
    with pytest.raises(Refused) as found:
        story.operator("arbitrate", decision=decision, **said)
    return found.value


@pytest.mark.parametrize("side", [Party.CREATOR, Party.BRAND])
def test_either_side_appeals_a_rework_and_the_other_is_heard(side: Party) -> None:
    story = appealed(side)

    assert (story.stage, story.money) == (Stage.ARBITRATION, (0, 0, 0, 300_000))
    assert story.told[-2:] == (
        ["arbitration_creator", "appealed_brand"]
        if side is Party.CREATOR
        else ["appealed_creator", "arbitration_brand"]
    )
    assert refused(story, "settle").code == "HEAR_OTHER_SIDE"
    assert story.c.case
    assert story.c.case.waits == (OTHER[side],)
    assert "decide_limit" in story.c.clocks


@pytest.mark.parametrize("side", [Party.CREATOR, Party.BRAND])
def test_to_the_millisecond_for_three_days_and_once(side: Party) -> None:
    ends = reworked().c.clocks["rework_appeal_by"]
    assert ends - reworked().now == 72 * HOUR

    last = reworked().until(ends - MS)
    assert "appeal" in last.may(side)
    last.do(side, "appeal", reason="不认可整改")
    assert last.stage is Stage.ARBITRATION
    late = reworked().sleep(ends)
    assert late.refused(side, "appeal", reason="不认可整改") == "TOO_LATE"
    over = reworked().strike("rework_appeal_by")
    assert (over.stage, over.c.edit_until is None) == (Stage.PUBLISHED, True)
    assert "appeal" not in over.may(side)

    again = hear(appealed(side))
    again.operator("arbitrate", decision="rework")
    assert again.refused(side, "appeal", reason="不认可整改") == "TOO_LATE"


def test_without_a_rework_there_is_nothing_to_appeal() -> None:
    story = complained()
    story.brand("withdraw_complaint")

    assert story.refused(Party.BRAND, "appeal", reason="x") == "NOT_NOW"


@pytest.mark.parametrize("side", [Party.CREATOR, Party.BRAND])
def test_its_times_stand_still_while_it_is_appealed(side: Party) -> None:
    story = reworked()
    settle, edit = story.c.settle_by, story.c.edit_until
    assert settle
    assert edit
    story.wait(10 * HOUR)
    story.do(side, "appeal", reason="不认可整改")
    assert "edit_by" not in story.c.clocks
    assert story.done("set_edit")[-1].allowed is False
    at = story.now
    hear(story.wait(2 * DAY)).operator("arbitrate", decision="rework", reason="维持")

    stood = story.now - at
    assert (story.stage, story.c.settle_by, story.c.edit_until) == (
        Stage.PUBLISHED,
        settle + stood,
        edit + stood,
    )
    assert story.c.clocks["edit_by"] == edit + stood
    assert story.done("set_edit")[-1].allowed is True
    assert {"rework_stands_creator", "rework_stands_brand"} <= set(story.wait(DAY).told)


def test_an_edit_that_was_closed_stays_closed() -> None:
    story = reworked()
    story.creator("close_edit")
    story.brand("appeal", reason="仍不符")
    hear(story).operator("arbitrate", decision="rework")

    assert (story.c.edit_until, "edit_by" in story.c.clocks) == (None, False)


def test_a_frozen_creators_edit_keeps_what_was_left() -> None:
    story = reworked().wait(12 * HOUR)
    story.operator("freeze", party="creator", reason="核查")
    story.wait(20 * HOUR)
    story.brand("appeal", reason="仍不符")
    hear_frozen(story)
    story.operator("arbitrate", decision="rework")
    assert story.c.freeze
    story.operator("unfreeze")

    assert story.c.edit_until == story.now + 60 * HOUR


def hear_frozen(story: Story) -> None:
    story.strike("answer_by") if "answer_by" in story.c.clocks else None
    if story.c.case and story.c.case.waits:
        story.do(
            Party.CREATOR,
            "answer_complaint",
            reason="已按要求修改",
            actor=LI,
            on_behalf_of="creator",
        )


WORSE = [
    (Party.CREATOR, "refund", None, "creator ≥ 2850.00"),
    (Party.CREATOR, "split", 9_900, "creator ≥ 2850.00"),
    (Party.BRAND, "settle", None, "brand ≥ 0.01"),
]


@pytest.mark.parametrize(("side", "decision", "bps", "least"), WORSE)
def test_alone_it_is_never_made_worse(side: Party, decision: str, bps: int | None, least: str) -> None:
    story = hear(appealed(side))

    told = refused(story, decision, creator_bps=bps)
    assert told.code == "WORSE_FOR_APPELLANT"
    assert told.detail.replace(",", "") == least


@pytest.mark.parametrize(("side", "move"), [(Party.CREATOR, "force_refund"), (Party.BRAND, "force_settle")])
def test_force_does_not_go_round_it(side: Party, move: str) -> None:
    story = hear(appealed(side))
    bearer = {"force_refund": "creator", "force_settle": "brand"}[move]

    assert (
        story.refused(Party.OPERATOR, move, bearer=bearer, reason="核实", actor=LI) == "WORSE_FOR_APPELLANT"
    )


@pytest.mark.parametrize(
    ("side", "decision", "bps", "money"),
    [
        (Party.CREATOR, "settle", None, (285_000, 15_000, 0, 0)),
        (Party.BRAND, "refund", None, (0, 0, 300_000, 0)),
        (Party.BRAND, "split", 6_000, (171_000, 9_000, 120_000, 0)),
    ],
)
def test_what_is_decided_instead_is_the_first_decision_about_money_and_may_be_appealed(
    side: Party, decision: str, bps: int | None, money: tuple[int, ...]
) -> None:
    story = hear(appealed(side))
    story.operator("arbitrate", decision=decision, creator_bps=bps)
    assert (story.stage, "appeal_by" in story.c.clocks) == (Stage.DECIDED, True)
    assert "appeal" in story.may(OTHER[side])

    assert story.strike("appeal_by").money == money


def test_where_both_appeal_anything_can_be_decided() -> None:
    story = appealed(Party.CREATOR)
    story.brand("appeal", reason="应退款")
    hear(story).operator("arbitrate", decision="refund")

    assert story.stage is Stage.DECIDED
    story.creator("appeal", reason="不认可退款")
    hear(story)
    assert refused(story, "rework").code == "ALREADY_DECIDED"
    story.operator("arbitrate", decision="settle")
    assert story.stage is Stage.SETTLED


@pytest.mark.parametrize("side", [Party.CREATOR, Party.BRAND])
def test_undecided_the_rework_stands_with_the_time_that_was_left(side: Party) -> None:
    story = appealed(side)
    at, case = story.now, story.c.case
    assert case
    assert case.settle_by
    assert "整改照旧，剩余时间不变" in story.text(
        "appealed_brand" if side is Party.CREATOR else "appealed_creator"
    )
    story.strike("decide_limit")

    assert "T51p" in story.rows()
    assert story.c.settle_by == case.settle_by + (story.c.clocks["settle_by"] - case.settle_by)
    assert story.c.clocks["settle_by"] - case.settle_by >= 30 * DAY
    assert story.now - at <= 30 * DAY + SECOND * 5
    assert story.strike("settle_by").wait(HOUR).stage is Stage.SETTLED


def test_hidden_by_the_creator_while_it_is_appealed_it_is_refunded() -> None:
    story = appealed(Party.CREATOR)
    hide(story)
    story.strike("decide_limit")

    assert (story.stage, story.breaches) == (Stage.REFUNDED, ["hidden"])


def test_the_cause_is_counted_once_however_often_its_case_is_opened() -> None:
    story = hear(appealed(Party.BRAND))
    story.operator("arbitrate", decision="rework")
    assert story.c.past_causes == ("content_differs",)

    story.brand("complain", cause="content_differs", reason="仍未改", evidence=("shot-8",))
    assert story.stage is Stage.ARBITRATION


def test_the_brand_may_take_its_complaint_back_instead() -> None:
    story = appealed(Party.CREATOR)
    story.brand("withdraw_complaint")

    assert (story.stage, story.c.case) == (Stage.PUBLISHED, None)


def test_a_window_that_ends_before_ends_the_time_to_appeal() -> None:
    story = reworked(terms={"rework_days": 1})

    assert story.c.clocks["rework_appeal_by"] == story.c.settle_by


def test_the_notices_say_until_when_to_appeal() -> None:
    story = reworked()
    by = "12月1日12:00"

    assert f"不服可在{by}前申诉" in story.text("rework_creator")
    assert f"不服可在{by}前申诉" in story.wait(DAY).text("rework_brand")
    assert ITEM in story.c.item
