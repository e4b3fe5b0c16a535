"""Nobody is held by moving a release, whatever it is moved for (story A1): a program that tries."""

import random
from datetime import datetime

import pytest

from domain.commissions.moves import Move
from domain.commissions.ordering.release_window import latest_release
from domain.commissions.ordering.terms import Terms
from domain.commissions.state.stages import Stage
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import RELEASE, approved
from tests.domain.story import DAY, HOUR, MINUTE, MONDAY, MS, Story
from tests.walks import for_each

TERMS = Terms()
LONGEST = (
    TERMS.release_window_days * DAY + (1 + TERMS.reschedules_max) * TERMS.release_limit_hours * HOUR + MINUTE
)
"""From the first approval until the platform decides: the last release that may be named, and each of them
failing once.
"""
ANSWERS = ("refused", "unmarked", "failed", None)
"""What the platform makes of the publication; None: it never answers."""


def latest(story: Story) -> datetime:
    return latest_release(story.c, Move("reschedule", Party.BRAND, story.now, story.now))


def held(answers: list[str | None], when: random.Random) -> Story:
    """A brand that moves the release as late and as far as it can, as often as it is let."""
    story = approved()
    while story.stage is Stage.AWAITING_RELEASE and story.now - MONDAY <= LONGEST:
        story.world.mp = answers[story.c.reschedules % len(answers)]
        strike = story.next_strike()
        assert strike is not None
        story.until(max(strike - when.choice((MS, MINUTE, HOUR)), story.now))
        if "reschedule" in story.may(Party.BRAND):
            story.brand("reschedule", release_at=when.choice((latest(story), story.now)))
        elif story.stage is Stage.AWAITING_RELEASE:
            story.until(strike)
    return story


@for_each("seed", range(12))
def test_no_program_of_a_brand_holds_the_creator_longer_than_the_terms_say(seed: int) -> None:
    dice = random.Random(seed)
    story = held([dice.choice(ANSWERS) for _ in range(1 + TERMS.reschedules_max)], dice)

    assert story.stage is not Stage.AWAITING_RELEASE
    assert story.now - MONDAY <= LONGEST
    assert story.rows().count("T22g") <= TERMS.reschedules_max


@pytest.mark.parametrize("failed", ["refused", "unmarked"])
def test_a_release_that_failed_is_named_anew_and_counts(failed: str) -> None:
    story = approved(terms={"reschedules_max": 1})
    story.world.mp = failed
    story.until(RELEASE)
    story.brand("reschedule", release_at=story.now)
    assert story.c.reschedules == 1

    with pytest.raises(Refused) as refused:
        story.brand("reschedule", release_at=story.now)
    assert (refused.value.code, refused.value.detail) == ("NO_RESCHEDULES_LEFT", "1 / 1")
    assert story.strike("release_limit").stage is Stage.ARBITRATION


def test_what_is_overdue_without_an_answer_counts_as_well() -> None:
    story = approved(terms={"reschedules_max": 1})
    story.world.mp = None
    story.until(RELEASE)
    story.answer("publish", "publish_refused")
    story.strike("release_alert").brand("reschedule", release_at=story.now + DAY)

    assert story.refused(Party.BRAND, "reschedule", release_at=story.now) == "NO_RESCHEDULES_LEFT"
