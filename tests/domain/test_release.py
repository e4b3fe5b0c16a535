"""The release (S1 Q13; cases 28, 36 to 38; design 12.2)."""

from collections.abc import Callable

import pytest

from domain.stages import Party, Stage
from tests.domain.scenes import (
    ITEM,
    RELEASE,
    approved,
    in_audit,
    in_final_review,
    in_review,
    making_outline,
    outline_in_review,
    published,
    rejected,
    writing,
)
from tests.domain.story import DAY, HOUR, MINUTE, MS, SECOND, Story, beijing


def test_q13_at_the_release_time_it_is_published_by_itself() -> None:
    story = approved().until(RELEASE - MS)
    assert story.stage is Stage.AWAITING_RELEASE

    story.until(RELEASE)

    assert story.stage is Stage.PUBLISHED
    assert story.c.published_at == RELEASE
    assert [each.params["item"] for each in story.done("publish")] == [ITEM]


def test_q14_the_window_is_the_seven_natural_days_after_the_day_of_publication() -> None:
    story = published()

    assert story.clock("settle_by") == "2026-12-04 00:00"
    assert story.clock("settle_reminder") == "2026-12-03 00:00"
    assert story.c.seen.public
    assert story.c.seen.since == RELEASE


def test_case_36_a_release_time_already_past_means_now() -> None:
    story = in_review()
    story.brand("approve", release_at=beijing("11-20 20:00"))
    story.wait(SECOND)

    assert story.stage is Stage.PUBLISHED
    assert story.c.release_at == beijing("11-23 09:30")


def test_case_36_a_release_beyond_the_window_is_refused() -> None:
    latest = beijing("12-23 09:30")

    assert in_review().refused(Party.BRAND, "approve", release_at=latest + MS) == "RELEASE_TOO_LATE"
    in_review().brand("approve", release_at=latest)


def test_case_36_the_ordered_end_of_the_window_counts_too() -> None:
    until = beijing("11-30 00:00")
    story = in_review(release_until=until)

    assert story.refused(Party.BRAND, "approve", release_at=until + MS) == "RELEASE_TOO_LATE"
    story.brand("approve", release_at=until)
    assert story.refused(Party.BRAND, "reschedule", release_at=until + MS) == "RELEASE_TOO_LATE"


def test_the_brand_may_move_the_release_until_it_begins() -> None:
    story = approved()
    story.brand("reschedule", release_at=beijing("11-27 09:00"))

    assert story.clock("release") == "2026-11-27 09:00"
    assert story.clock("release_alert") == "2026-11-28 09:00"
    assert story.clock("release_limit") == "2026-11-30 09:00"
    assert story.told[-2:] == ["content_approved", "content_approved"]
    assert story.text("content_approved").endswith("将于11月27日09:00发布")
    assert story.until("11-26 21:00").stage is Stage.AWAITING_RELEASE
    assert story.until("11-27 09:00").c.published_at == beijing("11-27 09:00")
    assert story.refused(Party.BRAND, "reschedule", release_at=story.now + DAY) == "ALREADY_PUBLISHED"


def test_a_release_that_has_begun_is_not_moved_and_not_cancelled() -> None:
    """Case 38: while the MP has not answered, nobody knows whether it is public."""
    story = approved()
    story.world.mp = None
    story.until(RELEASE)

    assert story.c.release_ordered
    assert story.refused(Party.BRAND, "reschedule", release_at=RELEASE + DAY) == "ALREADY_PUBLISHED"
    assert story.refused(Party.BRAND, "cancel", quoted_fen=150_000) == "RELEASE_IN_FLIGHT"
    story.creator("request_cancel", reason="生病")
    assert story.refused(Party.BRAND, "cancel") == "RELEASE_IN_FLIGHT"
    assert story.refused(Party.BRAND, "answer_cancel", agree=True) == "RELEASE_IN_FLIGHT"

    story.answer("publish", "published")
    assert story.stage is Stage.PUBLISHED
    assert story.c.cancel_request is None
    assert story.clock("cancel_reply_by") == ""


def test_case_38_once_the_platform_reports_it_public_a_cancel_is_refused() -> None:
    assert published().refused(Party.BRAND, "cancel") == "PUBLISHED"
    assert "complain" in published().may(Party.BRAND)


def test_the_platforms_own_report_publishes_it_too() -> None:
    story = approved()
    story.world.mp = None
    story.until(RELEASE + MINUTE)
    story.fact("published", item=ITEM, happened_at=RELEASE + SECOND)

    assert story.stage is Stage.PUBLISHED
    assert story.c.published_at == RELEASE + SECOND
    assert story.clock("settle_by") == "2026-12-04 00:00"
    assert story.clock("settle_reminder") == "2026-12-03 00:00"
    assert story.refused(Party.OUTSIDE, "published", item=ITEM) == "ALREADY_PUBLISHED"


def test_a_report_about_another_item_does_not_count() -> None:
    story = approved()
    story.world.mp = None
    story.until(RELEASE)

    assert story.refused(Party.OUTSIDE, "published", item="mp-9") == "WRONG_ITEM"


def test_a_report_from_the_future_is_taken_as_of_now() -> None:
    story = approved()
    story.world.mp = None
    story.until(RELEASE)
    story.fact("published", item=ITEM, happened_at=RELEASE + 5 * DAY)

    assert story.c.published_at == RELEASE


@pytest.mark.parametrize(
    ("scene", "stage"),
    [
        (making_outline, Stage.OUTLINE_DRAFTING),
        (outline_in_review, Stage.OUTLINE_REVIEW),
        (writing, Stage.CONTENT_DRAFTING),
        (in_audit, Stage.PLATFORM_AUDIT),
        (in_review, Stage.CONTENT_REVIEW),
        (in_final_review, Stage.FINAL_REVIEW),
        (approved, Stage.AWAITING_RELEASE),
    ],
)
def test_case_28_published_before_the_brand_agreed_is_noted_and_shown(
    scene: Callable[..., Story],
    stage: Stage,
) -> None:
    story = scene()
    story.fact("published", item=ITEM, happened_at=story.now)

    assert story.stage is stage
    assert (story.c.early_item, story.c.early_at) == (ITEM, story.now)
    assert story.c.attention == ("early_publication",)
    assert story.told[-1] == "early"
    assert story.c.published_at is None


@pytest.mark.parametrize("scene", [writing, in_audit, in_review, in_final_review, approved])
def test_case_28_the_brand_may_ratify_it_and_the_window_runs_from_then(scene: Callable[..., Story]) -> None:
    story = scene()
    story.creator("request_cancel", reason="生病")
    story.fact("published", item=ITEM, happened_at=story.now)
    early = story.now
    story.wait(DAY).brand("ratify")

    assert story.stage is Stage.PUBLISHED
    assert (story.c.item, story.c.published_at) == (ITEM, early)
    assert story.clock("settle_by") == "2026-12-01 00:00"
    assert story.clock("settle_reminder") == "2026-11-30 00:00"
    assert (story.c.attention, story.c.early_item, story.c.early_at) == ((), "", None)
    assert (story.c.cancel_request, story.clock("cancel_reply_by")) == (None, "")


@pytest.mark.parametrize("scene", [making_outline, approved])
def test_case_28_or_have_it_taken_down(scene: Callable[..., Story]) -> None:
    story = scene()
    stage = story.stage
    story.fact("published", item="mp-7")
    story.brand("take_down")

    assert story.stage is stage
    assert [each.params["item"] for each in story.done("take_down")] == ["mp-7"]
    assert (story.c.attention, story.c.early_item) == ((), "")
    assert story.refused(Party.BRAND, "take_down") == "NO_EARLY_ITEM"


def test_case_28_there_must_be_an_early_publication() -> None:
    assert in_review().refused(Party.BRAND, "ratify") == "NO_EARLY_ITEM"
    assert "ratify" not in in_review().may(Party.BRAND)


def test_case_28_a_ratified_item_with_a_purchase_link_needs_its_mark() -> None:
    story = in_review(purchase_link="https://shop.example/1")
    story.fact("published", item=ITEM)

    assert story.refused(Party.BRAND, "ratify") == "AD_MARK_NEEDED"
    story.brand("ratify", marked_as_ad=True)
    assert story.c.marked_as_ad


def test_case_28_an_early_publication_that_stays_counts_from_the_release_time() -> None:
    """Not settled from the early date unless ratified, even if the MP says it was public long before."""
    story = approved()
    story.fact("published", item=ITEM, happened_at=story.now)
    story.world.mp = None
    story.until(RELEASE)
    story.answer("publish", "published", happened_at=beijing("11-23 09:30"))

    assert story.c.published_at == RELEASE


def test_a_minute_before_the_release_time_is_not_early() -> None:
    due, early = approved().until(RELEASE - MINUTE), approved().until(RELEASE - MINUTE - MS)
    due.fact("published", item=ITEM)
    early.fact("published", item=ITEM)

    assert (due.stage, due.c.published_at) == (Stage.PUBLISHED, RELEASE)
    assert early.stage is Stage.AWAITING_RELEASE


def test_a_release_that_lands_after_a_failed_audit_is_an_early_publication() -> None:
    story = approved()
    story.world.mp = None
    story.until(RELEASE).fact("audited", passed=False, item=ITEM, reason="复审未通过")
    story.answer("publish", "published")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.c.early_item == ITEM
    assert "early_publication" in story.c.attention


def test_case_37_a_publish_call_that_fails_is_tried_again_an_hour_later() -> None:
    story = approved()
    story.world.mp = "failed"
    story.until(RELEASE)
    assert story.c.attention == ("effect_failed",)
    assert story.clock("retry") == "2026-11-26 21:00"

    story.world.mp = "published"
    story.until(RELEASE + HOUR)

    assert story.stage is Stage.PUBLISHED
    assert len({each.key for each in story.done("publish")}) == 1
    assert story.c.attention == ()


def test_a_failed_release_is_not_tried_again_once_the_article_is_back_at_writing() -> None:
    story = approved()
    story.world.mp = "failed"
    story.until(RELEASE).fact("audited", passed=False, item=ITEM, reason="复审未通过")
    story.world.mp = "published"
    story.until(RELEASE + 2 * HOUR)

    assert story.stage is Stage.CONTENT_DRAFTING
    assert len(story.done("publish")) == 1
    assert story.c.failed_effects == ()


def test_a_failed_release_is_not_tried_again_when_it_was_moved() -> None:
    story = approved()
    story.world.mp = "refused"
    story.until(RELEASE)
    story.world.mp = "failed"
    story.brand("reschedule", release_at=RELEASE + 30 * MINUTE)
    story.until(RELEASE + 40 * MINUTE)
    story.world.mp = "published"
    story.until(RELEASE + 2 * HOUR)

    assert story.stage is Stage.PUBLISHED


def test_design_12_2_a_refused_release_is_the_creators_default() -> None:
    story = approved()
    story.world.mp = "refused"
    story.until(RELEASE)

    assert story.stage is Stage.AWAITING_RELEASE
    assert story.c.attention == ("release_refused",)
    assert story.told[-1] == "release_late"
    story.brand("cancel")
    assert story.money == (0, 0, 300_000, 0)
    assert story.breaches == ["default"]


def test_after_a_refusal_the_brand_may_name_another_time() -> None:
    story = approved()
    story.world.mp = "refused"
    story.until(RELEASE)
    story.world.mp = "published"
    story.brand("reschedule", release_at=beijing("11-27 20:00"))

    assert story.c.attention == ()
    assert story.until("11-27 20:00").stage is Stage.PUBLISHED


def test_also_when_it_was_overdue_meanwhile() -> None:
    story = approved()
    story.world.mp = "refused"
    story.until(RELEASE).strike("release_alert")
    assert set(story.c.attention) == {"release_refused", "release_overdue"}
    story.brand("reschedule", release_at=beijing("11-28 20:00"))

    assert story.c.attention == ()


def test_design_12_2_not_public_a_day_after_its_release_both_hear_and_it_is_shown() -> None:
    story = stuck().strike("release_alert")

    assert story.c.attention == ("release_overdue",)
    assert story.told[-2:] == ["release_late", "release_late_brand"]
    assert story.stage is Stage.AWAITING_RELEASE


def test_design_12_2_after_three_days_the_platform_decides() -> None:
    story = stuck().strike("release_limit")

    assert story.stage is Stage.ARBITRATION
    assert story.c.case
    assert (story.c.case.kind, story.c.case.from_stage) == ("release_overdue", Stage.AWAITING_RELEASE)
    assert story.c.attention == ("arbitration",)
    assert story.told[-2:] == ["arbitration_creator", "arbitration_brand"]
    assert story.clock("decide_by") == "2026-12-06 20:00"


def stuck() -> Story:
    """The MP took the order to publish and never reported anything."""
    story = approved()
    story.world.mp = None
    return story.until(RELEASE)


def test_rejected_work_is_not_released() -> None:
    assert rejected().done("publish") == []
    assert rejected().refused(Party.BRAND, "reschedule", release_at=RELEASE) == "NOT_NOW"
