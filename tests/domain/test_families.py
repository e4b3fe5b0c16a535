"""A family of task types may have a rulebook of its own: its commissions live by it, and no other does."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.commissions.ordering.opening import could_be_ordered
from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.commissions.rules.versions import current, rules_of
from domain.commissions.state.stages import Stage
from domain.documents import whole_rulebook
from domain.party import Party
from tests.domain.family_of_live import LIVE, ONE, brought
from tests.domain.story import HOUR, Story, beijing

SLOT = beijing("11-26 20:00")


@pytest.fixture(autouse=True)
def live() -> Iterator[Rulebook]:
    with brought() as rules:
        yield rules


def streamed() -> Story:
    return Story(task_type=LIVE.name, rulebook=ONE, brief={"slot": SLOT.isoformat()})


def test_who_accepts_a_stream_is_on_the_air_at_its_slot_and_is_paid_for_it(live: Rulebook) -> None:
    story = streamed()

    story.creator("accept")

    assert (story.c.stage, story.c.release_at) == (Stage.AWAITING_RELEASE, SLOT)
    story.until(SLOT + HOUR)
    assert story.c.stage is Stage.PUBLISHED
    story.until("12-20 00:00")
    assert story.c.stage is Stage.COMPLETED
    assert sum(fen for _, fen in story.world.transfers) == 285_000
    assert rules_of(story.c) is live


def test_what_a_stream_has_not_is_refused_in_it_and_lives_on_in_a_video() -> None:
    stream, video = streamed(), Story(task_type="douyin_video")
    for story in (stream, video):
        story.creator("accept")

    assert stream.refused(Party.CREATOR, "submit", ref="draft-1") == "NOT_NOW"
    assert video.stage is Stage.CONTENT_DRAFTING
    assert rules_of(video.c) is RULEBOOK


def test_new_orders_are_struck_under_the_current_version_of_their_family() -> None:
    assert (current(), current(LIVE.family)) == (RULEBOOK.version, ONE)


@pytest.mark.parametrize(
    ("task_type", "version", "can_be"),
    [
        ("live", "live/1", True),
        ("live", "live/7", True),
        ("live", "1", False),
        ("live", "shop/1", False),
        ("live", "live/", False),
        ("live", "live/x", False),
        ("article", "1", True),
        ("article", "live/1", False),
        ("article", "", False),
    ],
)
def test_an_order_names_a_version_of_the_family_of_its_type(
    task_type: str, version: str, *, can_be: bool
) -> None:
    order = replace(Story().c.order, task_type=task_type, rulebook=version)

    assert could_be_ordered(order) is can_be


def test_its_rulebook_is_a_document_of_its_own(live: Rulebook) -> None:
    told = whole_rulebook(live)

    assert "on the air at its slot" in told
    assert "L05" in told
    assert "on the air" not in whole_rulebook()
