"""The payout: settlement and payout are separate (D6)."""

from domain.commissions.state.commission import is_over
from domain.commissions.state.payout import Nudge
from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.money.withdrawals.messages import REASON_MAX
from domain.party import Party
from tests.domain.scenes import complained, completed, decided, in_review, published, settled
from tests.domain.story import HOUR, MINUTE, Story


def settled_with(bank: str | None) -> Story:
    story = published()
    story.world.bank = bank
    story.brand("settle")
    return story


def test_the_net_amount_goes_to_the_creator_once() -> None:
    story = settled()

    assert story.world.transfers == [("pay_out:c-1:1", 285_000)]
    assert (story.c.payout.state, story.c.payout.generation, story.c.payout.fen) == ("paid", 1, 285_000)
    assert [each.pays.creator for each in story.done("pay_out")] == ["creator-1"]


def test_a_returned_payout_never_unsettles() -> None:
    story = settled_with("returned")

    assert story.stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)
    assert story.c.payout.state == "failed"
    assert story.c.attention == ("payout_failed",)
    assert story.told[-1] == "payout_returned"


def test_it_is_tried_again_by_an_operator_under_a_new_number() -> None:
    story = settled_with("returned")
    story.world.bank = "paid"
    story.operator("retry_payout", reason="创作者已更新收款账户")

    assert story.world.transfers == [("pay_out:c-1:2", 285_000)]
    assert (story.c.payout.state, story.c.payout.generation) == ("paid", 2)
    assert story.c.attention == ()
    assert story.told[-2:] == ["operator_creator", "operator_brand"]


def test_while_it_is_tried_again_nobody_needs_to_look() -> None:
    story = settled_with("returned")
    story.world.bank = None
    story.operator("retry_payout")

    assert story.c.attention == ()


def test_never_a_second_number_for_a_payout_that_has_not_failed() -> None:
    assert (
        settled().refused(Party.OPERATOR, "retry_payout", actor="operator:li", reason="x")
        == "PAYOUT_NOT_FAILED"
    )
    waiting = settled_with(None)
    assert (
        waiting.refused(Party.OPERATOR, "retry_payout", actor="operator:li", reason="x")
        == "PAYOUT_NOT_FAILED"
    )
    assert "retry_payout" not in waiting.may(Party.OPERATOR)


def test_an_unknown_result_is_asked_for_again_under_the_same_number() -> None:
    story = settled_with("unknown")
    assert story.c.attention == ("effect_failed",)
    assert story.c.payout.state == "under_way"
    story.world.bank = "paid"
    story.wait(HOUR)

    assert [each.key for each in story.done("pay_out")] == ["pay_out:c-1:1", "pay_out:c-1:1"]
    assert story.c.payout.state == "paid"
    assert story.c.attention == ()


def test_a_result_of_an_earlier_number_does_not_count() -> None:
    story = settled_with("returned")
    story.world.bank = None
    story.operator("retry_payout")

    assert story.system_refused("payout_failed", key="pay_out:c-1:1") == "NO_SUCH_PAYOUT"
    assert story.system_refused("payout_paid", key="pay_out:c-1:1") == "NO_SUCH_PAYOUT"
    story.answer("pay_out", "payout_paid")
    assert story.c.payout.state == "paid"
    assert story.system_refused("payout_failed", key="pay_out:c-1:2") == "NO_SUCH_PAYOUT"
    assert story.system_refused("payout_paid", key="pay_out:c-1:2") == "NO_SUCH_PAYOUT"


def test_a_payout_called_failed_that_arrives_after_all_is_not_paid_twice() -> None:
    story = settled_with("returned")
    story.system("payout_paid", key="pay_out:c-1:1")

    assert story.c.payout.state == "paid"
    assert story.c.attention == ()
    assert (
        story.refused(Party.OPERATOR, "retry_payout", actor="operator:li", reason="x") == "PAYOUT_NOT_FAILED"
    )


def test_where_nothing_is_due_nothing_is_paid() -> None:
    story = complained()
    story.creator("answer_complaint", reason="第二段")
    story.operator("arbitrate", decision="refund")
    story.strike("appeal_by")

    assert story.done("pay_out") == []
    assert story.c.payout.state == "none"
    assert story.system_refused("payout_paid") == "NO_SUCH_PAYOUT"


def test_a_kill_fee_is_paid_out_after_the_commission_is_closed() -> None:
    story = in_review()
    story.world.bank = "returned"
    story.brand("cancel", quoted_fen=150_000)
    assert (story.stage, story.c.attention) == (Stage.CANCELLED, ("payout_failed",))
    assert not is_over(story.c)

    story.world.bank = "paid"
    story.operator("retry_payout")

    assert story.world.transfers == [("pay_out:c-1:2", 142_500)]
    assert is_over(story.c)


def test_it_is_over_when_the_money_is_final_and_the_ratings_are_done() -> None:
    assert is_over(completed().c)
    assert not is_over(settled().c)
    assert is_over(decided("refund").strike("appeal_by").until("12-10 00:00").c)


def test_a_payout_that_is_still_under_way_keeps_a_completed_commission_open() -> None:
    story = settled_with(None)
    story.brand("rate", stars=5)
    story.creator("rate", stars=5)
    assert story.stage is Stage.COMPLETED
    assert not is_over(story.c)

    story.answer("pay_out", "payout_failed")
    assert not is_over(story.c)
    assert story.c.attention == ("payout_failed",)
    story.world.bank = "paid"
    story.operator("retry_payout")
    assert is_over(story.c)


def test_a_notice_that_waits_for_the_morning_is_still_sent() -> None:
    story = published().until("11-26 22:30")
    story.brand("settle")
    story.brand("rate", stars=5)
    story.creator("rate", stars=5)
    assert not is_over(story.c)
    story.until("11-27 08:00")

    assert story.told[-1] == "settled"
    assert is_over(story.c)


def frozen_and_due() -> Story:
    """Public for seven days, and the creator is frozen meanwhile."""
    story = published()
    story.operator("freeze", party="creator", reason="账号处罚核查中")
    return story.until("12-04 00:00:05")


def test_a_frozen_creators_published_work_is_settled_and_the_money_is_not_paid_out() -> None:
    story = frozen_and_due()

    assert story.stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)
    assert story.done("pay_out") == []
    assert (story.c.payout.state, story.c.payout.fen) == ("withheld", 285_000)
    assert "payout_withheld" in story.c.attention
    assert (
        story.refused(Party.OPERATOR, "retry_payout", actor="operator:li", reason="x") == "PAYOUT_NOT_FAILED"
    )


def test_once_the_creator_is_cleared_the_money_is_paid_out() -> None:
    story = frozen_and_due()
    story.until("12-05 10:00")
    assert "frozen_long" in story.c.attention

    story.operator("unfreeze")

    assert story.world.transfers == [("pay_out:c-1:1", 285_000)]
    assert story.c.payout.state == "paid"
    assert (story.c.attention, story.c.freeze) == ((), None)


def test_a_payout_that_waits_outlasts_the_rating_window() -> None:
    story = frozen_and_due().until("12-20 10:00")
    assert (story.stage, story.c.attention, is_over(story.c)) == (
        Stage.COMPLETED,
        ("payout_withheld",),
        False,
    )
    assert story.may(Party.OPERATOR) == ("unfreeze",)

    story.operator("unfreeze")

    assert story.world.transfers == [("pay_out:c-1:1", 285_000)]
    assert is_over(story.c)
    assert story.refused(Party.OPERATOR, "unfreeze", actor="operator:li", reason="x") == "CLOSED"


def test_a_frozen_creators_kill_fee_waits_too() -> None:
    story = in_review()
    story.operator("freeze", party="creator", reason="账号处罚核查中")
    story.brand("cancel", quoted_fen=150_000)
    assert (story.stage, story.done("pay_out")) == (Stage.CANCELLED, [])

    story.operator("unfreeze")

    assert story.world.transfers == [("pay_out:c-1:1", 142_500)]


def test_a_freeze_that_ends_before_its_alert_is_not_alerted_of_after_the_payout() -> None:
    story = published().until("12-03 20:00")
    story.operator("freeze", party="creator", reason="账号处罚核查中")
    story.until("12-04 00:00:05")
    assert "freeze_alert" in story.c.clocks

    story.operator("unfreeze")

    assert "freeze_alert" not in story.c.clocks
    assert story.c.attention == ()


def test_a_frozen_brand_holds_no_payout_back() -> None:
    story = published()
    story.operator("freeze", party="brand", reason="账号处罚核查中")
    story.until("12-04 00:00:05")

    assert story.c.payout.state == "paid"


def test_books_that_contradict_themselves_are_shown_and_the_money_stays_where_it_is() -> None:
    story = settled_with("conflict")

    assert (story.c.payout.state, story.c.payout.generation) == ("conflict", 1)
    assert story.c.attention == ("payout_conflict",)
    assert story.money == (285_000, 15_000, 0, 0)
    assert not is_over(story.c)


def test_once_the_books_are_mended_the_payout_goes_on_under_the_same_number() -> None:
    story = settled_with("conflict")
    story.world.bank = None

    story.operator("retry_payout")

    assert (story.c.payout.state, story.c.attention) == ("under_way", ())
    assert [each.key for each in story.done("pay_out")] == ["pay_out:c-1:1", "pay_out:c-1:1"]
    assert story.system_refused("payout_conflict", key="pay_out:c-1:2") == "NO_SUCH_PAYOUT"
    story.answer("pay_out", "payout_paid")
    assert story.c.payout.state == "paid"
    assert story.system_refused("payout_conflict", key="pay_out:c-1:1") == "NO_SUCH_PAYOUT"


def waits_for_an_account() -> Story:
    """The withdrawal tells that its number failed, and waits for the creator to mend the account."""
    story = settled_with(None)
    story.fact("payout_waiting", ref="c-1-1", reason="ACCOUNT_INVALID")
    return story


def test_a_payout_that_waits_is_shown_and_told_and_unsettles_nothing() -> None:
    story = waits_for_an_account()

    assert (story.stage, story.c.payout.state, story.c.payout.reason) == (
        Stage.SETTLED,
        "waiting",
        "ACCOUNT_INVALID",
    )
    assert story.c.attention == ("payout_failed",)
    assert story.told[-1] == "payout_failed"
    assert not is_over(story.c)


def test_a_payout_that_waits_may_still_arrive_or_come_back() -> None:
    arrived, back = waits_for_an_account(), waits_for_an_account()
    arrived.answer("pay_out", "payout_paid")
    back.answer("pay_out", "payout_failed")

    assert (arrived.c.payout.state, arrived.c.attention) == ("paid", ())
    assert (back.c.payout.state, back.c.attention) == ("failed", ("payout_failed",))


def test_an_operator_lets_a_payout_that_waits_try_again_and_no_second_withdrawal_begins() -> None:
    story = waits_for_an_account()
    story.operator("retry_payout", reason="账户已核对")

    assert (story.c.payout.state, story.c.payout.generation, story.c.attention) == ("under_way", 1, ())
    (nudge,) = story.done("nudge_payout")
    assert nudge.nudge == Nudge("operator:li", "账户已核对")
    assert [each.key for each in story.done("pay_out")] == ["pay_out:c-1:1"]
    story.world.ref = "c-1-2"
    story.fact("payout_waiting", ref="c-1-2", reason="ACCOUNT_FROZEN")
    assert story.c.attention == ("payout_failed",)


def test_a_reason_longer_than_a_withdrawal_takes_is_seen_to_be_cut_and_stands_whole_in_the_timeline() -> None:
    """An order's terms may allow longer ones: its withdrawal must not refuse what its commission took."""
    story = published(terms={"reason_max_chars": 300})
    story.world.bank = None
    story.brand("settle")
    story.fact("payout_waiting", ref="c-1-1", reason="ACCOUNT_INVALID")
    story.operator("retry_payout", reason="长" * 300)

    (nudge,) = story.done("nudge_payout")
    assert nudge.nudge.reason == "长" * (REASON_MAX - 1) + "…"
    assert story.last.reason == "长" * 300


def test_what_does_not_wait_is_not_told_to_wait() -> None:
    assert settled().refused(Party.OUTSIDE, "payout_waiting", ref="c-1-1") == "NO_SUCH_PAYOUT"
    assert published().refused(Party.OUTSIDE, "payout_waiting", ref="c-1-1") == "NOT_NOW"


def test_money_the_creator_withdraws_by_hand_stays_on_the_balance_and_the_commission_ends() -> None:
    story = settled_with("kept")

    assert (story.c.payout.state, story.c.attention) == ("kept", ())
    assert story.world.transfers == []
    story.brand("rate", stars=5)
    story.creator("rate", stars=5)
    assert is_over(story.c)
    assert (
        story.refused(Party.OPERATOR, "retry_payout", actor="operator:li", reason="x") == "PAYOUT_NOT_FAILED"
    )


def test_a_retried_payout_that_was_withdrawn_by_hand_meanwhile_ends_the_matter() -> None:
    story = settled_with("returned")
    story.world.bank = "kept"
    story.operator("retry_payout")

    assert (story.c.payout.state, story.c.attention) == ("kept", ())


def test_a_second_failure_does_not_put_off_the_retry_of_the_first() -> None:
    story = settled_with("unknown")
    first = story.clock("retry")
    story.wait(HOUR / 2)
    story.world.bank = "paid"
    story.system("effect_failed", key="nothing")

    assert story.clock("retry") == first


def test_a_payout_is_said_to_wait_by_whoever_likes_and_waits_only_if_the_books_say_so() -> None:
    story = published()
    story.world.bank = None
    story.brand("settle")
    story.world.books = "under_way"
    heard = list(story.told)
    story.fact("payout_waiting", ref="c-1-1", reason="ACCOUNT_INVALID")

    assert (story.c.payout.state, story.c.payout.reason) == ("under_way", "")
    assert story.last.refusal == "FACT_DENIED"
    assert story.told == heard


def test_a_payout_that_waits_is_told_once_for_each_number() -> None:
    story = published()
    story.world.bank = None
    story.brand("settle")
    story.fact("payout_waiting", ref="c-1-1", reason="ACCOUNT_INVALID")

    assert story.refused(Party.OUTSIDE, "payout_waiting", ref="c-1-1") == "STALE_FACT"
    story.fact("payout_waiting", ref="c-1-7", reason="ACCOUNT_INVALID")  # the books know better
    assert story.told.count("payout_failed") == 1


def test_the_books_are_asked_twice_at_once_at_most() -> None:
    story = published()
    story.world.bank = story.world.books = None
    story.brand("settle")
    for _ in range(2):
        story.fact("payout_waiting", ref="c-1-1")

    assert story.refused(Party.OUTSIDE, "payout_waiting", ref="c-1-1") == "ALREADY_REPORTED"


def refused_for_now() -> Story:
    story = settled_with(None)
    story.world.code, story.world.ref = "ACCOUNT_LIMIT PAYER_LIMIT", "c-1-1"
    story.fact("payout_waiting", ref="c-1-1", reason=story.world.code)
    return story


def test_a_payout_the_bank_refuses_for_now_is_found_and_said_and_nobody_is_told_to_mend_anything() -> None:
    story = refused_for_now()

    assert (story.c.payout.state, story.c.attention) == ("waiting", ("payout_later",))
    assert "payout_failed" not in story.told
    page = details(story.c, story.now, "zh")
    for said in (
        "银行暂时拒绝",
        "`BANK_ACCOUNT_LIMIT PAYER_LIMIT`",
        "`c-1-1`",
        "自 11-26",
        "withdrawal/c-1",
        "retry_payout",
    ):
        assert said in page, said


def test_a_second_refusal_for_now_is_told_anew_and_keeps_since_when() -> None:
    story = refused_for_now()
    since = story.c.payout.since
    story.wait(31 * MINUTE)
    story.world.ref = "c-1-2"
    story.fact("payout_waiting", ref="c-1-2", reason=story.world.code)

    assert (story.c.payout.waits_as, story.c.payout.since) == ("c-1-2", since)
    story.answer("pay_out", "payout_paid")
    assert (story.c.payout.state, story.c.attention) == ("paid", ())


def test_a_refusal_for_now_that_turns_out_to_be_the_account_is_told() -> None:
    story = refused_for_now()
    story.world.ref, story.world.code = "c-1-2", "ACCOUNT_INVALID"
    story.fact("payout_waiting", ref="c-1-2", reason="ACCOUNT_INVALID")

    assert story.c.attention == ("payout_failed",)
    assert story.told[-1] == "payout_failed"
