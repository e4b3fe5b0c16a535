"""The answer of a look comes when it comes: shared, in order, dropped, or not at all (D12.17)."""

from collections.abc import Callable
from dataclasses import replace

from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.state.items import Item, ItemState
from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.commissions.views.view import view
from domain.party import PEOPLE, Party
from tests.domain import scenes
from tests.domain.scenes import ITEM, RELEASE, hand_in
from tests.domain.story import DAY, HOUR, MINUTE, Story, beijing
from tests.domain.test_facts import OTHER, denied, truth, unchanged


def silent(scene: Callable[[], Story] = scenes.writing) -> Story:
    story = scene()
    story.world.platform = None
    return story


def test_while_it_is_looked_at_nothing_is_changed_and_everybody_sees_that_it_is_checked() -> None:
    story = silent()
    hand_in(story)

    assert (story.stage, story.c.item) == (Stage.CONTENT_DRAFTING, "")
    for party in PEOPLE:
        (seen,) = view(story.c, party, story.now)["reported"]
        assert (seen["fact"], seen["item"], seen["looks_unanswered"]) == ("submitted", ITEM, 0)
    assert "外部报告，正在核实" in details(story.c, story.now, "zh")
    assert "Reported, being checked" in details(story.c, story.now, "en")


def test_it_counts_from_its_own_instant_however_late_the_answer() -> None:
    story = silent().until("11-30 23:59:59")
    hand_in(story)
    story.wait(10 * MINUTE)
    story.look_returns()

    assert story.stage is Stage.PLATFORM_AUDIT
    assert story.c.work
    assert (story.c.work.at, story.c.work.late) == (beijing("11-30 23:59:59"), False)
    assert "overdue" not in story.told


def test_a_stamp_is_its_own_instant() -> None:
    story = silent().until("12-01 00:00:02")
    story.fact("submitted", item=ITEM, stamp=beijing("11-30 23:59:59"))
    story.look_returns()

    assert story.c.work
    assert not story.c.work.late


def test_equal_facts_share_one_look() -> None:
    story = silent()
    hand_in(story)
    hand_in(story)
    for _ in range(3):
        assert story.refused(Party.OUTSIDE, "submitted", item=ITEM) == "ALREADY_REPORTED"
    story.world.platform = "tells"
    story.look_returns()

    assert len(story.done("look")) == 1
    assert (story.stage, story.c.reports) == (Stage.PLATFORM_AUDIT, ())


def test_a_true_fact_behind_an_equal_lie_is_not_lost_with_it() -> None:
    story = silent(scenes.in_audit)
    story.fact("audited", passed=True, item=ITEM)
    story.fact("audited", passed=True, item=ITEM)  # the look was there too early for this one
    (look,) = story.waiting
    story.waiting.clear()
    story.world.platform = "tells"
    story.looked(look, truth(ItemState.SUBMITTED))

    assert len(story.done("look")) == 3
    assert story.stage is Stage.CONTENT_REVIEW
    assert "FACT_DENIED" in [each.refusal for each in story.transitions]


def test_facts_that_follow_each_other_closely_are_looked_at_in_their_order() -> None:
    story = silent()
    hand_in(story)
    story.fact("audited", passed=True, item=ITEM)
    assert len(story.waiting) == 1
    look = story.waiting.pop()
    story.looked(look, truth(ItemState.PASSED))
    assert story.stage is Stage.PLATFORM_AUDIT
    story.world.items[ITEM] = truth(ItemState.PASSED)
    story.look_returns()

    assert story.stage is Stage.CONTENT_REVIEW


def test_an_audit_nobody_handed_anything_in_for_is_refused_at_once() -> None:
    story = silent()

    assert story.refused(Party.OUTSIDE, "audited", passed=True, item=ITEM) == "NOT_NOW"
    hand_in(story)
    assert story.refused(Party.OUTSIDE, "audited", passed=True, item=OTHER) == "NOT_NOW"


def test_an_item_published_and_hidden_at_once_is_known_to_be_hidden() -> None:
    story = silent(scenes.approved)
    story.sleep(RELEASE)
    story.fact("published", item=ITEM)
    story.fact("visibility_changed", public=False, item=ITEM)
    story.looked(story.waiting.pop(), truth(ItemState.PUBLIC, published_at=RELEASE))
    story.world.items[ITEM] = truth(ItemState.HIDDEN, at=RELEASE)
    story.look_returns()

    assert (story.stage, story.c.seen.public) == (Stage.PUBLISHED, False)


def test_two_items_are_looked_at_one_after_the_other() -> None:
    story = silent()
    story.fact("submitted", item=OTHER)
    story.fact("submitted", item=ITEM)
    assert [each.item for each in story.waiting] == [OTHER]
    story.looked(story.waiting.pop(), Item(OTHER, exists=False))
    assert [each.item for each in story.waiting] == [ITEM]
    story.look_returns()

    assert (story.stage, story.c.item) == (Stage.PLATFORM_AUDIT, ITEM)


def test_an_answer_for_which_nobody_waits_any_more_is_dropped() -> None:
    story = silent()
    hand_in(story)
    story.brand("cancel")
    story.look_returns()

    assert (story.stage, story.c.reports) == (Stage.CANCELLED, ())
    assert story.rows()[-1] == "T32"


def test_an_answer_that_no_longer_fits_is_dropped_and_the_next_report_has_its_look() -> None:
    story = silent(scenes.in_review)
    story.fact("audited", passed=False, item=ITEM)
    story.fact("published", item=OTHER)
    story.brand("reject")
    story.looked(story.waiting.pop(), truth(ItemState.FAILED))

    assert story.dropped[-1].startswith("audited: ")
    assert [each.item for each in story.waiting] == [OTHER]


# --- no answer ---


def test_unknown_is_asked_again_after_1_5_and_30_minutes_then_every_6_hours_and_changes_nothing() -> None:
    story = scenes.writing()
    story.world.platform = "unknown"
    began, before = story.now, story.c
    hand_in(story)
    assert "fact_unchecked" in story.c.attention
    story.wait(13 * HOUR)

    asked = [each.at - began for each in story.done("look")]
    after = (0, 1, 6, 36, 36 + 360, 36 + 720)
    assert asked == [minutes * MINUTE for minutes in after]
    assert unchanged(before, story.c)

    story.world.platform = "tells"
    story.wait(6 * HOUR)
    assert story.stage is Stage.PLATFORM_AUDIT
    assert "fact_unchecked" not in story.c.attention
    assert "look_again" not in story.c.clocks


def test_known_at_last_it_may_be_a_lie() -> None:
    story = scenes.writing()
    story.world.platform = "unknown"
    before = story.c
    hand_in(story)
    story.world.platform, story.world.items[ITEM] = "tells", Item(ITEM, exists=False)
    story.wait(2 * MINUTE)

    assert story.last.refusal == "FACT_DENIED"
    assert unchanged(before, story.c)
    assert "fact_unchecked" not in story.c.attention


def test_once_the_platform_answers_all_that_waits_is_looked_at() -> None:
    story = scenes.writing()
    story.world.platform = "unknown"
    story.fact("submitted", item=OTHER)
    story.fact("submitted", item=ITEM)
    story.world.platform, story.world.items[OTHER] = "tells", Item(OTHER, exists=False)
    story.wait(2 * MINUTE)

    assert (story.stage, story.c.item, story.c.reports) == (Stage.PLATFORM_AUDIT, ITEM, ())


# --- floods ---


def test_no_more_than_so_many_facts_wait_for_their_look() -> None:
    story = silent()
    for number in range(8):
        story.fact("submitted", item=f"mp-{number}")

    assert story.refused(Party.OUTSIDE, "submitted", item="mp-8") == "BUSY"
    assert len(story.done("look")) == 1


def test_so_many_lies_a_day_and_nothing_more_is_looked_at_until_the_next() -> None:
    story = scenes.writing()
    for number in range(50):
        story.world.items[f"mp-{number}"] = Item(f"mp-{number}", exists=False)
        story.fact("submitted", item=f"mp-{number}")

    assert story.refused(Party.OUTSIDE, "submitted", item=ITEM) == "BUSY"
    story.wait(DAY)
    hand_in(story)
    assert story.stage is Stage.PLATFORM_AUDIT


def test_an_early_publication_is_told_once_however_often_it_is_reported() -> None:
    story = scenes.in_review()
    story.fact("published", item=ITEM)

    assert story.refused(Party.OUTSIDE, "published", item=ITEM) == "ALREADY_PUBLISHED"
    assert story.told.count("early") == 1


def test_public_is_not_audited() -> None:
    """Made public early, and its audit is still to come."""
    story = scenes.in_audit()
    story.world.items[ITEM] = truth(ItemState.PUBLIC)
    before = story.c
    story.fact("audited", passed=True, item=ITEM)
    denied(story, before)

    story.world.items[ITEM] = truth(ItemState.PUBLIC, audit="passed")
    story.fact("audited", passed=True)
    assert story.stage is Stage.CONTENT_REVIEW


def test_an_audit_without_a_number_is_of_what_was_just_handed_in() -> None:
    story = scenes.rejected()
    story.world.platform = None
    story.fact("submitted", item=OTHER)
    story.fact("audited", passed=True)
    story.world.platform = "tells"
    story.world.items[OTHER] = replace(truth(ItemState.PASSED), number=OTHER)
    story.look_returns()

    assert (story.stage, story.c.item) == (Stage.CONTENT_REVIEW, OTHER)


def test_every_row_that_takes_a_report_shares_equal_ones_and_keeps_room_for_others() -> None:
    reports = [row for row in RULEBOOK.rows if row.by == (Party.OUTSIDE,) and "look" in row.orders]

    assert len(reports) >= 10
    for row in reports:
        assert {"not_reported", "room_for_reports"} <= {*row.guards}, row.id
