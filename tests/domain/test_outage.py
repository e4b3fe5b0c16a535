"""After an outage of ours, what a held-up move starts begins only now: nobody loses days to it (D3)."""

from datetime import timedelta

from domain.commissions.state.stages import Stage
from tests.domain.scenes import (
    RELEASE,
    approved,
    complained,
    hear,
    in_final_review,
    in_review,
    making_outline,
    offered,
    outline_in_review,
    published,
    writing,
)
from tests.domain.story import DAY, HOUR, MINUTE, SECOND, Story, beijing

LATER = "12-05 12:00"


def test_an_acceptance_that_waited_for_days_leaves_the_days_to_write() -> None:
    story = offered().until("11-24 08:30").sleep(LATER)
    story.creator("accept")

    assert story.clock("submit_by") == "2026-12-13 00:00"
    assert story.until("12-12 23:00").stage is Stage.CONTENT_DRAFTING
    assert story.breaches == []


def test_so_does_an_ordered_date_that_went_by_at_least_for_an_hour() -> None:
    story = offered(submit_by=beijing("11-28 18:00")).until("11-24 08:30").sleep(LATER)
    story.creator("accept")

    assert story.clock("submit_by") == "2026-12-05 13:00"


def test_a_rejection_that_waited_leaves_72_hours() -> None:
    story = in_review(submit_by=beijing("11-24 18:00")).sleep("11-28 12:00")
    story.brand("reject", stamp=beijing("11-23 10:00"))

    assert story.clock("submit_by") == "2026-12-01 12:00"
    assert story.clock("submit_reminder") == "2026-11-30 12:00"


def test_a_clock_that_was_slept_through_gives_its_time_from_now() -> None:
    story = outline_in_review().until("11-26 12:00").sleep(LATER).until("12-05 12:00:01")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.clock("submit_by") == "2026-12-08 12:00"
    assert story.c.work
    assert story.c.work.status == "silent"


def test_an_outline_that_waited_leaves_the_brand_its_days() -> None:
    story = making_outline().sleep("11-28 12:00")
    story.creator("submit", ref="outline-1", stamp=beijing("11-23 10:00"))

    assert story.clock("outline_review_by") == "2026-12-02 00:00"
    assert story.clock("review_reminder") == "2026-12-01 00:00"


def test_requests_that_waited_leave_their_time_to_answer() -> None:
    story = writing().sleep("11-28 12:00")
    story.creator("request_cancel", reason="档期冲突", stamp=beijing("11-23 10:00"))
    story.creator("propose_extension", submit_by=beijing("12-10 00:00"), stamp=beijing("11-23 10:00"))

    assert story.clock("cancel_reply_by") == "2026-11-30 12:00"
    assert story.clock("extension_reply_by") == "2026-11-30 12:00"


def test_a_release_that_was_slept_through_is_made_and_is_nobodys_default() -> None:
    story = approved().until("11-26 12:00").sleep("12-02 12:00").until("12-02 12:00:01")

    assert story.stage is Stage.PUBLISHED
    assert "release_late" not in story.told
    assert story.clock("settle_by") == "2026-12-10 00:00"


def test_its_alarms_count_from_when_it_was_begun() -> None:
    story = approved().until("11-26 12:00")
    story.world.mp = None
    story.sleep("12-02 12:00").until("12-02 12:00:01")

    assert story.stage is Stage.AWAITING_RELEASE
    assert story.clock("release_alert") == "2026-12-03 12:00"
    assert story.clock("release_limit") == "2026-12-05 12:00"


def test_an_approval_that_waited_releases_now() -> None:
    story = in_review().sleep("11-29 12:00")
    story.brand("approve", release_at=RELEASE, stamp=beijing("11-23 12:00"))

    assert story.c.release_at == beijing("11-29 12:00")
    assert story.clock("release_alert") == "2026-11-30 12:00"


def test_an_edit_permission_that_waited_lasts_its_whole_time() -> None:
    story = published().sleep("11-29 12:00")
    story.brand("open_edit", stamp=RELEASE + HOUR)

    assert story.c.edit_until == beijing("12-02 12:00")
    assert story.clock("edit_by") == "2026-12-02 12:00"


def test_decisions_that_waited() -> None:
    rework, resumed = complained(), in_final_review()
    resumed.brand("escalate", reason="内容不符")
    hear(resumed)
    for story, decision in ((rework.strike("answer_by"), "rework"), (resumed, "resume")):
        stamp = story.now
        story.sleep(story.now + 10 * DAY)
        story.operator("arbitrate", decision=decision, stamp=stamp)

    assert rework.clock("settle_by") == "2026-12-19 00:00"
    assert resumed.clock("review_limit") == "2026-12-18 00:00"


def test_within_a_minute_the_instant_itself_counts() -> None:
    prompt, held_up = writing_after(MINUTE), writing_after(MINUTE + SECOND)

    assert prompt.clock("cancel_reply_by") == "2026-11-25 09:30"
    assert held_up.c.clocks["cancel_reply_by"] == beijing("11-25 09:31:01")


def writing_after(delay: timedelta) -> Story:
    story = writing()
    stamp = story.now
    story.wait(delay)
    story.creator("request_cancel", reason="档期冲突", stamp=stamp)
    return story
