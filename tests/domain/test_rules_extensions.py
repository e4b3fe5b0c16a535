"""Operators move a clock later by so much in sum: no wait is extended for ever (story A25)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.commissions.ordering.terms import Terms, _as_pinned
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.state.stages import OPEN, Stage
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import SCENES, complained, hear, writing
from tests.domain.story import DAY, HOUR, MS, Story
from tests.walks import for_each

LI = "operator:li"
IN_SUM = timedelta(days=Terms().extend_total_days)
AHEAD = timedelta(days=Terms().extend_days)


def running(stage: Stage, clock: str) -> Story:
    """A story at this stage, with this clock alone, a day before its end."""
    story = SCENES[stage]()
    at = story.now + DAY
    date = CLOCKS[clock].date
    moved = replace(story.c, clocks={clock: at})
    story.c = replace(moved, **{date: at}) if date else moved  # type: ignore[arg-type]
    return story


def movable() -> Iterator[tuple[Stage, str]]:
    """Every clock that ends something, wherever it runs."""
    for name, clock in CLOCKS.items():
        for stage in clock.lives:
            if clock.consequence and stage in OPEN:
                yield stage, name


def refused(story: Story, clock: str, until: datetime) -> Refused:
    with pytest.raises(Refused) as found:
        story.operator("extend", clock=clock, until=until)
    return found.value


@for_each(("stage", "clock"), list(movable()))
def test_each_clock_is_moved_later_by_so_much_in_sum_however_often(stage: Stage, clock: str) -> None:
    story = running(stage, clock)
    first = story.c.clocks[clock]
    latest = first + IN_SUM
    story.operator("extend", clock=clock, until=first + AHEAD - DAY)
    story.now = story.now + 3 * DAY

    assert refused(story, clock, latest + MS).code == "EXTENDED_ENOUGH"
    story.operator("extend", clock=clock, until=latest)
    assert story.c.clocks[clock] == latest
    assert refused(story, clock, latest + MS).code == "EXTENDED_ENOUGH"


def test_the_refusal_names_what_is_left() -> None:
    story = complained()
    end = story.c.clocks["decide_limit"]
    story.operator("extend", clock="decide_limit", until=end + 20 * DAY)
    story.wait(10 * DAY)

    told = refused(story, "decide_limit", end + 61 * DAY)
    assert told.code in ("EXTENDED_ENOUGH", "UNTIL_OUT_OF_RANGE")
    story.wait(30 * DAY)
    assert refused(story, "decide_limit", end + 60 * DAY + MS).detail == (
        "decide_limit ≤ 2027-02-26T12:00:00+08:00 (40.00 d)"
    )


def test_an_undecided_case_ends_however_often_its_end_is_moved() -> None:
    """An operator who moves it a day before each end, as far as it goes."""
    story = complained()
    opened = story.now
    while story.stage is Stage.ARBITRATION and story.now - opened < 400 * DAY:
        story.until(story.c.clocks["decide_limit"] - HOUR)
        for days in (59, 30, 7, 1):
            try:
                story.operator("extend", clock="decide_limit", until=story.now + days * DAY)
                break
            except Refused:
                continue
        else:
            story.strike("decide_limit")

    assert story.stage is not Stage.ARBITRATION
    assert story.now - opened <= 30 * DAY + IN_SUM + DAY


def test_what_is_moved_back_can_be_given_again() -> None:
    story = complained()
    end = story.c.clocks["decide_limit"]
    story.operator("extend", clock="decide_limit", until=end + 25 * DAY)
    story.operator("extend", clock="decide_limit", until=end, reason="上次延长有误")

    assert story.c.extended["decide_limit"] == 0


def test_the_sum_goes_on_where_the_clock_begins_again() -> None:
    story = complained()
    story.operator("extend", clock="decide_limit", until=story.c.clocks["decide_limit"] + 29 * DAY)
    hear(story).operator("arbitrate", decision="settle")
    story.brand("appeal", reason="证据未被采纳")
    story.wait(20 * DAY)
    end = story.c.clocks["decide_limit"]

    assert refused(story, "decide_limit", end + 31 * DAY + MS).code == "EXTENDED_ENOUGH"
    story.operator("extend", clock="decide_limit", until=end + 31 * DAY)


def test_a_submission_that_is_late_already_counts_from_the_day_it_was_due() -> None:
    story = writing()
    due = story.c.submit_by
    assert due
    story.until(due + HOUR)
    story.operator("extend", clock="submit_by", until=due + 2 * DAY)

    assert story.c.extended["submit_by"] == 2 * 86_400


def test_what_was_pinned_before_has_no_such_sum() -> None:
    assert _as_pinned({"version": "2026-01"})["extend_total_days"] == 0
    story = complained()
    story.c = replace(
        story.c, order=replace(story.c.order, terms=replace(story.c.order.terms, extend_total_days=0))
    )
    for _ in range(4):
        story.wait(20 * DAY)
        story.operator("extend", clock="decide_limit", until=story.now + 60 * DAY)

    assert story.refused(Party.OPERATOR, "extend", clock="decide_limit", until=story.now, actor=LI) == (
        "REASON_NEEDED"
    )
