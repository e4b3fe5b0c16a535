"""Whoever waits for the platform has a named end (D12.18; stories A2, A7, A8b, A39)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from domain.bounds import BadTerms
from domain.commissions.ordering.terms import Terms, terms_from
from domain.commissions.state.items import Item, ItemState
from domain.commissions.state.stages import Stage
from domain.money.entries import Posting
from domain.party import Party
from tests.domain.scenes import (
    ITEM,
    RELEASE,
    appealed,
    approved,
    complained,
    decided,
    escalated,
    hand_in,
    hide,
    in_audit,
    in_final_review,
    in_review,
    outline_in_review,
    published,
    rejected,
    review,
    settling,
    show,
    suspended,
    writing,
)
from tests.domain.story import HOUR, MS, SECOND, Story, beijing

LI = "operator:li"
GRACE = 5 * SECOND


def just_before(story: Story, clock: str) -> Story:
    """The last millisecond before this clock acts."""
    return story.until(story.c.clocks[clock] + GRACE - MS)


# --- the platform audit ---


def in_last_audit() -> Story:
    """Both rejections are used, and the third version waits for its audit."""
    story = rejected()
    review(story).brand("reject")
    return hand_in(story)


def audit_case(story: Story) -> Story:
    story.strike("audit_overdue").creator("escalate", reason="一直没有结果")
    return story


def test_a8b_an_audit_without_an_answer_may_be_escalated_by_either_side_after_72_hours() -> None:
    story = in_audit()
    assert story.clock("audit_overdue") == "2026-11-26 09:30"
    just_before(story, "audit_overdue")
    for by in (Party.CREATOR, Party.BRAND):
        assert story.refused(by, "escalate", reason="一直没有结果") == "NOT_YET"
    story.wait(MS)

    assert story.told[-2:] == ["audit_overdue_creator", "audit_overdue_brand"]
    assert "audit_overdue" in story.c.attention
    assert "至12月7日09:30仍无结果，自动立案" in story.text("audit_overdue_creator")
    for by in (Party.CREATOR, Party.BRAND):
        other = in_audit().strike("audit_overdue")
        other.do(by, "escalate", reason="一直没有结果")
        assert other.stage is Stage.ARBITRATION
        assert other.c.case
        assert (other.c.case.kind, other.c.case.by) == ("audit", by)
        asked, asks = ("brand", "creator") if by is Party.CREATOR else ("creator", "brand")
        assert set(other.told[-2:]) == {f"arbitration_{asks}", f"answer_asked_{asked}"}
        assert other.clock("decide_limit") == "2026-12-26 09:30"


def test_a8b_nobody_asks_and_a_case_is_opened_by_itself() -> None:
    story = just_before(in_audit(), "audit_limit")
    assert story.stage is Stage.PLATFORM_AUDIT
    story.wait(MS)

    assert story.stage is Stage.ARBITRATION
    assert story.c.case
    assert story.c.case.kind == "audit"
    assert "由平台赔付创作者" in story.text("answer_asked_brand")
    assert {"answer_by", "brand_answer_by"} <= story.c.clocks.keys()


def test_an_audit_that_answers_while_it_is_looked_at_opens_no_case() -> None:
    story = in_audit().until("12-07 09:29")
    story.world.platform = None
    story.fact("audited", passed=True, item=ITEM)
    story.until("12-07 09:45")
    assert story.stage is Stage.PLATFORM_AUDIT
    story.look_returns()

    assert story.stage is Stage.CONTENT_REVIEW


def test_a_cancel_that_waits_for_the_audit_is_not_lost_to_a_case() -> None:
    story = in_audit().until("12-07 09:00")
    story.brand("cancel", quoted_fen=30_000)
    assert story.refused(Party.CREATOR, "escalate", reason="x") == "CANCEL_WAITS"
    story.strike("audit_limit")
    assert story.stage is Stage.PLATFORM_AUDIT
    story.strike("audit_answer_by")

    assert story.stage is Stage.CANCELLED
    assert story.money == (28_500, 1_500, 270_000, 0)


@pytest.mark.parametrize(
    ("scene", "passed", "stage"),
    [
        (in_audit, True, Stage.CONTENT_REVIEW),
        (in_audit, False, Stage.CONTENT_DRAFTING),
        (in_last_audit, True, Stage.FINAL_REVIEW),
        (lambda: audit_case(in_audit()), True, Stage.CONTENT_REVIEW),
        (lambda: audit_case(in_audit()), False, Stage.CONTENT_DRAFTING),
        (lambda: audit_case(in_last_audit()), True, Stage.FINAL_REVIEW),
    ],
)
def test_a8b_an_operator_records_the_audit_and_it_goes_on_as_if_the_platform_had_answered(
    *, scene: Callable[[], Story], passed: bool, stage: Stage
) -> None:
    story = scene()
    story.operator("record_audit", passed=passed, reason="后台已有结果：标题含极限词")

    assert story.stage is stage
    assert story.c.case is None
    assert (story.last.by, story.last.actor, story.last.details["says"]) == (
        Party.OPERATOR,
        LI,
        "passed" if passed else "failed",
    )
    assert story.c.work
    if passed:
        assert story.told[-2:] == ["audit_recorded", "content_review"]
        assert story.clock("review_limit")
    else:
        assert story.c.work.reason == "后台已有结果：标题含极限词"
        told = "audit_answered_brand" if scene is not in_audit else "operator_brand"
        assert story.told[-2:] == ["audit_failed", told]
        assert story.clock("submit_by")
        assert "appeal_audit" in story.may(Party.CREATOR)


@pytest.mark.parametrize(
    ("scene", "passed", "stage"),
    [
        (in_audit, True, Stage.CONTENT_REVIEW),
        (in_audit, False, Stage.CONTENT_DRAFTING),
        (in_last_audit, True, Stage.FINAL_REVIEW),
    ],
)
def test_a8b_an_answer_that_comes_during_its_case_ends_the_case(
    *, scene: Callable[[], Story], passed: bool, stage: Stage
) -> None:
    story = audit_case(scene())
    story.fact("audited", passed=passed, item=ITEM)

    assert story.stage is stage
    assert story.c.case is None
    assert story.money[3] == 300_000


def test_an_operators_cancel_has_its_answer_from_the_record_too() -> None:
    story = in_audit()
    story.operator("cancel", fault="platform", quoted_fen=30_000)
    story.operator("record_audit", passed=True)

    assert story.stage is Stage.CANCELLED
    assert story.balances["compensation"] == -142_500
    assert story.told[-2:] == ["platform_cancelled", "platform_cancelled_brand"]


def test_a_request_to_cancel_is_over_once_the_audit_is_a_case() -> None:
    story = in_audit().strike("audit_overdue")
    story.creator("request_cancel", reason="生病")
    story.brand("escalate", reason="一直没有结果")

    assert story.c.cancel_request is None
    assert not {"cancel_reply_by", "cancel_reminder"} & story.c.clocks.keys()


def test_after_a_decision_no_audit_is_recorded_any_more() -> None:
    story = audit_case(in_audit()).strike("brand_answer_by")
    story.operator("arbitrate", decision="split", creator_percent=10)
    story.creator("appeal", reason="太少")

    assert story.refused(Party.OPERATOR, "record_audit", passed=True, reason="x", actor=LI) == "NOT_NOW"
    assert story.refused(Party.OUTSIDE, "audited", passed=True, item=ITEM) == "NOT_NOW"


def test_a_record_says_what_the_answer_was_and_why_and_only_operators_make_it() -> None:
    story = in_audit()

    assert story.refused(Party.OPERATOR, "record_audit", reason="x", actor=LI) == "FIELD_NEEDED"
    assert story.refused(Party.OPERATOR, "record_audit", passed=False, actor=LI) == "REASON_NEEDED"
    assert story.refused(Party.BRAND, "record_audit", passed=True, reason="x") == "WRONG_PARTY"
    assert in_review().refused(Party.OPERATOR, "record_audit", passed=True, reason="x", actor=LI) == "NOT_NOW"
    assert (
        complained().refused(Party.OPERATOR, "record_audit", passed=True, reason="x", actor=LI) == "NOT_NOW"
    )


def test_a_cancel_that_waits_has_its_answer_from_the_record() -> None:
    story = in_audit()
    story.brand("cancel", quoted_fen=30_000)
    story.operator("record_audit", passed=True)

    assert story.stage is Stage.CANCELLED
    assert story.money == (142_500, 7_500, 150_000, 0)


@pytest.mark.parametrize("case", [False, True])
@pytest.mark.parametrize("by", ["record", "fact"])
def test_a_recorded_failure_counts_and_after_the_third_the_brand_hears_that_it_may_leave(
    *, by: str, case: bool
) -> None:
    story = writing()
    for _ in range(2):
        hand_in(story).fact("audited", passed=False, item=ITEM)
    hand_in(story)
    if case:
        audit_case(story)
    if by == "record":
        story.operator("record_audit", passed=False)
    else:
        story.fact("audited", passed=False, item=ITEM)

    assert story.c.failed_audits == 3
    assert "audits_failed_brand" in story.told
    assert story.stage is Stage.CONTENT_DRAFTING


def test_who_is_in_default_is_paid_nothing_for_an_audit_without_an_answer() -> None:
    story = writing().until("12-02 12:00")
    hand_in(story)
    story.strike("audit_overdue")
    assert story.refused(Party.CREATOR, "escalate", reason="x") == "IN_DEFAULT"
    story.brand("escalate", reason="一直没有结果")
    story.strike("decide_limit")

    assert story.stage is Stage.REFUNDED
    assert story.money == (0, 0, 300_000, 0)
    assert story.balances["compensation"] == 0


@pytest.mark.parametrize("decision", ["refund", "split"])
def test_a_case_about_the_audit_may_be_refunded_or_split(decision: str) -> None:
    story = audit_case(in_audit())
    for unfit in ("settle", "rework", "approve", "resume"):
        assert (
            story.refused(Party.OPERATOR, "arbitrate", decision=unfit, reason="x", actor=LI)
            == "DECISION_UNFIT"
        )
    share = 5_000 if decision == "split" else None
    story.strike("brand_answer_by").operator("arbitrate", decision=decision, creator_bps=share)
    story.strike("appeal_by")

    assert story.stage is (Stage.SETTLED if share else Stage.REFUNDED)
    assert story.money == ((142_500, 7_500, 150_000, 0) if share else (0, 0, 300_000, 0))


def test_a8b_undecided_the_brand_is_refunded_and_the_platform_pays_the_creator() -> None:
    story = just_before(audit_case(in_audit()), "decide_limit")
    assert story.stage is Stage.ARBITRATION
    story.wait(MS)

    assert story.stage is Stage.REFUNDED
    assert set(story.entries["make_whole:c-1"].postings) == {
        Posting("escrow:c-1", -300_000),
        Posting("brand:brand-1", 300_000),
        Posting("compensation", -28_500),
        Posting("creator:creator-1", 28_500),
    }
    assert [fen for _, fen in story.world.transfers] == [28_500]
    assert story.told[-2:] == ["fallen_creator", "fallen_brand"]
    assert story.breaches == []
    assert story.c.sums
    assert (story.c.sums.platform, story.c.sums.refunded, story.c.sums.creator) == (28_500, 300_000, 28_500)


def test_what_the_platform_pays_is_what_a_kill_fee_would_leave_the_creator() -> None:
    story = audit_case(in_audit(terms={"fee_payer": "brand", "kill_fee_outline_bps": 2_000}))
    story.strike("decide_limit")

    assert story.balances["creator:creator-1"] == 60_000
    assert story.balances["compensation"] == -60_000
    assert story.balances["fee"] == 0


# --- a case nobody decides ---


def test_a2_an_undecided_case_is_shown_after_a_week_and_again_a_week_later() -> None:
    story = complained()
    story.strike("decide_by")
    assert "decision_overdue" in story.c.attention
    assert "decision_long_overdue" not in story.c.attention
    story.until(story.c.clocks["decide_again"] - MS)
    assert "decision_long_overdue" not in story.c.attention
    story.wait(MS)

    assert story.clock("decide_again") == ""
    assert "decision_long_overdue" in story.c.attention
    assert story.now == beijing("12-12 12:00")


def test_a2_a_complaint_nobody_decides_and_nothing_proves_settles() -> None:
    story = just_before(complained(), "decide_limit")
    assert story.stage is Stage.ARBITRATION
    assert story.now == beijing("12-28 12:00:05") - MS
    story.wait(MS)

    assert story.stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)
    assert story.told[-4:] == ["fallen_creator", "fallen_brand", "settled", "settled_itself"]
    assert story.breaches == []


def test_a2_the_notice_that_opens_the_case_says_how_it_ends() -> None:
    assert "至12月28日12:00仍未判定，查询公开状态后自动结算" in complained().text("complained")
    assert "撤销驳回，原版本退回客户确认" in escalated().text("answer_asked_brand")


def test_a2_it_looks_at_the_item_first() -> None:
    story = complained().until("12-20 12:00")
    story.world.public = False  # and nobody has told us
    story.strike("decide_limit")

    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    assert story.clock("suspended_limit")


@pytest.mark.parametrize("how", ["hidden", "deleted"])
def test_a2_a_complaint_proven_by_its_own_record_is_refunded_with_a_breach(how: str) -> None:
    story = complained()
    gone(story, how)
    story.strike("decide_limit")

    assert story.stage is Stage.REFUNDED
    assert story.money == (0, 0, 300_000, 0)
    assert story.breaches == ["hidden"]
    assert story.clock("breach_appeal_by") == "2026-12-31 12:00"


def test_a2_shown_again_before_the_end_nothing_is_proven() -> None:
    story = complained()
    hide(story)
    story.wait(HOUR)
    show(story)
    story.strike("decide_limit")

    assert story.stage is Stage.SETTLED
    assert story.breaches == []


def test_a2_taken_down_by_the_platform_nobody_is_at_fault() -> None:
    story = complained()
    gone(story, "taken_down")
    story.strike("decide_limit")

    assert story.stage is Stage.REFUNDED
    assert story.breaches == []
    assert story.money == (0, 0, 300_000, 0)


def test_a2_a_rejection_nobody_judges_is_struck_and_stays_used() -> None:
    story = escalated()
    work = story.c.work
    story.strike("decide_limit")

    assert story.stage is Stage.CONTENT_REVIEW
    assert story.c.work
    assert work
    assert (story.c.work.ref, story.c.work.round, story.c.work.status) == (work.ref, work.round, "new")
    assert story.c.content_rejections == 1
    assert story.clock("review_limit") == "2027-01-07 00:00"
    assert story.told[-3:] == ["fallen_creator", "fallen_brand", "content_review"]
    story.brand("reject")
    assert story.c.content_rejections == 2


def test_a2_so_is_an_outlines() -> None:
    story = outline_in_review()
    story.brand("reject")
    story.creator("escalate", reason="要求超出需求单")
    story.strike("decide_limit")

    assert story.stage is Stage.OUTLINE_REVIEW
    assert story.c.outline_rejections == 1
    assert story.clock("outline_review_by")
    assert story.told[-3:] == ["fallen_creator", "fallen_brand", "outline_review"]


def test_a2_the_last_rejection_that_is_struck_leaves_none() -> None:
    story = rejected()
    review(story).brand("reject")
    story.creator("escalate", reason="要求超出需求单")
    story.strike("decide_limit")

    assert story.stage is Stage.FINAL_REVIEW
    assert story.c.content_rejections == 2


def test_a2_a_brands_silence_costs_the_kill_fee_though_nobody_decides() -> None:
    story = in_review().strike("review_attention")
    story.creator("escalate", reason="一直没有确认")
    story.strike("decide_limit")

    assert story.stage is Stage.CANCELLED
    assert story.money == (142_500, 7_500, 150_000, 0)
    assert [fen for _, fen in story.world.transfers] == [142_500]
    assert "按规则取消任务并按条款赔付" in story.text("fallen_brand")


def test_a2_so_does_the_last_review() -> None:
    story = in_final_review()
    story.brand("escalate", reason="内容不符")
    story.strike("decide_limit")

    assert story.stage is Stage.CANCELLED
    assert story.money == (285_000, 15_000, 0, 0)


def test_a2_a_release_that_failed_through_the_creator_is_refunded_with_a_breach() -> None:
    story = approved()
    story.world.mp = "refused"
    story.until(RELEASE).strike("release_limit")
    assert story.c.case
    assert story.c.case.fault == "creator"
    story.strike("decide_limit")

    assert story.stage is Stage.REFUNDED
    assert story.money == (0, 0, 300_000, 0)
    assert story.breaches == ["unreleased"]


def test_a2_a_release_that_failed_through_us_is_paid_by_us() -> None:
    story = approved()
    story.world.mp = None
    story.until(RELEASE).strike("release_limit").strike("decide_limit")

    assert story.stage is Stage.REFUNDED
    assert story.balances["compensation"] == -142_500
    assert story.balances["creator:creator-1"] == 142_500
    assert story.balances["brand:brand-1"] == 100_000_000
    assert story.breaches == []


@pytest.mark.parametrize(
    ("first", "stage", "money"),
    [
        ("settle", Stage.SETTLED, (285_000, 15_000, 0, 0)),
        ("split", Stage.SETTLED, (171_000, 9_000, 120_000, 0)),
        ("refund", Stage.REFUNDED, (0, 0, 300_000, 0)),
    ],
)
def test_a2_an_appeal_nobody_decides_falls_to_what_was_decided_first(
    first: str, stage: Stage, money: tuple[int, ...]
) -> None:
    story = decided(first)
    story.do(Party.CREATOR if first == "refund" else Party.BRAND, "appeal", reason="证据未被采纳")
    just_before(story, "decide_limit")
    assert story.stage is Stage.ARBITRATION
    assert story.now == beijing("12-28 12:00:05") - MS
    story.wait(MS)

    assert story.stage is stage
    assert story.money == money
    assert {"fallen_creator", "fallen_brand"} <= set(story.told)


def test_a2_what_was_decided_about_a_public_item_is_not_paid_for_one_that_was_hidden_since() -> None:
    story = appealed("settle")
    story.world.public = False  # and nobody has told us
    story.strike("decide_limit")
    assert story.stage is Stage.ARBITRATION  # the look has found it
    assert story.clock("decide_limit")
    story.strike("decide_limit")

    assert story.stage is Stage.REFUNDED
    assert story.money == (0, 0, 300_000, 0)
    assert story.breaches == ["hidden"]


def test_a2_what_was_decided_while_it_was_hidden_stands() -> None:
    story = complained()
    hide(story)
    story.creator("answer_complaint", reason="平台误判")
    story.wait(HOUR).operator("arbitrate", decision="settle")
    story.brand("appeal", reason="作品不可见")
    story.strike("decide_limit")

    assert story.stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)


def test_a2_an_appeal_of_a_refund_that_somebody_bears_falls_to_it_with_what_it_leaves_the_creator() -> None:
    story = in_review()
    story.operator("force_refund", bearer="platform")
    story.creator("appeal", reason="应得全额")
    story.strike("decide_limit")

    assert story.stage is Stage.REFUNDED
    assert story.balances["compensation"] == -142_500
    assert [fen for _, fen in story.world.transfers] == [142_500]


def test_at_the_limit_it_is_too_late_to_decide_or_to_take_back() -> None:
    story = complained().until("12-28 12:00")

    assert story.refused(Party.OPERATOR, "arbitrate", decision="refund", reason="x", actor=LI) == "TOO_LATE"
    assert story.refused(Party.BRAND, "withdraw_complaint") == "TOO_LATE"
    last = story.now - MS
    story.operator("arbitrate", decision="refund", stamp=last)
    assert story.stage is Stage.DECIDED


def test_an_appeal_of_a_breach_record_nobody_decides_lets_it_stand() -> None:
    story = complained()
    hide(story)
    story.strike("decide_limit").creator("appeal", reason="平台误判")
    assert story.refused(Party.BRAND, "appeal", reason="x") == "TOO_LATE"
    assert story.refused(Party.CREATOR, "appeal", reason="x") == "ALREADY_ASKED"
    story.strike("decide_again")
    assert "decision_long_overdue" in story.c.attention
    just_before(story, "decide_limit").wait(MS)

    assert story.c.on_record
    assert story.c.on_record.state == "stands"
    assert story.told[-1] == "record_stands"
    assert story.c.attention == ()


def test_a_breach_record_that_follows_a_refund_can_be_lifted() -> None:
    story = complained()
    hide(story)
    story.strike("decide_limit").creator("appeal", reason="平台误判")
    story.operator("arbitrate", decision="lift")

    assert story.breaches == ["hidden", "lifted"]
    assert story.money == (0, 0, 300_000, 0)


# --- a settlement that stays suspended ---


@pytest.mark.parametrize("how", ["hidden", "deleted"])
def test_a7_hidden_by_the_creator_for_30_days_it_is_refunded_with_a_breach(how: str) -> None:
    story = suspended_by(how)
    assert story.clock("suspended_limit") == "2027-01-03 00:00"
    assert "至2027年1月3日00:00仍未恢复，退款给客户并记入违约记录" in story.text("suspended")
    just_before(story, "suspended_limit")
    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    assert "suspended_long" in story.c.attention
    story.wait(MS)

    assert story.stage is Stage.REFUNDED
    assert story.money == (0, 0, 300_000, 0)
    assert story.breaches == ["hidden"]
    assert story.clock("breach_appeal_by")
    story.until("2027-01-03 08:00")
    assert story.told[-2:] == ["refunded_hidden", "refunded_hidden_brand"]


def test_a7_the_creator_hears_a_day_before() -> None:
    story = suspended().until("2027-01-02 08:00")

    assert story.told.count("suspended_reminder") == 1
    assert story.told_at("suspended_reminder") == "2027-01-02 08:00"


@pytest.mark.parametrize("how", ["taken_down", ""])
def test_a7_taken_down_by_the_platform_it_becomes_a_case(how: str) -> None:
    story = suspended_by(how)
    assert "由平台立案判定" in story.text("suspended")
    story.strike("suspended_limit")

    assert story.stage is Stage.ARBITRATION
    assert story.c.case
    assert (story.c.case.kind, story.c.case.from_stage) == ("taken_down", Stage.SETTLEMENT_SUSPENDED)
    assert story.breaches == []


@pytest.mark.parametrize(
    ("decision", "money"), [("settle", (285_000, 15_000, 0, 0)), ("refund", (0, 0, 300_000, 0))]
)
def test_a7_by_an_error_of_the_platform_an_operator_settles_it(decision: str, money: tuple[int, ...]) -> None:
    story = suspended_by("taken_down").strike("suspended_limit").strike("brand_answer_by")
    story.operator("arbitrate", decision=decision)
    story.strike("appeal_by")

    assert story.money == money


def test_a7_and_undecided_the_brand_has_its_money_back_and_nobody_a_breach() -> None:
    story = suspended_by("taken_down").strike("suspended_limit").strike("decide_limit")

    assert story.stage is Stage.REFUNDED
    assert story.money == (0, 0, 300_000, 0)
    assert story.breaches == []


def test_a7_shown_again_while_its_case_is_open_it_settles() -> None:
    story = suspended_by("taken_down").strike("suspended_limit")
    story.world.items.clear()
    show(story)
    story.strike("decide_limit")

    assert story.stage is Stage.PUBLISHED  # the hidden days are made good
    story.strike("settle_by")
    assert story.money == (285_000, 15_000, 0, 0)


def test_a7_what_was_hidden_and_then_taken_down_was_taken_down_last() -> None:
    story = suspended_by("hidden")
    story.world.how = "taken_down"
    story.strike("recheck")

    assert story.c.seen.how == "taken_down"
    assert story.c.seen.since == beijing("12-03 20:00")


def test_a7_shown_again_in_time_nobody_remembers_how_it_was_hidden() -> None:
    story = suspended()
    story.until("2027-01-02 12:00")
    show(story)

    assert story.c.seen.how == ""
    assert story.stage in (Stage.SETTLED, Stage.PUBLISHED)


def gone(story: Story, how: str) -> None:
    """The platform says how it comes that the item is not public."""
    story.world.public = False
    exists = how != "deleted"
    state = ItemState(how) if exists and how else ItemState.HIDDEN
    story.world.items[ITEM] = Item(
        ITEM, exists=exists, owner="creator-1", commission="c-1", state=state, audit="passed"
    )
    story.fact("visibility_changed", public=False, item=ITEM)


def suspended_by(how: str) -> Story:
    """As ``suspended``; an empty ``how`` is a platform that does not tell."""
    story = published()
    story.world.how = how
    if how:
        story.until("12-03 20:00")
        gone(story, how)
    else:
        story.world.public = False
    return story.strike("settle_by")


# --- nobody can see it ---


def test_a39_a_look_that_is_never_answered_ends_after_72_hours_as_last_known() -> None:
    story = just_before(settling(), "unknown_limit")
    assert story.stage is Stage.SETTLING
    assert story.now == beijing("12-07 00:00:05") - MS
    story.wait(MS)

    assert story.stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)
    assert story.c.attention == ("settled_unseen",)


def test_a39_unknown_answers_end_so_too_and_both_sides_heard_it_once() -> None:
    story = published()
    story.world.public = None
    story.strike("settle_by").until("12-06 12:00")
    assert story.c.attention == ("visibility_unknown",)
    assert [story.told.count(f"unseen_{side}") for side in ("creator", "brand")] == [1, 1]
    assert "12月" in story.text("unseen_brand")
    story.strike("unknown_limit")

    assert story.stage is Stage.SETTLED
    assert story.c.attention == ("settled_unseen",)


def test_a39_last_known_to_be_hidden_it_is_suspended() -> None:
    story = published().until("12-03 20:00")
    hide(story)
    story.world.looks = False
    story.strike("settle_by").strike("unknown_limit")

    assert story.stage is Stage.SETTLEMENT_SUSPENDED
    assert story.clock("suspended_limit") == "2027-01-06 00:00"
    assert story.breaches == []


def test_a39_hidden_for_long_before_it_is_made_good_first() -> None:
    story = published().until("11-30 20:00")
    hide(story)
    story.until("12-03 23:00")
    story.world.looks = False
    story.strike("settle_by")
    show(story)
    story.strike("unknown_limit")

    assert story.stage is Stage.PUBLISHED
    story.strike("settle_by").strike("unknown_limit")
    assert story.stage is Stage.SETTLED


def test_a39_the_answer_that_comes_too_late_is_dropped() -> None:
    story = settling().strike("unknown_limit")
    story.answer("probe", "probed_hidden", ref="hidden")

    assert story.stage is Stage.SETTLED
    assert story.dropped


def test_a39_a_complaint_taken_back_after_the_window_waits_no_longer_either() -> None:
    story = complained().until("12-05 10:00")
    story.world.looks = False
    story.brand("withdraw_complaint")

    assert story.clock("unknown_limit") == "2026-12-08 10:00"
    assert story.strike("unknown_limit").stage is Stage.SETTLED


# --- terms ---


def test_the_ends_of_waits_are_terms_and_bind_nobody_who_was_not_promised_them() -> None:
    short = in_audit(terms={"audit_alert_hours": 1, "audit_escalate_hours": 1, "audit_limit_days": 2})
    assert short.c.clocks["audit_overdue"] - short.now == HOUR
    assert short.c.clocks["audit_limit"] - short.now == timedelta(days=2)
    case = complained(terms={"decide_days": 2, "decide_again_days": 3, "decide_limit_days": 4})
    assert (case.clock("decide_again"), case.clock("decide_limit")) == (
        "2026-12-01 12:00",
        "2026-12-02 12:00",
    )
    assert settling(terms={"unknown_limit_hours": 5}).clock("unknown_limit") == "2026-12-04 05:00"


def test_terms_pinned_before_there_were_such_ends_have_none_of_these_clocks() -> None:
    ends = {"audit_overdue", "audit_limit", "decide_again", "decide_limit", "unknown_limit"}
    story = writing()
    old = TypeAdapter(Terms).validate_python({"version": "2026-10"})
    story.c = replace(story.c, order=replace(story.c.order, terms=old))
    assert not ends & hand_in(story).c.clocks.keys()
    story.fact("audited", passed=True, item=ITEM)
    story.brand("approve", release_at=RELEASE)
    story.until(RELEASE).brand("complain", cause="quality")
    assert not ends & story.c.clocks.keys()
    story.world.looks = False
    story.until("12-05 12:00").brand("withdraw_complaint")

    assert story.stage is Stage.SETTLING
    assert not ends & story.c.clocks.keys()


@pytest.mark.parametrize("name", ["audit_limit_days", "decide_limit_days", "unknown_limit_hours"])
def test_new_terms_cannot_leave_a_wait_without_an_end(name: str) -> None:
    with pytest.raises(BadTerms, match=name):
        terms_from({name: 0})


def test_decided_before_its_limit_no_clock_is_left_of_the_case() -> None:
    assert set(decided().c.clocks) == {"appeal_by"}
