"""Clocks of one instant: a written priority says which acts, whatever order they began in."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.clocks.priority import PRIORITY, first
from domain.commissions.rules.scheduling import nearest, struck
from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import (
    ITEM,
    approved,
    in_review,
    outline_in_review,
    published,
    rejected,
    writing,
)
from tests.domain.story import DAY, HOUR, MS, SECOND, Story
from tests.walks import for_each

NAMED = [name for kind in PRIORITY for name in kind.clocks]
PAIRS = [
    (one, other) for one, other in combinations(NAMED, 2) if set(CLOCKS[one].lives) & set(CLOCKS[other].lives)
]


def test_every_clock_has_one_place_and_the_kinds_stand_as_decided() -> None:
    assert sorted(NAMED) == sorted(CLOCKS)
    kinds = [kind.name for kind in PRIORITY]
    assert kinds == ["publish", "settle", "complain", "cancel", "approve", "remind"]


def test_what_only_reminds_comes_last() -> None:
    last = PRIORITY[-1].clocks

    assert [name for name in NAMED if not CLOCKS[name].consequence and name not in last] == [
        "release",
        "reprobe",
        "recheck",
    ]


@for_each(("one", "other"), PAIRS)
def test_of_each_pair_that_can_meet_the_one_named_first_acts_first(one: str, other: str) -> None:
    story = writing()
    for names in ((one, other), (other, one)):
        c = replace(story.c, clocks=dict.fromkeys(names, story.now))

        assert [name for name, _ in struck(c, story.now + HOUR)] == [one, other]
        both = nearest(c, story.now + HOUR)
        alike = CLOCKS[one].consequence is CLOCKS[other].consequence
        assert both is not None
        assert both[0] == one or not alike, "a reminder does not wait for the grace"


def test_an_earlier_instant_goes_before_any_priority() -> None:
    at = writing().now

    assert first(at, "morning") < first(at + MS, "release")


def silent() -> Story:
    return in_review(approve_when_silent=True)


def unpublished() -> Story:
    story = approved()
    story.world.mp = "refused"
    return story.until(story.c.release_at + HOUR)  # type: ignore[operator]


MEETINGS: dict[str, tuple[Callable[[], Story], str, Stage, str]] = {
    "B3 the platform decides on a missing release, before silence agrees to cancel": (
        unpublished,
        "release_limit",
        Stage.ARBITRATION,
        "T22j",
    ),
    "B4 silence agrees to cancel, before silence approves a work": (
        silent,
        "review_attention",
        Stage.CANCELLED,
        "T34a",
    ),
    "B5 silence agrees to cancel, before silence approves an outline": (
        outline_in_review,
        "outline_review_by",
        Stage.CANCELLED,
        "T34a",
    ),
    "the brand's long silence ends it, before it agrees to anything": (
        in_review,
        "review_limit",
        Stage.CANCELLED,
        "T21b",
    ),
    "what was never handed in ends it, before silence agrees": (
        writing,
        "abandon",
        Stage.CANCELLED,
        "T37",
    ),
}


@for_each("case", MEETINGS)
@for_each("turned", [False, True])
def test_b3_b4_b5_of_two_ends_at_one_instant_one_is_reached(case: str, turned: bool) -> None:  # noqa: FBT001
    begin, clock, end, row = MEETINGS[case]
    story = begin()
    story.creator("request_cancel", reason="档期冲突")
    at = story.c.clocks[clock]
    met = {**story.c.clocks, "cancel_reply_by": at}
    story.c = replace(story.c, clocks=dict(reversed(met.items())) if turned else met)

    story.until(CLOCKS[clock].strikes(at) - MS)
    before = len(story.transitions)
    story.until(CLOCKS[clock].strikes(at))

    assert story.stage is end
    told = [each.row for each in story.transitions[before:] if each.by is Party.CLOCK]
    assert row in told[:2]
    assert not {"T34a", "T21"} <= set(told), "it was approved and cancelled in one second"


def test_a_freeze_that_begins_the_clocks_anew_changes_nothing() -> None:
    story = in_review(approve_when_silent=True)
    story.creator("request_cancel", reason="档期冲突")
    story.operator("freeze", party="creator")
    story.operator("unfreeze", party="creator")
    at = story.c.clocks["review_attention"]
    story.c = replace(story.c, clocks={**story.c.clocks, "cancel_reply_by": at})

    assert story.until(CLOCKS["review_attention"].strikes(at)).stage is Stage.CANCELLED


def test_a_settlement_and_the_end_of_an_edit_permission_settle() -> None:
    story = published()
    story.brand("open_edit")
    at = story.c.clocks["settle_by"]
    story.c = replace(story.c, clocks={"edit_by": at, **story.c.clocks} | {"edit_by": at})

    assert story.until(CLOCKS["settle_by"].strikes(at)).stage is Stage.SETTLED
    assert "T29d" not in story.rows()


# --- a request to cancel that the commission has overtaken ---

CLOSED_TELL = ["cancel_closed_creator", "cancel_closed_brand"]


def asked(story: Story) -> Story:
    story.creator("request_cancel", reason="档期冲突")
    return story


def last_rejection() -> Story:
    return outline_in_review(terms={"outline_rejections": 1})


OVERTAKEN: dict[str, tuple[Callable[[], Story], Callable[[Story], Any], str]] = {
    "T10 approved": (outline_in_review, lambda s: s.brand("approve"), "T10"),
    "T12 the last rejection": (last_rejection, lambda s: s.brand("reject"), "T12"),
    "T13 silence approves the outline": (
        lambda: outline_in_review(terms={"cancel_reply_hours": 168}),
        lambda s: s.strike("outline_review_by"),
        "T13",
    ),
    "T13a waived": (lambda: writing(outline_wanted=True), lambda s: s.brand("waive_outline"), "T13a"),
    "T13b waived in review": (outline_in_review, lambda s: s.brand("waive_outline"), "T13b"),
    "T17 approved for release": (
        in_review,
        lambda s: s.brand("approve", release_at=s.now + 5 * HOUR),
        "T17",
    ),
    "T21 silence approves": (
        lambda: in_review(approve_when_silent=True, terms={"review_attention_days": 1}),
        lambda s: s.strike("review_attention"),
        "T21",
    ),
    "T20 escalated": (
        lambda: rejected().wait(SECOND),
        lambda s: s.creator("escalate", reason="驳回无依据"),
        "T20",
    ),
    "T22a published": (
        lambda: approved(terms={"cancel_reply_hours": 168}),
        lambda s: s.strike("release"),
        "T22a",
    ),
}


@for_each("case", OVERTAKEN)
def test_b5_b7_a_request_to_cancel_that_is_overtaken_is_closed_and_both_hear_so(case: str) -> None:
    begin, goes_on, row = OVERTAKEN[case]
    story = asked(begin())

    goes_on(story)
    story.wait(12 * HOUR)

    assert row in story.rows()
    assert story.c.cancel_request is None
    assert not {"cancel_reply_by", "cancel_reminder"} & set(story.c.clocks)
    assert [name for name in story.told if name in CLOSED_TELL] == CLOSED_TELL
    assert story.wait(3 * DAY).stage is not Stage.CANCELLED or "T34a" not in story.rows()


def test_a_request_that_was_answered_or_withdrawn_is_not_told_of_again() -> None:
    story = asked(in_review())
    story.brand("answer_cancel", agree=False, reason="已排期")
    asked(story).creator("withdraw_cancel")

    assert not set(CLOSED_TELL) & set(story.wait(DAY).told)


def test_c9_an_early_publication_is_not_forgotten_while_the_platform_decides() -> None:
    story = rejected()
    story.fact("published", item="mp-9", happened_at=story.now)
    assert story.c.early_item == "mp-9"

    story.creator("escalate", reason="驳回无依据")

    assert (story.stage, story.c.early_item) == (Stage.ARBITRATION, "mp-9")
    assert "early_publication" in story.c.attention
    assert story.c.early_item != ITEM
