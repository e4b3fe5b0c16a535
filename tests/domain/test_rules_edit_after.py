"""The edit permission after the settlement (C1): the article can be corrected, and money is never touched."""

from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import escalated, published, settled, writing
from tests.domain.story import HOUR, MS, SECOND, Story


def sessions(story: Story) -> list[str]:
    return ["yes" if each.allowed else "no" for each in story.done("set_edit")]


def test_c1_after_the_settlement_the_brand_may_open_it_and_no_money_moves() -> None:
    story = settled().wait(HOUR)
    money = story.money
    story.creator("request_edit", reason="有错字")
    story.brand("open_edit")

    assert (story.stage, sessions(story), story.money) == (Stage.SETTLED, ["yes"], money)
    assert "edit_opened" in story.told
    ends = story.c.clocks["edit_by"]
    assert ends - story.now == 72 * HOUR
    assert story.until(ends + 5 * SECOND - MS).c.edit_until
    story.until(ends + 5 * SECOND)
    assert (story.c.edit_until, sessions(story), story.money) == (None, ["yes", "no"], money)


def test_the_end_of_the_ratings_closes_it() -> None:
    story = settled()
    story.until(story.c.clocks["rating_by"] - HOUR)
    story.brand("open_edit")
    story.strike("rating_by")
    assert (story.stage, sessions(story), story.c.edit_until) == (Stage.COMPLETED, ["yes", "no"], None)

    both = settled()
    both.brand("open_edit")
    both.brand("rate", stars=5)
    both.creator("rate", stars=5)
    assert (both.stage, sessions(both)) == (Stage.COMPLETED, ["yes", "no"])


def test_once_it_is_completed_it_is_refused_by_name() -> None:
    story = settled().strike("rating_by")

    assert story.refused(Party.BRAND, "open_edit") == "EDIT_OVER"
    assert story.refused(Party.CREATOR, "request_edit") == "EDIT_OVER"


def test_a_settlement_still_closes_what_was_open_before_it() -> None:
    story = published()
    story.brand("open_edit")
    story.brand("settle")

    assert (sessions(story), story.c.edit_until, story.clock("edit_by")) == (["yes", "no"], None, "")
    story.brand("open_edit")
    assert sessions(story) == ["yes", "no", "yes"]


def test_what_was_never_public_is_not_edited() -> None:
    story = escalated()
    story.strike("brand_answer_by")
    story.operator("arbitrate", decision="split", creator_percent=60)
    story.strike("appeal_by")

    assert story.stage is Stage.SETTLED
    assert story.refused(Party.BRAND, "open_edit") == "NOT_NOW"
    assert "open_edit" not in story.may(Party.BRAND)


def test_a_forced_refund_takes_down_what_was_published_early() -> None:
    story = writing()
    story.fact("submitted", item="mp-1", creator="creator-1")
    story.fact("audited", passed=True, item="mp-1")
    story.fact("published", item="mp-1")
    assert story.c.early_item == "mp-1"
    story.operator("force_refund", bearer="creator")

    assert story.done("take_down")
