"""The reminder call (S1 Q5 「任务临近过期时，创作者会收到电话提醒」; D3)."""

from domain.commissions.state.stages import Stage
from tests.domain.scenes import offered
from tests.domain.story import DAY, MINUTE, Story, beijing
from tests.walks import for_each


def test_it_rings_two_hours_before_the_end() -> None:
    story = Story(beijing("11-23 14:00"))

    assert story.clock("call") == "2026-11-24 12:00"
    assert story.strike("call").calls() == ["2026-11-24 12:00"]
    assert story.text("call") == "您有一个待接收任务「秋日新品试饮」，将于11月24日14:00失效，请及时回应"


@for_each(
    ("dispatched", "rings"),
    [
        ("11-23 09:30", "2026-11-24 08:00"),  # due 07:30, quiet: 08:00 leaves 90 minutes
        ("11-23 08:45", "2026-11-24 08:00"),  # 08:00 leaves exactly 45
        ("11-23 08:44", "2026-11-23 21:30"),  # 44 are too few: the evening before
        ("11-23 10:00", "2026-11-24 08:00"),  # due at 08:00 sharp, no longer quiet
        ("11-23 23:59", "2026-11-24 21:59"),  # due just before the quiet hours
        ("11-24 00:00", "2026-11-24 21:30"),  # due at 22:00, quiet
        ("11-24 05:00", "2026-11-24 21:30"),  # the deadline is at 05:00
        ("11-23 03:00", "2026-11-23 21:30"),
        ("11-23 00:30", "2026-11-23 21:30"),
        ("11-23 01:30", "2026-11-23 21:30"),
        ("11-23 09:59", "2026-11-24 08:00"),
        ("11-23 10:46", "2026-11-24 08:46"),
    ],
)
def test_c7_in_the_quiet_hours_it_moves_to_the_morning_or_the_evening_before(
    dispatched: str, rings: str
) -> None:
    assert Story(beijing(dispatched)).clock("call") == rings


def test_it_never_rings_before_the_dispatch() -> None:
    story = Story(beijing("11-23 21:40"), terms={"accept_hours": 5})  # the evening before would be 21:30

    assert story.clock("call") == ""
    assert story.strike("accept_by").calls() == []


def test_unanswered_it_rings_again_after_10_and_20_minutes_then_an_sms() -> None:
    story = offered().until("11-24 08:30")

    assert story.calls() == ["2026-11-24 08:00", "2026-11-24 08:10", "2026-11-24 08:20"]
    assert story.told == ["offer", "call", "call", "call", "last_reminder"]
    assert story.told_at("last_reminder") == "2026-11-24 08:20"


def test_an_answered_call_is_not_repeated() -> None:
    story = offered()
    story.world.phone = "answered"
    story.until("11-24 09:00")

    assert story.told == ["offer", "call"]
    assert story.c.calls_made == 1
    assert "call_answered" in [each.move for each in story.transitions]  # the timeline says so


def test_no_call_after_the_acceptance() -> None:
    story = offered().until("11-24 08:05")
    story.creator("accept")
    story.wait(DAY)

    assert len(story.calls()) == 1


def test_a_repeat_that_would_land_in_the_quiet_hours_is_skipped_for_an_sms() -> None:
    story = Story(beijing("11-23 23:55")).until("11-24 22:30")  # rings 21:55; 22:05 would be quiet

    assert story.calls() == ["2026-11-24 21:55"]
    assert story.told[-1] == "last_reminder"


def test_a_repeat_that_would_come_after_the_deadline_is_skipped_for_an_sms() -> None:
    story = Story(beijing("11-23 14:00"), terms={"call_before_minutes": 5}).until("11-24 13:56")

    assert story.calls() == ["2026-11-24 13:55"]
    assert story.told[-1] == "last_reminder"


def test_a_call_the_worker_slept_through_is_not_made_at_night() -> None:
    story = Story(beijing("11-24 05:00")).until("11-24 21:00").sleep("11-24 23:00")
    story.until("11-24 23:01")

    assert story.calls() == []
    assert story.clock("call") == ""
    assert story.stage is Stage.OFFERED


def test_a_call_the_worker_slept_through_is_not_made_after_the_deadline() -> None:
    story = offered().until("11-24 07:00").sleep("11-24 10:00")
    story.until("11-24 10:01")

    assert story.stage is Stage.EXPIRED
    assert story.calls() == []


def test_a_call_slept_through_for_a_moment_is_still_made() -> None:
    story = offered().until("11-24 07:59").sleep("11-24 08:40")
    story.until("11-24 08:41")

    assert story.calls() == ["2026-11-24 08:40"]
    assert story.told[-1] == "last_reminder"  # its repeats, due at 08:10 and 08:20, are past


def test_the_number_of_calls_is_a_term() -> None:
    story = offered(terms={"call_attempts": 1}).until("11-24 09:00")

    assert story.told == ["offer", "call", "last_reminder"]


def test_a_failed_sms_moves_no_deadline_and_is_shown() -> None:
    story = Story()
    story.world.sms = "failed"
    deadline = story.c.clocks["accept_by"]
    story.until("11-24 08:30")

    assert "notice_failed" in story.c.attention
    assert story.c.clocks["accept_by"] == deadline
    assert story.c.effects == ()


def test_extending_the_window_moves_the_call_with_it() -> None:
    story = offered().wait(30 * MINUTE)
    story.operator("extend", clock="accept_by", until=beijing("11-25 18:00"))

    assert story.clock("accept_by") == "2026-11-25 18:00"
    assert story.clock("call") == "2026-11-25 16:00"
    assert story.strike("accept_by").stage is Stage.EXPIRED
    assert len(story.calls()) == 3
