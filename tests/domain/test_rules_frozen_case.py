"""A freeze set while the platform decides: the brand hears of its way out once the work is back (A21)."""

from datetime import timedelta

import pytest

from domain.commissions.rules.row import Row
from domain.commissions.state.stages import UNPUBLISHED, Stage
from domain.commissions.views.view import view
from domain.party import Party
from tests.domain.newest import ROWS
from tests.domain.scenes import hear, in_final_review, in_review
from tests.domain.story import DAY, HOUR, MS, Story
from tests.walks import for_each

TOLD = ("freeze_cancel_brand", "freeze_cancel_creator")


def in_case() -> Story:
    """About a review that the brand leaves open; both sides are heard."""
    story = in_review().strike("review_attention")
    story.creator("escalate", reason="客户久未确认")
    return hear(story)


def frozen_in_case() -> Story:
    story = in_case()
    story.operator("freeze", party="creator", reason="账号处罚核查中")
    return story


def resumed(story: Story) -> Story:
    story.operator("arbitrate", decision="resume", reason="请尽快确认")
    return story


@for_each("row", ROWS)
def test_whatever_brings_the_work_back_starts_the_brands_way_out_of_a_freeze(row: Row) -> None:
    enters = row.back or (row.to in UNPUBLISHED and not set(row.at) <= set(UNPUBLISHED))

    assert not enters or "freeze_cancel" in row.starts


def test_a_freeze_older_than_its_hours_is_told_right_after_resume() -> None:
    story = resumed(frozen_in_case().wait(4 * DAY))
    assert story.stage is Stage.CONTENT_REVIEW
    story.wait(MS)

    assert view(story.c, Party.BRAND, story.now)["kill_fee_fen"] == 0
    assert set(TOLD) <= set(story.until("12-08 08:00").told)
    story.brand("cancel", quoted_fen=0)
    assert (story.stage, story.money) == (Stage.CANCELLED, (0, 0, 300_000, 0))


@pytest.mark.parametrize("spent", [HOUR, 3 * DAY - MS])
def test_a_younger_one_is_told_when_its_hours_counted_from_the_freeze_are_over(spent: timedelta) -> None:
    story = frozen_in_case()
    assert story.c.freeze
    due = story.c.freeze.at + 3 * DAY
    resumed(story.wait(spent))

    assert story.c.clocks["freeze_cancel"] == due
    story.until(due - MS)
    assert not set(TOLD) & set(story.told)
    assert set(TOLD) <= set(story.until(due + DAY).told)


def test_without_a_freeze_nothing_of_it_is_told_or_started() -> None:
    story = resumed(in_case())

    assert "freeze_cancel" not in story.c.clocks
    assert not set(TOLD) & set(story.wait(4 * DAY).told)


def test_what_waits_for_the_morning_is_not_told_while_the_platform_decides_again() -> None:
    story = in_final_review().until("11-23 23:00")
    story.operator("freeze", party="creator", reason="账号处罚核查中")
    story.until("11-26 23:30").brand("escalate", reason="与任务书不符")
    story.wait(DAY)

    assert not set(TOLD) & set(story.told)
