"""The release (S1 Q13; D12.2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.commissions.state.stages import Stage
from domain.commissions.views.payloads import payload
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import (
    ITEM,
    RELEASE,
    approved,
    hear,
    in_audit,
    in_final_review,
    in_review,
    making_outline,
    outline_in_review,
    published,
    rejected,
    review,
    writing,
)
from tests.domain.story import DAY, HOUR, MINUTE, MONDAY, MS, SECOND, Story, beijing
from tests.walks import for_each


def test_at_the_release_time_it_is_published_by_itself() -> None:
    story = approved().until(RELEASE - MS)
    assert story.stage is Stage.AWAITING_RELEASE

    story.until(RELEASE)

    assert story.stage is Stage.PUBLISHED
    assert story.c.published_at == RELEASE
    assert [each.item for each in story.done("publish")] == [ITEM]


def test_the_window_is_the_seven_natural_days_after_the_day_of_publication() -> None:
    story = published()

    assert story.clock("settle_by") == "2026-12-04 00:00"
    assert story.clock("settle_reminder") == "2026-12-03 00:00"
    assert story.c.seen.public
    assert story.c.seen.since == RELEASE


def test_a_release_time_already_past_means_now() -> None:
    story = in_review()
    story.brand("approve", release_at=beijing("11-20 20:00"))
    story.wait(SECOND)

    assert story.stage is Stage.PUBLISHED
    assert story.c.release_at == beijing("11-23 09:30")


def test_a_release_beyond_the_window_is_refused() -> None:
    latest = beijing("12-23 09:30")

    assert in_review().refused(Party.BRAND, "approve", release_at=latest + MS) == "RELEASE_TOO_LATE"
    in_review().brand("approve", release_at=latest)


def test_the_ordered_end_of_the_window_counts_too() -> None:
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
    assert story.told[-2:] == ["content_approved", "rescheduled"]
    assert "发布时间改为11月27日09:00，其后72小时仍未公开" in story.text("rescheduled")
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
    story.creator("request_cancel", reason="档期冲突")
    assert story.refused(Party.BRAND, "cancel") == "RELEASE_IN_FLIGHT"
    assert story.refused(Party.BRAND, "answer_cancel", agree=True) == "RELEASE_IN_FLIGHT"

    story.answer("publish", "published")
    assert story.stage is Stage.PUBLISHED
    assert story.c.cancel_request is None
    assert story.clock("cancel_reply_by") == ""


def test_once_the_platform_reports_it_public_a_cancel_is_refused() -> None:
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
def test_published_before_the_brand_agreed_is_noted_and_shown(
    scene: Callable[..., Story],
    stage: Stage,
) -> None:
    story = scene()
    story.fact("published", item=ITEM, happened_at=story.now)

    assert story.stage is stage
    assert (story.c.early_item, story.c.early_at) == (ITEM, story.now)
    assert story.c.attention == ("early_publication",)
    assert story.told[-2:] == ["early", "early_creator"]
    assert story.c.published_at is None


@pytest.mark.parametrize("scene", [writing, in_audit, in_review, in_final_review, approved])
def test_the_brand_may_ratify_it_and_the_window_runs_from_then(scene: Callable[..., Story]) -> None:
    story = scene()
    story.creator("request_cancel", reason="档期冲突")
    story.fact("published", item=ITEM, happened_at=story.now)
    early = story.now
    story.wait(DAY).brand("ratify")

    assert story.stage is Stage.PUBLISHED
    assert (story.c.item, story.c.published_at) == (ITEM, early)
    assert story.clock("settle_by") == "2026-12-02 00:00"
    assert story.clock("settle_reminder") == "2026-12-01 00:00"
    assert (story.c.attention, story.c.early_item, story.c.early_at) == ((), "", None)
    assert (story.c.cancel_request, story.clock("cancel_reply_by")) == (None, "")


@pytest.mark.parametrize("scene", [making_outline, approved])
def test_have_it_taken_down(scene: Callable[..., Story]) -> None:
    story = scene()
    stage = story.stage
    story.fact("published", item="mp-7")
    story.brand("take_down")

    assert story.stage is stage
    assert [each.item for each in story.done("take_down")] == ["mp-7"]
    assert (story.c.attention, story.c.early_item) == ((), "")
    assert story.refused(Party.BRAND, "take_down") == "NO_EARLY_ITEM"


def test_there_must_be_an_early_publication() -> None:
    assert in_review().refused(Party.BRAND, "ratify") == "NO_EARLY_ITEM"
    assert "ratify" not in in_review().may(Party.BRAND)


def test_a_ratified_item_with_a_purchase_link_needs_its_mark() -> None:
    story = in_review(purchase_link="https://shop.example/1")
    story.fact("published", item=ITEM)

    assert story.refused(Party.BRAND, "ratify") == "AD_MARK_NEEDED"
    story.brand("ratify", marked_as_ad=True)
    assert story.c.marked_as_ad


def test_an_early_publication_that_stays_counts_from_the_release_time() -> None:
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


def test_a_publish_call_that_fails_is_tried_again_an_hour_later() -> None:
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


def test_a_refused_release_is_the_creators_default() -> None:
    story = approved()
    story.world.mp = "refused"
    story.until(RELEASE)

    assert story.stage is Stage.AWAITING_RELEASE
    assert story.c.attention == ("release_refused",)
    assert story.told[-2:] == ["publish_refused", "publish_refused_brand"]
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


def test_not_public_a_day_after_its_release_both_hear_and_it_is_shown() -> None:
    story = stuck().strike("release_alert")

    assert story.c.attention == ("release_overdue",)
    assert story.told[-2:] == ["release_late", "release_late_brand"]
    assert story.stage is Stage.AWAITING_RELEASE


def test_after_three_days_the_platform_decides() -> None:
    story = stuck().strike("release_limit")

    assert story.stage is Stage.ARBITRATION
    assert story.c.case
    assert (story.c.case.kind, story.c.case.from_stage) == ("release_overdue", Stage.AWAITING_RELEASE)
    assert story.c.attention == ("arbitration",)
    assert story.told[-2:] == ["answer_asked_creator", "answer_asked_brand"]
    assert story.clock("decide_by") == "2026-12-06 20:00"


def stuck() -> Story:
    """The MP took the order to publish and never reported anything."""
    story = approved()
    story.world.mp = None
    return story.until(RELEASE)


def test_rejected_work_is_not_released() -> None:
    assert rejected().done("publish") == []
    assert rejected().refused(Party.BRAND, "reschedule", release_at=RELEASE) == "NOT_NOW"


BEGINS, ENDS = beijing("11-26 09:00"), beijing("12-06 00:00")
PROMISED = {"release_from": BEGINS, "release_until": ENDS}


def overdue(**order: Any) -> Story:
    """The platform did not answer, and the platform's operators decide."""
    story = in_review(**order)
    story.world.mp = None
    story.brand("approve", release_at=order["release_from"])
    return hear(story.strike("release_limit"))


def escalated_review(**order: Any) -> Story:
    story = in_review(**order).strike("review_attention")
    story.creator("escalate", reason="客户久未确认")
    return hear(story)


RELEASES: dict[str, tuple[Callable[..., Story], Party, dict[str, Any]]] = {
    "approve": (in_review, Party.BRAND, {}),
    "final": (in_final_review, Party.BRAND, {"name": "approve"}),
    "for the brand": (
        in_review,
        Party.BRAND,
        {"name": "approve", "actor": "operator:li", "on_behalf_of": "brand", "reason": "电话代办"},
    ),
    "arbitrate": (
        escalated_review,
        Party.OPERATOR,
        {"decision": "approve", "actor": "operator:li", "reason": "作品合格"},
    ),
}
"""Each way to name a release before its window begins."""


def release(story: Story, way: str, **said: Any) -> Any:
    _, by, fixed = RELEASES[way]
    name = fixed.get("name", way)
    return story.do(by, name, **{key: each for key, each in fixed.items() if key != "name"}, **said)


@for_each("way", RELEASES)
@for_each(
    ("at", "code"),
    [
        (BEGINS + 30 * DAY - MS, "RELEASE_TOO_EARLY"),
        (BEGINS + 30 * DAY, ""),
        (ENDS + 30 * DAY, ""),
        (ENDS + 30 * DAY + MS, "RELEASE_TOO_LATE"),
    ],
)
def test_a_release_lies_in_the_window_of_the_brief_at_both_ends(way: str, at: datetime, code: str) -> None:
    begins, ends = BEGINS + 30 * DAY, ENDS + 30 * DAY
    story = RELEASES[way][0](release_from=begins, release_until=ends)

    if code:
        with pytest.raises(Refused) as refused:
            release(story, way, release_at=at)
        assert refused.value.code == code
        assert refused.value.detail == "2026-12-26 09:00 – 2027-01-04 24:00 UTC+8"
    else:
        release(story, way, release_at=at)
        assert story.c.release_at == at


@for_each("way", RELEASES)
@for_each(
    ("begins", "ends", "code"),
    [
        (MS, DAY, "RELEASE_TOO_EARLY"),
        (-DAY, -MS, "RELEASE_TOO_LATE"),
        (-DAY, 0 * DAY, ""),
        (0 * DAY, DAY, ""),
    ],
)
def test_now_is_refused_before_the_window_and_after_it(
    way: str, begins: timedelta, ends: timedelta, code: str
) -> None:
    story = RELEASES[way][0]()
    order = replace(story.c.order, release_from=story.now + begins, release_until=story.now + ends)
    story.c = replace(story.c, order=order)

    if code:
        with pytest.raises(Refused, match=code):
            release(story, way, release_at=story.now)
    else:
        release(story, way, release_at=story.now)


def test_now_is_judged_by_the_stamp_of_the_command_though_we_were_away() -> None:
    story = in_review(release_from=BEGINS, release_until=ENDS)
    story.sleep(ENDS + HOUR)

    story.brand("approve", release_at=story.now, stamp=ENDS - HOUR)

    assert story.c.release_at == ENDS + HOUR


def test_a_time_already_past_is_judged_as_now() -> None:
    story = in_review(**PROMISED).until("11-28 12:00")
    story.brand("approve", release_at=BEGINS - DAY)
    assert story.c.release_at == beijing("11-28 12:00")

    late = in_review(release_from=BEGINS, release_until=beijing("11-27 00:00")).until("11-28 12:00")
    assert late.refused(Party.BRAND, "approve", release_at=BEGINS) == "RELEASE_TOO_LATE"


@pytest.mark.parametrize(
    ("at", "code"),
    [(BEGINS - MS, "RELEASE_TOO_EARLY"), (BEGINS, ""), (ENDS, ""), (ENDS + MS, "RELEASE_TOO_LATE")],
)
def test_a_release_is_moved_within_the_window_only(at: datetime, code: str) -> None:
    story = in_review(**PROMISED)
    story.brand("approve", release_at=BEGINS + HOUR)

    if code:
        assert story.refused(Party.BRAND, "reschedule", release_at=at) == code
    story.brand("reschedule", release_at=at, outside_window=True if code else None)

    assert story.c.release_at == at
    assert story.last.details.get("outside_window", "") == ("true" if code else "")
    assert story.told[-1] == ("release_outside" if code else "rescheduled")


@pytest.mark.parametrize("way", RELEASES)
def test_outside_the_window_on_purpose_stands_in_the_timeline_and_is_told_the_creator(way: str) -> None:
    story = RELEASES[way][0](release_from=story_begins(way), release_until=story_begins(way) + DAY)

    release(story, way, release_at=story.now + HOUR, outside_window=True)

    line = next(each for each in reversed(story.transitions) if each.details.get("release_at"))
    assert line.details["outside_window"] == "true"
    assert story.told.count("release_outside") == 1
    assert "content_approved" not in story.told
    assert story.c.release_at == story.now + HOUR


def story_begins(way: str) -> datetime:
    return RELEASES[way][0]().now + 20 * DAY


def test_on_purpose_and_within_the_window_is_nothing_special() -> None:
    story = in_review(**PROMISED)

    story.brand("approve", release_at=BEGINS, outside_window=True)

    assert "outside_window" not in story.last.details
    assert story.told[-1] == "content_approved"


def test_outside_the_window_ends_where_a_release_without_a_window_would() -> None:
    story = in_review(release_from=BEGINS, release_until=BEGINS + DAY)
    latest = story.now + timedelta(days=30)

    assert (
        story.refused(Party.BRAND, "approve", release_at=latest + MS, outside_window=True)
        == "RELEASE_TOO_LATE"
    )
    story.brand("approve", release_at=latest, outside_window=True)


def test_a_window_further_away_than_thirty_days_can_be_kept() -> None:
    begins = MONDAY + 60 * DAY
    story = in_review(release_from=begins, release_until=begins + 10 * DAY)

    story.brand("approve", release_at=begins + 5 * DAY)

    assert story.c.release_at == begins + 5 * DAY


def test_the_platform_lets_a_release_go_on_in_its_window_or_says_that_it_is_outside() -> None:
    begins = MONDAY + DAY
    story = overdue(release_from=begins, release_until=begins + DAY)
    assert story.stage is Stage.ARBITRATION
    said = {"decision": "resume", "actor": "operator:li", "reason": "平台故障"}

    assert story.refused(Party.OPERATOR, "arbitrate", **said) == "RELEASE_TOO_LATE"
    assert (
        story.refused(Party.OPERATOR, "arbitrate", release_at=story.now + HOUR, **said) == "RELEASE_TOO_LATE"
    )
    story.operator("arbitrate", decision="resume", release_at=story.now + HOUR, outside_window=True)

    assert story.stage is Stage.AWAITING_RELEASE
    assert story.last.details["outside_window"] == "true"
    assert "release_outside" in story.told


def test_a_release_goes_on_within_its_window_but_not_before_it() -> None:
    begins = MONDAY + DAY
    story = overdue(release_from=begins, release_until=begins + 30 * DAY)
    story.c = replace(story.c, order=replace(story.c.order, release_from=story.now + 2 * DAY))
    said = {"decision": "resume", "actor": "operator:li", "reason": "平台故障"}

    assert story.refused(Party.OPERATOR, "arbitrate", **said) == "RELEASE_TOO_EARLY"
    story.operator("arbitrate", decision="resume", release_at=story.now + 2 * DAY)

    assert story.told.count("release_outside") == 0


@pytest.mark.parametrize("case", ["writing", "review"])
def test_what_sets_no_release_is_not_asked_for_its_window(case: str) -> None:
    begins = MONDAY - 3 * DAY
    build = {"writing": rejected, "review": in_review}[case]
    story = build(release_from=begins, release_until=begins + DAY)
    if case == "writing":
        story.creator("escalate", reason="要求超出需求单")
    else:
        story = story.strike("review_attention")
        story.creator("escalate", reason="客户久未确认")

    hear(story).operator("arbitrate", decision="uphold_rejection" if case == "writing" else "resume")

    assert story.stage in (Stage.CONTENT_DRAFTING, Stage.CONTENT_REVIEW)


def test_silence_approves_within_the_window_and_nothing_after_it() -> None:
    at = in_review().c.clocks["review_attention"]

    kept = in_review(approve_when_silent=True, release_from=at - DAY, release_until=at)
    assert kept.strike("review_attention").c.release_at is not None

    over = in_review(approve_when_silent=True, release_from=at - DAY, release_until=at - MS)
    over.strike("review_attention")

    assert over.stage is Stage.CONTENT_REVIEW
    assert "review_overdue" in over.c.attention


def test_what_an_operator_pastes_lies_in_the_window_or_says_that_it_does_not() -> None:
    for begins, ends, said in (
        (MONDAY + 3 * DAY, MONDAY + 4 * DAY, None),
        (MONDAY - 4 * DAY, MONDAY - 3 * DAY, True),
        (MONDAY - 4 * DAY, MONDAY + HOUR, None),
    ):
        story = in_review(release_from=begins, release_until=ends)
        pasted = payload(story.c, "approve", Party.BRAND, story.now)

        assert pasted is not None
        assert pasted.get("outside_window") is said
        story.brand("approve", release_at=datetime.fromisoformat(pasted["release_at"]), outside_window=said)


def test_an_extension_may_go_as_far_as_the_window_of_the_brief() -> None:
    ends = MONDAY + 90 * DAY
    ordered = {"release_from": ends - 20 * DAY, "release_until": ends, "submit_by": ends - 30 * DAY}
    story = writing(terms={"extend_days": 100}, **ordered)

    assert story.refused(Party.CREATOR, "propose_extension", submit_by=ends + MS) == "EXTENSION_TOO_LATE"
    story.creator("propose_extension", submit_by=ends)


def test_an_extension_without_a_window_is_counted_from_the_deadline_that_was_ordered() -> None:
    due = MONDAY + 60 * DAY
    story = writing(submit_by=due, terms={"extend_days": 100})

    assert (
        story.refused(Party.CREATOR, "propose_extension", submit_by=due + 30 * DAY + MS)
        == "EXTENSION_TOO_LATE"
    )
    story.creator("propose_extension", submit_by=due + 30 * DAY)


def test_an_agreed_extension_reaches_no_further_than_an_operators() -> None:
    ends = MONDAY + 170 * DAY
    story = writing(release_from=MONDAY + 40 * DAY, release_until=ends, submit_by=MONDAY + 30 * DAY)
    latest = story.now + 60 * DAY

    for party in (Party.CREATOR, Party.BRAND):
        assert story.refused(party, "propose_extension", submit_by=latest + MS) == "EXTENSION_TOO_LATE"
    story.creator("propose_extension", submit_by=latest)
    story.brand("answer_extension", agree=True)
    assert story.c.submit_by == latest


def test_a34_what_bears_no_ad_mark_is_not_published_and_both_hear_what_to_do() -> None:
    """It was: handed in without its mark, and published."""
    story = review(writing(purchase_link="https://a.example/1", marked_as_ad=True), marked_as_ad=False)
    story.brand("approve", release_at=RELEASE, marked_as_ad=True)
    story.world.mp = "unmarked"
    story.strike("release").wait(12 * HOUR)

    assert (story.stage, story.c.release_ordered) == (Stage.AWAITING_RELEASE, False)
    assert [each.refusal for each in story.transitions if each.row == "T75"] == ["AD_MARK_MISSING"]
    assert "release_refused" in story.c.attention
    assert {"ad_mark_missing", "ad_mark_missing_brand"} <= set(story.told)

    story.world.mp = "published"
    story.brand("reschedule", release_at=story.now)
    assert story.wait(SECOND).stage is Stage.PUBLISHED


@pytest.mark.parametrize("ordered", [{"marked_as_ad": True}, {"purchase_link": "https://a.example/1"}, {}])
def test_the_mark_is_asked_for_where_the_order_is_an_advertisement(ordered: dict[str, Any]) -> None:
    link = {"marked_as_ad": True, **ordered} if ordered else {}
    story = approved(**link)
    story.strike("release")

    (publish,) = story.done("publish")
    assert publish.marked is bool(ordered)
