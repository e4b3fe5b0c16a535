"""Complaints, escalations, decisions and the one appeal (D12.1, D12.2, D12.10)."""

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
    escalated,
    hear,
    in_final_review,
    in_review,
    published,
    rejected,
    suspended,
)
from tests.domain.story import DAY, HOUR, MS, SECOND, Story, beijing

LI = "operator:li"


def heard() -> Story:
    story = complained()
    story.creator("answer_complaint", reason="第二段已写明", evidence=("shot-9",))
    return story


def test_a_complaint_stops_the_settlement_and_the_other_side_is_heard() -> None:
    story = complained()

    assert story.stage is Stage.ARBITRATION
    assert story.clock("settle_by") == story.clock("settle_reminder") == ""
    assert story.clock("answer_by") == "2026-12-01 12:00"
    assert story.clock("decide_by") == "2026-12-05 12:00"
    assert story.c.attention == ("arbitration",)
    assert story.text("complained") == (
        "任务「秋日新品试饮」被客户投诉，请在72小时内答复，逾期平台可直接判定；"
        "至12月28日12:00仍未判定，查询公开状态后自动结算"
    )
    case = story.c.case
    assert case
    assert (case.kind, case.by, case.causes, case.reason) == (
        "complaint",
        "brand",
        ("content_differs",),
        "缺少产品名称",
    )
    assert (case.from_stage, case.evidence, case.settle_by) == (Stage.PUBLISHED, 1, beijing("12-04 00:00"))
    assert story.until("12-20 00:00").money == (0, 0, 0, 300_000)


def test_a_complaint_names_a_listed_cause_a_reason_and_at_most_ten_pieces_of_evidence() -> None:
    story = published()
    much = tuple(f"shot-{n}" for n in range(11))

    assert complain(story, cause="") == "FIELD_NEEDED"
    assert complain(story, cause="mood") == "CAUSE_UNKNOWN"
    assert complain(story, reason="") == "REASON_NEEDED"
    assert complain(story, evidence=much) == "TOO_MUCH_EVIDENCE"
    story.brand("complain", cause="quality", evidence=much[:10])


def complain(story: Story, **said: object) -> str:
    return story.refused(Party.BRAND, "complain", **{"cause": "late", "reason": "质量", **said})


def test_a_second_complaint_is_added_to_the_first() -> None:
    story = complained()
    story.brand("complain", cause="quality", evidence=("shot-2", "shot-3"))

    assert story.c.case
    assert (story.c.case.causes, story.c.case.evidence) == (("content_differs", "quality"), 3)
    assert complain(story, cause="quality") == "ALREADY_COMPLAINED"
    assert complain(story, cause="mood") == "CAUSE_UNKNOWN"
    assert complain(story, evidence=tuple("abcdefgh")) == "TOO_MUCH_EVIDENCE"


def test_an_escalation_is_no_complaint() -> None:
    story = escalated()

    assert complain(story) == "NOT_NOW"
    assert story.refused(Party.BRAND, "withdraw_complaint") == "NOT_NOW"
    assert story.refused(Party.CREATOR, "answer_complaint", reason="x") == "NO_REQUEST"


def test_the_creator_answers_once() -> None:
    story = heard()

    assert story.c.case
    assert (story.c.case.answer, story.c.case.heard) == ("第二段已写明", True)
    assert "ready_to_decide" in story.c.attention
    assert story.clock("answer_by") == story.clock("answer_reminder") == ""
    assert story.refused(Party.CREATOR, "answer_complaint", reason="还有") == "ALREADY_ANSWERED"
    assert "answer_complaint" not in story.may(Party.CREATOR)


def test_an_answer_carries_at_most_ten_pieces_of_evidence() -> None:
    much = tuple(f"shot-{n}" for n in range(11))

    assert (
        complained().refused(Party.CREATOR, "answer_complaint", reason="x", evidence=much)
        == "TOO_MUCH_EVIDENCE"
    )
    complained().creator("answer_complaint", reason="x", evidence=much[:10])


def test_silence_loses_nothing_by_itself_after_three_days_it_can_be_decided() -> None:
    story = complained()
    assert (
        story.refused(Party.OPERATOR, "arbitrate", decision="refund", reason="x", actor=LI)
        == "HEAR_OTHER_SIDE"
    )
    assert (
        story.refused(Party.OPERATOR, "arbitrate", decision="rework", reason="x", actor=LI)
        == "HEAR_OTHER_SIDE"
    )
    story.strike("answer_by")

    assert story.stage is Stage.ARBITRATION
    assert "ready_to_decide" in story.c.attention
    assert story.told_at("answer_reminder") == "2026-11-30 12:00"
    story.creator("answer_complaint", reason="迟到的答复")
    story.operator("arbitrate", decision="refund")
    assert story.stage is Stage.DECIDED


def test_an_overdue_decision_is_shown_and_neither_pays_nor_refunds() -> None:
    story = heard().strike("decide_by")

    assert "decision_overdue" in story.c.attention
    assert story.wait(15 * DAY).money == (0, 0, 0, 300_000)


@pytest.mark.parametrize(
    ("decision", "stage", "money"),
    [
        ("settle", Stage.SETTLED, (285_000, 15_000, 0, 0)),
        ("refund", Stage.REFUNDED, (0, 0, 300_000, 0)),
        ("split", Stage.SETTLED, (171_000, 9_000, 120_000, 0)),
    ],
)
def test_a_decision_takes_effect_when_the_time_to_appeal_is_over(
    decision: str, stage: Stage, money: tuple[int, ...]
) -> None:
    story = decided(decision)
    assert story.stage is Stage.DECIDED
    assert story.told[-2:] == ["decided_creator", "decided_brand"]
    assert story.clock("appeal_by") == "2026-12-01 12:00"
    assert (story.balances["escrow:c-1"], story.balances["reserve:c-1"]) == (0, 300_000)

    story.strike("appeal_by")

    assert story.stage is stage
    assert story.money == money
    assert story.told[-2:] == (
        ["refunded", "refunded_brand"] if stage is Stage.REFUNDED else ["settled", "decision_paid"]
    )
    assert [fen for _, fen in story.world.transfers] == ([money[0]] if money[0] else [])
    if stage is Stage.SETTLED:
        assert story.clock("rating_by") == "2026-12-08 12:00"
        assert story.c.settled_at == beijing("12-01 12:00:05"), "once the look has come back"


def test_a_decision_keeps_its_reason() -> None:
    story = heard()
    story.operator("arbitrate", decision="split", creator_bps=6_000, reason="部分内容与要求不符")

    assert story.c.case
    assert (story.c.case.decision, story.c.case.creator_bps) == ("split", 6_000)
    assert story.c.case.decided_reason == "部分内容与要求不符"


@pytest.mark.parametrize("share", [None, 0, 10_000, -5])
def test_a_split_names_a_share(share: int | None) -> None:
    for story in (heard(), hear(appealed())):
        assert arbitrate(story, "split", creator_bps=share) == "SHARE_NEEDED"
    heard().operator("arbitrate", decision="split", creator_bps=100)
    heard().operator("arbitrate", decision="split", creator_bps=9_999)


def arbitrate(story: Story, decision: str, **said: object) -> str:
    return story.refused(Party.OPERATOR, "arbitrate", decision=decision, reason="x", actor=LI, **said)


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (Party.CREATOR, ["arbitration_creator", "appealed_brand"]),
        (Party.BRAND, ["appealed_creator", "arbitration_brand"]),
    ],
)
def test_one_appeal_within_three_days(by: Party, told: list[str]) -> None:
    story = decided("split")
    story.do(by, "appeal", reason="证据未被采纳")

    assert story.stage is Stage.ARBITRATION
    assert story.c.case
    assert story.c.case.appealed
    assert story.told[-2:] == told
    assert story.clock("decide_by") == "2026-12-05 12:00"
    assert story.c.attention == ("arbitration",)
    assert story.balances["reserve:c-1"] == 300_000
    assert story.refused(by, "appeal", reason="再来") == "NOT_NOW"


def test_an_appeal_needs_a_reason_and_comes_in_time() -> None:
    story = decided().until(decided().c.clocks["appeal_by"])

    assert decided().refused(Party.BRAND, "appeal") == "REASON_NEEDED"
    assert story.refused(Party.BRAND, "appeal", reason="晚了") == "TOO_LATE"
    story.brand("appeal", reason="没晚", stamp=story.now - MS)
    assert story.stage is Stage.ARBITRATION


def test_after_the_decision_has_taken_effect_it_is_too_late() -> None:
    for story in (decided("settle"), decided("refund")):
        story.strike("appeal_by")
        assert story.refused(Party.BRAND, "appeal", reason="晚了") == "TOO_LATE"


@pytest.mark.parametrize(
    ("decision", "stage", "money", "told"),
    [
        ("settle", Stage.SETTLED, (285_000, 15_000, 0, 0), "settled"),
        ("refund", Stage.REFUNDED, (0, 0, 300_000, 0), "refunded"),
        ("split", Stage.SETTLED, (142_500, 7_500, 150_000, 0), "settled"),
    ],
)
def test_the_decision_after_an_appeal_is_final(
    decision: str, stage: Stage, money: tuple[int, ...], told: str
) -> None:
    story = hear(appealed())
    story.operator("arbitrate", decision=decision, creator_bps=5_000)

    assert story.stage is stage
    assert story.money == money
    assert told in story.told
    assert story.told[-1] in ("refunded_brand", "decision_paid")
    assert [fen for _, fen in story.world.transfers] == ([money[0]] if money[0] else [])
    assert story.c.case
    assert story.c.case.decision == decision
    if stage is Stage.SETTLED:
        assert story.c.settled_at == story.now
        assert story.clock("rating_by")


def test_after_an_appeal_only_the_money_can_be_decided() -> None:
    for other in ("rework", "approve", "resume", "uphold_rejection", "strike_rejection"):
        assert arbitrate(hear(appealed()), other) in ("ALREADY_DECIDED", "DECISION_UNFIT")
    assert arbitrate(hear(appealed()), "rework") == "ALREADY_DECIDED"
    assert appealed().refused(Party.BRAND, "withdraw_complaint") == "ALREADY_DECIDED"
    late = appealed().until("12-05 00:00")
    assert late.refused(Party.BRAND, "withdraw_complaint") == "ALREADY_DECIDED"


def test_after_an_appeal_in_an_escalation_nothing_is_approved_or_resumed() -> None:
    """The money lies in reserve by then."""
    story = hear(escalated())
    story.operator("arbitrate", decision="split", creator_bps=5_000)
    story.creator("appeal", reason="太少")
    hear(story)

    assert arbitrate(story, "approve") == "ALREADY_DECIDED"
    assert arbitrate(story, "uphold_rejection") == "ALREADY_DECIDED"
    assert arbitrate(story, "strike_rejection") == "ALREADY_DECIDED"
    assert arbitrate(story, "settle") == "DECISION_UNFIT"
    assert arbitrate(story, "refund") == "WORSE_FOR_APPELLANT"
    story.operator("arbitrate", decision="split", creator_bps=5_000)
    assert story.money == (142_500, 7_500, 150_000, 0)


def test_decisions_fit_their_case() -> None:
    assert arbitrate(heard(), "approve") == arbitrate(heard(), "resume") == "DECISION_UNFIT"
    assert arbitrate(escalated(), "settle") == arbitrate(escalated(), "rework") == "DECISION_UNFIT"
    assert arbitrate(overdue(), "settle") == arbitrate(overdue(), "approve") == "DECISION_UNFIT"
    assert arbitrate(overdue(), "rework") == "DECISION_UNFIT"
    assert arbitrate(heard(), "hang") == "DECISION_UNFIT"
    story = overdue()
    story.operator("arbitrate", decision="refund")
    story.creator("appeal", reason="x")
    hear(story)
    assert arbitrate(story, "settle") == "DECISION_UNFIT"


def test_rework_opens_the_edit_permission_and_a_fresh_window() -> None:
    story = heard()
    story.operator("arbitrate", decision="rework", reason="补上产品名称")

    assert story.stage is Stage.PUBLISHED
    assert story.c.case is None
    assert story.clock("settle_by") == "2026-12-06 00:00"
    assert story.clock("settle_reminder") == "2026-12-05 00:00"
    assert story.clock("edit_by") == "2026-12-01 12:00"
    assert story.c.edit_until == beijing("12-01 12:00")
    assert [each.allowed for each in story.done("set_edit")] == [True]
    assert story.told[-2:] == ["rework_creator", "rework_brand"]
    assert story.c.attention == ()
    assert story.until("12-06 00:00:05").stage is Stage.SETTLED


def test_after_rework_the_brand_may_complain_again_and_the_money_is_still_whole() -> None:
    story = heard()
    story.operator("arbitrate", decision="rework")
    story.wait(DAY).brand("complain", cause="content_differs", evidence=("shot-2",))
    story.strike("answer_by").operator("arbitrate", decision="settle")
    story.strike("appeal_by")

    assert story.money == (285_000, 15_000, 0, 0)


def test_a_complaint_withdrawn_within_the_window_lets_it_run_on() -> None:
    story = complained()
    story.brand("withdraw_complaint")

    assert story.stage is Stage.PUBLISHED
    assert story.c.case is None
    assert story.clock("settle_by") == "2026-12-04 00:00"
    assert story.clock("settle_reminder") == "2026-12-03 00:00"
    assert story.c.attention == ()
    assert story.until("12-04 00:00:05").stage is Stage.SETTLED


def test_withdrawn_after_the_deadline_it_settles_at_once_if_it_is_public() -> None:
    story = complained().until("12-04 00:00")
    story.brand("withdraw_complaint")

    assert story.stage is Stage.SETTLED
    assert story.c.case is None
    assert story.money == (285_000, 15_000, 0, 0)


def test_is_suspended_if_it_is_not() -> None:
    story = complained().until("12-05 10:00")
    story.world.public = False
    story.brand("withdraw_complaint")

    assert story.stage is Stage.SETTLEMENT_SUSPENDED


def test_a_complaint_about_a_suspended_settlement() -> None:
    story = suspended()
    story.brand("complain", cause="not_public")
    story.strike("answer_by").operator("arbitrate", decision="refund")
    story.strike("appeal_by")

    assert story.stage is Stage.REFUNDED
    assert story.money == (0, 0, 300_000, 0)


# --- escalations ---


def test_after_seven_days_of_silence_the_creator_may_ask_the_platform() -> None:
    story = in_review()
    assert story.refused(Party.CREATOR, "escalate", reason="一直没有确认") == "NOT_YET"
    assert "escalate" not in story.may(Party.CREATOR)
    story.strike("review_attention")
    story.creator("escalate", reason="一直没有确认")

    assert story.stage is Stage.ARBITRATION
    assert story.c.case
    assert (story.c.case.kind, story.c.case.by) == ("escalation", "creator")
    assert story.c.attention == ("arbitration",)
    assert story.told[-2:] == ["arbitration_creator", "answer_asked_brand"]
    assert story.clock("decide_by") == "2026-12-08 00:00"
    assert story.clock("review_limit") == ""


def test_x8_with_no_rejections_left_the_brand_may_ask_at_once_and_the_creator_may_not() -> None:
    story = in_final_review()

    assert story.refused(Party.CREATOR, "escalate", reason="x") == "NOT_YET"
    story.brand("escalate", reason="内容不符")
    assert story.stage is Stage.ARBITRATION


def test_an_escalation_needs_a_reason() -> None:
    assert rejected().refused(Party.CREATOR, "escalate") == "REASON_NEEDED"


def test_resumed_at_a_review_the_brand_has_a_fresh_window_and_no_rejection_comes_back() -> None:
    story = in_final_review()
    story.brand("escalate", reason="内容不符")
    hear(story).wait(5 * DAY).operator("arbitrate", decision="resume")

    assert story.stage is Stage.FINAL_REVIEW
    assert story.c.content_rejections == 2
    assert story.clock("review_attention") == "2026-12-06 00:00"
    assert story.clock("review_limit") == "2026-12-13 00:00"
    assert story.clock("review_reminder") == "2026-12-05 00:00"
    assert story.clock("review_last_reminder") == "2026-12-12 00:00"


def test_x8_the_platform_may_approve_and_the_release_follows() -> None:
    story = in_final_review()
    story.brand("escalate", reason="内容不符")
    hear(story).operator("arbitrate", decision="approve", release_at=RELEASE)

    assert story.stage is Stage.AWAITING_RELEASE
    assert story.c.case is None
    assert story.c.work
    assert story.c.work.status == "confirmed"
    assert story.clock("release") == "2026-11-26 20:00"
    assert story.clock("release_alert") == "2026-11-27 20:00"
    assert story.clock("release_limit") == "2026-11-29 20:00"
    assert story.told[-2:] == ["approved_by_platform", "operator_brand"]
    assert story.until(RELEASE).stage is Stage.PUBLISHED


def test_the_platform_approves_nothing_that_has_not_passed_its_audit() -> None:
    """Rejected was an outline: there is no content yet."""
    story = Story(outline_wanted=True, terms={"outline_rejections": 1})
    story.creator("accept")
    story.creator("submit", ref="outline-1")
    story.brand("reject")
    story.creator("escalate", reason="要求超出需求单")

    assert arbitrate(story, "approve") == "DECISION_UNFIT"


def test_the_platforms_approval_observes_window_and_ad_mark() -> None:
    story = in_final_review(purchase_link="https://shop.example/1")
    story.brand("escalate", reason="内容不符")
    hear(story)

    assert arbitrate(story, "approve") == "AD_MARK_NEEDED"
    assert arbitrate(story, "approve", release_at=beijing("12-31 00:00")) == "RELEASE_TOO_LATE"
    story.operator("arbitrate", decision="approve", marked_as_ad=True)


def overdue() -> Story:
    """Not public three days after its release."""
    story = approved()
    story.world.mp = None
    return hear(story.until(RELEASE).strike("release_limit"))


def test_a_missing_release_may_be_split_or_refunded() -> None:
    story = overdue()
    story.operator("arbitrate", decision="split", creator_bps=5_000)
    story.strike("appeal_by")

    assert story.stage is Stage.SETTLED
    assert story.money == (142_500, 7_500, 150_000, 0)


def test_a_missing_release_may_be_sent_back_for_another() -> None:
    story = overdue()
    assert arbitrate(story, "resume", release_at=beijing("12-31 00:00")) == "RELEASE_TOO_LATE"
    story.world.mp = "published"
    story.operator("arbitrate", decision="resume", release_at=beijing("12-01 20:00"))

    assert story.stage is Stage.AWAITING_RELEASE
    assert story.clock("release") == "2026-12-01 20:00"
    assert story.clock("release_alert") == "2026-12-02 20:00"
    assert story.clock("release_limit") == "2026-12-04 20:00"
    assert story.until("12-01 20:00").stage is Stage.PUBLISHED


def test_sent_back_without_a_time_it_is_released_at_once() -> None:
    story = overdue()
    story.world.mp = "published"
    story.operator("arbitrate", decision="resume")
    story.wait(SECOND)

    assert story.stage is Stage.PUBLISHED


def test_a_release_that_is_overdue_lets_either_side_ask_earlier() -> None:
    story = approved()
    assert story.refused(Party.BRAND, "escalate", reason="x") == "NOT_YET"
    story.world.mp = None
    story.until(RELEASE).strike("release_alert")
    story.brand("escalate", reason="一直没有发布")

    assert story.stage is Stage.ARBITRATION
    assert story.clock("release_limit") == ""


def test_an_item_that_becomes_public_after_all_is_shown_to_those_who_decide() -> None:
    reported, answered = overdue(), overdue()
    reported.fact("published", item=ITEM)
    answered.answer("publish", "published")

    for story in (reported, answered):
        assert story.stage is Stage.ARBITRATION
        assert set(story.c.attention) == {"arbitration", "public_meanwhile", "ready_to_decide"}
    assert complained().refused(Party.OUTSIDE, "published", item=ITEM) == "ALREADY_PUBLISHED"


def test_published_work_never_goes_back_to_drafting() -> None:
    """Whatever is decided about it (D12.10)."""
    for decision in ("settle", "refund", "split", "rework"):
        story = heard()
        story.operator("arbitrate", decision=decision, creator_bps=5_000)
        story.wait(20 * DAY)

        assert story.stage in (Stage.COMPLETED, Stage.REFUNDED, Stage.SETTLED)


def test_the_time_to_answer_and_to_decide_are_terms() -> None:
    times = {"answer_hours": 24, "reminder_hours": 6, "decide_days": 2, "appeal_hours": 1}
    story = complained(terms=times).wait(HOUR)

    assert story.clock("answer_by") == "2026-11-29 12:00"
    assert story.clock("decide_by") == "2026-11-30 12:00"
