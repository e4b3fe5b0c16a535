"""Every command under an old stamp: whether a deadline was met is judged by it, and nothing else is gained.

A stamp is the sender's word. What it books or starts is what the same command does without one.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.commissions.rules.admission import refuse
from domain.commissions.rules.engine import Decision
from domain.commissions.state.predicates import PROMPT
from domain.instants import BEIJING
from domain.party import PEOPLE, Party
from tests.domain.scenes import in_review, making_outline, published, writing
from tests.domain.story import DAY, HOUR, MINUTE, MS, SECOND, Story
from tests.domain.test_stamps import PLACES, judged, said
from tests.walks import for_each

LONG_AGO = datetime(2020, 1, 1, tzinfo=BEIJING)
WORTH = (
    "clocks",
    "freeze",
    "brand_freeze",
    "submit_by",
    "settle_by",
    "settled_at",
    "edit_until",
    "release_at",
    "review_since",
    "review_seconds",
    "version_seconds",
    "defaulted",
    "late",
)
"""What a commission holds that time is counted by."""


def worth(decision: Decision) -> dict[str, object]:
    told = {name: getattr(decision.commission, name) for name in WORTH}
    return told | {"entries": decision.transition.entries}


def a_while_later(place: str) -> Story:
    """With no deadline between its last line and now."""
    story = PLACES[place]()
    story.world.looks = False
    story.wait(HOUR)
    while any(at <= story.now for at in story.c.clocks.values()):
        story.wait(HOUR)
    return story


@for_each("place", PLACES)
def test_every_command_of_long_ago_does_what_it_does_now_and_stands_behind_the_last_line(place: str) -> None:
    story = a_while_later(place)
    last = max(line.at for line in story.c.recent)

    for name, by, now in said(story, story.now):
        old = judged(story, replace(now, at=LONG_AGO))
        present = judged(story, now)
        if isinstance(old, str) or isinstance(present, str):
            assert old == present, (name, by)
            continue
        assert last <= old.transition.at <= story.now, (name, by)
        if by in PEOPLE:
            assert worth(old) == worth(present), (name, by)


@pytest.mark.parametrize("stamp", [LONG_AGO, None])
@pytest.mark.parametrize("answer", ["reject", "approve"])
def test_a_review_is_charged_for_as_long_as_it_took_whatever_its_answer_is_stamped(
    answer: str, stamp: datetime | None
) -> None:
    story = in_review()
    spent, began = story.c.review_seconds, story.c.review_since
    story.wait(25 * HOUR)

    story.brand(answer, stamp=stamp, **({"release_at": story.now} if answer == "approve" else {}))

    assert began
    assert story.c.review_seconds == spent + (story.now - began).total_seconds()


@pytest.mark.parametrize("age", [timedelta(0), PROMPT, PROMPT + MS, DAY])
def test_a_settlement_is_booked_by_its_stamp_within_a_moment_and_else_when_it_comes(age: timedelta) -> None:
    story = published().wait(2 * DAY + HOUR)
    stamp, last = story.now - age, story.last.at

    story.do(Party.BRAND, "settle", stamp=stamp)

    instant = stamp if age <= PROMPT else story.now
    assert story.c.settled_at == story.entries["release:c-1"].legal_at == instant
    told = next(each for each in story.transitions if each.move == "settle")
    assert told.at == max(stamp, last)


def test_a_settlement_of_long_ago_comes_after_the_publication() -> None:
    story = published().wait(2 * DAY)
    last = story.last.at

    story.do(Party.BRAND, "settle", stamp=LONG_AGO)

    assert [each.at for each in story.transitions] == sorted(each.at for each in story.transitions)
    assert story.transitions[-1].at >= last
    assert story.entries["release:c-1"].legal_at == story.now


def test_a_freeze_of_long_ago_leaves_the_time_that_is_left_now() -> None:
    story = writing().wait(DAY)
    left = {name: at - story.now for name, at in story.c.clocks.items()}

    story.do(Party.OPERATOR, "freeze", party="creator", actor="operator:li", reason="核查", stamp=LONG_AGO)

    assert story.c.freeze.at == story.now
    for name, seconds in story.c.freeze.remaining_seconds.items():
        assert seconds == left[name].total_seconds()


def test_a_thaw_that_was_held_up_gives_the_time_of_the_freeze_back_until_it_comes() -> None:
    story = writing()
    story.operator("freeze", party="creator")
    frozen, due = story.now, story.c.submit_by
    story.wait(5 * DAY)

    story.do(Party.OPERATOR, "unfreeze", actor="operator:li", reason="误操作", stamp=frozen + HOUR)

    assert story.c.submit_by == due + (story.now - frozen)


def test_a_refusal_of_long_ago_stands_behind_the_last_line() -> None:
    story = published().wait(HOUR)
    name, _, move = next(said(story, LONG_AGO))

    _, line = refuse(story.c, name, move, "NOT_NOW")

    assert line is not None
    assert line.at == max(each.at for each in story.c.recent)


@pytest.mark.parametrize("between", [MS, SECOND])
def test_work_stamped_in_time_is_in_time_though_a_line_after_the_deadline_came_first(
    between: timedelta,
) -> None:
    """Within the grace: the other side's word does not make it late."""
    story = making_outline()
    deadline = story.c.clocks["submit_by"]
    story.until(deadline + between)
    story.brand("propose_extension", submit_by=story.c.submit_by + 2 * DAY, reason="")
    assert story.last.at > deadline

    story.do(Party.CREATOR, "submit", ref="outline-1", stamp=deadline - MINUTE)

    assert not story.c.late
    assert story.last.at < deadline


def test_work_stamped_in_time_and_delivered_twenty_hours_later_is_in_time() -> None:
    """An outage of ours is not the sender's loss."""
    story = making_outline()
    deadline = story.c.clocks["submit_by"]
    story.sleep(deadline + 20 * HOUR)

    story.do(Party.CREATOR, "submit", ref="outline-1", stamp=deadline - MS)

    assert not story.c.late
    assert story.last.at == deadline - MS


def test_once_the_grace_of_late_work_is_over_no_old_stamp_is_within_it() -> None:
    story = making_outline().strike("grace_over").wait(HOUR)

    story.do(Party.CREATOR, "submit", ref="outline-1", stamp=LONG_AGO)

    assert story.c.defaulted


def test_late_work_that_was_stamped_within_its_grace_a_moment_ago_is_within_it() -> None:
    story = making_outline().strike("grace_over")
    stamp = story.now - MS
    story.now += SECOND

    story.do(Party.CREATOR, "submit", ref="outline-1", stamp=stamp)

    assert not story.c.defaulted
