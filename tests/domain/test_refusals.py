"""A refused command never harms the commission (I7; D4)."""

from copy import deepcopy
from dataclasses import replace

import pytest

from domain.commissions.moves import DECISIONS, MESSAGES, Move
from domain.commissions.rules.admission import RECENT_MAX, REFUSALS_SHOWN_PER_DAY, refuse
from domain.commissions.rules.engine import decide
from domain.commissions.rules.row import Row
from domain.commissions.state.stages import CLOSED, Stage
from domain.party import PEOPLE, Party
from domain.process.applied import APPLIED_MAX
from domain.refusals import REFUSALS, Refused
from tests.domain.examples import example, outcome
from tests.domain.scenes import SCENES, approved, in_review, offered, published, settling, suspended, writing
from tests.domain.story import DAY, Story
from tests.walks import for_each


@for_each("stage", SCENES)
def test_i7_whatever_is_refused_leaves_the_commission_equal_to_before(stage: Stage) -> None:
    """Every message by every party at every stage, with all its fields and with none."""
    story = SCENES[stage]()
    before = deepcopy(story.c)
    for name in MESSAGES:
        for party in Party:
            for move in (example(name, party, story.now), Move(name, party, story.now, story.now)):
                told = outcome(story.c, move)
                assert not isinstance(told, str) or told in REFUSALS
                assert story.c == before


def test_a_command_of_the_wrong_party_is_refused() -> None:
    for name, message in MESSAGES.items():
        for party in set(Party) - set(message.by) - {Party.SYSTEM, Party.CLOCK}:
            assert published().refused(party, name) == "WRONG_PARTY", (name, party)


def test_an_unknown_command_is_refused() -> None:
    assert offered().refused(Party.CREATOR, "dance") == "UNKNOWN_COMMAND"
    assert offered().refused(Party.CREATOR, "accept_by") == "UNKNOWN_COMMAND"


def test_a_field_that_is_missing_is_named() -> None:
    with pytest.raises(Refused) as refusal:
        published().do(Party.BRAND, "complain", reason="x")

    assert (refusal.value.code, refusal.value.detail) == ("FIELD_NEEDED", "cause")
    assert "缺少必填项（cause）" in str(refusal.value)
    assert "a field is missing (cause)" in refusal.value.en


def test_every_needed_field_is_needed() -> None:
    for name, message in MESSAGES.items():
        for missing in set(message.needs) - {"reason"}:
            move = replace(
                example(name, message.by[0], published().now), **{missing: Move.__dict__.get(missing)}
            )
            with pytest.raises(Refused) as refusal:
                decide(published().c, move)
            assert refusal.value.code in ("FIELD_NEEDED", "REASON_NEEDED"), name


def test_an_unknown_decision_is_answered_with_the_known_ones() -> None:
    story = SCENES[Stage.ARBITRATION]()

    with pytest.raises(Refused) as refusal:
        story.operator("arbitrate", decision="hang")

    assert refusal.value.detail == ", ".join(DECISIONS)


@pytest.mark.parametrize("stage", sorted(CLOSED))
def test_a_closed_commission_says_so(stage: Stage) -> None:
    story = SCENES[stage]()
    codes = {
        story.refused(message.by[0], name, **_fields(name))
        for name, message in MESSAGES.items()
        if message.by[0] in PEOPLE
    }

    assert "CLOSED" in codes
    assert "NOT_NOW" not in codes
    assert codes <= REFUSALS.keys()


def _fields(name: str) -> dict[str, object]:
    full = example(name, MESSAGES[name].by[0], published().now)
    return {field: getattr(full, field) for field in (*MESSAGES[name].needs, "reason", "actor")}


def test_a_thing_already_done_or_past_doing_is_told_by_name() -> None:
    assert published().refused(Party.CREATOR, "accept") == "ALREADY_ACCEPTED"
    assert published().refused(Party.CREATOR, "decline") == "ALREADY_ACCEPTED"
    assert approved().refused(Party.BRAND, "approve") == "ALREADY_APPROVED"
    assert settling().refused(Party.BRAND, "cancel") == "PUBLISHED"
    assert suspended().refused(Party.BRAND, "reschedule", release_at=offered().now) == "ALREADY_PUBLISHED"
    assert in_review().refused(Party.OUTSIDE, "submitted", item="mp-1") == "ALREADY_SUBMITTED"
    assert SCENES[Stage.EXPIRED]().refused(Party.CREATOR, "decline") == "ORDER_EXPIRED"
    assert SCENES[Stage.DECLINED]().refused(Party.CREATOR, "decline") == "ALREADY_DECLINED"
    assert (
        SCENES[Stage.REFUNDED]().refused(Party.BRAND, "complain", cause="late", reason="x")
        == "ALREADY_REFUNDED"
    )


def test_a_result_at_a_stage_that_does_not_wait_for_it_is_refused_so_that_it_can_be_dropped() -> None:
    for stage, scene in SCENES.items():
        for name in ("held", "short", "call_answered", "call_unanswered", "published", "probed_public"):
            story = scene()
            told = outcome(story.c, Move(name, Party.SYSTEM, story.now, story.now))
            assert isinstance(told, Row) or told in REFUSALS, (stage, name)


def test_a_clock_that_does_not_run_does_not_act() -> None:
    story = writing()

    for name in ("accept_by", "settle_by", "freeze_alert"):
        with pytest.raises(Refused) as refusal:
            decide(story.c, Move(name, Party.CLOCK, story.now, story.now))
        assert refusal.value.code == "CLOCK_NOT_RUNNING"


# --- refused signals stand in the timeline ---


def signal(story: Story, code: str = "NOT_NOW", by: Party = Party.BRAND) -> bool:
    """Whether the refused signal left a line."""
    story.c, line = refuse(story.c, "settle", Move("settle", by, story.now, story.now, command_id="x"), code)
    return line is not None


def test_the_first_twenty_of_a_day_leave_a_line_the_rest_are_counted() -> None:
    story = offered()
    lines = [signal(story) for _ in range(25)]

    assert lines == [True] * REFUSALS_SHOWN_PER_DAY + [False] * 5
    assert (story.c.refused_today, story.c.refused_in_all) == (25, 25)


def test_the_next_day_they_leave_lines_again() -> None:
    story = offered()
    for _ in range(25):
        signal(story)
    story.sleep(story.now + DAY)

    assert signal(story)
    assert (story.c.refused_today, story.c.refused_in_all) == (1, 26)


def test_a_refused_signal_changes_nothing_but_the_record_of_it() -> None:
    story = published()
    before = story.c
    signal(story, "WRONG_PARTY")

    assert story.c.seq == before.seq + 1
    assert (story.c.recent[-1].refusal, story.c.recent[-1].move) == ("WRONG_PARTY", "settle")
    assert replace(
        story.c, seq=before.seq, recent=before.recent, refused_day="", refused_today=0, refused_in_all=0
    ) == replace(before)
    assert len(story.c.recent) <= RECENT_MAX


def test_the_line_says_what_was_refused_and_why() -> None:
    story = published()
    _, line = refuse(
        story.c, "dance", Move("dance", Party.BRAND, story.now, story.now, actor="a" * 99), "MALFORMED"
    )

    assert line is not None
    assert (line.move, line.row, line.refusal, line.reason) == (
        "unknown",
        "",
        "MALFORMED",
        REFUSALS["MALFORMED"].zh,
    )
    assert line.actor == "a" * 64
    assert line.from_stage is line.to_stage is Stage.PUBLISHED


def test_a_fact_nobody_expected_is_shown_to_operators() -> None:
    story = offered()
    signal(story, "NOT_NOW", Party.OUTSIDE)

    assert story.c.attention == ("unexpected_fact",)


@pytest.mark.parametrize("code", ["STALE_FACT", "ID_REUSED", "ALREADY_PUBLISHED"])
def test_a_fact_already_known_is_not(code: str) -> None:
    story = published()
    signal(story, code, Party.OUTSIDE)

    assert story.c.attention == ()


def test_a_closed_commission_is_not_shown_for_late_facts() -> None:
    story = SCENES[Stage.CANCELLED]()
    signal(story, "NOT_NOW", Party.OUTSIDE)

    assert story.c.attention == ()


def test_what_was_applied_is_remembered_within_bounds() -> None:
    assert APPLIED_MAX == 200


# --- what is possible now ---


def test_what_may_be_sent_is_what_is_not_refused_for_its_stage() -> None:
    """A message listed as possible is at most refused for what it says; one not listed is refused."""
    of_content = {
        "FIELD_NEEDED",
        "REASON_NEEDED",
        "RELEASE_TIME_NEEDED",
        "QUOTE_STALE",
        "NOT_LATER",
        "CLOCK_NOT_RUNNING",
        "DECISION_UNFIT",
        "STARS_OUT_OF_RANGE",
        "PARTY_UNKNOWN",
        "NO_REQUEST",
        "HEAR_OTHER_SIDE",
        "CAUSE_UNKNOWN",
        "COMPLAINT_WINDOW_CLOSED",  # of most causes, while the settlement is suspended
        "ALREADY_COMPLAINED",
        "AD_MARK_NEEDED",
        "SHARE_NEEDED",
        "LOSS_UNCONFIRMED",
    }
    for stage, scene in SCENES.items():
        story = scene()
        for party in PEOPLE:
            listed = story.may(party)
            for name in MESSAGES:
                told = outcome(story.c, example(name, party, story.now))
                refused_for_its_stage = isinstance(told, str) and told not in of_content
                assert name not in listed or not refused_for_its_stage, (stage, party, name, told)
                assert name in listed or isinstance(told, str), (stage, party, name)


def test_within_the_grace_nothing_is_offered_that_would_be_late() -> None:
    story = published().until(published().c.clocks["settle_by"])

    assert story.may(Party.BRAND) == ()
