"""One millisecond around every deadline, for every message, before and after the commission has acted on it.

A stamp before a deadline counts until the commission has acted on it; nothing reopens afterwards (D3).
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.commissions.moves import MESSAGES, Move
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.engine import Decision, decide
from domain.commissions.state.stages import Stage
from domain.party import Party
from domain.refusals import Refused
from tests.domain.examples import example
from tests.domain.scenes import (
    SCENES,
    approved,
    complained,
    decided,
    escalated,
    hear,
    in_audit,
    in_final_review,
    in_review,
    making_outline,
    published,
    rejected,
    settling,
    suspended,
    writing,
)
from tests.domain.story import DAY, HOUR, MS, SECOND, Story
from tests.walks import for_each

SENT = [(name, by) for name, message in MESSAGES.items() for by in message.by]


def asked_to_cancel() -> Story:
    story = writing()
    story.creator("request_cancel", reason="档期冲突")
    return story


def extension_asked() -> Story:
    story = writing()
    story.creator("propose_extension", submit_by=story.c.submit_by + 2 * DAY)
    return story


def edit_open() -> Story:
    story = published()
    story.brand("open_edit")
    return story


def in_default() -> Story:
    story = writing().strike("submit_by").wait(30 * HOUR)
    story.brand("cancel")
    return story


def cancelled_during_the_audit() -> Story:
    story = in_audit()
    story.brand("cancel", quoted_fen=30_000)
    return story


def another_item() -> Story:
    """The published one is deleted, and the brand is asked about the one that replaces it."""
    story = published().wait(DAY)
    story.world.public = False
    story.fact("visibility_changed", public=False, item=story.c.item, ref="deleted")
    story.creator("replace_item", item="mp-2002")
    return story


def reworked() -> Story:
    """Either side may appeal it."""
    story = hear(complained())
    story.operator("arbitrate", decision="rework")
    return story


def looked_at_before_it_takes_effect() -> Story:
    """No look returns until its own limit."""
    story = decided()
    story.world.looks = False
    return story.strike("appeal_by")


def silence_counts() -> Story:
    return in_review(approve_when_silent=True)


PLACES = {
    **{stage.value: scene for stage, scene in SCENES.items()},
    **{
        each.__name__: each
        for each in (asked_to_cancel, extension_asked, edit_open, in_default, silence_counts, rejected)
    },
    **{each.__name__: each for each in (escalated, in_final_review, cancelled_during_the_audit)},
    **{each.__name__: each for each in (another_item, reworked, looked_at_before_it_takes_effect)},
}
DEADLINES = [
    (place, clock)
    for place, scene in PLACES.items()
    for clock in sorted(scene().c.clocks)
    if CLOCKS[clock].consequence
]
every_deadline = pytest.mark.parametrize(("place", "clock"), DEADLINES)


def at_deadline(place: str, clock: str) -> tuple[Story, datetime]:
    """Where nothing before it is left to happen: the moment before its clock acts."""
    story = PLACES[place]()
    at = story.c.clocks[clock]
    story.until(max(at - MS, story.now))
    return story, at


def judged(story: Story, move: Move) -> Decision | str:
    try:
        return decide(story.c, move)
    except Refused as refused:
        return refused.code


def said(story: Story, at: datetime) -> Iterator[tuple[str, Party, Move]]:
    for name, by in SENT:
        yield name, by, replace(example(name, by, story.now), at=at)


def test_every_clock_that_judges_is_walked() -> None:
    judging = {name for name, clock in CLOCKS.items() if clock.judges and clock.consequence}

    assert judging <= {clock for _, clock in DEADLINES}


@every_deadline
def test_until_the_commission_has_acted_the_stamp_decides(place: str, clock: str) -> None:
    story, deadline = at_deadline(place, clock)
    if story.c.clocks.get(clock) != deadline:
        return  # something on the way there moved or stopped it
    story.now = deadline + 3 * SECOND

    for name, by, late in said(story, deadline):
        in_time = judged(story, replace(late, at=deadline - MS))
        too_late = judged(story, late)
        if isinstance(in_time, str):
            continue
        at_once = [CLOCKS[each] for each, at in story.c.clocks.items() if at == deadline]
        if any(each.judged(story.c, late) for each in at_once):
            assert too_late in {each.late for each in at_once}, (name, by)
        else:
            assert too_late not in ("TOO_LATE", CLOCKS[clock].late) or name.endswith("_extension"), (name, by)


@every_deadline
@pytest.mark.parametrize("early", [MS, HOUR, 40 * DAY])
def test_once_it_has_acted_no_earlier_stamp_is_worth_more_than_the_deadline(
    place: str, clock: str, early: timedelta
) -> None:
    story, deadline = at_deadline(place, clock)
    if story.c.clocks.get(clock) != deadline:
        return
    story.world.looks = False
    story.until(deadline + 6 * SECOND)
    story.now += 20 * HOUR

    for name, by, move in said(story, deadline):
        early_one = judged(story, replace(move, at=deadline - early))
        assert early_one == judged(story, replace(move, at=deadline)), (name, by)
        if not isinstance(early_one, str):
            assert early_one.transition.at >= deadline
            assert early_one.commission.late or not story.c.late


@every_deadline
def test_a_command_for_a_party_by_an_operator_is_no_way_around(place: str, clock: str) -> None:
    story, deadline = at_deadline(place, clock)
    if story.c.clocks.get(clock) != deadline:
        return
    story.until(deadline + 6 * SECOND)
    for_them = {"actor": "operator:li", "reason": "代为操作"}

    for name, by, move in said(story, deadline - MS):
        if by in (Party.CREATOR, Party.BRAND):
            answer = judged(story, replace(move, on_behalf_of=by.value, **for_them))
            assert isinstance(answer, str) or answer.transition.at >= deadline, name


# --- what follows from the instant of a command ---


@pytest.mark.parametrize(("stamp", "late"), [(-MS, False), (0 * MS, True), (MS, True)])
def test_work_handed_in_around_its_deadline_is_late_by_its_stamp_until_the_clock_has_acted(
    stamp: timedelta,
    late: bool,  # noqa: FBT001  # a column of the table
) -> None:
    story = making_outline()
    deadline = story.c.clocks["submit_by"]
    story.until(deadline + 3 * SECOND)

    story.do(Party.CREATOR, "submit", ref="outline-1", stamp=deadline + stamp)

    assert (story.c.late, story.last.submission.late) == (late, late)


@for_each("stamp", [-20 * DAY, -HOUR, -MS, 0 * MS, MS])
@for_each("kind", ["outline", "content"])
def test_work_that_arrives_once_the_clock_has_acted_is_late_whatever_its_stamp(
    stamp: timedelta, kind: str
) -> None:
    story = making_outline() if kind == "outline" else writing()
    deadline = story.c.clocks["submit_by"]
    story.strike("submit_by").wait(20 * HOUR)

    if kind == "outline":
        story.do(Party.CREATOR, "submit", ref="outline-1", stamp=deadline + stamp)
    else:
        story.do(Party.OUTSIDE, "submitted", item="mp-1001", creator="creator-1", stamp=deadline + stamp)

    assert story.c.late
    assert story.c.work.late
    assert story.last.submission.at >= deadline


def test_a_freeze_stamped_before_a_deadline_that_was_acted_on_gives_no_time_back() -> None:
    story = making_outline()
    deadline = story.c.clocks["submit_by"]
    left = story.c.clocks["abandon"] - deadline
    story.strike("submit_by").wait(20 * HOUR)

    story.do(
        Party.OPERATOR, "freeze", party="creator", actor="operator:li", reason="核查", stamp=deadline - DAY
    )
    assert story.c.freeze.remaining_seconds["abandon"] <= left.total_seconds()
    story.do(
        Party.CREATOR,
        "submit",
        ref="outline-1",
        stamp=deadline - MS,
        on_behalf_of="creator",
        actor="operator:li",
        reason="代交",
    )

    assert story.c.late


@pytest.mark.parametrize("frozen_for", [HOUR, 5 * DAY])
def test_a_thaw_does_not_reopen_a_deadline_that_was_acted_on_before_the_freeze(frozen_for: timedelta) -> None:
    story = making_outline()
    deadline = story.c.clocks["submit_by"]
    story.strike("submit_by").wait(HOUR)
    story.operator("freeze", party="creator")
    inside = story.now + MS
    story.wait(frozen_for)
    story.operator("unfreeze")

    for stamp in (deadline - MS, inside, story.now):
        handed_in = deepcopy(story)
        handed_in.do(Party.CREATOR, "submit", ref="outline-1", stamp=stamp)
        assert handed_in.c.late, stamp


def test_a_thaw_stamped_before_its_freeze_moves_no_deadline_nearer() -> None:
    story = making_outline()
    clocks = dict(story.c.clocks)
    story.wait(2 * HOUR)
    story.operator("freeze", party="creator")
    story.do(Party.OPERATOR, "unfreeze", actor="operator:li", reason="误操作", stamp=story.now - HOUR)

    assert story.c.clocks == clocks


def test_an_extended_deadline_is_the_one_that_counts_though_the_old_one_was_acted_on() -> None:
    story = making_outline().strike("submit_by").wait(HOUR)
    deadline = story.c.submit_by
    story.operator("extend", clock="submit_by", until=story.now + DAY)

    story.do(Party.CREATOR, "submit", ref="outline-1", stamp=deadline - MS)

    assert not story.c.late


def test_a_settlement_stamped_in_the_window_and_late_by_an_hour_is_booked_when_it_comes() -> None:
    story = settling()
    story.now += HOUR

    story.do(Party.BRAND, "settle", stamp=story.c.settle_by - MS)

    assert story.c.settled_at == story.now
    assert story.entries["release:c-1"].legal_at == story.now


def test_a_complaint_taken_back_with_an_old_stamp_does_not_open_a_window_that_was_acted_on() -> None:
    story = suspended()
    deadline = story.c.settle_by
    story.brand("complain", cause="not_public", reason="作品已被隐藏")
    story.world.looks = False

    story.do(Party.BRAND, "withdraw_complaint", stamp=deadline - MS)

    assert story.stage is Stage.SETTLING


def test_a_reminder_is_no_deadline() -> None:
    """What was stamped before one and arrives after it stands behind it, and is in time."""
    story = making_outline().strike("submit_reminder")

    story.do(Party.CREATOR, "submit", ref="outline-1", stamp=story.now - HOUR)

    assert story.last.at == story.transitions[-2].at
    assert not story.c.late


@pytest.mark.parametrize("scene", [approved, complained, decided])
def test_a_stamp_after_the_last_deadline_that_was_acted_on_is_kept(scene: type[Story]) -> None:
    story = scene()
    first = min(at for name, at in story.c.clocks.items() if CLOCKS[name].consequence)
    story.until(first + 6 * SECOND)
    stamp = first + 2 * SECOND

    for name, by, move in said(story, stamp):
        answer = judged(story, move)
        assert isinstance(answer, str) or answer.transition.at == max(stamp, story.last.at), (name, by)
