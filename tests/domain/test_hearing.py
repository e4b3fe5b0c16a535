"""Every side is heard before a decision, and an appeal alone never hurts who makes it (A18, A19, A29)."""

from collections.abc import Callable

import pytest

from domain.commissions.state.stages import Stage
from domain.commissions.views.attention import ATTENTION
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import (
    RELEASE,
    appealed,
    approved,
    complained,
    decided,
    escalated,
    hear,
    in_final_review,
    in_review,
)
from tests.domain.story import DAY, HOUR, MS, Story

LI = "operator:li"
WHY = "第二段已写明"


def arbitrate(story: Story, decision: str, **said: object) -> str:
    return story.refused(Party.OPERATOR, "arbitrate", decision=decision, reason="x", actor=LI, **said)


def answered_and_another_cause() -> Story:
    story = complained()
    story.creator("answer_complaint", reason=WHY)
    story.wait(HOUR).brand("complain", cause="fraud", reason="数据造假")
    return story


def brand_escalated() -> Story:
    story = in_final_review()
    story.brand("escalate", reason="内容不符")
    return story


def overdue() -> Story:
    """Not public three days after its release; opened by the clock."""
    story = approved()
    story.world.mp = None
    return story.until(RELEASE).strike("release_limit")


# --- a new cause ---


def test_a19_a_new_cause_is_put_before_the_creator_who_answers_again() -> None:
    story = answered_and_another_cause()

    assert story.told[-1] == "cause_added"
    assert story.text("cause_added") == (
        "客户对任务「秋日新品试饮」追加了投诉原因，请在72小时内答复，逾期平台可直接判定"
    )
    assert story.clock("answer_by") == "2026-12-01 13:00"
    assert story.clock("answer_reminder") == "2026-11-30 13:00"
    assert "ready_to_decide" not in story.c.attention
    assert arbitrate(story, "refund") == "HEAR_OTHER_SIDE"
    assert arbitrate(story, "rework") == "HEAR_OTHER_SIDE"
    story.creator("answer_complaint", reason="数据来自后台")
    assert "ready_to_decide" in story.c.attention
    story.operator("arbitrate", decision="settle")
    assert story.stage is Stage.DECIDED


def test_a19_the_time_to_answer_a_new_cause_ends_to_the_millisecond() -> None:
    story = answered_and_another_cause()
    ends = story.c.clocks["answer_by"]
    story.until(ends + 4 * (HOUR / 3600))
    assert arbitrate(story, "refund") == "HEAR_OTHER_SIDE"

    story.strike("answer_by")
    story.operator("arbitrate", decision="refund")
    assert story.stage is Stage.DECIDED


def test_a19_the_refusal_says_until_when() -> None:
    story = answered_and_another_cause()
    with pytest.raises(Refused, match="2026-12-01 13:00"):
        story.operator("arbitrate", decision="refund")


def test_a19_after_the_decision_no_cause_is_added() -> None:
    story = appealed("settle")

    assert story.refused(Party.BRAND, "complain", cause="fraud", reason="造假") == "ALREADY_DECIDED"


def test_what_was_put_and_answered_stands_in_the_view_in_order() -> None:
    story = answered_and_another_cause()
    case = story.c.case

    assert case
    assert [(each.kind, each.by, each.text, each.about) for each in case.papers.statements] == [
        ("answer", Party.CREATOR, WHY, ""),
        ("cause", Party.BRAND, "数据造假", "fraud"),
    ]
    assert (case.asks, case.heard) == ((Party.CREATOR,), False)


# --- an escalation ---


@pytest.mark.parametrize(
    ("build", "side", "clock", "asked"),
    [
        (brand_escalated, Party.CREATOR, "answer_by", "answer_asked_creator"),
        (escalated, Party.BRAND, "brand_answer_by", "answer_asked_brand"),
    ],
)
def test_a18_an_escalation_is_put_before_the_other_side(
    build: Callable[[], Story], side: Party, clock: str, asked: str
) -> None:
    story = build()
    answer = "answer_complaint" if side is Party.CREATOR else "answer_case"
    other = Party.BRAND if side is Party.CREATOR else Party.CREATOR

    assert asked in story.told[-2:]
    assert answer in story.may(side)
    assert "answer_complaint" not in story.may(other)
    assert "answer_case" not in story.may(other)
    assert arbitrate(story, "refund") == "HEAR_OTHER_SIDE"
    ends = story.c.clocks[clock]
    assert ends - story.now == 72 * HOUR
    silent = build().strike(clock)
    assert "ready_to_decide" in silent.c.attention
    assert asked.replace("asked", "reminder").replace("_creator", "") in silent.told
    silent.operator("arbitrate", decision="refund")
    story.do(side, answer, reason=WHY, evidence=("shot-9",))
    assert story.clock(clock) == ""
    story.operator("arbitrate", decision="refund")
    assert story.stage is silent.stage is Stage.DECIDED


def test_a46_what_a_brand_has_put_before_the_platform_ends_by_itself_or_by_an_approval() -> None:
    """It cannot be taken back; what was never public is not settled, and who is right is released."""
    silent, approved_after_all = brand_escalated(), hear(brand_escalated())
    assert "withdraw_complaint" not in silent.may(Party.BRAND)
    assert arbitrate(approved_after_all, "settle") == "DECISION_UNFIT"
    approved_after_all.operator("arbitrate", decision="approve", release_at=RELEASE)

    silent.strike("decide_limit")

    assert (silent.stage, silent.money) == (Stage.CANCELLED, (285_000, 15_000, 0, 0))
    assert approved_after_all.until(RELEASE).stage is Stage.PUBLISHED


@pytest.mark.parametrize("decision", ["approve", "refund", "uphold_rejection", "strike_rejection"])
def test_a18_no_decision_of_a_dispute_is_made_before_the_brand_was_heard(decision: str) -> None:
    story = escalated()

    assert arbitrate(story, decision) == "HEAR_OTHER_SIDE"
    hear(story).operator("arbitrate", decision=decision)


def test_a18_nor_is_a_review_sent_back() -> None:
    story = in_review().strike("review_attention")
    story.creator("escalate", reason="客户未确认")

    assert arbitrate(story, "resume") == "HEAR_OTHER_SIDE"
    story.brand("answer_case", reason="出差，本周确认")
    story.operator("arbitrate", decision="resume")
    assert story.stage is Stage.CONTENT_REVIEW


def test_of_a_release_that_never_came_both_sides_are_heard() -> None:
    story = overdue()

    assert story.told[-2:] == ["answer_asked_creator", "answer_asked_brand"]
    assert story.clock("answer_by") == story.clock("brand_answer_by") != ""
    story.creator("answer_complaint", reason="账号被限制")
    assert arbitrate(story, "refund") == "HEAR_OTHER_SIDE"
    story.brand("answer_case", reason="活动已过")
    story.operator("arbitrate", decision="refund")
    first, second = overdue(), overdue()
    first.strike("answer_by")
    assert first.c.case
    assert first.c.case.heard, "both struck in the same second"
    second.brand("answer_case", reason="活动已过")
    assert arbitrate(second, "refund") == "HEAR_OTHER_SIDE"


def test_a_case_that_nobody_asked_for_runs_the_clocks_of_both_sides_and_all_of_the_platforms() -> None:
    gone = decided("settle")
    gone.world.public = False
    gone.strike("appeal_by")

    for story in (overdue(), gone):
        assert set(story.c.clocks) == {
            *("answer_by", "answer_reminder", "brand_answer_by", "brand_answer_reminder"),
            *("decide_by", "decide_again", "decide_limit"),
        }


def test_a_late_answer_counts_as_long_as_nothing_is_decided() -> None:
    story = escalated().strike("brand_answer_by")
    story.brand("answer_case", reason="迟到的答复")

    assert story.c.case
    assert story.c.case.answer == "迟到的答复"
    assert story.refused(Party.BRAND, "answer_case", reason="再答") == "ALREADY_ANSWERED"


def test_evidence_goes_with_escalations_answers_and_appeals() -> None:
    much = tuple(f"shot-{n}" for n in range(11))
    story = in_final_review()
    assert story.refused(Party.BRAND, "escalate", reason="x", evidence=much) == "TOO_MUCH_EVIDENCE"
    story.brand("escalate", reason="内容不符", evidence=("shot-1",))
    assert story.c.case
    assert story.c.case.papers.proofs == ("shot-1",)
    assert story.refused(Party.CREATOR, "answer_complaint", reason="x", evidence=much) == "TOO_MUCH_EVIDENCE"
    hear(story).operator("arbitrate", decision="refund")
    assert story.refused(Party.CREATOR, "appeal", reason="x", evidence=much) == "TOO_MUCH_EVIDENCE"
    story.creator("appeal", reason="证据未被采纳", evidence=("shot-7", "shot-8"))
    appealed_with = story.c.case.papers.statements[-1] if story.c.case else None
    assert appealed_with
    assert (appealed_with.kind, appealed_with.proofs) == ("appeal", ("shot-7", "shot-8"))
    assert story.last.details["evidence"] == "shot-7, shot-8"


# --- an appeal ---


def test_a19_an_appeal_is_put_before_the_other_side_and_the_final_decision_waits() -> None:
    story = appealed("settle")

    assert story.told[-2:] == ["appealed_creator", "arbitration_brand"]
    assert story.clock("answer_by") == "2026-12-01 12:00"
    assert "ready_to_decide" not in story.c.attention
    assert "ready_to_decide" in ATTENTION
    for decision in ("refund", "settle"):
        assert arbitrate(story, decision) == "HEAR_OTHER_SIDE"
    story.creator("answer_complaint", reason=WHY)
    assert story.refused(Party.CREATOR, "answer_complaint", reason=WHY) == "ALREADY_ANSWERED"
    story.operator("arbitrate", decision="refund")
    assert story.stage is Stage.REFUNDED


def test_a19_or_until_the_time_to_answer_it_is_over() -> None:
    story = appealed("settle")
    ends = story.c.clocks["answer_by"]
    story.until(ends - MS)
    assert arbitrate(story, "refund") == "HEAR_OTHER_SIDE"
    story.strike("answer_by").operator("arbitrate", decision="refund")

    assert story.stage is Stage.REFUNDED


@pytest.mark.parametrize(
    ("decision", "loser"), [("settle", Party.BRAND), ("refund", Party.CREATOR), ("split", None)]
)
def test_a29_only_who_lost_may_appeal(decision: str, loser: Party | None) -> None:
    for side in (Party.CREATOR, Party.BRAND):
        story = decided(decision)
        if loser in (None, side):
            assert "appeal" in story.may(side)
            story.do(side, "appeal", reason=WHY)
            assert story.stage is Stage.ARBITRATION
        else:
            assert "appeal" not in story.may(side)
            assert story.refused(side, "appeal", reason=WHY) == "NOTHING_LOST"


def alone(side: Party) -> Story:
    """Of a split 60/40, one side appeals and the other answers."""
    story = decided("split")
    story.do(side, "appeal", reason="太少")
    return hear(story)


@pytest.mark.parametrize(
    ("side", "worse", "same", "span"),
    [
        (Party.CREATOR, 179_900, 180_000, "creator ≥ 1,710.00"),
        (Party.BRAND, 180_001, 180_000, "brand ≥ 1,200.00"),
    ],
)
def test_a29_an_appeal_alone_never_makes_it_worse(side: Party, worse: int, same: int, span: str) -> None:
    """It was: the winner appealed, and all became nothing."""
    story = alone(side)
    assert arbitrate(story, "refund" if side is Party.CREATOR else "settle") == "WORSE_FOR_APPELLANT"
    with pytest.raises(Refused, match=span) as refused:
        story.operator("arbitrate", decision="split", creator_fen=worse)
    assert refused.value.code == "WORSE_FOR_APPELLANT"
    story.operator("arbitrate", decision="split", creator_fen=same)
    assert story.money == (171_000, 9_000, 120_000, 0)

    better = alone(side)
    better.operator("arbitrate", decision="settle" if side is Party.CREATOR else "refund")
    assert better.stage is (Stage.SETTLED if side is Party.CREATOR else Stage.REFUNDED)


@pytest.mark.parametrize("order", [(Party.CREATOR, Party.BRAND), (Party.BRAND, Party.CREATOR)])
@pytest.mark.parametrize("decision", ["settle", "refund"])
def test_a29_where_both_appeal_anything_can_be_decided(order: tuple[Party, Party], decision: str) -> None:
    story = decided("split")
    first, second = order
    story.do(first, "appeal", reason="不服")
    assert "appeal" in story.may(second)
    story.do(second, "appeal", reason="也不服")

    assert story.stage is Stage.ARBITRATION
    assert story.c.case
    assert story.c.case.appellants == order
    assert story.c.case.asks == (first,)
    assert arbitrate(story, decision) == "HEAR_OTHER_SIDE"
    for side in order:
        assert story.refused(side, "appeal", reason="再来") == "NOT_NOW"
    hear(story).operator("arbitrate", decision=decision)
    assert story.stage is (Stage.SETTLED if decision == "settle" else Stage.REFUNDED)


def test_who_has_answered_an_appeal_or_let_its_time_pass_appeals_no_more() -> None:
    assert alone(Party.CREATOR).refused(Party.BRAND, "appeal", reason="x") == "NOT_NOW"
    silent = decided("split")
    silent.brand("appeal", reason="太多")
    ends = silent.c.clocks["answer_by"]
    in_time = decided("split")
    in_time.brand("appeal", reason="太多")
    in_time.until(ends - MS).creator("appeal", reason="太少")
    silent.strike("answer_by")

    assert silent.refused(Party.CREATOR, "appeal", reason="太少") == "NOT_NOW"
    assert "appeal" not in silent.may(Party.CREATOR)


def test_who_won_all_does_not_appeal_along_with_who_lost() -> None:
    story = appealed("settle")

    assert story.refused(Party.CREATOR, "appeal", reason="x") == "NOTHING_LOST"


def test_a_frozen_creator_is_heard_once_the_freeze_ends() -> None:
    story = brand_escalated()
    story.operator("freeze", party="creator")
    story.wait(5 * DAY)
    assert arbitrate(story, "refund") == "HEAR_OTHER_SIDE"
    story.operator("unfreeze")
    story.strike("answer_by").operator("arbitrate", decision="refund")

    assert story.stage is Stage.DECIDED
