"""Nobody holds the other for free: releases that move, reviews that go on (stories A1, A23, A26, A33, B2)."""

from collections.abc import Callable
from datetime import datetime

import pytest

from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.commissions.views.view import view
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import (
    approved,
    hear,
    in_audit,
    in_final_review,
    in_review,
    outline_in_review,
    review,
    writing,
)
from tests.domain.story import DAY, HOUR, MINUTE, MONDAY, MS, SECOND, Story, beijing

LATEST = MONDAY + 30 * DAY
"""Of a commission approved on Monday, without an ordered window."""


def test_a1_a_brand_that_moves_each_release_an_hour_before_holds_the_creator_thirty_days_at_most() -> None:
    story = approved()
    for moved in (1, 2, 3):
        story.until(story.c.release_at - HOUR)
        story.brand("reschedule", release_at=min(story.now + 12 * DAY, LATEST))
        assert view(story.c, Party.CREATOR, story.now)["reschedules"] == {"made": moved, "allowed": 3}

    story.until(story.c.release_at - HOUR)
    assert "reschedule" not in story.may(Party.BRAND)
    with pytest.raises(Refused) as refused:
        story.brand("reschedule", release_at=story.now + MINUTE)
    assert (refused.value.code, refused.value.detail) == ("NO_RESCHEDULES_LEFT", "3 / 3")

    assert story.until(LATEST).stage is Stage.PUBLISHED


@pytest.mark.parametrize(("at", "code"), [(LATEST, ""), (LATEST + MS, "RELEASE_TOO_LATE")])
@pytest.mark.parametrize("window", [{}, {"release_from": MONDAY, "release_until": MONDAY + 5 * DAY}])
def test_a1_the_latest_release_counts_from_the_first_approval(
    at: datetime, code: str, window: dict[str, datetime]
) -> None:
    outside = bool(window) or None
    story = in_review(**window)
    story.brand("approve", release_at=MONDAY + 4 * DAY)
    story.wait(DAY)

    if code:
        assert story.refused(Party.BRAND, "reschedule", release_at=at, outside_window=outside) == code
    else:
        story.brand("reschedule", release_at=at, outside_window=outside)
    assert story.c.first_approved_at == MONDAY


def test_a1_the_first_approval_stays_the_first_when_a_later_version_is_approved() -> None:
    story = approved()
    story.fact("audited", passed=False, item="mp-1001", reason="复审未通过")
    story.wait(HOUR)
    review(story)

    assert story.refused(Party.BRAND, "approve", release_at=LATEST + MS) == "RELEASE_TOO_LATE"
    story.brand("approve", release_at=LATEST)
    assert story.c.first_approved_at == MONDAY


def test_a1_when_the_days_of_the_first_approval_are_over_now_is_still_possible() -> None:
    story = approved(terms={"release_window_days": 4})
    story.fact("audited", passed=False, item="mp-1001", reason="复审未通过")
    review(story.wait(5 * DAY))

    assert story.refused(Party.BRAND, "approve", release_at=story.now + MS) == "RELEASE_TOO_LATE"
    story.brand("approve", release_at=story.now)
    assert story.wait(SECOND).stage is Stage.PUBLISHED


def test_b2_a_release_before_the_ordered_window_is_refused_and_after_it_said_on_purpose() -> None:
    begins, ends = MONDAY + 10 * DAY, MONDAY + 12 * DAY
    story = in_review(release_from=begins, release_until=ends)

    assert story.refused(Party.BRAND, "approve", release_at=begins - MS) == "RELEASE_TOO_EARLY"
    story.brand("approve", release_at=begins)
    assert story.refused(Party.BRAND, "reschedule", release_at=ends + MS) == "RELEASE_TOO_LATE"
    story.brand("reschedule", release_at=LATEST, outside_window=True)
    assert story.told[-1] == "release_outside"


def test_a23_a_past_instant_means_now_wherever_a_release_is_named() -> None:
    past, begins = beijing("11-20 20:00"), MONDAY + 2 * DAY
    early = in_review(release_from=begins, release_until=begins + DAY)
    assert early.refused(Party.BRAND, "approve", release_at=past) == "RELEASE_TOO_EARLY"

    for after in (approved(), in_final_review()):
        name = "reschedule" if after.stage is Stage.AWAITING_RELEASE else "approve"
        after.brand(name, release_at=past)
        assert after.c.release_at == after.now
        assert after.wait(SECOND).stage is Stage.PUBLISHED

    over = in_review(release_from=MONDAY - 2 * DAY, release_until=MONDAY - DAY)
    assert over.refused(Party.BRAND, "approve", release_at=MONDAY - DAY) == "RELEASE_TOO_LATE"


LAPSED = beijing("12-03 00:00")
"""24:00 of the ninth natural day of a review that begins on Monday."""


@pytest.mark.parametrize(
    ("ends", "at"),
    [
        (MONDAY + DAY, LAPSED),
        (LAPSED, LAPSED),
        (LAPSED + MS, LAPSED + MS),
        (beijing("12-08 00:00"), beijing("12-08 00:00")),
        (beijing("12-08 00:00") + MS, beijing("12-08 00:00")),
        (None, beijing("12-08 00:00")),
    ],
)
def test_a_release_that_lapses_while_the_brand_reviews_costs_the_stages_kill_fee(
    ends: datetime | None, at: datetime
) -> None:
    story = in_review(release_from=MONDAY, release_until=ends) if ends else in_review()
    assert story.c.clocks["review_limit"] == at
    story.until(at - MS)
    assert "approve" in story.may(Party.BRAND)

    late = story.until(at)
    assert late.refused(Party.BRAND, "approve", release_at=at, outside_window=True) == "REVIEW_WINDOW_CLOSED"
    late.strike("review_limit")
    assert late.stage is Stage.CANCELLED
    assert late.money == (142_500, 7_500, 150_000, 0)


def each_round_at_the_last_second(story: Story) -> float:
    """The brand answers every review a second before it would end. How long it took for all of them."""
    took = 0.0
    while story.stage not in (Stage.CANCELLED, Stage.AWAITING_RELEASE):
        began = story.now
        ends = min(at for name, at in story.c.clocks.items() if name in ENDS)
        if ends == story.c.clocks["review_total"]:
            story.strike("review_total")
            return took + (ends - began).total_seconds()
        story.until(ends - SECOND)
        took += (story.now - began).total_seconds()
        story.brand(*ANSWER[story.stage])
        _hand_in_again(story)
    return took


ENDS = ("outline_review_by", "review_limit", "review_total")
ANSWER: dict[Stage, tuple[str]] = {Stage.OUTLINE_REVIEW: ("reject",), Stage.CONTENT_REVIEW: ("reject",)}


def _hand_in_again(story: Story) -> None:
    if story.stage is Stage.OUTLINE_DRAFTING:
        story.creator("submit", ref=f"outline-{story.c.round}")
    else:
        review(story)


def test_a26_a_brand_that_takes_all_its_time_in_every_round_has_21_days_for_all_of_them() -> None:
    story = outline_in_review()

    took = each_round_at_the_last_second(story)

    assert took == pytest.approx(21 * 86_400)
    assert story.stage is Stage.CANCELLED
    assert "T55" in story.rows()
    assert story.told[-2:] == ["cancelled_silent_brand", "cancelled_silent_creator"]
    assert sum(story.money[:2]) == 150_000
    assert story.world.transfers == [("pay_out:c-1:1", 142_500)]


def tired() -> Story:
    """One review of ten days, then the next version."""
    story = in_review().wait(10 * DAY)
    story.brand("reject")
    return review(story)


def test_a26_the_clock_of_all_reviews_starts_with_what_is_left_and_is_told() -> None:
    story = tired()

    assert story.c.clocks["review_total"] == story.now + 11 * DAY
    assert story.c.clocks["review_last_reminder"] == story.now + 10 * DAY
    assert story.text("content_review").endswith("请在12月14日09:30前处理，逾期将取消并按条款赔付")


def test_a26_a_millisecond_before_its_end_the_brand_decides_and_from_it_on_it_is_late() -> None:
    story = tired()
    at = story.c.clocks["review_total"]

    early = story.until(at - MS)
    assert "approve" in early.may(Party.BRAND)
    late = early.until(at)
    assert late.refused(Party.BRAND, "approve", release_at=at) == "REVIEW_WINDOW_CLOSED"
    late.strike("review_total")
    assert (late.stage, late.money) == (Stage.CANCELLED, (142_500, 7_500, 150_000, 0))


def test_a26_at_its_last_millisecond_it_approves() -> None:
    story = tired()
    story.until(story.c.clocks["review_total"] - MS).brand("approve", release_at=story.now)

    assert story.wait(MINUTE).stage is Stage.PUBLISHED


def asked(story: Story, after: Callable[[Story], Story]) -> Story:
    """Escalated, and sent back to where it was two days later."""
    after(story)
    story.creator("escalate", reason="客户久未确认")
    hear(story).wait(2 * DAY)
    story.operator("arbitrate", decision="resume", reason="请尽快确认")
    return story


def test_a33_asking_the_platform_gives_a_silent_brand_no_fresh_time() -> None:
    story = in_review()
    limit, total = story.c.clocks["review_limit"], story.c.clocks["review_total"]
    asked(story, lambda each: each.strike("review_attention"))

    assert limit + 2 * DAY <= story.c.clocks["review_limit"] <= limit + 3 * DAY
    assert story.c.clocks["review_total"] == total + 2 * DAY
    assert story.strike("review_attention").c.attention == ("review_overdue",)
    assert story.refused(Party.CREATOR, "escalate", reason="客户久未确认") == "ALREADY_ESCALATED"
    story.strike("review_limit")

    assert story.stage is Stage.CANCELLED
    assert story.now < MONDAY + 25 * DAY
    assert sum(story.money[:2]) == 150_000


def test_where_all_reviews_end_before_the_outline_counts_as_approved_the_brand_is_told_so() -> None:
    story = outline_in_review(terms={"review_total_days": 2})

    assert story.text("outline_review").endswith("请在11月25日09:30前确认，逾期将取消并按条款赔付")
    story.strike("review_total")
    assert (story.stage, sum(story.money[:2])) == (Stage.CANCELLED, 30_000)


def frozen(story: Story, side: str = "creator") -> Story:
    story.operator("freeze", party=side, reason="账号处罚核查中")
    return story


def test_a21_a_creator_who_may_not_work_holds_the_brand_for_three_days_and_not_for_sixty() -> None:
    story = frozen(in_review())
    told = story.now + 3 * DAY

    early = story.until(told - MS)
    assert view(story.c, Party.BRAND, story.now)["kill_fee_fen"] == 150_000
    assert early.refused(Party.BRAND, "cancel", quoted_fen=0) == "QUOTE_STALE"

    story.until(told)
    assert story.told_at("freeze_cancel_brand") == "2026-11-26 09:30"
    quoted = view(story.c, Party.BRAND, story.now)
    assert quoted["kill_fee_fen"] == 0
    story.brand("cancel", quoted_fen=0, quote=quoted["quote"])
    assert (story.stage, story.money) == (Stage.CANCELLED, (0, 0, 300_000, 0))
    assert story.breaches == []


def test_a21_once_thawed_the_kill_fee_is_what_it_was_and_nobody_is_told() -> None:
    story = frozen(in_review()).wait(3 * DAY - MS)
    story.operator("unfreeze")
    story.wait(DAY)

    assert "freeze_cancel_brand" not in story.told
    assert view(story.c, Party.BRAND, story.now)["kill_fee_fen"] == 150_000


def test_a21_a_cancel_during_an_audit_keeps_the_ground_it_was_made_on() -> None:
    story = frozen(in_audit()).wait(3 * DAY)
    story.brand("cancel", quoted_fen=0)
    story.operator("unfreeze")
    story.fact("audited", passed=True, item="mp-1001")

    assert (story.stage, story.money) == (Stage.CANCELLED, (0, 0, 300_000, 0))


def test_a21_a_frozen_brand_gives_nobody_a_way_out() -> None:
    story = frozen(in_review(), "brand").wait(4 * DAY)

    assert "freeze_cancel_brand" not in story.told
    assert view(story.c, Party.BRAND, story.now)["kill_fee_fen"] == 150_000


def test_a21_what_waited_for_the_morning_is_not_told_when_the_freeze_is_over() -> None:
    story = frozen(in_review().until("11-23 23:00")).until("11-26 23:30")
    assert "freeze_cancel_brand" not in story.told
    story.operator("unfreeze")
    story.until("11-27 08:00")

    assert "freeze_cancel_brand" not in story.told
    kept = frozen(in_review().until("11-23 23:00")).until("11-27 08:00")
    assert kept.told_at("freeze_cancel_brand") == "2026-11-27 08:00"


def test_a21_both_sides_are_frozen_apart_and_each_freeze_lists_what_runs_out() -> None:
    story = frozen(frozen(writing()), "brand")
    seen = {party: view(story.c, party, story.now)["frozen_sides"] for party in (Party.CREATOR, Party.BRAND)}

    assert seen[Party.CREATOR] == seen[Party.BRAND]
    assert seen[Party.BRAND].keys() == {"creator", "brand"}
    stops = [each["clock"] for each in seen[Party.BRAND]["creator"]["stops"]]
    assert stops == ["submit_by", "abandon"]
    assert seen[Party.BRAND]["brand"]["stops"] == []


def test_a22_c8_a_freeze_says_what_goes_on_and_what_it_does_then() -> None:
    story = frozen(in_review(), "brand")
    listed = view(story.c, Party.OPERATOR, story.now)["frozen_sides"]["brand"]["goes_on"]
    goes_on = {each["clock"]: each for each in listed}

    assert goes_on["review_limit"]["at"] == story.c.clocks["review_limit"].isoformat()
    assert goes_on["review_limit"]["whose"] == "brand"
    assert "「已取消」" in goes_on["review_limit"]["then_zh"]
    assert "赔付" in goes_on["review_limit"]["then_zh"]
    for lang in ("zh", "en"):
        told = details(story.c, story.now, lang)
        assert "`review_limit`" in told.split({"zh": "暂停期间", "en": "Meanwhile"}[lang])[1].split("\n")[0]
