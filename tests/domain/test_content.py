"""The content, its audit and its review (S1 Q11 to Q13, S2; D12.1, D12.2)."""

from collections.abc import Callable

import pytest

from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import (
    ITEM,
    RELEASE,
    approved,
    hand_in,
    in_audit,
    in_final_review,
    in_review,
    making_outline,
    rejected,
    review,
    writing,
)
from tests.domain.story import DAY, HOUR, MS, Story, beijing


def test_an_item_published_in_the_mp_with_the_tick_is_the_submission() -> None:
    story = in_audit()

    assert story.stage is Stage.PLATFORM_AUDIT
    assert story.c.item == ITEM
    assert story.clock("submit_by") == story.clock("abandon") == ""
    assert story.last.submission is not None
    assert (story.last.submission.kind, story.last.submission.ref) == ("content", ITEM)
    assert story.last.by is Party.SYSTEM


def test_without_the_tick_nothing_is_submitted() -> None:
    assert writing().refused(Party.OUTSIDE, "submitted", item=ITEM, linked=False) == "NOT_LINKED"


def test_an_item_of_another_account_is_refused() -> None:
    story = writing()

    assert story.refused(Party.OUTSIDE, "submitted", item=ITEM, creator="somebody") == "NOT_THE_CREATORS"
    assert story.refused(Party.OUTSIDE, "submitted") == "FIELD_NEEDED"


def test_an_article_is_not_uploaded_here() -> None:
    assert writing().refused(Party.CREATOR, "submit", ref="file-1") == "SUBMIT_IN_MP"
    assert "submit" not in writing().may(Party.CREATOR)


def test_a_video_is_uploaded_here_with_its_texts() -> None:
    story = writing(task_type="douyin_video")
    texts = {"title": "秋日新品", "description": "三种做法", "hashtags": ("试饮", "秋天")}

    assert story.refused(Party.OUTSIDE, "submitted", item=ITEM) == "SUBMIT_HERE"
    assert (
        story.refused(Party.CREATOR, "submit", ref="clip-1", **{**texts, "title": ""}) == "VIDEO_TEXT_NEEDED"
    )
    assert story.refused(Party.CREATOR, "submit", ref="clip-1", title="秋日新品") == "VIDEO_TEXT_NEEDED"
    story.creator("submit", ref="clip-1", **texts)

    assert story.stage is Stage.PLATFORM_AUDIT
    assert story.c.item == "clip-1"
    assert story.clock("audit_alert") == "2026-11-24 09:30"
    assert story.last.submission
    assert story.last.submission.details == {**texts, "hashtags": "试饮 秋天"}


def test_once_audited_it_waits_for_the_brand() -> None:
    story = in_review()

    assert story.stage is Stage.CONTENT_REVIEW
    assert story.text("content_review").startswith(
        "任务「秋日新品试饮」的文章待您确认，请在12月7日24:00前处理"
    )
    assert story.clock("review_attention") == "2026-12-01 00:00"
    assert story.clock("review_limit") == "2026-12-08 00:00"


def test_a_rejected_article_comes_back_with_an_sms() -> None:
    story = in_review()
    story.brand("reject", reason="缺少使用场景")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.text("content_rejected").startswith(
        "任务「秋日新品试饮」的文章被驳回（第1次），请查看驳回原因"
    )
    assert story.c.work
    assert (story.c.work.status, story.c.work.reason) == ("rejected", "缺少使用场景")
    assert (story.c.content_rejections, story.c.round) == (1, 2)
    assert story.clock("submit_by") == "2026-12-01 00:00"


def test_after_the_second_rejection_the_review_is_final() -> None:
    story = in_final_review()

    assert story.stage is Stage.FINAL_REVIEW
    assert story.c.content_rejections == 2
    assert story.told[-1] == "content_review"
    assert story.clock("review_limit") == "2026-12-08 00:00"


def test_a_third_rejection_is_refused_and_the_ways_on_are_offered() -> None:
    story = in_final_review()

    assert story.refused(Party.BRAND, "reject", reason="还是不行") == "NO_REJECTS_LEFT"
    assert set(story.may(Party.BRAND)) == {"approve", "escalate", "cancel"}
    story.brand("approve", release_at=RELEASE)

    assert story.stage is Stage.AWAITING_RELEASE


def test_the_final_review_has_the_same_clocks() -> None:
    story = in_final_review()

    assert story.clock("review_reminder") == "2026-11-30 00:00"
    assert story.clock("review_attention") == "2026-12-01 00:00"
    assert story.clock("review_last_reminder") == "2026-12-07 00:00"


def test_an_appeal_won_at_the_last_version_clears_the_work() -> None:
    story = hand_in(hand_in_again())
    story.fact("audited", passed=False, item=ITEM, reason="标题")
    story.creator("appeal_audit", reason="没有问题")
    story.fact("audited", passed=True, item=ITEM)

    assert story.stage is Stage.FINAL_REVIEW
    assert not story.c.audit_failed
    assert story.c.work
    assert (story.c.work.status, story.c.work.reason) == ("new", "")


@pytest.mark.parametrize("scene", [in_review, in_final_review, approved])
def test_an_audit_that_passes_once_more_changes_nothing(scene: Callable[..., Story]) -> None:
    assert scene().refused(Party.OUTSIDE, "audited", passed=True, item=ITEM) == "NOT_NOW"


def test_a_new_version_makes_the_old_round_stale() -> None:
    story = review(rejected())

    assert story.refused(Party.BRAND, "reject", reason="旧版", round=1) == "STALE_ROUND"
    assert story.refused(Party.BRAND, "approve", release_at=RELEASE, round=1) == "STALE_ROUND"
    story.brand("approve", release_at=RELEASE, round=2)


def test_a_submission_for_an_older_round_is_stale() -> None:
    assert rejected().refused(Party.OUTSIDE, "submitted", item=ITEM, round=1) == "STALE_ROUND"


def test_the_brand_approves_with_a_release_time() -> None:
    story = approved()

    assert story.stage is Stage.AWAITING_RELEASE
    assert story.clock("release") == "2026-11-26 20:00"
    assert story.clock("release_alert") == "2026-11-27 20:00"
    assert story.clock("release_limit") == "2026-11-29 20:00"
    assert (
        story.text("content_approved")
        == "任务「秋日新品试饮」的文章已确认，将于11月26日20:00发布，其后72小时仍未公开由平台介入"
    )
    assert story.c.work
    assert story.c.work.status == "confirmed"
    assert story.refused(Party.BRAND, "approve", release_at=RELEASE) == "ALREADY_APPROVED"


def test_approving_without_a_time_is_refused() -> None:
    assert in_review().refused(Party.BRAND, "approve") == "RELEASE_TIME_NEEDED"


def test_s2_a_failed_audit_sends_it_back_without_using_a_rejection() -> None:
    story = in_audit()
    story.fact("audited", passed=False, item=ITEM, reason="标题含绝对化用语")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.c.content_rejections == 0
    assert story.told[-1] == "audit_failed"
    assert story.c.work
    assert (story.c.work.status, story.c.work.reason) == ("rejected_by_audit", "标题含绝对化用语")
    assert story.c.round == 2
    assert story.clock("submit_by") == "2026-12-01 00:00"


def test_the_audit_of_another_item_does_not_count() -> None:
    for passed in (True, False):
        assert in_audit().refused(Party.OUTSIDE, "audited", passed=passed, item="mp-9") == "WRONG_ITEM"
    assert review(hand_in_again()).stage is Stage.FINAL_REVIEW
    assert (
        hand_in(hand_in_again()).refused(Party.OUTSIDE, "audited", passed=True, item="mp-9") == "WRONG_ITEM"
    )
    assert in_review().refused(Party.OUTSIDE, "audited", passed=False, item="mp-9") == "WRONG_ITEM"


def hand_in_again() -> Story:
    """Back at writing after the second rejection."""
    story = review(rejected())
    story.brand("reject")
    return story


def test_s2_a_failed_audit_can_be_appealed_once_for_each_version() -> None:
    story = in_audit()
    story.fact("audited", passed=False, item=ITEM, reason="标题含绝对化用语")
    story.creator("appeal_audit", reason="文中没有绝对化用语")

    assert story.stage is Stage.PLATFORM_AUDIT
    assert story.c.attention == ("audit_appealed",)
    assert story.clock("audit_alert") == "2026-11-24 09:30"
    story.fact("audited", passed=False, item=ITEM, reason="维持")
    assert story.refused(Party.CREATOR, "appeal_audit", reason="再看看") == "NOT_FAILED"

    hand_in(story, "mp-1002").fact("audited", passed=False, item="mp-1002", reason="标题")
    story.creator("appeal_audit", reason="新的版本")
    assert story.stage is Stage.PLATFORM_AUDIT


def test_s2_an_appeal_that_is_won_leads_to_the_review() -> None:
    story = in_audit()
    story.fact("audited", passed=False, item=ITEM, reason="标题含绝对化用语")
    story.creator("appeal_audit", reason="文中没有绝对化用语")
    story.fact("audited", passed=True, item=ITEM)

    assert story.stage is Stage.CONTENT_REVIEW
    assert story.c.work
    assert (story.c.work.status, story.c.work.reason) == ("new", "")
    story.brand("reject")
    assert story.refused(Party.CREATOR, "appeal_audit", reason="这是客户的驳回") == "NOT_FAILED"


def test_there_is_nothing_to_appeal_before_an_audit() -> None:
    assert writing().refused(Party.CREATOR, "appeal_audit", reason="？") == "NOT_FAILED"


@pytest.mark.parametrize("scene", [in_review, in_final_review, approved])
def test_a_later_failed_audit_takes_it_back_even_after_approval(scene: Callable[..., Story]) -> None:
    story = scene()
    rejections, rounds = story.c.content_rejections, story.c.round
    story.fact("audited", passed=False, item=ITEM, reason="复审未通过")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert (story.c.content_rejections, story.c.round) == (rejections, rounds + 1)
    assert (story.c.release_at, story.clock("release")) == (None, "")
    assert story.told[-2:] == ["audit_failed", "audit_failed_brand"]
    assert story.c.audit_failed
    assert story.clock("submit_by") == "2026-12-01 00:00"


def test_a_slow_audit_is_shown_after_24_hours_and_no_review_clock_runs() -> None:
    story = in_audit().strike("audit_alert")

    assert story.c.attention == ("audit_slow",)
    assert story.clock("review_attention") == story.clock("review_limit") == ""
    assert review_passed(story.wait(3 * DAY)).clock("review_attention") == "2026-12-05 00:00"


def review_passed(story: Story) -> Story:
    story.fact("audited", passed=True, item=ITEM)
    return story


def test_silence_never_approves_an_article() -> None:
    """Reminders, after 7 natural days the attention list, after 14 a cancel at the brand's fault."""
    story = in_review().until("12-01 00:01")
    assert story.stage is Stage.CONTENT_REVIEW
    assert story.c.attention == ("review_overdue",)
    assert story.told_at("review_reminder") == "2026-11-30 08:00"

    story.until("12-07 12:00")
    assert [at for at, name in story.heard if name == "review_reminder"] == [
        beijing("11-30 08:00"),
        beijing("12-01 08:00"),
        beijing("12-07 08:00"),
    ]

    story.until("12-08 00:00:05")
    assert story.stage is Stage.CANCELLED
    assert story.money == (142_500, 7_500, 150_000, 0)
    assert story.told[-2:] == ["cancelled_silent_brand", "cancelled_silent_creator"]
    assert story.world.transfers == [("pay_out:c-1:1", 142_500)]
    assert story.breaches == []


def test_a_decision_at_the_limit_is_late() -> None:
    limit = in_review().c.clocks["review_limit"]
    story = in_review().until(limit)

    assert story.refused(Party.BRAND, "approve", release_at=RELEASE) == "REVIEW_WINDOW_CLOSED"
    story.brand("approve", release_at=limit + HOUR, stamp=limit - MS)
    assert story.stage is Stage.AWAITING_RELEASE


def test_a_brand_that_ordered_so_approves_by_silence() -> None:
    story = in_review(approve_when_silent=True).strike("review_attention")

    assert story.stage is Stage.PUBLISHED  # no release time was ordered: now is one
    assert story.c.work
    assert story.c.work.status == "silent"
    assert story.c.release_at == beijing("12-01 00:00")
    assert story.told[-2:] == ["content_silent", "content_silent_brand"]


def test_silence_releases_at_the_ordered_date() -> None:
    story = in_review(approve_when_silent=True, release_from=beijing("12-05 20:00")).strike(
        "review_attention"
    )

    assert story.stage is Stage.AWAITING_RELEASE
    assert story.clock("release") == "2026-12-05 20:00"
    assert story.clock("release_alert") == "2026-12-06 20:00"
    assert story.clock("release_limit") == "2026-12-08 20:00"


def test_where_silence_approves_a_rejection_at_the_deadline_is_late() -> None:
    deadline = in_review().c.clocks["review_attention"]
    silent, plain = in_review(approve_when_silent=True).until(deadline), in_review().until(deadline)

    assert silent.refused(Party.BRAND, "reject", reason="晚了") == "REVIEW_WINDOW_CLOSED"
    plain.brand("reject")


def test_silence_does_not_approve_an_unmarked_purchase_link() -> None:
    link = {"purchase_link": "https://shop.example/1", "approve_when_silent": True}
    unmarked = in_review(**link).strike("review_attention")
    marked = review(writing(**link), marked_as_ad=True).strike("review_attention")

    assert unmarked.stage is Stage.CONTENT_REVIEW
    assert unmarked.c.attention == ("review_overdue",)
    assert marked.stage is Stage.PUBLISHED


def test_within_the_grace_a_late_article_is_taken_and_marked() -> None:
    deadline = writing().c.clocks["submit_by"]
    late, in_time = writing().until(deadline), writing().until(deadline - MS)
    hand_in(late)
    hand_in(in_time)

    assert late.c.late
    assert late.stage is Stage.PLATFORM_AUDIT
    assert not in_time.c.late


def test_at_the_deadline_the_creator_hears_and_it_is_shown() -> None:
    story = writing().strike("submit_by")

    assert story.c.attention == ("overdue",)
    assert story.told[-1] == "overdue"
    assert hand_in(story).c.attention == ()


def test_beyond_the_grace_it_is_still_taken_until_it_is_cancelled() -> None:
    story = writing().until("12-03 12:00")

    assert hand_in(story).c.late


def test_nothing_submitted_72_hours_after_the_deadline_cancels_and_is_on_record() -> None:
    story = writing().strike("abandon")

    assert story.stage is Stage.CANCELLED
    assert story.now == beijing("12-04 00:00:05")
    assert story.money == (0, 0, 300_000, 0)
    assert story.breaches == ["abandoned"]
    assert "abandoned_creator" in story.told
    assert story.until("12-04 08:00").told[-1] == "abandoned_brand"


def test_a_submission_stamped_before_the_cancel_still_counts_within_the_grace() -> None:
    limit = writing().c.clocks["abandon"]
    story = writing().until(limit)

    assert story.refused(Party.OUTSIDE, "submitted", item=ITEM) == "TOO_LATE"
    story.fact("submitted", item=ITEM, stamp=limit - MS)
    assert story.stage is Stage.PLATFORM_AUDIT


def test_an_abandoned_outline_is_cancelled_alike() -> None:
    story = making_outline().strike("abandon")

    assert story.stage is Stage.CANCELLED
    assert story.breaches == ["abandoned"]


def test_another_item_is_taken_only_while_it_is_made() -> None:
    assert in_audit().refused(Party.OUTSIDE, "submitted", item="mp-1002") == "ALREADY_SUBMITTED"
    assert in_review().refused(Party.OUTSIDE, "submitted", item="mp-1002") == "ALREADY_SUBMITTED"
    assert hand_in(rejected(), "mp-1002").c.item == "mp-1002"


def test_a_purchase_link_needs_the_ad_mark_before_release() -> None:
    story = in_review(purchase_link="https://shop.example/1")

    assert story.refused(Party.BRAND, "approve", release_at=RELEASE) == "AD_MARK_NEEDED"
    story.brand("approve", release_at=RELEASE, marked_as_ad=True)
    assert story.c.marked_as_ad


def test_a_mark_in_the_order_or_in_the_work_will_do() -> None:
    link = {"purchase_link": "https://shop.example/1"}
    for story in (in_review(**link, marked_as_ad=True), review(writing(**link), marked_as_ad=True)):
        story.brand("approve", release_at=RELEASE)

        assert story.stage is Stage.AWAITING_RELEASE
