"""Cancelling (X3, X5; D12.2)."""

from collections.abc import Callable

import pytest

from domain.commissions.state.stages import Stage
from domain.commissions.views.view import view
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import (
    approved,
    hand_in,
    hear,
    in_audit,
    in_final_review,
    in_review,
    making_outline,
    offered,
    outline_in_review,
    published,
    rejected,
    writing,
)
from tests.domain.story import DAY, HOUR, MS, Story, beijing


@pytest.mark.parametrize(
    ("scene", "fee", "money"),
    [
        (making_outline, 0, (0, 0, 300_000, 0)),
        (writing, 0, (0, 0, 300_000, 0)),
        (outline_in_review, 30_000, (28_500, 1_500, 270_000, 0)),
        (in_review, 150_000, (142_500, 7_500, 150_000, 0)),
        (rejected, 150_000, (142_500, 7_500, 150_000, 0)),
        (in_final_review, 300_000, (285_000, 15_000, 0, 0)),
        (approved, 150_000, (142_500, 7_500, 150_000, 0)),
    ],
)
def test_the_kill_fee_follows_what_was_done(
    scene: Callable[..., Story],
    fee: int,
    money: tuple[int, ...],
) -> None:
    story = scene()
    story.brand("cancel", quoted_fen=fee)

    assert story.stage is Stage.CANCELLED
    assert story.money == money
    assert story.told[-1] == "cancelled"
    assert [fen for _, fen in story.world.transfers] == ([money[0]] if fee else [])
    assert story.breaches == []


@pytest.mark.parametrize(("scene", "fee"), [(writing, 0), (in_audit, 30_000), (in_review, 150_000)])
def test_a11_a_brand_that_has_no_rejection_has_none_used_up(scene: Callable[..., Story], fee: int) -> None:
    """It was: without any rejections to make, all of the price from the second of acceptance."""
    story = scene(terms={"content_rejections": 0})

    assert view(story.c, Party.BRAND, story.now)["kill_fee_fen"] == fee
    assert story.c.content_rejections == 0


def test_the_fifty_per_cent_begin_with_the_passed_audit_not_with_the_submission() -> None:
    story = outline_in_review()
    story.brand("approve")
    hand_in(story)
    assert story.refused(Party.BRAND, "cancel", quoted_fen=150_000) == "QUOTE_STALE"

    story.brand("cancel", quoted_fen=30_000)


def test_the_brand_must_name_the_present_amount() -> None:
    story = in_review()

    assert story.refused(Party.BRAND, "cancel") == "QUOTE_STALE"
    assert story.refused(Party.BRAND, "cancel", quoted_fen=30_000) == "QUOTE_STALE"
    assert story.refused(Party.BRAND, "cancel", quoted_fen=0) == "QUOTE_STALE"


def test_the_refusal_names_the_amount() -> None:
    story = in_review()

    with pytest.raises(Refused) as refusal:
        story.brand("cancel")

    assert refusal.value.detail.startswith("quoted_fen=150000, quote=")


def test_nothing_due_needs_no_quote() -> None:
    writing().brand("cancel")
    assert writing().refused(Party.BRAND, "cancel", quoted_fen=30_000) == "QUOTE_STALE"


@pytest.mark.parametrize(
    ("percent", "expected"), [("nothing", 3_000), ("outline", 6_000), ("content", 9_000)]
)
def test_kill_fees_are_terms(percent: str, expected: int) -> None:
    scene = {"nothing": writing, "outline": outline_in_review, "content": in_review}[percent]
    least = {"kill_fee_nothing_bps": 100, "kill_fee_outline_bps": 200}
    story = scene(terms={**least, f"kill_fee_{percent}_bps": expected // 30})

    story.brand("cancel", quoted_fen=expected)


def test_a_creator_late_beyond_the_grace_is_owed_nothing() -> None:
    story = rejected().until("12-02 00:00")
    story.brand("cancel")

    assert story.money == (0, 0, 300_000, 0)
    assert story.breaches == ["default"]


def test_within_the_grace_the_kill_fee_is_due() -> None:
    story = rejected().until("12-01 23:59")

    assert story.refused(Party.BRAND, "cancel") == "QUOTE_STALE"
    story.brand("cancel", quoted_fen=150_000)
    assert story.breaches == []


def test_work_handed_in_within_the_grace_ends_the_default() -> None:
    story = hand_in(rejected().until("12-01 12:00")).until("12-02 12:00")

    assert story.refused(Party.BRAND, "cancel") == "QUOTE_STALE"


def test_published_work_cannot_be_cancelled() -> None:
    assert published().refused(Party.BRAND, "cancel", quoted_fen=150_000) == "PUBLISHED"
    assert published().refused(Party.CREATOR, "request_cancel", reason="不想做了") == "NOT_NOW"


def test_a_creator_asks_and_the_brand_agrees_nothing_is_paid_and_nothing_is_on_record() -> None:
    story = in_review()
    story.creator("request_cancel", reason="档期冲突")
    assert story.text("cancel_asked") == (
        "任务「秋日新品试饮」的创作者申请取消，请在48小时内答复，逾期视为同意"
    )
    assert story.clock("cancel_reply_by") == "2026-11-25 09:30"
    assert story.c.cancel_request
    assert story.c.cancel_request.reason == "档期冲突"

    story.brand("answer_cancel", agree=True)

    assert story.stage is Stage.CANCELLED
    assert story.money == (0, 0, 300_000, 0)
    assert story.told[-1] == "cancel_agreed"
    assert story.breaches == []


def test_a_creator_asks_once_and_needs_a_reason() -> None:
    story = writing()
    assert story.refused(Party.CREATOR, "request_cancel") == "REASON_NEEDED"
    story.creator("request_cancel", reason="档期冲突")

    assert story.refused(Party.CREATOR, "request_cancel", reason="还是病") == "ALREADY_ASKED"


def test_the_brand_may_refuse_with_a_reason() -> None:
    story = writing()
    story.creator("request_cancel", reason="档期冲突")

    assert story.refused(Party.BRAND, "answer_cancel", agree=False) == "REASON_NEEDED"
    story.brand("answer_cancel", agree=False, reason="档期已定")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.c.cancel_request is None
    assert story.clock("cancel_reply_by") == story.clock("cancel_reminder") == ""
    assert story.told[-1] == "cancel_refused"
    assert story.refused(Party.BRAND, "answer_cancel", agree=True) == "NO_REQUEST"
    assert story.refused(Party.BRAND, "answer_cancel", agree=False, reason="x") == "NO_REQUEST"


def test_silence_consents_after_48_hours() -> None:
    story = writing()
    story.creator("request_cancel", reason="档期冲突")
    story.strike("cancel_reply_by")

    assert story.stage is Stage.CANCELLED
    assert story.money == (0, 0, 300_000, 0)
    assert story.told[-3:] == ["cancel_reminder", "cancel_unanswered", "cancel_unanswered_brand"]
    assert story.told_at("cancel_reminder") == "2026-11-24 09:30"
    assert story.breaches == []


def test_at_the_end_of_the_48_hours_every_answer_is_late() -> None:
    story = in_review()
    story.creator("request_cancel", reason="档期冲突")
    story.until("11-25 09:30")

    assert story.refused(Party.BRAND, "answer_cancel", agree=False, reason="不同意") == "TOO_LATE"
    assert story.refused(Party.CREATOR, "withdraw_cancel") == "TOO_LATE"
    assert story.refused(Party.BRAND, "approve", release_at=story.now) == "TOO_LATE"
    story.creator("withdraw_cancel", stamp=story.now - MS)
    assert story.stage is Stage.CONTENT_REVIEW


def test_the_creator_may_take_the_request_back() -> None:
    story = writing()
    assert story.refused(Party.CREATOR, "withdraw_cancel") == "NO_REQUEST"
    story.creator("request_cancel", reason="档期冲突")
    story.creator("withdraw_cancel")

    assert story.c.cancel_request is None
    assert story.clock("cancel_reply_by") == story.clock("cancel_reminder") == ""
    assert story.wait(2 * DAY).stage is Stage.CONTENT_DRAFTING


def test_a_brand_that_cancels_meanwhile_consents_and_pays_no_kill_fee() -> None:
    story = in_final_review()
    story.creator("request_cancel", reason="不想改了")

    assert story.refused(Party.BRAND, "cancel", quoted_fen=300_000) == "QUOTE_STALE"
    story.brand("cancel")

    assert story.stage is Stage.CANCELLED
    assert story.money == (0, 0, 300_000, 0)
    assert story.told[-1] == "cancel_agreed"
    assert story.breaches == []


def test_the_clocks_run_on_while_a_request_is_open() -> None:
    story = writing().until("11-30 12:00")
    story.creator("request_cancel", reason="档期冲突")

    assert "overdue" in story.until("12-01 00:01").c.attention


def test_an_approval_closes_the_request() -> None:
    for story, fields in ((outline_in_review(), {}), (in_review(), {"release_at": beijing("11-26 20:00")})):
        story.creator("request_cancel", reason="档期冲突")
        story.brand("approve", **fields)

        assert story.c.cancel_request is None
        assert story.clock("cancel_reply_by") == story.clock("cancel_reminder") == ""


def test_a_request_ends_when_the_platform_is_asked() -> None:
    story = rejected()
    story.creator("request_cancel", reason="要求太多")
    story.creator("escalate", reason="要求超出需求单")
    hear(story).operator("arbitrate", decision="uphold_rejection")

    assert story.c.cancel_request is None
    assert story.refused(Party.BRAND, "cancel") == "QUOTE_STALE"


def test_an_operator_may_cancel_like_the_brand_and_both_hear() -> None:
    story = in_review().wait(HOUR)
    story.operator("cancel", quoted_fen=150_000, reason="双方协商一致")

    assert story.stage is Stage.CANCELLED
    assert story.told[-2:] == ["platform_cancelled", "platform_cancelled_brand"]
    nobody_at_fault = offered()
    nobody_at_fault.operator("cancel")
    told = "任务「秋日新品试饮」已被平台取消，如有疑问请联系平台"
    assert nobody_at_fault.text("cancelled_by_platform") == told


def test_an_operators_cancel_meanwhile_goes_by_the_fault_it_names() -> None:
    story = in_final_review()
    story.creator("request_cancel", reason="不想改了")
    story.operator("cancel", fault="creator")

    assert story.money == (0, 0, 300_000, 0)
    assert story.breaches == ["fault"]


def test_cancelling_twice_is_told_so() -> None:
    story = writing()
    story.brand("cancel")

    assert story.refused(Party.BRAND, "cancel") == "ALREADY_CANCELLED"
    assert Story().refused(Party.CREATOR, "request_cancel", reason="x") == "NOT_NOW"
