"""Nobody gains by complaining again: causes that ended, the window that is over, one rework (A2b to A5)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import complained, hear, published, suspended
from tests.domain.story import DAY, HOUR, MS, Story


def complain(story: Story, cause: str, *evidence: str) -> str:
    return story.refused(Party.BRAND, "complain", cause=cause, reason="质量", evidence=evidence)


def withdrawn() -> Story:
    story = complained()
    story.brand("withdraw_complaint")
    return story


def reworked() -> Story:
    story = hear(complained())
    story.operator("arbitrate", decision="rework")
    return story.wait(DAY)


@pytest.mark.parametrize("build", [withdrawn, reworked])
def test_a3_a5_a_cause_that_ended_is_opened_again_by_new_evidence_only(build: Callable[[], Story]) -> None:
    story = build()
    assert complain(story, "content_differs") == "CAUSE_CLOSED"
    assert complain(story, "content_differs", "shot-1") == "CAUSE_CLOSED"
    story.brand("complain", cause="content_differs", evidence=("shot-1", "shot-2"))
    assert story.stage is Stage.ARBITRATION


def test_a3_complaining_and_withdrawing_comes_to_an_end() -> None:
    """It was: a hundred times in one second, a hundred SMS."""
    story = withdrawn()
    story.brand("complain", cause="content_differs", evidence=("shot-2",))
    story.brand("withdraw_complaint")

    assert complain(story, "content_differs", "shot-3") == "CAUSE_USED_UP"
    story.brand("complain", cause="quality")
    assert story.stage is Stage.ARBITRATION


def test_a2b_a_complaint_without_ground_holds_the_money_for_the_time_of_two_decisions_and_one_appeal() -> (
    None
):
    """Made, appealed and decided in the last second, each time."""
    story = published()
    ends = story.c.clocks["settle_by"]
    terms = story.c.order.terms
    story.until(ends - MS).brand("complain", cause="quality")
    last_second_decision(story)
    assert "appeal" not in story.may(Party.CREATOR), "who has won appeals nothing"
    story.until(story.c.clocks["appeal_by"] - MS).brand("appeal", reason="不认可")
    last_second_decision(story)

    assert (story.stage, story.money) == (Stage.SETTLED, (285_000, 15_000, 0, 0))
    assert story.now - ends < 2 * terms.decide_days * DAY + terms.appeal_hours * HOUR
    assert story.may(Party.BRAND) == ("open_edit", "rate")
    assert complain(story, "fraud", "shot-7") == "COMPLAINT_WINDOW_CLOSED"


def last_second_decision(story: Story) -> None:
    story.strike("answer_by").until(story.c.clocks["decide_by"] - MS)
    story.operator("arbitrate", decision="settle", reason="投诉不成立")


def test_a3_nor_is_it_added_to_another_case() -> None:
    story = withdrawn()
    story.brand("complain", cause="quality")

    assert complain(story, "content_differs") == "CAUSE_CLOSED"


def test_a5_one_rework() -> None:
    story = reworked()
    story.brand("complain", cause="content_differs", evidence=("shot-2",))
    hear(story)
    said = {"decision": "rework", "reason": "x", "actor": "operator:li"}

    assert story.refused(Party.OPERATOR, "arbitrate", **said) == "NO_REWORKS_LEFT"
    story.operator("arbitrate", decision="refund")


def test_a4_while_settlement_is_suspended_only_what_came_after_the_window_is_complained_of() -> None:
    for cause in ("quality", "late", "fraud", "content_differs", "other"):
        assert complain(suspended(), cause, "shot-9") == "COMPLAINT_WINDOW_CLOSED"
    suspended().brand("complain", cause="not_public")
    ends = suspended().c.settle_by
    assert ends
    for edited, code in ((ends - MS, "COMPLAINT_WINDOW_CLOSED"), (ends, "")):
        story = suspended()
        story.c = replace(story.c, edited_at=edited)
        if code:
            assert complain(story, "content_differs") == code
        else:
            story.brand("complain", cause="content_differs")


def test_a4_nor_is_a_cause_added_once_the_window_is_over() -> None:
    story = complained()
    ends = story.c.settle_by
    assert ends
    story.sleep(ends - MS).brand("complain", cause="late")
    late = complained().until(ends)

    assert complain(late, "quality") == "COMPLAINT_WINDOW_CLOSED"
    late.brand("complain", cause="not_public")


def test_a_first_complaint_needs_no_evidence() -> None:
    story = published()
    story.brand("complain", cause="quality")
    assert story.stage is Stage.ARBITRATION
