"""Settlement (S1 Q13, Q14; D3)."""

from datetime import datetime

import pytest

from domain.commissions.rules.engine import next_deadline
from domain.commissions.state.stages import Stage
from domain.instants import end_of_natural_days
from domain.party import Party
from tests.domain.scenes import in_review, published, settled, settling
from tests.domain.story import DAY, MS, SECOND, Story, beijing

MIDNIGHT = beijing("12-04 00:00")


def test_seven_natural_days_without_a_complaint_and_public_it_settles_by_itself() -> None:
    story = published().until(MIDNIGHT + 5 * SECOND)

    assert story.stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)
    assert len(story.done("probe")) == 1
    assert story.world.transfers == [("pay_out:c-1:1", 285_000)]
    assert story.clock("rating_by") == "2026-12-11 00:00"


def test_the_settlement_bears_the_legal_instant_beside_the_instant_of_recording() -> None:
    entry = published().until(MIDNIGHT + 5 * SECOND).entries["release:c-1"]

    assert entry.legal_at == MIDNIGHT
    assert entry.recorded_at == MIDNIGHT + 5 * SECOND
    assert published().until(MIDNIGHT + 5 * SECOND).c.settled_at == MIDNIGHT


def test_not_a_moment_before() -> None:
    assert published().until(MIDNIGHT + 5 * SECOND - MS).stage is Stage.PUBLISHED


def test_the_creator_hears_of_it_in_the_morning() -> None:
    story = published().until(MIDNIGHT + 5 * SECOND)
    assert "settled" not in story.told

    assert story.until("12-04 08:00").told_at("settled") == "2026-12-04 08:00"


def test_the_brand_may_settle_at_once() -> None:
    story = settled()

    assert story.stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)
    assert story.c.settled_at == story.now
    assert story.told[-1] == "settled"
    assert story.clock("rating_by") == "2026-12-03 20:00"
    assert story.world.transfers == [("pay_out:c-1:1", 285_000)]


def test_only_what_is_public_is_settled() -> None:
    assert in_review().refused(Party.BRAND, "settle") == "NOT_NOW"


def test_the_brand_is_reminded_a_day_before_in_the_morning() -> None:
    assert published().until(MIDNIGHT).told_at("settle_reminder") == "2026-12-03 08:00"


@pytest.mark.parametrize("released", ["12-01 00:00:00", "12-01 10:00:00", "12-01 23:59:59"])
def test_the_hour_of_publication_makes_no_difference(released: str) -> None:
    story = in_review()
    story.brand("approve", release_at=beijing(released))
    story.until(beijing(released))

    assert story.clock("settle_by") == "2026-12-09 00:00"


@pytest.mark.parametrize(
    ("published_at", "ends"),
    [
        ("2026-03-01 00:00:00", "2026-03-09 00:00"),
        ("2028-02-25 12:00:00", "2028-03-04 00:00"),  # a leap year
        ("2027-02-25 12:00:00", "2027-03-05 00:00"),
        ("2026-12-28 20:00:00", "2027-01-05 00:00"),  # over the end of the year
        ("2026-03-01 00:30:00", "2026-03-09 00:00"),  # in UTC it is still the day before
        ("2026-02-28 23:59:59", "2026-03-08 00:00"),
    ],
)
def test_natural_days_are_beijing_days(published_at: str, ends: str) -> None:
    assert end_of_natural_days(beijing(published_at), 7) == beijing(ends)


def test_a_complaint_a_millisecond_before_midnight_is_in_time() -> None:
    story = published().until(MIDNIGHT - MS)
    complain(story, MIDNIGHT - MS)

    assert story.stage is Stage.ARBITRATION


@pytest.mark.parametrize("stamp", [MIDNIGHT, MIDNIGHT + MS, None])
def test_at_midnight_it_is_late(stamp: datetime | None) -> None:
    story = published().until(MIDNIGHT)

    assert refused(story, stamp) == "COMPLAINT_WINDOW_CLOSED"
    assert story.until(MIDNIGHT + 5 * SECOND).stage is Stage.SETTLED


@pytest.mark.parametrize("delay", [0 * SECOND, 5 * SECOND - MS])
def test_stamped_in_time_and_delivered_within_the_grace_it_blocks(delay: object) -> None:
    story = published().until(MIDNIGHT + delay)
    complain(story, MIDNIGHT - MS)

    assert story.stage is Stage.ARBITRATION
    assert story.until("12-05 00:00").money == (0, 0, 0, 300_000)


def test_after_the_commission_has_acted_nothing_reopens() -> None:
    story = published().until(MIDNIGHT + 5 * SECOND)

    assert refused(story, MIDNIGHT - MS) == "COMPLAINT_WINDOW_CLOSED"


def test_nor_while_the_look_at_the_item_is_under_way() -> None:
    assert refused(settling(), MIDNIGHT - MS) == "COMPLAINT_WINDOW_CLOSED"


def test_after_an_outage_an_unstamped_complaint_in_the_same_task_counts() -> None:
    story = published().until("12-03 23:00").sleep("12-04 09:00")
    complain(story, None)

    assert story.stage is Stage.ARBITRATION
    assert story.last.at < MIDNIGHT


def test_after_an_outage_a_stamp_decides() -> None:
    story = published().until("12-03 23:00").sleep("12-04 09:00")

    assert refused(story, MIDNIGHT) == "COMPLAINT_WINDOW_CLOSED"
    complain(story, MIDNIGHT - MS)


def complain(story: Story, stamp: datetime | None) -> None:
    story.brand("complain", cause="quality", stamp=stamp)


def refused(story: Story, stamp: datetime | None) -> str:
    return story.refused(Party.BRAND, "complain", cause="quality", reason="质量", stamp=stamp)


def test_a_manual_settlement_while_it_settles_by_itself_is_one_settlement() -> None:
    story = settling()
    story.brand("settle")
    assert story.stage is Stage.SETTLED

    assert story.system_refused("probed_public") == "NOT_NOW"
    assert story.money == (285_000, 15_000, 0, 0)
    assert len(story.world.transfers) == 1


def test_settling_twice_is_told_so() -> None:
    assert settled().refused(Party.BRAND, "settle") == "ALREADY_SETTLED"
    assert (
        settled().refused(Party.BRAND, "complain", cause="quality", reason="质量")
        == "COMPLAINT_WINDOW_CLOSED"
    )


def test_a_shorter_window_is_a_term() -> None:
    assert published(terms={"settle_days": 3}).clock("settle_by") == "2026-11-30 00:00"


def test_at_most_one_timer_is_needed_and_the_next_consequence_is_shown() -> None:
    story = published()

    assert story.next_strike() == MIDNIGHT - DAY  # the reminder
    assert next_deadline(story.c) == MIDNIGHT
