"""A clock whose verdict a reported fact could change waits for the look, but not for long (D12.17)."""

from collections.abc import Callable
from typing import Any

from domain.commissions.money.quotes import quote
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.state.items import Item
from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain import scenes
from tests.domain.scenes import ITEM, RELEASE
from tests.domain.story import HOUR, MINUTE, MS, Story
from tests.walks import for_each


def cancelled_during_its_audit() -> Story:
    story = scenes.in_audit()
    story.brand("cancel", quoted_fen=quote(story.c, story.now).fen or None)
    return story


WAITING: dict[str, tuple[Callable[[], Story], str, dict[str, Any]]] = {
    "submit_by": (scenes.writing, "submitted", {}),
    "abandon": (scenes.writing, "submitted", {}),
    "audit_alert": (scenes.in_audit, "audited", {"passed": True}),
    "audit_overdue": (scenes.in_audit, "audited", {"passed": True}),
    "audit_limit": (scenes.in_audit, "audited", {"passed": True}),
    "audit_answer_by": (cancelled_during_its_audit, "audited", {"passed": True}),
    "review_attention": (lambda: scenes.in_review(approve_when_silent=True), "audited", {"passed": False}),
    "review_limit": (scenes.in_review, "audited", {"passed": False}),
    "review_total": (lambda: scenes.in_review(terms={"review_total_days": 2}), "audited", {"passed": False}),
    "release": (scenes.approved, "audited", {"passed": False}),
    "settle_by": (scenes.published, "visibility_changed", {"public": False}),
}


def acted(story: Story, clock: str) -> bool:
    return any(each.move == clock for each in story.transitions)


def reported_before(clock: str) -> Story:
    """The fact is there a millisecond before the deadline, and the look does not come back."""
    scene, fact, said = WAITING[clock]
    story = scene()
    story.until(story.c.clocks[clock] - MS)
    story.world.platform = None
    story.fact(fact, item=ITEM, **said)
    return story


@for_each("clock", WAITING)
def test_a_clock_waits_for_the_look_30_minutes_at_most(clock: str) -> None:
    story = reported_before(clock)
    at = story.c.clocks[clock]

    story.until(at + 30 * MINUTE - MS)
    assert not acted(story, clock)
    story.until(at + 30 * MINUTE + MS)
    assert acted(story, clock)


@for_each("clock", WAITING)
def test_it_acts_as_soon_as_the_look_denies(clock: str) -> None:
    story = reported_before(clock)
    story.wait(10 * MINUTE)
    story.world.platform, story.world.items[ITEM] = "tells", Item(ITEM, owner="creator-2")
    story.look_returns()
    story.wait(MS)

    assert acted(story, clock)


@for_each("clock", sorted(WAITING.keys() - {"settle_by"}))
def test_and_not_at_all_where_the_fact_is_true(clock: str) -> None:
    story = reported_before(clock)
    story.wait(10 * MINUTE)
    story.world.platform = "tells"
    story.look_returns()
    story.wait(HOUR)

    assert not acted(story, clock)


def test_the_seventh_day_waits_for_the_look_at_what_was_reported_hidden() -> None:
    story = reported_before("settle_by")
    story.wait(10 * MINUTE)
    story.world.platform, story.world.public = "tells", False
    story.look_returns()
    story.wait(MS)

    assert story.stage is Stage.SETTLEMENT_SUSPENDED


def test_who_is_late_stays_late_while_the_clock_waits() -> None:
    story = reported_before("settle_by")
    story.wait(10 * MINUTE)

    refusal = story.refused(Party.BRAND, "complain", cause="quality", reason="来不及了")
    assert refusal == "COMPLAINT_WINDOW_CLOSED"


def test_a_release_that_was_refused_waits_for_the_look_at_its_publication() -> None:
    for clock in ("release_alert", "release_limit"):
        story = scenes.approved()
        story.world.mp = "refused"
        story.until(story.c.clocks[clock] - MS if clock in story.c.clocks else RELEASE)
        story.until(story.c.clocks[clock] - MS)
        story.world.platform = None
        story.fact("published", item=ITEM)
        story.wait(20 * MINUTE)
        assert not acted(story, clock)
        story.look_returns()
        assert story.stage is Stage.PUBLISHED


def test_consent_by_silence_waits_for_the_look_at_a_publication() -> None:
    story = scenes.approved()
    story.world.mp = None
    story.until(RELEASE)
    story.creator("request_cancel", reason="档期冲突")
    story.until(story.c.clocks["cancel_reply_by"] - MS)
    story.world.platform = None
    story.fact("published", item=ITEM)
    story.wait(10 * MINUTE)
    assert story.stage is Stage.AWAITING_RELEASE
    story.look_returns()

    assert story.stage is Stage.PUBLISHED


def test_the_end_of_a_suspension_waits_for_the_look_at_what_was_reported_public() -> None:
    story = scenes.suspended()
    story.until(story.c.clocks["suspended_limit"] - MS)
    story.world.platform, story.world.public, story.world.looks = None, True, False
    story.fact("visibility_changed", public=True, item=ITEM)
    story.wait(20 * MINUTE)
    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    story.world.platform, story.world.looks = "tells", True
    story.look_returns()

    assert story.stage is Stage.PUBLISHED  # its window goes on for the days it was hidden
    assert story.breaches == []


def test_the_end_of_not_knowing_waits_for_the_look_at_what_was_reported_hidden() -> None:
    story = scenes.settling()
    story.until(story.c.clocks["unknown_limit"] - MS)
    story.world.platform = None
    story.fact("visibility_changed", public=False, item=ITEM)
    story.wait(20 * MINUTE)
    assert story.stage is Stage.SETTLING
    story.world.platform = "tells"
    story.look_returns()
    story.wait(MS)

    assert story.stage is Stage.SETTLEMENT_SUSPENDED


def test_every_clock_that_waits_has_its_story() -> None:
    told_above = {"release_alert", "release_limit", "cancel_reply_by", "suspended_limit", "unknown_limit"}
    told_elsewhere = {"grace_over"}

    assert {
        name for name, clock in CLOCKS.items() if clock.awaits
    } == WAITING.keys() | told_above | told_elsewhere
