"""Ratings (S1 Q16; design 12.11)."""

import pytest

from domain.stages import Party, Stage
from tests.domain.scenes import completed, decided, published, settled
from tests.domain.story import DAY, MS, Story


def test_q16_each_side_rates_once_and_then_it_is_complete() -> None:
    story = settled()
    story.creator("rate", stars=5, text="沟通顺畅")
    assert story.stage is Stage.SETTLED
    assert story.last.rating is not None
    assert (story.last.rating.by, story.last.rating.stars, story.last.rating.text) == (
        "creator",
        5,
        "沟通顺畅",
    )
    story.brand("rate", stars=4)

    assert story.stage is Stage.COMPLETED
    assert story.c.rated == (Party.CREATOR, Party.BRAND)
    assert story.last.rating is not None
    assert story.last.rating.stars == 4


def test_q16_not_before_it_is_settled() -> None:
    assert published().refused(Party.BRAND, "rate", stars=5) == "NOT_NOW"


def test_q16_twice_by_the_same_side_is_refused() -> None:
    story = settled()
    story.brand("rate", stars=5)

    assert story.refused(Party.BRAND, "rate", stars=1) == "ALREADY_RATED"
    assert "rate" not in story.may(Party.BRAND)
    assert "rate" in story.may(Party.CREATOR)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_are_one_to_five(stars: int) -> None:
    story = settled()
    assert story.refused(Party.BRAND, "rate", stars=stars) == "STARS_OUT_OF_RANGE"
    story.creator("rate", stars=1)
    assert story.refused(Party.BRAND, "rate", stars=stars) == "STARS_OUT_OF_RANGE"


def test_a_long_text_is_refused() -> None:
    assert settled().refused(Party.BRAND, "rate", stars=5, text="长" * 501) == "REASON_TOO_LONG"


def test_after_seven_days_the_time_is_over() -> None:
    story = settled().strike("rating_by")

    assert story.stage is Stage.COMPLETED
    assert story.refused(Party.BRAND, "rate", stars=5) == "TOO_LATE"


def test_at_the_end_of_the_seven_days_it_is_late() -> None:
    story = settled().until(settled().c.clocks["rating_by"])

    assert story.refused(Party.BRAND, "rate", stars=5) == "TOO_LATE"
    story.brand("rate", stars=5, stamp=story.now - MS)


def test_case_57_after_a_split_both_may_rate() -> None:
    story = decided("split").strike("appeal_by")
    story.brand("rate", stars=2)
    story.creator("rate", stars=2)

    assert story.stage is Stage.COMPLETED


def test_a_completed_commission_stays_so() -> None:
    story: Story = completed().wait(30 * DAY)

    assert story.stage is Stage.COMPLETED
    assert story.next_strike() is None
