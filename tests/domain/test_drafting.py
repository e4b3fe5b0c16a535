"""Whoever has to write again has at least 72 hours, and the three clocks that go with a deadline."""

from collections.abc import Callable

from domain.commissions.state.stages import DRAFTING, Stage
from tests.domain.scenes import ITEM, in_audit, in_review, making_outline, outline_in_review
from tests.domain.story import Story, beijing
from tests.walks import for_each

SOON = beijing("11-24 18:00")
"""Ordered to be submitted the next day: any later round needs more."""


def outline_approved() -> Story:
    story = outline_in_review(submit_by=SOON)
    story.brand("approve")
    return story


def outline_rejected() -> Story:
    story = outline_in_review(submit_by=SOON)
    story.brand("reject")
    return story


def outline_rejected_for_the_last_time() -> Story:
    story = outline_in_review(submit_by=SOON, terms={"outline_rejections": 1})
    story.brand("reject")
    return story


def outline_not_answered() -> Story:
    return outline_in_review(submit_by=SOON).strike("outline_review_by")


def outline_waived() -> Story:
    story = making_outline(submit_by=SOON)
    story.brand("waive_outline")
    return story


def outline_waived_in_review() -> Story:
    story = outline_in_review(submit_by=SOON)
    story.brand("waive_outline")
    return story


def audit_failed() -> Story:
    story = in_audit(submit_by=SOON)
    story.fact("audited", passed=False, item=ITEM, reason="标题")
    return story


def audit_failed_later() -> Story:
    story = in_review(submit_by=SOON)
    story.fact("audited", passed=False, item=ITEM, reason="标题")
    return story


def content_rejected() -> Story:
    story = in_review(submit_by=SOON)
    story.brand("reject")
    return story


@for_each(
    "again",
    [
        outline_approved,
        outline_rejected,
        outline_rejected_for_the_last_time,
        outline_waived,
        outline_waived_in_review,
        audit_failed,
        audit_failed_later,
        content_rejected,
    ],
)
def test_a_new_round_leaves_72_hours_a_reminder_and_an_end(again: Callable[[], Story]) -> None:
    story = again()

    assert story.stage in DRAFTING
    assert story.c.submit_by == beijing("11-26 09:30")
    assert story.clock("submit_by") == "2026-11-26 09:30"
    assert story.clock("submit_reminder") == "2026-11-25 09:30"
    assert story.clock("abandon") == "2026-11-29 09:30"
    assert not story.c.late


def test_so_does_an_outline_approved_by_silence() -> None:
    story = outline_not_answered()

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.clock("submit_by") == "2026-11-30 00:00"
    assert story.clock("submit_reminder") == "2026-11-29 00:00"
    assert story.clock("abandon") == "2026-12-03 00:00"


def test_a_reminder_that_would_be_past_is_not_given() -> None:
    story = making_outline(submit_by=SOON.replace(hour=9))

    assert story.clock("submit_reminder") == ""
    assert story.clock("submit_by") == "2026-11-24 09:00"
