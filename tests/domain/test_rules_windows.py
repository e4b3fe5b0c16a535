"""What the window is worth: when it begins, what hiding costs, and a last look (A6, A14, A20, B10)."""

from datetime import timedelta

import pytest

from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import (
    ITEM,
    RELEASE,
    appealed,
    approved,
    complained,
    decided,
    hear,
    hide,
    published,
    show,
)
from tests.domain.story import DAY, HOUR, MINUTE, MS, SECOND, Story, beijing

# --- A6: the first day ---


def hidden_for(story: Story, span: timedelta) -> Story:
    hide(story)
    story.wait(span)
    show(story)
    return story


@pytest.mark.parametrize(
    ("span", "end"),
    [
        (HOUR - MS, "12-04 00:00"),
        (HOUR, "12-04 00:00"),
        (HOUR + MS, "12-05 00:00"),
        (23 * HOUR + 59 * MINUTE, "12-05 00:00"),
        (24 * HOUR, "12-05 00:00"),
        (24 * HOUR + MS, "12-06 00:00"),
    ],
)
def test_a6_hidden_for_more_than_an_hour_of_the_first_day_the_window_is_a_day_longer(
    span: timedelta, end: str
) -> None:
    story = hidden_for(published().wait(SECOND), span)

    assert story.c.settle_by == beijing(end)


def test_a6_the_gaps_of_the_first_day_are_summed_and_counted_once() -> None:
    story = published()
    for _ in range(3):
        hidden_for(story.wait(HOUR), 25 * MINUTE)
    assert story.c.settle_by == beijing("12-05 00:00")

    hidden_for(story.wait(HOUR), 5 * HOUR)

    assert story.c.settle_by == beijing("12-05 00:00")


def test_a6_only_what_lies_within_the_first_day_counts_as_such() -> None:
    story = published().until(RELEASE + 23 * HOUR)
    assert hidden_for(story, 10 * HOUR).c.settle_by == beijing("12-04 00:00")

    later = published().until(RELEASE + DAY)

    assert hidden_for(later, 20 * HOUR).c.settle_by == beijing("12-04 00:00")


def test_a6_a_day_that_was_made_good_forgives_no_later_hiding() -> None:
    story = hidden_for(published(), 2 * HOUR).until("11-29 08:00")

    assert hidden_for(story, 24 * HOUR).c.settle_by == beijing("12-06 00:00")


def test_a6_hidden_from_the_first_day_to_the_end_it_is_suspended_and_the_look_adds_the_days() -> None:
    story = published()
    hide(story)
    story.strike("settle_by")

    assert story.stage is Stage.SETTLEMENT_SUSPENDED


def test_a6_it_is_a_term_and_terms_of_before_know_no_first_day() -> None:
    story = published(terms={"first_day_tolerance_minutes": 1_440})

    assert hidden_for(story, 20 * HOUR).c.settle_by == beijing("12-04 00:00")


# --- A14, B10: where the window begins ---


def early(at: str = "11-24 10:00") -> Story:
    story = approved().until(at)
    story.fact("published", item=ITEM)
    return story


def test_a14_the_window_of_an_early_publication_runs_from_its_ratification() -> None:
    story = early().until("11-26 19:00")
    story.brand("ratify")

    assert story.c.published_at == beijing("11-24 10:00")
    assert story.c.settle_by == beijing("12-04 00:00")


def test_a14_ratified_long_afterwards_the_brand_still_has_its_whole_window() -> None:
    story = approved(release_until=beijing("12-30 00:00"))
    story.brand("reschedule", release_at=beijing("12-20 20:00"))
    story.until("11-24 10:00").fact("published", item=ITEM)
    story.until("12-05 12:00").brand("ratify")

    story.until("12-05 12:01").brand("complain", cause="quality", reason="画面模糊")

    assert story.stage is Stage.ARBITRATION


@pytest.mark.parametrize(("before", "believed"), [(MS, False), (timedelta(0), True), (-MS, True)])
def test_b10_nothing_was_published_before_it_was_ordered(before: timedelta, *, believed: bool) -> None:
    story = approved()
    assert story.c.opened_at is not None
    story.wait(HOUR).fact("published", item="other-1", happened_at=story.c.opened_at - before)

    assert (story.c.early_item == "other-1") is believed
    assert ("fact_denied" in story.c.attention) is not believed


# --- A20: a decision looks before it pays ---


def test_a20_a_decided_settlement_of_an_item_that_was_hidden_since_is_decided_anew() -> None:
    story = decided("settle")
    story.world.public = False
    story.strike("appeal_by")

    assert (story.stage, story.money) == (Stage.ARBITRATION, (0, 0, 0, 300_000))
    assert story.told[-2:] == ["answer_asked_creator", "answer_asked_brand"]

    hear(story).operator("arbitrate", decision="refund")
    assert story.stage is Stage.REFUNDED


@pytest.mark.parametrize("decision", ["settle", "split"])
def test_a20_what_is_still_public_is_paid_at_once(decision: str) -> None:
    story = decided(decision).strike("appeal_by")

    assert story.stage is Stage.SETTLED
    assert story.rows()[-3:-1] == ["T74", "T74a"] or "T74a" in story.rows()


def test_a20_a_refund_needs_no_look() -> None:
    story = decided("refund")
    story.world.public = False

    assert story.strike("appeal_by").stage is Stage.REFUNDED


def test_a20_what_was_known_to_be_hidden_was_decided_so() -> None:
    story = complained()
    hide(story)
    story.creator("answer_complaint", reason="平台误判下架")
    story.operator("arbitrate", decision="settle")

    assert story.strike("appeal_by").stage is Stage.SETTLED


def test_a20_while_it_looks_nobody_appeals_or_corrects_any_more() -> None:
    story = decided("settle")
    story.world.looks = False
    story.strike("appeal_by")

    assert story.refused(Party.BRAND, "appeal", reason="证据未采纳") == "TOO_LATE"
    told = story.refused(Party.OPERATOR, "arbitrate", decision="refund", reason="更正", actor="operator:li")
    assert told == "TOO_LATE"


def test_a20_an_unknown_answer_is_asked_again_and_ends_as_last_known() -> None:
    story = decided("settle")
    story.world.public = None
    end = story.c.clocks["appeal_by"] + 72 * HOUR
    story.strike("appeal_by")
    assert "visibility_unknown" in story.c.attention
    story.until(end)
    assert story.stage is Stage.DECIDED

    story.until(end + 5 * SECOND + MINUTE)

    assert (story.stage, story.money) == (Stage.SETTLED, (285_000, 15_000, 0, 0))


def test_a20_an_answer_that_comes_after_an_unknown_one_counts() -> None:
    story = decided("settle")
    story.world.public = None
    story.strike("appeal_by")
    story.world.public = False
    story.wait(2 * HOUR)

    assert story.stage is Stage.ARBITRATION


def test_a20_a_final_decision_of_an_operator_is_its_own_look() -> None:
    story = hear(appealed("settle"))
    story.operator("arbitrate", decision="settle")

    assert story.stage is Stage.SETTLED


def test_a20_what_is_hidden_before_a_decision_takes_effect_is_noted_and_looked_at() -> None:
    story = decided("settle").wait(HOUR)
    hide(story)
    assert (story.c.seen.public, story.c.seen.since) == (False, story.now)

    story.strike("appeal_by")
    assert (story.stage, story.money) == (Stage.ARBITRATION, (0, 0, 0, 300_000))
    assert story.c.seen.hidden_seconds + (story.now - story.c.seen.since).total_seconds() == 71 * 3600 + 5


@pytest.mark.parametrize(
    ("hidden", "stage"),
    [(24 * HOUR - MS, Stage.SETTLED), (24 * HOUR, Stage.ARBITRATION)],
)
def test_a6_the_time_it_was_hidden_since_the_decision_counts(hidden: timedelta, stage: Stage) -> None:
    story = decided("settle").wait(HOUR)
    hide(story)
    story.wait(hidden)
    show(story)
    assert story.c.seen.hidden_seconds == pytest.approx(hidden.total_seconds())

    assert story.strike("appeal_by").stage is stage


def test_a6_what_was_hidden_before_the_decision_was_decided_knowing_it() -> None:
    story = complained()
    hide(story)
    story.wait(30 * HOUR)
    show(story)
    story.creator("answer_complaint", reason="平台误判下架")
    story.operator("arbitrate", decision="settle")

    assert story.strike("appeal_by").stage is Stage.SETTLED


@pytest.mark.parametrize("known", ["hidden", "shown after 30 hours"])
def test_a20_without_an_answer_what_was_hidden_since_is_not_paid_as_last_known(known: str) -> None:
    story = decided("settle").wait(HOUR)
    hide(story)
    if known != "hidden":
        story.wait(30 * HOUR)
        show(story)
    story.world.public = None
    story.strike("appeal_by").strike("effect_limit")

    assert (story.stage, story.money) == (Stage.ARBITRATION, (0, 0, 0, 300_000))
    hear(story).operator("arbitrate", decision="refund")
    assert story.stage is Stage.REFUNDED
