"""The instant a command is judged by, and days in China (D3)."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.commissions.rules.admission import effective
from domain.instants import (
    beijing_day,
    end_of_natural_days,
    is_quiet,
    morning_after,
    written,
    written_cn,
    written_deadline,
    written_weekday,
)
from tests.domain.scenes import offered, published, writing
from tests.domain.story import HOUR, MS, SECOND, beijing


def test_a_stamp_decides() -> None:
    story = offered()
    stamp = story.now - HOUR

    assert effective(story.c, stamp, story.now) == stamp


def test_a_stamp_in_the_future_is_now() -> None:
    story = offered()

    assert effective(story.c, story.now + HOUR, story.now) == story.now


def test_without_a_stamp_it_is_now() -> None:
    assert effective(offered().c, None, offered().now) == offered().now


def test_without_a_stamp_within_the_grace_it_is_still_now() -> None:
    story = offered().until(offered().c.clocks["accept_by"] + 5 * SECOND - MS)

    assert effective(story.c, None, story.now) == story.now


def test_without_a_stamp_in_the_task_that_fires_the_deadline_it_is_just_before() -> None:
    deadline = offered().c.clocks["accept_by"]

    at = effective(offered().c, None, deadline + 5 * SECOND)

    assert deadline - MS < at < deadline


def test_of_several_deadlines_the_first_counts() -> None:
    story = writing()

    at = effective(story.c, None, beijing("12-20 00:00"))

    assert beijing("12-01 00:00") - MS < at < beijing("12-01 00:00")


def test_a_reminder_that_was_slept_through_moves_nothing() -> None:
    story = published()
    now = beijing("12-03 12:00")  # the reminder was due at 00:00

    assert effective(story.c, None, now) == now


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("11-23 21:59:59", False), ("11-23 22:00", True), ("11-24 07:59:59", True), ("11-24 08:00", False)],
)
def test_the_quiet_hours_are_22_to_8_in_beijing(at: str, *, quiet: bool) -> None:
    assert is_quiet(beijing(at), 22, 8) is quiet


def test_the_next_morning() -> None:
    assert morning_after(beijing("11-23 23:00"), 8) == beijing("11-24 08:00")
    assert morning_after(beijing("11-24 08:00"), 8) == beijing("11-24 08:00")
    assert morning_after(beijing("11-24 08:00:01"), 8) == beijing("11-25 08:00")


def test_a_day_is_a_beijing_day() -> None:
    assert beijing_day(datetime(2026, 2, 28, 16, 30, tzinfo=UTC)).isoformat() == "2026-03-01"
    assert end_of_natural_days(datetime(2026, 2, 28, 16, 30, tzinfo=UTC), 7) == beijing("03-09 00:00")


def test_as_people_read_it() -> None:
    assert written(beijing("11-26 20:00")) == "2026-11-26 20:00"
    now = beijing("11-20 09:00")

    assert written_weekday(beijing("11-26 20:00"), "zh", now) == "11-26 周四 20:00"
    assert written_weekday(beijing("11-26 20:00"), "en", now) == "Thu 11-26 20:00"


def test_a_year_stands_whenever_it_is_not_the_current_one() -> None:
    now, far = beijing("11-20 09:00"), beijing("11-26 20:00") + timedelta(days=365 * 73)

    assert written_weekday(far, "zh", now).startswith("2099-")
    assert " 2099-" in written_weekday(far, "en", now)
    assert written_weekday(far, "zh").startswith("2099-")
    assert written_cn(far, now).startswith("2099年")
    assert written_cn(beijing("11-26 20:00"), now) == "11月26日20:00"


def test_midnight_is_24_00_of_the_day_that_ends() -> None:
    """民法典 §203. Read as 00:00 of the next day, people take it for the whole of that day."""
    now, midnight = beijing("11-20 09:00"), beijing("12-01 00:00")

    assert written_cn(midnight, now) == "11月30日24:00"
    assert written_deadline(midnight, "zh", now) == "11-30 周一 24:00"
    assert written_deadline(midnight, "en", now) == "Mon 11-30 24:00"
    assert written_cn(midnight + timedelta(seconds=1), now) == "12月1日00:00"
    assert written_cn(midnight - timedelta(minutes=1), now) == "11月30日23:59"
    new_year = beijing("12-01 00:00") + timedelta(days=31)
    assert written_cn(new_year, now) == "12月31日24:00"
