"""A creator disputes a rejection, and the platform lets it stand or strikes it (A17, A17b, A31)."""

import pytest

from domain.commissions.money.killing import kill_stage
from domain.commissions.state.stages import Stage
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import (
    RELEASE,
    escalated,
    hear,
    in_final_review,
    in_review,
    making_outline,
    outline_in_review,
    rejected,
    review,
    writing,
)
from tests.domain.story import DAY, HOUR, MS, SECOND, Story

LI = "operator:li"
WHY = "要求超出需求单"


def outline_rejected(times: int = 1, **order: object) -> Story:
    story = outline_in_review(**order)
    for n in range(times):
        story.brand("reject")
        if n < times - 1:
            story.creator("submit", ref=f"outline-{n + 2}")
    return story


def decide(story: Story, decision: str, **said: object) -> Story:
    hear(story).operator("arbitrate", decision=decision, **said)
    return story


def escalate(story: Story) -> Story:
    story.creator("escalate", reason=WHY)
    return story


def arbitrate(story: Story, decision: str) -> str:
    return story.refused(Party.OPERATOR, "arbitrate", decision=decision, reason="x", actor=LI)


# --- struck ---


def test_a17_a_struck_rejection_brings_the_same_version_back_to_review_and_stays_used() -> None:
    story = decide(escalated(), "strike_rejection")

    assert story.stage is Stage.CONTENT_REVIEW
    assert story.c.content_rejections == 1
    assert story.c.work
    assert (story.c.work.ref, story.c.work.status, story.c.work.reason) == ("mp-1001", "new", "")
    assert story.c.case is None
    assert story.c.past_case
    assert story.c.past_case.decision == "strike_rejection"
    assert story.told[-2:] == ["rejection_struck", "review_again"]
    assert story.text("review_again") == (
        "平台判定撤销任务「秋日新品试饮」的驳回（仍计入次数），请在12月7日24:00前再次确认原版本，逾期将取消并按条款赔付"
    )
    assert story.clock("review_limit") == "2026-12-08 00:00"
    assert story.clock("submit_by") == story.clock("abandon") == ""
    story.brand("approve", release_at=RELEASE)
    assert story.until(RELEASE).stage is Stage.PUBLISHED


def test_a17_a_brand_that_moves_the_goalposts_runs_out_of_rejections_and_owes_all() -> None:
    """It was: six rejections made, one counted, and half the price to leave."""
    story = decide(escalated(), "strike_rejection")
    story.brand("reject")
    decide(escalate(story), "strike_rejection")

    assert story.stage is Stage.FINAL_REVIEW
    assert story.c.content_rejections == 2
    assert story.refused(Party.BRAND, "reject", reason="还不行") == "NO_REJECTS_LEFT"
    assert kill_stage(story.c, story.now).name == "final"


def test_a31_an_outlines_rejection_is_disputed_and_struck() -> None:
    story = decide(escalate(outline_rejected()), "strike_rejection")

    assert story.stage is Stage.OUTLINE_REVIEW
    assert story.c.outline_rejections == 1
    assert story.told[-2:] == ["rejection_struck", "review_again"]
    assert story.clock("outline_review_by") == "2026-11-27 00:00"
    assert story.text("review_again").endswith("请在11月26日24:00前再次确认原版本，逾期视为确认")
    assert story.strike("outline_review_by").stage is Stage.CONTENT_DRAFTING


def test_a31_the_last_outlines_rejection_struck_leaves_none_to_make() -> None:
    story = outline_rejected(3)
    assert story.stage is Stage.CONTENT_DRAFTING
    decide(escalate(story), "strike_rejection")

    assert story.stage is Stage.OUTLINE_REVIEW
    assert story.c.outline_rejections == 3
    assert "reject" not in story.may(Party.BRAND)
    assert story.refused(Party.BRAND, "reject", reason="还不行") == "NO_REJECTS_LEFT"
    story.brand("approve")
    assert story.stage is Stage.CONTENT_DRAFTING


def test_an_outline_that_is_wanted_no_more_is_not_disputed() -> None:
    story = outline_rejected()
    story.brand("waive_outline")

    assert story.refused(Party.CREATOR, "escalate", reason=WHY) == "NOT_YET"


# --- upheld ---


def test_a17_an_upheld_rejection_gives_nothing_back_and_takes_no_time() -> None:
    story = rejected()
    left = story.c.clocks["submit_by"] - story.now
    escalate(story).wait(5 * DAY + MS)
    decide(story, "uphold_rejection")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.c.content_rejections == 1
    assert story.c.work
    assert story.c.work.status == "rejected"
    assert story.c.clocks["submit_by"] - story.now == left
    assert story.c.clocks["abandon"] == story.c.clocks["submit_by"] + 72 * HOUR
    assert story.told[-2:] == ["rejection_stands", "rejection_upheld"]
    assert story.text("rejection_stands") == (
        "平台判定任务「秋日新品试饮」的驳回成立，请在12月5日24:00前修改后再次提交，逾期72小时未交则取消并记违约"
    )
    assert review(story).stage is Stage.CONTENT_REVIEW


def test_a31_an_outlines_rejection_upheld_is_revised() -> None:
    story = decide(escalate(outline_rejected()).wait(DAY), "uphold_rejection")

    assert story.stage is Stage.OUTLINE_DRAFTING
    assert story.c.outline_rejections == 1
    story.creator("submit", ref="outline-2")
    assert story.stage is Stage.OUTLINE_REVIEW


def test_who_was_late_when_asking_is_as_late_when_it_stands() -> None:
    story = rejected().strike("submit_by").wait(HOUR)
    late = story.now - story.c.submit_by if story.c.submit_by else None
    decide(escalate(story).wait(9 * DAY), "uphold_rejection")

    assert story.c.submit_by
    assert story.now - story.c.submit_by == late
    story.wait(22 * HOUR)
    assert kill_stage(story.c, story.now).name == "content"
    story.wait(2 * HOUR)
    assert kill_stage(story.c, story.now).name == "default"


# --- who may ask, and how often ---


def test_the_creator_may_ask_about_a_rejection_and_the_brand_may_not() -> None:
    for story in (rejected(), outline_rejected()):
        assert story.refused(Party.BRAND, "escalate", reason="x") == "NOT_YET"
        assert "escalate" in story.may(Party.CREATOR)
        assert escalate(story).stage is Stage.ARBITRATION
    for story in (writing(), making_outline()):
        assert story.refused(Party.CREATOR, "escalate", reason="x") == "NOT_YET"


def test_a17b_one_rejection_is_asked_about_once() -> None:
    for story in (rejected(), outline_rejected()):
        decide(escalate(story), "uphold_rejection")
        assert story.refused(Party.CREATOR, "escalate", reason=WHY) == "NOT_YET"
        assert "escalate" not in story.may(Party.CREATOR)

    again = decide(escalated(), "uphold_rejection")
    review(again).brand("reject")
    assert escalate(again).stage is Stage.ARBITRATION
    struck = decide(escalated(), "strike_rejection")
    struck.brand("reject")
    assert escalate(struck).stage is Stage.ARBITRATION


@pytest.mark.parametrize("late", [False, True])
def test_a17b_who_is_in_default_may_not_ask(late: bool) -> None:  # noqa: FBT001
    """It was: 71 hours late, and by asking half the price to leave was owed again."""
    for story in (rejected(), outline_rejected()):
        story.strike("submit_by")
        assert story.c.submit_by
        grace_ends = story.c.submit_by + 24 * HOUR
        story.sleep(grace_ends if late else grace_ends - MS)
        if not late:
            assert escalate(story).stage is Stage.ARBITRATION
            continue
        assert story.refused(Party.CREATOR, "escalate", reason=WHY) == "IN_DEFAULT"
        assert "escalate" not in story.may(Party.CREATOR)
        story.brand("cancel")
        assert story.money == (0, 0, 300_000, 0)


def test_a33_a_brand_that_is_silent_may_not_ask_and_its_creator_may() -> None:
    story = in_final_review()
    assert "escalate" in story.may(Party.BRAND)
    story.strike("review_attention")

    assert story.refused(Party.BRAND, "escalate", reason="x") == "IN_DEFAULT"
    assert in_review().strike("review_attention").refused(Party.BRAND, "escalate", reason="x") == "IN_DEFAULT"
    assert escalate(story).stage is Stage.ARBITRATION


# --- which decisions fit ---


def test_resume_no_longer_answers_a_dispute_and_the_two_that_do_are_named() -> None:
    story = escalated()
    with pytest.raises(Refused) as refused:
        decide(story, "resume")

    assert refused.value.code == "DECISION_UNFIT"
    assert "uphold_rejection, strike_rejection" in refused.value.zh
    for other in ("settle", "rework", "resume"):
        assert arbitrate(escalated(), other) == arbitrate(escalate(outline_rejected()), other)
    assert arbitrate(escalate(outline_rejected()), "approve") == "DECISION_UNFIT"


def test_the_two_answer_nothing_but_a_dispute() -> None:
    review_asked = in_final_review()
    review_asked.brand("escalate", reason="内容不符")

    for decision in ("uphold_rejection", "strike_rejection"):
        assert arbitrate(review_asked, decision) == "DECISION_UNFIT"


def test_a_dispute_goes_on_while_its_brand_is_struck_again_in_the_same_second() -> None:
    story = decide(escalated(), "strike_rejection").wait(SECOND)

    assert story.stage is Stage.CONTENT_REVIEW
    assert story.until("12-08 00:00:05").stage is Stage.CANCELLED
    assert story.money == (142_500, 7_500, 150_000, 0)
