"""What is settled stays public and as it was while the ratings run; no money follows (story A36)."""

import pytest

from domain.commissions.state.items import Item, ItemState
from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import ITEM, escalated, hear, hide, settled, show
from tests.domain.story import DAY, HOUR, Story


def edit(story: Story) -> None:
    story.fact("edited", item=ITEM, happened_at=story.now)


def stands(story: Story, state: ItemState) -> None:
    """As the platform says, whatever was reported."""
    story.world.items[ITEM] = Item(ITEM, owner="creator-1", commission=story.c.id, state=state)


@pytest.mark.parametrize("state", [ItemState.HIDDEN, None])
def test_a36_what_the_creator_hides_after_the_settlement_is_seen_recorded_and_told(
    state: ItemState | None,
) -> None:
    story = settled().wait(HOUR)
    money = story.money
    if state:
        stands(story, state)
    else:
        story.world.items[ITEM] = Item(ITEM, exists=False)
    hide(story)
    story.wait(DAY)

    assert (story.stage, story.money) == (Stage.SETTLED, money)
    assert story.breaches == ["gone_after"]
    assert "gone_after" in story.c.attention
    assert "72小时内可申诉，逾期成立" in story.text("gone_breach")
    assert "已结算的款项不变" in story.text("gone_brand")


def test_a36_an_edit_without_permission_after_the_settlement_is_too() -> None:
    story = settled().wait(HOUR)
    money = story.money
    edit(story)

    assert (story.stage, story.money) == (Stage.SETTLED, money)
    assert story.breaches == ["edited_after"]
    assert "edited_after" in story.c.attention
    assert {"edited_after_breach", "edited"} <= set(story.told)


def test_an_edit_with_permission_is_nobodys_fault() -> None:
    story = settled().wait(HOUR)
    story.brand("open_edit")
    told = list(story.told)
    edit(story)

    assert (story.breaches, story.c.attention, story.told) == ([], (), told)
    assert story.c.edited_at == story.now


def test_what_the_platform_takes_down_is_told_and_nobody_is_blamed() -> None:
    story = settled().wait(HOUR)
    stands(story, ItemState.TAKEN_DOWN)
    hide(story)
    story.wait(DAY)

    assert (story.breaches, story.c.on_record) == ([], None)
    assert {"gone_creator", "gone_brand"} <= set(story.told)
    assert "gone_after" in story.c.attention


def test_public_again_it_leaves_the_list_and_the_record_stays() -> None:
    story = settled().wait(HOUR)
    hide(story)
    story.wait(HOUR)
    show(story)

    assert "gone_after" not in story.c.attention
    assert story.breaches == ["gone_after"]


def test_one_record_is_left_however_often_it_is_hidden_or_edited() -> None:
    story = settled().wait(HOUR)
    for _ in range(3):
        hide(story)
        story.wait(HOUR)
        show(story)
        story.wait(HOUR)
        edit(story)
        story.wait(HOUR)

    assert story.breaches == ["gone_after"]


def test_the_record_is_appealed_and_lifted_as_any_and_is_not_made_again() -> None:
    story = settled().wait(HOUR)
    edit(story)
    story.creator("appeal", reason="平台自动改了封面")
    story.operator("arbitrate", decision="lift")
    story.wait(HOUR)
    edit(story)

    assert story.breaches == ["edited_after", "lifted"]
    assert story.c.on_record is not None
    assert story.c.on_record.state == "lifted"


def test_the_record_of_what_was_done_last_is_appealed_after_the_ratings_too() -> None:
    story = settled()
    story.until(story.c.clocks["rating_by"] - HOUR)
    edit(story)
    story.strike("rating_by")
    assert story.stage is Stage.COMPLETED
    story.creator("appeal", reason="平台自动改了封面")
    story.strike("decide_limit")

    assert story.c.on_record is not None
    assert story.c.on_record.state == "stands"


def test_a_report_that_is_not_true_changes_nothing() -> None:
    story = settled().wait(HOUR)
    stands(story, ItemState.PUBLIC)
    story.fact("visibility_changed", public=False, item=ITEM)

    assert (story.breaches, story.c.seen.public) == ([], True)
    assert "gone_after" not in story.c.attention


def test_once_it_is_completed_nothing_is_taken_any_more() -> None:
    story = settled().strike("rating_by")

    assert story.refused(Party.OUTSIDE, "edited", item=ITEM) == "NOT_NOW"


def test_what_was_never_public_has_nothing_to_hide() -> None:
    story = hear(escalated())
    story.operator("arbitrate", decision="split", creator_percent=60)
    story.strike("appeal_by")

    assert story.stage is Stage.SETTLED
    assert story.refused(Party.OUTSIDE, "edited", item=ITEM) == "NOT_NOW"
