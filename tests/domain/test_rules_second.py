"""A decision over an amount needs two operators (D12.16)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.commissions.ordering.terms import BEFORE
from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.commissions.views.payloads import payloads
from domain.commissions.views.view import view
from domain.party import Party
from tests.domain.scenes import (
    ITEM,
    RELEASE,
    approved,
    complained,
    escalated,
    hear,
    hide,
    in_audit,
    in_review,
    published,
)
from tests.domain.story import DAY, HOUR, MS, Story

DEAR = 1_200_000
"""Over the default of 10,000 yuan."""
LI, WANG = "operator:li", "operator:wang"


def answered(**order: Any) -> Story:
    story = complained(price_fen=DEAR, **order)
    story.creator("answer_complaint", reason="第二段已写明")
    return story


def proposed(move: str = "arbitrate", scene: Callable[..., Story] | None = None, **said: Any) -> Story:
    story = scene(price_fen=DEAR) if scene else answered()
    story.operator(move, reason="核实", **({"decision": "refund"} if move == "arbitrate" else {}), **said)
    return story


def number(story: Story) -> str:
    return str(story.c.proposal.seq) if story.c.proposal else "1"


def second(story: Story, actor: str = WANG) -> None:
    story.operator("second", actor=actor, ref=number(story), reason="复核无误")


def refused(story: Story, ref: str = "", actor: str = WANG) -> str:
    said = {"ref": ref or number(story), "actor": actor, "reason": "x"}
    return story.refused(Party.OPERATOR, "second", **said)


def test_over_the_amount_one_operator_only_proposes() -> None:
    story = proposed()
    assert (story.stage, story.last.row, story.money) == (Stage.ARBITRATION, "T66", (0, 0, 0, DEAR))
    assert "second_needed" in story.c.attention

    second(story)
    assert (story.stage, story.c.proposal) == (Stage.DECIDED, None)
    assert {"second_by", "appeal_by"} & set(story.c.clocks) == {"appeal_by"}
    assert story.c.case
    told = (story.c.case.decided_reason, story.c.case.papers.decided_by)
    assert told == ("核实", "operator:li + operator:wang")
    story.strike("appeal_by")
    assert (story.stage, story.money) == (Stage.REFUNDED, (0, 0, DEAR, 0))


@pytest.mark.parametrize(("after", "counts"), [(-MS, True), (0 * MS, False)])
def test_nobody_seconds_a_decision_once_its_case_ends_by_rule(after: timedelta, counts: bool) -> None:  # noqa: FBT001
    story = answered()
    limit = story.c.clocks["decide_limit"]
    story.until(limit - HOUR)
    story.operator("arbitrate", reason="核实", decision="refund")
    story.sleep(limit + after)

    said = {"ref": number(story), "actor": WANG, "reason": "复核无误", "stamp": story.now}
    if counts:
        story.operator("second", **said)
        assert story.stage is Stage.DECIDED
    else:
        assert story.refused(Party.OPERATOR, "second", **said) == "TOO_LATE"


@pytest.mark.parametrize(("price", "needed"), [(1_000_000, False), (1_000_001, True)])
def test_exactly_the_amount_is_one_persons(price: int, needed: bool) -> None:  # noqa: FBT001
    story = complained(price_fen=price)
    story.creator("answer_complaint", reason="x")
    story.operator("arbitrate", decision="settle")

    assert (story.c.proposal is not None, story.stage is Stage.DECIDED) == (needed, not needed)


def test_zero_needs_no_second_ever_and_terms_from_before_have_none() -> None:
    story = answered(terms={"two_persons_fen": 0})
    story.operator("arbitrate", decision="settle")

    assert story.stage is Stage.DECIDED
    assert BEFORE["two_persons_fen"] == 0


@pytest.mark.parametrize("same", [LI, "operator:LI"])
def test_the_same_operator_is_refused_by_name(same: str) -> None:
    assert refused(proposed(), actor=same) == "SAME_OPERATOR"


def test_neither_side_hears_or_sees_what_is_only_proposed() -> None:
    before, story = answered(), proposed()
    assert story.told == before.told
    for party in (Party.CREATOR, Party.BRAND):
        seen = view(story.c, party, story.now)
        assert "proposal" not in seen
        assert "second_by" not in seen["clocks"]
        assert seen["complaint"]["decision"] == ""
        assert seen["deadline"] == view(before.c, party, before.now)["deadline"]
    shown = view(story.c, Party.OPERATOR, story.now)["proposal"]
    assert (shown["ref"], shown["by"], shown["decision"]) == (number(story), LI, "refund")
    page = details(story.c, story.now, "zh")
    assert "提议，待另一人复核" in page
    assert "退品牌主 12,000.00 元" in page
    assert payloads(story.c, story.now)[Party.OPERATOR]["second"]["ref"] == number(story)


def test_another_proposal_replaces_the_first_and_is_seconded_by_its_own_number() -> None:
    story = proposed()
    first = number(story)
    story.operator("arbitrate", actor=WANG, decision="split", creator_percent=60, reason="各有责任")
    assert refused(story, first, LI) == "PROPOSAL_CHANGED"
    assert refused(story, actor=WANG) == "SAME_OPERATOR"

    second(story, LI)
    story.strike("appeal_by")
    assert (story.stage, story.money) == (Stage.SETTLED, (684_000, 36_000, 480_000, 0))


def test_it_lapses_after_two_days_to_the_millisecond_and_with_attention() -> None:
    story = proposed()
    ends = story.c.clocks["second_by"]
    assert ends - story.now == 48 * HOUR

    last = proposed().until(ends - MS)
    second(last)
    assert last.stage is Stage.DECIDED
    assert refused(proposed().sleep(ends)) == "TOO_LATE"

    story.until(ends)
    assert (story.c.proposal, story.stage) == (None, Stage.ARBITRATION)
    assert "proposal_lapsed" in story.c.attention
    assert "second_needed" not in story.c.attention
    assert refused(story) == "NOTHING_PROPOSED"
    story.operator("arbitrate", decision="settle", reason="再提")
    assert "proposal_lapsed" not in story.c.attention


def test_what_is_not_proposed_is_not_seconded() -> None:
    for story in (answered(), published(), in_review()):
        assert refused(story) == "NOTHING_PROPOSED"
        assert "second" not in story.may(Party.OPERATOR)


@pytest.mark.parametrize(
    ("move", "scene", "bearer", "end", "money"),
    [
        ("force_settle", published, "brand", Stage.SETTLED, (1_140_000, 60_000, 0, 0)),
        ("force_settle", published, "platform", Stage.SETTLED, (1_140_000, 0, DEAR, 0)),
        ("force_refund", published, "creator", Stage.REFUNDED, (0, 0, DEAR, 0)),
        ("force_refund", in_review, "brand", Stage.REFUNDED, (570_000, 30_000, 600_000, 0)),
        ("force_refund", in_review, "platform", Stage.REFUNDED, (570_000, 0, DEAR, 0)),
    ],
)
def test_b14_a_force_over_the_amount_needs_two(
    move: str, scene: Callable[..., Story], bearer: str, end: Stage, money: tuple[int, ...]
) -> None:
    story = proposed(move, scene, bearer=bearer)
    assert story.stage in (Stage.PUBLISHED, Stage.CONTENT_REVIEW)
    second(story.wait(HOUR))
    assert story.stage is Stage.DECIDED
    story.strike("appeal_by")

    assert (story.stage, story.money) == (end, money)


@pytest.mark.parametrize("decision", ["settle", "refund"])
def test_the_last_word_after_an_appeal_needs_two_as_well(decision: str) -> None:
    story = proposed()
    second(story)
    story.creator("appeal", reason="原创")
    hear(story)
    story.operator("arbitrate", decision=decision, reason="终局")
    assert story.stage is Stage.ARBITRATION
    second(story)

    assert story.stage is {"settle": Stage.SETTLED, "refund": Stage.REFUNDED}[decision]


def test_a_correction_needs_two_and_an_appeal_that_comes_first_ends_it() -> None:
    one, other = proposed(), proposed()
    for story in (one, other):
        second(story)
        story.operator("arbitrate", decision="split", creator_percent=60, reason="更正")
        assert story.c.case
        assert (story.stage, story.c.case.decision) == (Stage.DECIDED, "refund")
    second(one)
    assert one.c.case
    assert (one.c.case.decision, one.c.case.corrected) == ("split", True)
    one.creator("appeal", reason="不服")
    assert one.stage is Stage.ARBITRATION

    other.creator("appeal", reason="不服")
    assert (other.stage, other.c.proposal) == (Stage.ARBITRATION, None)
    assert refused(other) == "NOTHING_PROPOSED"


def test_the_time_to_appeal_goes_on_while_a_correction_waits() -> None:
    story = proposed()
    second(story)
    story.until(story.c.clocks["appeal_by"] - HOUR)
    story.operator("arbitrate", decision="settle", reason="更正")
    story.strike("appeal_by")

    assert (story.stage, story.c.proposal, story.money) == (Stage.REFUNDED, None, (0, 0, DEAR, 0))


def test_a_complaint_that_is_withdrawn_first_is_withdrawn() -> None:
    story = proposed()
    story.brand("withdraw_complaint")
    assert (story.c.proposal, "second_by" in story.c.clocks) == (None, False)
    assert refused(story) == "NOTHING_PROPOSED"

    late = proposed()
    second(late)
    assert late.refused(Party.BRAND, "withdraw_complaint") == "NOT_NOW"


def test_what_changes_the_ground_ends_a_proposal() -> None:
    cause = proposed()
    cause.brand("complain", cause="quality", reason="另有问题")
    complaint = proposed("force_settle", published, bearer="brand")
    complaint.brand("complain", cause="quality", reason="有问题")
    request = proposed("force_refund", in_review, bearer="brand")
    request.creator("request_cancel", reason="病了", quoted_fen=600_000)
    rejection = proposed("force_refund", in_review, bearer="brand")
    rejection.brand("reject")
    accepted = proposed("force_refund", published, bearer="creator")
    accepted.brand("settle")

    for story in (cause, complaint, request, rejection, accepted):
        assert (story.c.proposal, "second_by" in story.c.clocks) == (None, False), story.last
        assert refused(story) == "NOTHING_PROPOSED"


def test_what_leaves_the_ground_alone_leaves_a_proposal() -> None:
    frozen = proposed()
    frozen.operator("freeze", party="creator")
    hidden = proposed("force_settle", published, bearer="brand")
    hide(hidden)
    edited = proposed("force_settle", published, bearer="brand")
    edited.fact("edited", item=ITEM)
    moved = proposed("force_settle", published, bearer="brand")
    moved.operator("extend", clock="settle_by", until=moved.now + 9 * DAY)

    for story in (frozen, hidden, edited, moved):
        second(story)
        assert story.stage is Stage.DECIDED


def test_a_release_that_began_meanwhile_is_not_refunded() -> None:
    story = approved(price_fen=DEAR).until(RELEASE - HOUR)
    story.operator("force_refund", bearer="creator")
    story.world.mp = None
    story.until(RELEASE + HOUR)

    assert refused(story) == "RELEASE_IN_FLIGHT"


def test_once_a_decision_takes_effect_no_correction_is_seconded() -> None:
    story = answered()
    story.operator("arbitrate", decision="settle")
    second(story)
    story.until(story.c.clocks["appeal_by"] - HOUR)
    story.operator("arbitrate", decision="refund", reason="更正")
    story.world.looks = False
    story.strike("appeal_by")

    assert (story.stage, refused(story)) == (Stage.DECIDED, "TOO_LATE")


def test_an_answer_that_comes_late_is_heard_first() -> None:
    story = complained(price_fen=DEAR).strike("answer_by")
    story.operator("arbitrate", decision="refund", reason="逾期未答复")
    story.creator("answer_complaint", reason="刚看到")

    assert story.c.proposal is None


def test_decisions_without_money_are_one_persons() -> None:
    story = answered()
    story.operator("arbitrate", decision="rework", reason="整改")
    assert story.stage is Stage.PUBLISHED

    disputed = escalated(price_fen=DEAR)
    hear(disputed)
    disputed.operator("arbitrate", decision="uphold_rejection", reason="驳回成立")
    assert disputed.stage is Stage.CONTENT_DRAFTING


def test_a_proposal_must_fit_as_the_decision_would() -> None:
    said = {"reason": "x", "actor": WANG}
    unheard = complained(price_fen=DEAR)
    assert unheard.refused(Party.OPERATOR, "arbitrate", decision="refund", **said) == "HEAR_OTHER_SIDE"
    assert answered().refused(Party.OPERATOR, "arbitrate", decision="split", **said) == "SHARE_NEEDED"
    unfit = published(price_fen=DEAR).refused(Party.OPERATOR, "force_settle", bearer="creator", **said)
    assert unfit == "BEARER_UNFIT"


def test_a_share_in_fen_is_seconded_to_the_fen() -> None:
    story = answered()
    story.operator("arbitrate", decision="split", creator_fen=333_333, reason="按实际")
    second(story)
    story.strike("appeal_by")

    assert story.money == (316_667, 16_666, 866_667, 0)


# --- an operator's cancel: it moves the same money as a forced refund ---

CANCELS = [
    ("brand", 600_000, (570_000, 30_000, 600_000, 0)),
    ("creator", None, (0, 0, DEAR, 0)),
    ("platform", 600_000, (600_000 * 95 // 100, 0, DEAR, 0)),
]


@pytest.mark.parametrize(("fault", "quoted", "money"), CANCELS)
def test_a_cancel_over_the_amount_is_proposed_and_takes_effect_by_a_second(
    fault: str, quoted: int | None, money: tuple[int, ...]
) -> None:
    story = in_review(price_fen=DEAR)
    told, before = list(story.told), story.money
    story.operator("cancel", fault=fault, quoted_fen=quoted, reason="核实")

    assert (story.stage, story.money, story.told) == (Stage.CONTENT_REVIEW, before, told)
    shown = view(story.c, Party.OPERATOR, story.now)["proposal"]
    assert (shown["move"], shown["fault"], shown["quoted_fen"]) == ("cancel", fault, quoted)
    assert "提议，待另一人复核" in details(story.c, story.now, "zh")
    assert refused(story, actor=LI) == "SAME_OPERATOR"

    second(story)
    assert (story.stage, story.c.fault, story.c.proposal) == (Stage.CANCELLED, fault, None)
    assert story.money[:1] + story.money[2:] == money[:1] + money[2:]
    assert story.told[-2:] == [
        "platform_cancelled_breach" if fault == "creator" else "platform_cancelled",
        "platform_cancelled_brand",
    ]


@pytest.mark.parametrize("fault", ["brand", "platform", "creator"])
def test_at_the_amount_one_operator_cancels(fault: str) -> None:
    story = in_review(price_fen=1_000_000)
    story.operator("cancel", fault=fault, quoted_fen=None if fault == "creator" else 500_000)

    assert story.stage is Stage.CANCELLED


def test_a_cancel_during_the_audit_waits_for_the_second_and_then_for_the_audit() -> None:
    story = in_audit(price_fen=DEAR)
    story.operator("cancel", fault="brand", quoted_fen=120_000, reason="客户停止投放")
    assert (story.c.pending_cancel, story.stage) == (None, Stage.PLATFORM_AUDIT)
    second(story)
    assert story.c.pending_cancel
    assert (story.c.pending_cancel.fault, story.c.pending_cancel.reason) == ("brand", "客户停止投放")

    story.fact("audited", passed=True, item=ITEM)
    assert (story.stage, story.money[2]) == (Stage.CANCELLED, 600_000)


def test_what_a_proposed_cancel_named_is_judged_again() -> None:
    """The work goes on; another stage ends the proposal, and what names nothing is refused as ever."""
    story = in_review(price_fen=DEAR)
    assert story.refused(Party.OPERATOR, "cancel", fault="", reason="x", actor=LI) == "FAULT_NEEDED"
    assert story.refused(Party.OPERATOR, "cancel", fault="brand", reason="x", actor=LI) == "QUOTE_STALE"
    story.operator("cancel", fault="brand", quoted_fen=600_000)
    story.brand("approve", release_at=story.now + DAY)

    assert story.c.proposal is None
    assert refused(story) == "NOTHING_PROPOSED"


@pytest.mark.parametrize("cause", ["no mark", "platform down"])
def test_a_proposed_cancel_lapses_like_any_proposal(cause: str) -> None:
    story = in_review(price_fen=DEAR)
    story.operator("cancel", fault="platform", quoted_fen=600_000, reason=cause)
    story.strike("second_by")

    assert (story.c.proposal, story.stage) == (None, Stage.CONTENT_REVIEW)
    assert "proposal_lapsed" in story.c.attention
