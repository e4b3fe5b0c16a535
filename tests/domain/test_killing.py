"""The stage of a kill fee, and a cancel that waits for the audit (D12.14)."""

from domain.commissions.money.killing import KILL_STAGES
from domain.commissions.money.quotes import present_quote
from domain.commissions.ordering.terms import Terms
from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.party import Party
from tests.domain.scenes import ITEM, approved, hand_in, in_audit, in_review, outline_in_review, rejected
from tests.domain.story import DAY, HOUR, MS, SECOND, Story


def test_the_table_of_stages_ends_with_one_that_always_holds_and_names_terms_that_exist() -> None:
    terms = Terms()

    assert [each.bps(terms) for each in KILL_STAGES] == [0, 0, 0, 0, 1_000, 10_000, 5_000, 1_000, 0]
    assert KILL_STAGES[-1].holds(in_review().c, in_review().now)


def test_a_brand_without_rejections_has_none_used_up() -> None:
    story = in_review(terms={"content_rejections": 0})

    assert (story.stage, present_quote(story.c, story.now).bps) == (Stage.FINAL_REVIEW, 5_000)  # type: ignore[union-attr]


def test_a_failed_re_audit_takes_the_half_back_and_a_passed_appeal_gives_it_again() -> None:
    story = approved()
    story.fact("audited", passed=False, item=ITEM)
    assert present_quote(story.c, story.now).fen == 30_000  # type: ignore[union-attr]

    story.creator("appeal_audit", reason="请复核")
    story.fact("audited", passed=True, item=ITEM)

    assert present_quote(story.c, story.now).fen == 150_000  # type: ignore[union-attr]


def test_a_new_round_that_fails_its_audit_takes_the_half_back_too() -> None:
    story = rejected()
    hand_in(story).fact("audited", passed=False, item=ITEM)

    assert present_quote(story.c, story.now).fen == 30_000  # type: ignore[union-attr]


def test_an_outline_waived_after_it_was_handed_in_still_counts() -> None:
    story = outline_in_review()
    story.brand("waive_outline")

    assert present_quote(story.c, story.now).fen == 30_000  # type: ignore[union-attr]


def waiting() -> Story:
    story = in_audit()
    story.brand("cancel", quoted_fen=30_000, reason="推广计划改变")
    return story


def test_a_cancel_during_the_audit_waits_both_hear_it_and_nothing_is_paid_yet() -> None:
    story = waiting()

    assert (story.stage, story.money) == (Stage.PLATFORM_AUDIT, (0, 0, 0, 300_000))
    assert story.told[-2:] == ["cancel_waits", "cancel_waits_brand"]
    assert "最迟24小时" in story.text("cancel_waits")
    assert story.clock("audit_answer_by") == "2026-11-24 09:30"
    assert "已取消，须赔付 300.00 元，审核通过则 1,500.00 元" in details(story.c, story.now, "zh")


def test_while_it_waits_nobody_cancels_again_and_the_creator_cannot_give_the_fee_away() -> None:
    story = waiting()

    assert story.refused(Party.BRAND, "cancel", quoted_fen=30_000) == "CANCEL_WAITS"
    assert story.refused(Party.CREATOR, "request_cancel", reason="档期冲突") == "CANCEL_WAITS"
    assert "cancel" not in story.may(Party.BRAND)
    assert "cancel" not in story.may(Party.OPERATOR)


def test_at_the_24_hours_the_answer_is_late_and_a_millisecond_before_it_counts() -> None:
    late, in_time = waiting().wait(DAY), waiting().wait(DAY - MS)
    assert late.refused(Party.OUTSIDE, "audited", passed=True, item=ITEM) == "TOO_LATE"
    in_time.fact("audited", passed=True, item=ITEM)

    assert late.wait(5 * SECOND).stage is Stage.CANCELLED
    assert late.money[2] == 270_000
    assert in_time.money[2] == 150_000
    assert late.told[-2:] == in_time.told[-2:] == ["cancelled", "cancelled_after_audit"]


def test_a_creator_who_asks_first_is_owed_nothing_and_nobody_waits() -> None:
    story = in_audit()
    story.creator("request_cancel", reason="档期冲突")
    story.brand("cancel")

    assert (story.stage, story.money) == (Stage.CANCELLED, (0, 0, 300_000, 0))


def test_an_operator_cancels_and_waits_like_the_brand_and_may_refund_meanwhile() -> None:
    story = in_audit()
    story.operator("cancel", quoted_fen=30_000)
    assert story.stage is Stage.PLATFORM_AUDIT

    story.wait(HOUR).operator("force_refund")

    assert story.stage is Stage.DECIDED
    assert (story.c.pending_cancel, story.clock("audit_answer_by")) == (None, "")


def test_a_frozen_creators_fee_waits_and_the_clock_goes_on() -> None:
    story = waiting()
    story.operator("freeze", party="creator", reason="核查中")

    assert story.wait(DAY + 5 * SECOND).stage is Stage.CANCELLED
    assert story.c.payout.state == "withheld"
