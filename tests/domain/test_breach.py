"""The breach record and its appeal (D12.9): only added to, seen by both sides, appealed once."""

from datetime import timedelta
from typing import Any

import pytest

from domain.commissions.state.commission import is_over
from domain.commissions.state.stages import Stage
from domain.commissions.views.view import view
from domain.party import PEOPLE, Party
from tests.domain.scenes import cancelled, completed, review, writing
from tests.domain.story import DAY, HOUR, MS, Story

LI: dict[str, Any] = {"actor": "operator:li", "reason": "平台核实"}
WHY = "已按时提交，平台故障"


def in_breach() -> Story:
    """Accepted and never delivered; it is noon by now."""
    return writing().strike("abandon").wait(12 * HOUR)


def appealed() -> Story:
    story = in_breach()
    story.creator("appeal", reason=WHY)
    return story


def state(story: Story) -> str:
    return story.c.on_record.state if story.c.on_record else "none"


def test_a_breach_record_may_be_appealed_for_three_days_and_then_stands() -> None:
    story = in_breach()
    (recorded,) = (each for each in story.transitions if each.breach)
    assert story.c.clocks["breach_appeal_by"] == recorded.at + 3 * DAY
    assert story.may(Party.CREATOR) == ("appeal",)
    assert not is_over(story.c)

    story.strike("breach_appeal_by")

    assert (state(story), story.breaches) == ("stands", ["abandoned"])
    assert is_over(story.c)
    assert story.may(Party.CREATOR) == ()


def test_a41_a_breach_record_is_seen_by_both_sides_with_its_reason_and_costs_nothing_by_itself() -> None:
    story = in_breach()

    for side in (Party.CREATOR, Party.BRAND):
        seen = view(story.c, side, story.now)["breach"]
        assert (seen["reason"], seen["state"]) == ("abandoned", "open")
    assert story.money == (0, 0, 300_000, 0)


def test_an_appeal_of_it_counts_until_the_millisecond_its_time_is_over() -> None:
    by = in_breach().c.clocks["breach_appeal_by"]
    late, timely = in_breach().until(by), in_breach().until(by - MS)

    assert late.refused(Party.CREATOR, "appeal", reason=WHY) == "TOO_LATE"
    timely.creator("appeal", reason=WHY)
    assert state(timely) == "appealed"


def test_an_appeal_that_succeeds_adds_the_line_that_lifts_it_and_changes_none() -> None:
    story = appealed()
    assert (story.c.attention, is_over(story.c)) == (("breach_appealed",), False)

    story.operator("arbitrate", decision="lift", reason="提交记录属实")

    assert story.breaches == ["abandoned", "lifted"]
    assert (state(story), story.c.on_record and story.c.on_record.reason) == ("lifted", "abandoned")
    assert story.told[-2:] == ["operator_creator", "operator_brand"]
    assert (story.c.attention, story.c.clocks) == ((), {})
    assert is_over(story.c)


def test_an_appeal_that_fails_leaves_the_record_as_it_is() -> None:
    story = appealed()

    story.operator("arbitrate", decision="uphold", reason="没有提交记录")

    assert (state(story), story.breaches) == ("stands", ["abandoned"])
    assert (story.c.attention, story.c.clocks) == ((), {})
    assert is_over(story.c)


def test_a_breach_record_is_appealed_once_by_the_creator_and_with_a_reason() -> None:
    story = in_breach()
    assert story.refused(Party.BRAND, "appeal", reason=WHY) == "WRONG_PARTY"
    assert story.refused(Party.CREATOR, "appeal") == "REASON_NEEDED"

    story.creator("appeal", reason=WHY)

    assert story.refused(Party.CREATOR, "appeal", reason=WHY) == "ALREADY_ASKED"
    assert story.may(Party.CREATOR) == ()
    assert "breach_appeal_by" not in story.c.clocks


def test_an_operator_decides_an_appeal_and_nothing_else_and_only_with_what_fits() -> None:
    story = in_breach()
    assert story.refused(Party.OPERATOR, "arbitrate", decision="lift", **LI) == "NO_REQUEST"
    assert story.refused(Party.OPERATOR, "arbitrate", decision="uphold", **LI) == "NO_REQUEST"
    assert "arbitrate" not in story.may(Party.OPERATOR)

    story.creator("appeal", reason=WHY)

    assert story.may(Party.OPERATOR) == ("arbitrate",)
    assert story.refused(Party.OPERATOR, "arbitrate", decision="settle", **LI) == "DECISION_UNFIT"
    assert story.refused(Party.CREATOR, "arbitrate", decision="lift", reason=WHY) == "WRONG_PARTY"


@pytest.mark.parametrize("decision", ["lift", "uphold"])
def test_an_appeal_the_platform_leaves_lying_is_shown_until_it_is_decided(decision: str) -> None:
    story = appealed()

    story.wait(timedelta(days=story.c.order.terms.decide_days, hours=1))

    assert story.c.attention == ("breach_appealed", "decision_overdue")
    story.operator("arbitrate", decision=decision)
    assert story.c.attention == ()


def test_where_nobody_was_in_breach_there_is_nothing_to_appeal() -> None:
    story = cancelled()
    assert story.refused(Party.CREATOR, "appeal", reason=WHY) == "NO_BREACH"
    assert story.may(Party.CREATOR) == ()
    assert (story.c.clocks, is_over(story.c)) == ({}, True)
    assert completed().refused(Party.CREATOR, "appeal", reason=WHY) == "TOO_LATE"


def in_default() -> Story:
    story = writing()
    story.until((story.c.submit_by or story.now) + 2 * DAY)
    story.brand("cancel", reason="逾期")
    return story


def late() -> Story:
    """Handed in a day and more after the deadline, and audited as passed."""
    story = writing()
    return review(story.until((story.c.submit_by or story.now) + 2 * DAY))


def consented() -> Story:
    story = late()
    story.creator("request_cancel", reason="档期冲突")
    story.brand("answer_cancel", agree=True)
    return story


def cancelled_while_asked() -> Story:
    story = late()
    story.creator("request_cancel", reason="档期冲突")
    story.brand("cancel")
    return story


def unanswered() -> Story:
    story = late()
    story.creator("request_cancel", reason="档期冲突")
    return story.strike("cancel_reply_by")


@pytest.mark.parametrize("story", [in_breach, in_default, consented, cancelled_while_asked, unanswered])
def test_every_breach_record_may_be_appealed_and_both_sides_see_what_became_of_it(story: Any) -> None:
    told = story()
    assert told.stage is Stage.CANCELLED
    (reason,) = told.breaches
    assert "breach_appeal_by" in told.c.clocks

    told.creator("appeal", reason=WHY)
    told.operator("arbitrate", decision="lift")

    for party in PEOPLE:
        assert view(told.c, party, told.now)["breach"] == {"reason": reason, "state": "lifted"}
