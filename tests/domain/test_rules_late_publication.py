"""Public after all while the platform is asked why it is not: the case knows it (D12.2, D12.18)."""

from collections.abc import Callable

import pytest

from domain.commissions.rules.guards.cases import fitting as decisions
from domain.commissions.state.stages import Stage
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import ITEM, RELEASE, approved, hear, hide, show
from tests.domain.story import DAY, HOUR, SECOND, Story, beijing


def missing(answer: str | None = None) -> Story:
    """The release never came, and the platform is asked."""
    story = approved()
    story.world.mp = answer
    story.until(RELEASE).strike("release_limit")
    assert story.stage is Stage.ARBITRATION
    return story


def asked() -> Story:
    """The creator asked before the platform was asked by itself."""
    story = approved()
    story.world.mp = None
    story.until(RELEASE).strike("release_alert")
    story.creator("escalate", reason="一直没有发布")
    return story


def reported(story: Story) -> Story:
    story.fact("published", item=ITEM)
    return story


def answered(story: Story) -> Story:
    story.answer("publish", "published")
    return story


WAYS: list[tuple[Callable[[], Story], Callable[[Story], Story]]] = [
    (missing, reported),
    (missing, answered),
    (asked, reported),
    (asked, answered),
]


def public_late() -> Story:
    return reported(missing())


@pytest.mark.parametrize(("scene", "becomes"), WAYS)
def test_the_case_knows_it_and_both_sides_and_those_who_decide_see_it(
    scene: Callable[[], Story], becomes: Callable[[Story], Story]
) -> None:
    before = scene()
    assert "settle" not in decisions(before.c)
    story = becomes(before)

    assert (story.stage, story.c.published_at) == (Stage.ARBITRATION, story.now)
    assert "public_meanwhile" in story.c.attention
    assert decisions(story.c) == ("settle", "refund", "split")
    assert "投诉期照计，没有投诉则自动结算" in story.until("12-05 08:00").text("public_late_brand")
    assert "public_late_creator" in story.told


def test_another_item_than_the_approved_one_changes_nothing_of_the_case() -> None:
    story = missing()
    story.fact("published", item="mp-2002")

    assert story.c.published_at is None
    assert decisions(story.c) == ("refund", "split", "resume")


def test_the_brand_may_take_it_and_has_its_whole_window_from_then() -> None:
    story = public_late().wait(2 * DAY)
    assert "ratify" in story.may(Party.BRAND)
    assert story.now == beijing("12-01 20:00:05")
    story.brand("ratify")

    assert (story.stage, story.c.case) == (Stage.PUBLISHED, None)
    assert story.c.settle_by == beijing("12-09 00:00")
    assert "ratified_late" in story.until("12-02 08:00").told
    story.brand("complain", cause="late", reason="活动已过")
    assert story.stage is Stage.ARBITRATION


def test_what_is_hidden_again_is_not_taken() -> None:
    story = public_late()
    hide(story)

    assert "ratify" not in story.may(Party.BRAND)
    assert story.refused(Party.BRAND, "ratify") == "NOT_NOW"


def test_settled_it_is_looked_at_and_paid_in_full() -> None:
    story = hear(public_late())
    story.operator("arbitrate", decision="settle")
    assert story.strike("appeal_by").stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)


@pytest.mark.parametrize("appealed", ["no", "yes"])
def test_refunded_it_is_taken_down_so_that_nobody_has_it_for_nothing(appealed: str) -> None:
    story = hear(public_late())
    story.operator("arbitrate", decision="refund")
    if appealed == "yes":
        story.creator("appeal", reason="已按要求发布")
        hear(story).operator("arbitrate", decision="refund")
    else:
        story.strike("appeal_by")

    assert (story.stage, story.money) == (Stage.REFUNDED, (0, 0, 300_000, 0))
    assert [each.item for each in story.done("take_down")] == [ITEM]


def test_undecided_it_goes_on_to_its_window_and_settles_without_a_complaint() -> None:
    story = public_late()
    story.strike("decide_limit")

    assert "T51n" in story.rows()
    assert story.breaches == []
    assert story.wait(DAY).stage is Stage.SETTLED


def test_public_on_the_last_day_the_brand_still_has_its_window() -> None:
    story = missing()
    story.until(story.c.clocks["decide_limit"] - HOUR)
    reported(story).strike("decide_limit")

    assert story.stage is Stage.PUBLISHED
    assert story.c.settle_by is not None
    assert story.c.settle_by - story.now > 7 * DAY - HOUR
    story.brand("complain", cause="late", reason="活动已过")


def test_hidden_again_before_the_end_the_creator_gains_nothing() -> None:
    story = public_late()
    hide(story)
    story.strike("decide_limit")

    assert (story.stage, story.money) == (Stage.REFUNDED, (0, 0, 300_000, 0))
    assert story.breaches == ["hidden"]


def test_shown_again_the_time_it_was_hidden_counts() -> None:
    story = public_late()
    hide(story)
    story.wait(2 * DAY)
    show(story)

    assert story.c.seen.hidden_seconds == 2 * 86_400


def test_what_was_decided_before_it_became_public_stands() -> None:
    story = hear(missing())
    story.operator("arbitrate", decision="split", creator_percent=40)
    story.creator("appeal", reason="不认可")
    reported(story)

    assert story.c.published_at is None
    assert "public_meanwhile" in story.c.attention
    assert story.refused(Party.BRAND, "ratify") == "NOT_NOW"


def test_a_release_that_is_public_is_not_sent_back() -> None:
    story = hear(public_late())
    with pytest.raises(Refused) as refused:
        story.operator("arbitrate", decision="resume", release_at=story.now + SECOND)

    assert refused.value.code == "DECISION_UNFIT"
