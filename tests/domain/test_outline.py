"""The outline (S1 Q6 to Q10)."""

import pytest

from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import making_outline, offered, outline_in_review
from tests.domain.story import DAY, HOUR, MS, SECOND, beijing


def test_a_submitted_outline_waits_for_the_brand() -> None:
    story = outline_in_review()

    assert story.stage is Stage.OUTLINE_REVIEW
    assert story.told[-1] == "outline_review"
    assert story.clock("outline_review_by") == "2026-11-27 00:00"
    assert story.clock("submit_by") == story.clock("abandon") == ""
    assert story.last.submission is not None
    assert (story.last.submission.ref, story.last.submission.round) == ("outline-1", 1)


def test_a_rejected_outline_comes_back_with_an_sms_and_its_reason_in_the_details() -> None:
    story = outline_in_review()
    story.brand("reject", reason="缺少使用场景")

    assert story.stage is Stage.OUTLINE_DRAFTING
    assert story.text("outline_rejected").startswith(
        "任务「秋日新品试饮」的提纲被驳回（第1次），请查看驳回原因"
    )
    assert "缺少使用场景" not in story.text("outline_rejected")
    assert story.c.work
    assert (story.c.work.status, story.c.work.reason) == ("rejected", "缺少使用场景")
    assert story.c.round == 2


def test_a_rejection_leaves_at_least_72_hours_to_revise() -> None:
    soon = outline_in_review(submit_by=beijing("11-24 18:00"))
    soon.brand("reject")
    late = outline_in_review()
    late.brand("reject")

    assert soon.clock("submit_by") == "2026-11-26 09:30"
    assert late.clock("submit_by") == "2026-12-01 00:00"


def test_the_third_rejection_begins_the_writing() -> None:
    story = outline_in_review()
    for n in (1, 2):
        story.brand("reject")
        assert (story.stage, story.c.outline_rejections) == (Stage.OUTLINE_DRAFTING, n)
        story.creator("submit", ref=f"outline-{n + 1}")

    story.brand("reject")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.text("outline_exhausted").startswith(
        "任务「秋日新品试饮」的提纲第3次被驳回，进入文章制作环节"
    )
    assert story.c.work
    assert story.c.work.status == "rejected"
    assert story.c.round == 4
    assert story.clock("submit_by") == "2026-12-01 00:00"


def test_a_confirmed_outline_begins_the_writing_with_an_sms() -> None:
    story = outline_in_review()
    story.brand("approve")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert (
        story.text("outline_confirmed")
        == "任务「秋日新品试饮」的提纲已确认，请在11月30日24:00前提交文章，逾期72小时未交则取消并记违约"
    )
    assert story.c.work
    assert story.c.work.status == "confirmed"
    assert story.c.round == 2
    assert story.clock("submit_by") == "2026-12-01 00:00"
    assert story.clock("outline_review_by") == ""


def test_an_outline_nobody_answers_in_three_natural_days_counts_as_approved() -> None:
    story = outline_in_review().strike("outline_review_by")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.now == beijing("11-27 00:00:05")
    assert story.told[-1] == "outline_silent"
    assert story.last.by is Party.CLOCK
    assert story.c.work
    assert story.c.work.status == "silent"
    assert story.c.round == 2
    assert story.clock("submit_by") == "2026-12-01 00:00"


def test_the_brand_is_reminded_a_day_before_but_not_at_midnight() -> None:
    story = outline_in_review().until("11-27 00:00")

    assert story.told_at("review_reminder") == "2026-11-26 08:00"


def test_a_new_round_restarts_the_whole_review() -> None:
    story = outline_in_review().until("11-24 12:00")
    story.brand("reject")
    story.until("11-25 12:00").creator("submit", ref="outline-2")

    assert story.clock("outline_review_by") == "2026-11-29 00:00"


@pytest.mark.parametrize("move", ["approve", "reject"])
def test_from_the_deadline_on_the_review_is_over(move: str) -> None:
    deadline = outline_in_review().c.clocks["outline_review_by"]
    story = outline_in_review().until(deadline)

    assert story.refused(Party.BRAND, move, reason="晚了") == "REVIEW_WINDOW_CLOSED"
    story.do(Party.BRAND, move, reason="没晚", stamp=deadline - MS)

    assert story.stage in (Stage.CONTENT_DRAFTING, Stage.OUTLINE_DRAFTING)


def test_after_the_timeout_approved_it_cannot_be_rejected() -> None:
    story = outline_in_review().strike("outline_review_by")

    assert story.refused(Party.BRAND, "reject", reason="晚了", stamp=story.now - 6 * SECOND) == "NOT_NOW"


def test_a_rejection_for_an_older_round_is_stale_and_costs_nothing() -> None:
    story = outline_in_review()
    story.brand("reject", round=1)
    story.creator("submit", ref="outline-2", round=2)

    assert story.refused(Party.BRAND, "reject", reason="看第一版", round=1) == "STALE_ROUND"
    assert story.c.outline_rejections == 1


def test_approve_and_reject_crossing_the_first_wins() -> None:
    story = outline_in_review()
    story.brand("approve", round=1)

    assert story.refused(Party.BRAND, "reject", reason="晚了", round=1) == "STALE_ROUND"
    assert story.refused(Party.BRAND, "reject", reason="晚了") == "NOT_NOW"
    assert story.c.outline_rejections == 0


def test_two_of_the_brands_staff_rejecting_at_once_use_one_rejection() -> None:
    story = outline_in_review()
    story.brand("reject", round=1, command_id="li")

    assert story.refused(Party.BRAND, "reject", reason="同上", round=1, command_id="wang") == "STALE_ROUND"
    assert story.refused(Party.BRAND, "reject", reason="同上", command_id="zhao") == "NOT_NOW"
    assert story.c.outline_rejections == 1


@pytest.mark.parametrize(
    ("reason", "code"), [("", "REASON_NEEDED"), ("  ", "REASON_NEEDED"), ("长" * 501, "REASON_TOO_LONG")]
)
def test_a_rejection_needs_a_reason_of_at_most_500_characters(reason: str, code: str) -> None:
    story = outline_in_review()

    assert story.refused(Party.BRAND, "reject", reason=reason) == code
    assert story.c.outline_rejections == 0
    story.brand("reject", reason="长" * 500)


def test_the_brand_may_go_without_the_outline_while_it_is_made() -> None:
    story = making_outline().strike("submit_by")
    assert story.c.attention == ("overdue",)

    story.brand("waive_outline")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.c.outline_waived
    assert story.told[-1] == "outline_waived"
    assert story.c.attention == ()
    assert story.c.round == 2
    assert story.clock("submit_by") == "2026-12-04 00:00"


def test_while_it_is_reviewed() -> None:
    story = outline_in_review()
    story.brand("waive_outline")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.c.outline_waived
    assert story.told[-1] == "outline_waived"
    assert story.c.work
    assert story.c.work.status == "waived"
    assert story.c.round == 2
    assert story.clock("submit_by") == "2026-12-01 00:00"


def test_an_outline_is_not_waived_before_acceptance() -> None:
    assert offered(outline_wanted=True).refused(Party.BRAND, "waive_outline") == "NOT_NOW"


def test_submitting_twice_is_told_so() -> None:
    assert outline_in_review().refused(Party.CREATOR, "submit", ref="again") == "ALREADY_SUBMITTED"


def test_submitting_nothing_is_refused() -> None:
    assert making_outline().refused(Party.CREATOR, "submit") == "FIELD_NEEDED"


def test_the_creator_is_reminded_a_day_before_the_deadline_in_the_morning() -> None:
    story = making_outline().until("12-01 00:00")

    assert story.told_at("submit_reminder") == "2026-11-30 08:00"
    assert (
        story.text("submit_reminder")
        == "任务「秋日新品试饮」请在11月30日24:00前提交，逾期72小时未交则取消并记违约"
    )


def test_a_late_outline_is_marked() -> None:
    story = making_outline().until(making_outline().c.clocks["submit_by"])
    story.creator("submit", ref="outline-1")

    assert story.c.late
    assert story.last.submission
    assert story.last.submission.late


def test_the_video_kind_says_script_where_others_say_outline() -> None:
    story = outline_in_review(task_type="douyin_video")
    story.brand("reject")

    assert story.text("outline_review").startswith("任务「秋日新品试饮」的脚本已提交")
    assert "脚本被驳回" in story.text("outline_rejected")


def test_rejections_of_the_outline_are_a_term() -> None:
    story = outline_in_review(terms={"outline_rejections": 1}).wait(HOUR)
    story.brand("reject")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.wait(DAY).c.outline_rejections == 1
