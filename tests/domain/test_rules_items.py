"""A published item that is gone and came back under a new number (story A38)."""

from datetime import timedelta

import pytest

from domain.commissions.state.items import Item, ItemState
from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.commissions.views.view import view
from domain.party import Party
from tests.domain.scenes import ITEM, hide, published, show, suspended
from tests.domain.story import DAY, HOUR, MINUTE, MS, SECOND, Story, beijing

NEW = "mp-2002"


def gone(**order: object) -> Story:
    """Deleted two days after its release."""
    story = published(**order).until("11-28 20:00")
    hide(story)
    return story


def named(story: Story) -> Story:
    """The creator names the new item, and the look bears it out."""
    story.creator("replace_item", item=NEW)
    return story


def asked() -> Story:
    return named(gone())


def test_a38_an_item_under_a_new_number_becomes_the_commissions_once_the_brand_confirms() -> None:
    story = asked()
    assert story.told[-1] == "item_asked"
    assert story.text("item_asked").endswith("请在11月30日20:00前确认或拒绝，逾期视为确认")
    assert view(story.c, Party.BRAND, story.now)["replacement"]["item"] == NEW
    assert "confirm_item" in story.may(Party.BRAND)
    assert f"`{NEW}`" in details(story.c, story.now, "zh")

    story.wait(HOUR).brand("confirm_item")

    assert (story.c.item, story.c.replacement, story.stage) == (NEW, None, Stage.PUBLISHED)
    assert story.clock("settle_by") == "2026-12-06 00:00"
    assert story.text("item_confirmed").endswith("投诉期重新计算，至12月5日24:00止，届时没有投诉则自动结算")
    assert story.clock("item_reply_by") == ""
    story.world.public = True
    story.strike("settle_by")
    assert story.stage is Stage.SETTLED
    assert story.done("probe")[-1].item == NEW


def test_a38_the_settlement_waits_for_the_answer() -> None:
    story = named(gone().until("12-03 12:00"))
    assert (story.clock("settle_by"), story.clock("settle_reminder")) == ("", "")

    assert story.until("12-04 12:00").stage is Stage.PUBLISHED
    story.brand("confirm_item")
    assert story.clock("settle_by") == "2026-12-12 00:00"


@pytest.mark.parametrize("when", [-MS, 0 * MS])
def test_a38_until_its_last_millisecond_the_brand_answers_then_silence_confirms(when: timedelta) -> None:
    story = asked()
    ends = story.c.clocks["item_reply_by"]
    assert ends == beijing("11-30 20:00")
    story.until(ends + when)

    if when:
        story.brand("refuse_item")
        assert story.c.item == ITEM
        return
    assert story.refused(Party.BRAND, "refuse_item", reason="不是同一篇") == "TOO_LATE"
    story.wait(5 * SECOND)
    assert (story.c.item, story.clock("settle_by")) == (NEW, "2026-12-08 00:00")
    assert story.told[-2:] == ["item_silent", "item_confirmed_brand"]


def test_a38_refused_the_old_item_is_still_what_must_be_public() -> None:
    story = asked()
    story.brand("refuse_item", reason="不是同一篇文章")

    assert (story.c.item, story.c.replacement) == (ITEM, None)
    assert story.told[-1] == "item_refused"
    assert story.clock("settle_by") == "2026-12-04 00:00"
    assert story.strike("settle_by").stage is Stage.SETTLEMENT_SUSPENDED


def test_a38_refused_after_the_window_it_is_settled_or_suspended_at_once() -> None:
    story = named(gone().until("12-03 23:00")).until("12-04 12:00")
    story.brand("refuse_item")

    assert story.wait(5 * SECOND).stage is Stage.SETTLEMENT_SUSPENDED


def test_a38_also_while_the_settlement_is_suspended() -> None:
    story = named(suspended().until("12-06 12:00"))
    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    story.brand("confirm_item")

    assert (story.stage, story.c.item) == (Stage.PUBLISHED, NEW)
    assert story.clock("settle_by") == "2026-12-14 00:00"
    story.world.public = True
    assert story.strike("settle_by").stage is Stage.SETTLED


def test_a38_an_open_question_comes_before_the_end_of_a_suspension() -> None:
    story = suspended()
    limit = story.c.clocks["suspended_limit"]
    named(story.until(limit - HOUR))
    assert story.c.clocks["item_reply_by"] == limit
    story.strike("item_reply_by")

    assert (story.stage, story.c.item, story.money[3]) == (Stage.PUBLISHED, NEW, 300_000)
    assert "suspended_limit" not in story.c.clocks


def test_a38_an_item_that_is_public_is_not_replaced() -> None:
    story = published()

    assert story.refused(Party.CREATOR, "replace_item", item=NEW) == "ITEM_NOT_GONE"
    assert "replace_item" not in story.may(Party.CREATOR)
    assert gone().refused(Party.CREATOR, "replace_item", item=ITEM) == "ALREADY_SO"
    assert asked().refused(Party.CREATOR, "replace_item", item="mp-3") == "ALREADY_ASKED"


@pytest.mark.parametrize(
    "found",
    [
        Item(NEW, exists=False),
        Item(NEW, owner="creator-2", commission="c-1", state=ItemState.PUBLIC),
        Item(NEW, owner="creator-1", commission="", state=ItemState.PUBLIC),
        Item(NEW, owner="creator-1", commission="c-2", state=ItemState.PUBLIC),
        Item(NEW, owner="creator-1", commission="c-1", state=ItemState.HIDDEN),
        Item(
            NEW,
            owner="creator-1",
            commission="c-1",
            state=ItemState.PUBLIC,
            published_at=beijing("11-23 09:29"),
        ),
    ],
)
def test_a38_a_look_must_bear_the_new_item_out(found: Item) -> None:
    story = gone()
    story.world.items[NEW] = found
    named(story)

    assert (story.c.replacement, story.clock("item_reply_by")) == (None, "")
    assert story.last.refusal == "FACT_DENIED"
    assert "item_asked" not in story.told


def test_a38_with_a_purchase_link_the_new_item_bears_its_mark_too() -> None:
    marked = {"purchase_link": "https://shop.example/1", "marked_as_ad": True}
    bare, kept = gone(**marked), gone(**marked)
    bare.creator("replace_item", item=NEW)
    kept.world.items[NEW] = Item(
        NEW, owner="creator-1", commission="c-1", state=ItemState.PUBLIC, ad_marked=True
    )
    named(kept)

    assert bare.c.replacement is None
    assert kept.c.replacement is not None
    assert kept.c.replacement.marked_as_ad


def test_a38_a_look_without_an_answer_is_repeated_and_nobody_is_asked_before() -> None:
    story = gone()
    story.world.platform = "unknown"
    named(story)
    assert story.c.replacement is None
    story.world.platform = "tells"
    story.wait(MINUTE)

    assert story.c.replacement is not None
    assert story.clock("item_reply_by") == "2026-11-30 20:00"


def test_a38_silence_does_not_replace_an_item_that_is_public_again() -> None:
    story = asked().wait(HOUR)
    show(story)
    story.strike("item_reply_by")

    assert (story.c.item, story.c.replacement) == (ITEM, None)
    assert story.clock("settle_by") == "2026-12-04 00:00"


def test_a38_a_complaint_ends_the_question() -> None:
    story = asked()
    story.brand("complain", cause="not_public")

    assert (story.stage, story.c.replacement, story.clock("item_reply_by")) == (Stage.ARBITRATION, None, "")


def test_a38_a_brand_is_asked_three_times_at_most() -> None:
    story = gone()
    for number in range(3):
        story.creator("replace_item", item=f"mp-{number}")
        story.brand("refuse_item")

    assert story.refused(Party.CREATOR, "replace_item", item=NEW) == "NO_REPLACEMENTS_LEFT"


def test_a38_the_brand_has_nothing_to_answer_where_nobody_asked() -> None:
    assert gone().refused(Party.BRAND, "confirm_item") == "NO_REQUEST"
    assert gone().refused(Party.BRAND, "refuse_item", reason="无") == "NO_REQUEST"
    assert asked().refused(Party.CREATOR, "confirm_item") == "WRONG_PARTY"


def test_a38_time_hidden_before_counts_no_more_in_the_new_window() -> None:
    story = asked().wait(DAY)
    story.brand("confirm_item")

    assert story.c.seen.hidden_seconds == 0
    assert story.c.seen.public


def waiting_for_its_look(*numbers: str, **order: object) -> Story:
    """Named, and the platform has not said yet what it is."""
    story = gone(**order)
    story.world.platform = None
    for number in numbers:
        story.creator("replace_item", item=number)
    return story


def look(story: Story) -> Story:
    story.world.platform = "tells"
    story.look_returns()
    return story


def test_a38_a_look_that_comes_when_the_old_item_is_public_again_asks_nobody() -> None:
    story = gone()
    story.world.platform = None
    story.world.public = True
    story.fact("visibility_changed", public=True, item=ITEM)
    story.creator("replace_item", item=NEW)
    look(story)

    assert (story.c.replacement, story.c.seen.public) == (None, True)
    assert "replace_item: ITEM_NOT_GONE" in story.dropped


def test_a38_two_items_named_before_their_looks_are_asked_about_one_after_the_other() -> None:
    story = look(waiting_for_its_look(NEW, "mp-3"))

    assert story.c.replacement is not None
    assert story.c.replacement.item == NEW
    assert story.told.count("item_asked") == 1
    assert "replace_item: ALREADY_ASKED" in story.dropped


def test_a38_the_last_time_is_the_last_also_for_one_that_waited_for_its_look() -> None:
    story = waiting_for_its_look(NEW, "mp-3", terms={"replacements_max": 1})
    story.world.platform = "tells"
    effect = next(each for each in story.waiting if each.kind == "look")
    story.waiting.remove(effect)
    story.world.platform = None
    story.looked(effect, story.item(NEW))
    story.brand("refuse_item")
    look(story)

    assert story.c.replacement is None
    assert "replace_item: NO_REPLACEMENTS_LEFT" in story.dropped


def test_a38_one_item_is_named_again_while_its_look_is_under_way_and_no_third_time() -> None:
    story = waiting_for_its_look(NEW, NEW)

    assert story.refused(Party.CREATOR, "replace_item", item=NEW) == "ALREADY_REPORTED"


def test_a38_no_more_items_are_named_than_can_be_looked_at() -> None:
    story = waiting_for_its_look(NEW, terms={"reports_max": 1})

    assert story.refused(Party.CREATOR, "replace_item", item="mp-3") == "BUSY"


@pytest.mark.parametrize("answer", ["confirm_item", "silence"])
def test_a38_the_new_item_is_no_longer_a_matter_for_operators_and_its_window_is_reminded_of(
    answer: str,
) -> None:
    story = gone()
    story.fact("published", item=NEW)
    assert "republished" in story.c.attention
    named(story)
    assert story.clock("settle_reminder") == ""
    if answer == "silence":
        story.strike("item_reply_by")
    else:
        story.brand(answer)

    assert "republished" not in story.c.attention
    assert story.c.clocks["settle_reminder"] == story.c.clocks["settle_by"] - DAY


def test_a38_where_the_old_item_stays_both_hear_and_its_window_goes_on() -> None:
    story = asked()
    assert story.clock("settle_reminder") == ""
    show(story)
    story.strike("item_reply_by")

    assert story.told[-2:] == ["item_stays_creator", "item_stays_brand"]
    assert story.clock("settle_reminder") == "2026-12-03 00:00"
