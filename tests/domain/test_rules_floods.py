"""Nobody is flooded: one SMS of a kind in an hour, and the next after it if it still stands (A24)."""

from collections import Counter
from datetime import timedelta

import pytest

from domain.commissions.ordering.terms import Terms
from tests.domain.scenes import approved, in_review, making_outline, published, writing
from tests.domain.story import DAY, HOUR, MINUTE, MS, Story

PAUSE = {"sms_pause_minutes": Terms().sms_pause_minutes}


def heard_in_any_hour(story: Story) -> int:
    """The most SMS of one kind that came within one hour."""
    times = Counter[str]()
    for at, name in story.heard:
        times[name] = max(
            times[name], sum(n == name and timedelta(0) <= at - when < HOUR for when, n in story.heard)
        )
    return max(times.values())


def test_a24_asking_to_cancel_and_taking_it_back_fifty_times_is_one_sms() -> None:
    story = writing(terms=PAUSE)
    for _ in range(50):
        story.creator("request_cancel", reason="档期冲突")
        story.creator("withdraw_cancel")
    assert story.told.count("cancel_asked") == 1

    story.wait(2 * HOUR)

    assert story.told.count("cancel_asked") == 1, "what it would say is over"
    assert story.c.waiting_notices == ()


def test_a24_what_still_stands_when_the_hour_is_over_is_sent_then() -> None:
    story = writing(terms=PAUSE)
    first = story.now
    for _ in range(3):
        story.creator("request_cancel", reason="档期冲突")
        story.creator("withdraw_cancel")
    story.wait(MINUTE).creator("request_cancel", reason="档期冲突")

    story.until(first + HOUR - MS)
    assert story.told.count("cancel_asked") == 1
    story.until(first + HOUR)
    assert story.told.count("cancel_asked") == 2
    assert story.clock("notice_pause") == ""


def test_a24_after_the_hour_the_next_goes_out_at_once() -> None:
    story = writing(terms=PAUSE)
    for _ in range(2):
        story.creator("request_cancel", reason="档期冲突")
        story.creator("withdraw_cancel")
        story.wait(HOUR)

    assert story.told.count("cancel_asked") == 2


@pytest.mark.parametrize("kind", ["extension", "edit", "release", "complaint"])
def test_a24_no_command_that_can_be_repeated_floods(kind: str) -> None:
    scene = {"extension": writing, "edit": published, "release": approved, "complaint": published}[kind]
    story = scene(terms=PAUSE)
    for n in range(3):
        if kind == "extension":
            assert story.c.submit_by is not None
            story.creator("propose_extension", submit_by=story.c.submit_by + DAY)
            story.brand("answer_extension", agree=False)
        elif kind == "edit":
            story.brand("open_edit")
            story.brand("close_edit")
        elif kind == "release":
            assert story.c.release_at is not None
            story.brand("reschedule", release_at=story.c.release_at + HOUR)
        elif n == 0:
            story.brand("complain", cause="quality", reason="画面模糊", evidence=("shot-1",))
            story.brand("withdraw_complaint")

    story.wait(3 * HOUR)

    assert heard_in_any_hour(story) == 1


def test_a24_other_templates_and_calls_are_not_held() -> None:
    story = in_review(terms=PAUSE)
    story.brand("reject")

    assert story.told[-2:] == ["content_review", "content_rejected"] or "content_rejected" in story.told


def test_a24_what_waits_is_bounded_by_the_templates() -> None:
    story = making_outline(terms=PAUSE)
    for _ in range(50):
        story.creator("request_cancel", reason="档期冲突")
        story.creator("withdraw_cancel")

    assert len(story.c.waiting_notices) <= 5
    assert len(story.c.told_at) <= 5
    story.wait(3 * HOUR)
    story.creator("submit", ref="outline-1")
    assert set(story.c.told_at) <= {"outline_review"}


def test_a24_the_pause_is_a_term_and_none_is_no_pause() -> None:
    story = writing(terms={"sms_pause_minutes": 0})
    for _ in range(3):
        story.creator("request_cancel", reason="档期冲突")
        story.creator("withdraw_cancel")

    assert story.told.count("cancel_asked") == 3
