"""Whether the public can see it (S1 Q14 「文章处于公开状态」; D12.4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import (
    ITEM,
    complained,
    decided,
    hide,
    published,
    settling,
    show,
    suspended,
)
from tests.domain.story import DAY, HOUR, MS, SECOND, Story, beijing

MIDNIGHT = beijing("12-04 00:00")


def test_not_public_at_the_deadline_suspends_the_settlement() -> None:
    story = suspended()

    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    assert story.c.attention == ("suspended",)
    assert story.told[-1] == "suspended"
    assert story.clock("recheck") == "2026-12-04 06:00"
    assert story.clock("suspended_limit") == "2027-01-03 00:00"
    assert story.money == (0, 0, 0, 300_000)
    assert story.until("12-04 08:00").told[-1] == "suspended_brand"


def test_found_hidden_only_by_our_own_look_counts_from_then() -> None:
    story = published().until("12-03 20:00")
    story.world.public = False
    story.until(MIDNIGHT + 5 * SECOND)

    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    assert not story.c.seen.public
    assert story.c.seen.since == MIDNIGHT + 5 * SECOND


def test_public_again_it_settles_at_once_when_the_gap_was_short() -> None:
    story = suspended().until("12-04 10:00")
    show(story)

    assert story.stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)
    assert story.c.settled_at == beijing("12-04 10:00")
    assert story.entries["release:c-1"].legal_at == beijing("12-04 10:00")
    assert story.c.attention == ()
    assert story.told[-2:] == ["settled", "settled_itself"]
    assert story.clock("rating_by") == "2026-12-11 10:00"
    assert len(story.world.transfers) == 1


def test_the_check_every_six_hours_finds_it_too() -> None:
    story = suspended()
    story.until("12-04 12:00:30")
    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    assert story.clock("recheck") == "2026-12-04 18:00"

    story.world.public = True
    assert story.until("12-04 18:01").stage is Stage.SETTLED
    assert story.c.seen.public


def test_the_platforms_word_is_confirmed_by_our_own_look() -> None:
    story = suspended().until("12-04 10:00")
    story.fact("visibility_changed", public=True, item=ITEM)  # and yet our look finds it hidden

    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    assert not story.c.seen.public
    assert story.clock("recheck") == "2026-12-04 16:00"


def test_a_late_report_of_the_restoration_ends_the_gap_when_it_ended() -> None:
    story = suspended().until("12-05 09:00")  # hidden since 12-03 20:00
    story.world.public = True
    story.fact("visibility_changed", public=True, item=ITEM, happened_at=beijing("12-04 19:59"))

    assert story.stage is Stage.SETTLED


def test_after_a_long_gap_it_settles_after_as_many_further_natural_days() -> None:
    story = published().until("12-02 20:00")
    hide(story)
    story.until("12-05 10:00")  # 62 hours: three days
    show(story)

    assert story.stage is Stage.PUBLISHED
    assert story.clock("settle_by") == "2026-12-09 00:00"
    assert story.clock("settle_reminder") == "2026-12-08 00:00"
    assert [(each.clock, each.why) for each in story.last.deadlines] == [("settle_by", "probed_public")]
    assert story.until("12-09 00:00:05").stage is Stage.SETTLED


def test_found_public_again_only_by_our_own_look_after_a_long_gap() -> None:
    story = published().until("12-02 20:00")
    hide(story)
    story.until("12-04 12:00:30")
    story.world.public = True
    story.until("12-04 18:01")

    assert story.stage is Stage.PUBLISHED
    assert story.c.seen.public
    assert story.clock("settle_by") == "2026-12-07 00:00"


def test_hidden_again_before_our_look_came_back() -> None:
    story = suspended()
    story.world.looks = False
    show(story)
    assert story.c.seen.public
    story.wait(HOUR)
    hide(story)

    assert not story.c.seen.public
    assert len([each for each in story.waiting if each.kind == "probe"]) == 1


def test_a_short_gap_in_the_middle_costs_nothing() -> None:
    story = published().until("11-29 12:00")
    hide(story)
    assert story.told[-2:] == ["hidden", "hidden_brand"]
    story.wait(2 * HOUR)
    show(story)

    assert story.c.seen.hidden_seconds == 7_200
    assert story.clock("settle_by") == "2026-12-04 00:00"
    assert story.until(MIDNIGHT + 5 * SECOND).stage is Stage.SETTLED


def test_a_day_hidden_in_sum_moves_the_deadline() -> None:
    story = published().until("11-28 12:00")
    hide(story)
    story.wait(20 * HOUR)
    show(story)
    assert story.clock("settle_by") == "2026-12-04 00:00"

    story.wait(HOUR)
    hide(story)
    story.wait(4 * HOUR)
    show(story)

    assert story.clock("settle_by") == "2026-12-05 00:00"
    assert story.clock("settle_reminder") == "2026-12-04 00:00"
    assert story.last.deadlines[0].old == MIDNIGHT
    assert story.c.settle_by == MIDNIGHT + DAY


def test_a_millisecond_less_does_not() -> None:
    story = published().until("11-28 12:00")
    hide(story)
    story.wait(24 * HOUR - MS)
    show(story)

    assert story.clock("settle_by") == "2026-12-04 00:00"


@pytest.mark.parametrize(
    ("span", "end"), [(24 * HOUR, "12-05 00:00"), (24 * HOUR + MS, "12-06 00:00"), (48 * HOUR, "12-06 00:00")]
)
def test_c12_c13_each_day_that_was_begun_is_made_good_by_a_whole_one(span: timedelta, end: str) -> None:
    story = published().until("11-28 12:00")
    hide(story)
    story.wait(span)
    show(story)

    assert story.c.settle_by == beijing(end)


def test_hidden_most_of_the_week_and_public_on_the_last_day() -> None:
    story = published().until("11-27 12:00")
    hide(story)
    story.until("12-03 12:00")
    show(story)

    assert story.clock("settle_by") == "2026-12-10 00:00"


def test_time_made_good_is_not_made_good_twice() -> None:
    story = published().until("11-28 12:00")
    hide(story)
    story.wait(30 * HOUR)
    show(story)
    assert story.clock("settle_by") == "2026-12-06 00:00"
    story.wait(HOUR)
    hide(story)
    story.wait(HOUR)
    show(story)

    assert story.clock("settle_by") == "2026-12-06 00:00"


def test_also_when_nobody_reported_that_it_was_public_again() -> None:
    """Hidden from the second day, back on the seventh, and the report of it was lost."""
    story = published().until("11-28 12:00")
    hide(story)
    story.until("12-03 12:00")
    story.world.public = True
    story.until(MIDNIGHT + 5 * SECOND)

    assert story.stage is Stage.PUBLISHED
    assert story.clock("settle_by") == "2026-12-11 00:00"  # 132 hours: six days after the fourth
    assert story.clock("settle_reminder") == "2026-12-10 00:00"
    assert story.c.seen.public


def test_a_short_unreported_gap_settles() -> None:
    story = published().until("12-03 12:00")
    hide(story)
    story.world.public = True
    story.until(MIDNIGHT + 5 * SECOND)

    assert story.stage is Stage.SETTLED
    assert story.c.seen.public


def test_taken_down_by_the_platform_by_mistake_an_operator_settles() -> None:
    story = suspended()
    story.operator("force_settle", reason="平台误判下架，按公开处理")
    story.strike("appeal_by")

    assert story.stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)


def test_while_suspended_the_brand_may_complain_or_settle() -> None:
    one, other = suspended(), suspended()
    one.brand("complain", cause="not_public")
    other.brand("settle")

    assert one.stage is Stage.ARBITRATION
    assert other.stage is Stage.SETTLED


def test_an_unknown_answer_is_asked_again_and_shown_and_neither_pays_nor_punishes() -> None:
    story = published().until("12-03 20:00")
    story.world.public = None
    story.until(MIDNIGHT + 5 * SECOND)

    assert story.stage is Stage.SETTLING
    assert story.c.attention == ("visibility_unknown",)
    assert story.clock("reprobe") == "2026-12-04 01:00"
    story.until("12-04 01:30")
    assert story.stage is Stage.SETTLING
    story.world.public = True
    assert story.until("12-04 02:30").stage is Stage.SETTLED
    assert story.entries["release:c-1"].legal_at == MIDNIGHT


def test_unknown_while_suspended_is_asked_again_too() -> None:
    story = suspended()
    story.world.public = None
    story.until("12-04 06:01")
    assert set(story.c.attention) == {"suspended", "visibility_unknown"}
    assert story.clock("reprobe") == "2026-12-04 07:00"

    story.world.public = False
    story.until("12-04 07:01")
    assert story.c.attention == ("suspended",)


def test_a_look_that_fails_is_taken_up_again() -> None:
    story = settling()
    effect = story.waiting[0]
    story.answer("probe", "effect_failed")
    assert story.c.attention == ("effect_failed",)
    story.world.looks = True
    story.wait(HOUR)

    assert [each.key for each in story.done("probe")] == [effect.key, effect.key]
    assert story.stage is Stage.SETTLED


def test_a_look_nobody_needs_any_more_is_not_taken_up_again() -> None:
    story = settling()
    story.answer("probe", "effect_failed")
    story.brand("settle")
    story.wait(2 * HOUR)

    assert len(story.done("probe")) == 1
    assert story.c.failed_effects == ()


def test_older_and_repeated_facts_change_nothing() -> None:
    story = published().until("11-29 12:00")

    assert vis(story, public=False, happened_at=beijing("11-26 19:59")) == "STALE_FACT"
    assert vis(story, public=True) == "STALE_FACT"
    hide(story)
    assert vis(story, public=False) == "STALE_FACT"
    assert vis(story, public=True, happened_at=beijing("11-29 11:59")) == "STALE_FACT"
    assert vis(story, public=False, item="mp-9") == vis(story, public=True, item="mp-9") == "WRONG_ITEM"


def test_a_foreign_item_ends_no_long_gap() -> None:
    story = published().until("11-28 12:00")
    hide(story)
    story.wait(2 * DAY)

    assert vis(story, public=True, item="mp-9") == "WRONG_ITEM"


def test_stale_and_foreign_facts_are_refused_while_suspended_and_in_a_case() -> None:
    held = suspended()
    assert vis(held, public=False) == "STALE_FACT"
    assert vis(held, public=True, item="mp-9") == "WRONG_ITEM"
    assert vis(held, public=True, happened_at=beijing("12-01 00:00")) == "STALE_FACT"

    case = complained()
    assert vis(case, public=True) == "STALE_FACT"
    assert vis(case, public=False, item="mp-9") == "WRONG_ITEM"
    hide(case)
    assert vis(case, public=True, item="mp-9") == "WRONG_ITEM"
    assert vis(case, public=True, happened_at=beijing("11-27 00:00")) == "STALE_FACT"
    assert vis(case, public=False) == "STALE_FACT"


def vis(story: object, **said: object) -> str:
    said.setdefault("item", ITEM)
    return story.refused(Party.OUTSIDE, "visibility_changed", **said)


def test_hidden_and_shown_are_noted_while_settling_and_in_a_case() -> None:
    for story in (settling(), complained()):
        hide(story)
        assert not story.c.seen.public
        story.wait(HOUR)
        show(story)
        assert story.c.seen.public
        assert story.c.seen.hidden_seconds == 3_600


def test_a_gap_during_a_case_that_was_withdrawn_is_made_good_at_the_deadline() -> None:
    story = complained()
    hide(story)
    story.wait(2 * DAY)
    show(story)
    story.brand("withdraw_complaint")
    assert vis(story, public=True) == "STALE_FACT"
    story.until(MIDNIGHT + 5 * SECOND)

    assert story.stage is Stage.PUBLISHED
    assert story.clock("settle_by") == "2026-12-07 00:00"


def test_suspended_for_29_days_it_is_shown_and_nothing_is_decided() -> None:
    story = suspended().strike("suspended_reminder")

    assert set(story.c.attention) == {"suspended", "suspended_long"}
    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    assert story.money == (0, 0, 0, 300_000)


@pytest.mark.parametrize("scene", [published, settling, suspended, complained, decided])
def test_another_item_in_its_place_is_for_a_person_to_look_at_and_confirms_nothing(
    scene: Callable[[], Story],
) -> None:
    story = scene()
    before = story.c

    story.fact("published", item="mp-2002")

    assert "republished" in story.c.attention
    assert (story.c.item, story.c.settle_by, story.stage) == (before.item, before.settle_by, before.stage)
    assert story.refused(Party.OUTSIDE, "published", item="mp-2002") == "ALREADY_PUBLISHED"


def test_the_item_the_brand_confirmed_is_the_one_that_must_be_public() -> None:
    story = published().until("12-03 20:00")
    hide(story)
    story.fact("published", item="mp-2002")

    story.strike("settle_by")

    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    story.brand("settle")
    assert (story.stage, story.c.attention) == (Stage.SETTLED, ())
    assert published().refused(Party.OUTSIDE, "published", item=ITEM) == "ALREADY_PUBLISHED"
