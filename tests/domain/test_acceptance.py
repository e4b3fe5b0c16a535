"""The offer: 24 hours, a call, no consequence (S1 Q2, Q4, Q7, Q17)."""

from dataclasses import replace

import pytest

from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import making_outline, offered, unpaid, writing
from tests.domain.story import DAY, HOUR, MS, SECOND, Story, beijing


def test_on_dispatch_the_creator_gets_an_sms_and_24_hours() -> None:
    story = offered()

    assert story.told == ["offer"]
    assert story.text("offer").endswith("请在24小时内接收，超过截止日期任务自动失效")
    assert story.clock("accept_by") == "2026-11-24 09:30"
    assert story.money == (0, 0, 0, 300_000)


def test_not_accepted_in_time_it_expires_and_the_brand_has_its_money_back() -> None:
    story = offered().strike("accept_by")

    assert story.stage is Stage.EXPIRED
    assert story.money == (0, 0, 300_000, 0)
    assert story.told[-2:] == ["expired", "unaccepted"]
    assert story.breaches == []


def test_with_an_outline_wanted_accepting_leads_to_the_outline() -> None:
    assert making_outline().stage is Stage.OUTLINE_DRAFTING


def test_without_one_it_leads_straight_to_the_content() -> None:
    assert writing().stage is Stage.CONTENT_DRAFTING


def test_accepting_starts_the_first_round_and_seven_natural_days_to_submit() -> None:
    story = writing()

    assert story.c.round == 1
    assert story.clock("submit_by") == "2026-12-01 00:00"
    assert story.clock("submit_reminder") == "2026-11-30 00:00"
    assert story.clock("abandon") == "2026-12-04 00:00"
    assert story.clock("accept_by") == story.clock("call") == ""


def test_an_ordered_submission_date_is_the_deadline() -> None:
    assert writing(submit_by=beijing("11-25 18:00")).clock("submit_by") == "2026-11-25 18:00"


def test_an_ordered_date_that_is_past_leaves_an_hour() -> None:
    assert writing(submit_by=beijing("11-20 18:00")).clock("submit_by") == "2026-11-23 10:30"


def test_declining_costs_nothing_and_leaves_no_mark() -> None:
    story = offered()
    story.creator("decline")

    assert story.stage is Stage.DECLINED
    assert story.money == (0, 0, 300_000, 0)
    assert story.told[-1] == "unaccepted"
    assert story.breaches == []


def test_a_millisecond_before_the_deadline_is_in_time() -> None:
    deadline = offered().c.clocks["accept_by"]

    story = offered().until(deadline - MS)
    story.creator("accept")

    assert story.stage is Stage.CONTENT_DRAFTING


@pytest.mark.parametrize("late", [0 * MS, MS, 4 * SECOND])
def test_at_the_deadline_it_is_too_late_though_the_timer_has_not_fired(late: object) -> None:
    story = offered().until(offered().c.clocks["accept_by"])
    stamp = story.now + late
    story.sleep(stamp)

    assert story.stage is Stage.OFFERED
    assert story.refused(Party.CREATOR, "accept", stamp=stamp) == "ORDER_EXPIRED"
    assert story.refused(Party.CREATOR, "accept") == "ORDER_EXPIRED"
    assert story.may(Party.CREATOR) == ()


def test_stamped_in_time_and_delivered_within_the_grace_it_wins() -> None:
    deadline = offered().c.clocks["accept_by"]
    story = offered().until(deadline + 5 * SECOND - MS)

    story.creator("accept", stamp=deadline - MS)

    assert story.stage is Stage.CONTENT_DRAFTING


def test_after_the_grace_it_has_expired_and_nothing_reopens_it() -> None:
    deadline = offered().c.clocks["accept_by"]
    story = offered().until(deadline + 5 * SECOND)

    assert story.stage is Stage.EXPIRED
    assert story.refused(Party.CREATOR, "accept", stamp=deadline - MS) == "ORDER_EXPIRED"


def test_after_an_outage_an_unstamped_accept_in_the_same_task_counts() -> None:
    """Messages are applied before timers: our outage is not the sender's loss."""
    story = offered().until("11-24 08:30").sleep("11-24 12:00")

    story.creator("accept")

    assert story.stage is Stage.CONTENT_DRAFTING


def test_after_an_outage_a_stamp_after_the_deadline_does_not_count() -> None:
    story = offered().until("11-24 08:30").sleep("11-24 12:00")

    assert story.refused(Party.CREATOR, "accept", stamp=beijing("11-24 09:30")) == "ORDER_EXPIRED"


def test_after_an_outage_a_stamp_before_the_deadline_counts() -> None:
    story = offered().until("11-24 08:30").sleep("11-24 12:00")

    story.creator("accept", stamp=beijing("11-24 09:30") - MS)

    assert story.stage is Stage.CONTENT_DRAFTING


def test_a_late_accept_gets_the_same_answer_every_time() -> None:
    story = offered().strike("accept_by").wait(DAY)

    codes = {story.refused(Party.CREATOR, "accept", command_id=f"a-{n}") for n in range(3)}

    assert codes == {"ORDER_EXPIRED"}
    assert story.breaches == []


def test_of_a_crossing_accept_and_cancel_the_first_applied_wins() -> None:
    accepted, cancelled = offered(), offered()

    accepted.creator("accept")
    cancelled.brand("cancel")

    assert accepted.stage is Stage.CONTENT_DRAFTING
    assert cancelled.refused(Party.CREATOR, "accept") == "ALREADY_CANCELLED"


def test_before_acceptance_the_brand_cancels_free_of_charge() -> None:
    story = offered()
    story.brand("cancel")

    assert story.stage is Stage.CANCELLED
    assert story.money == (0, 0, 300_000, 0)
    assert story.told[-1] == "cancelled"
    assert story.done("pay_out") == []


def test_an_operator_may_cancel_before_acceptance_too() -> None:
    for story in (offered(), unpaid()):
        story.operator("cancel")

        assert story.stage is Stage.CANCELLED
        assert story.money[3] == 0


def test_accept_and_decline_from_two_devices() -> None:
    accepted, declined = offered(), offered()
    accepted.creator("accept")
    declined.creator("decline")

    assert accepted.refused(Party.CREATOR, "decline") == "ALREADY_ACCEPTED"
    assert declined.refused(Party.CREATOR, "accept") == "ALREADY_DECLINED"


def test_the_same_command_twice_is_once() -> None:
    story = offered()
    story.creator("accept", command_id="tap-1", digest="d")
    seq = story.c.seq

    assert story.refused(Party.CREATOR, "accept", command_id="tap-1", digest="d") == f"repeated {seq}"
    assert story.refused(Party.CREATOR, "accept", command_id="tap-2") == "ALREADY_ACCEPTED"
    assert story.c.round == 1


def test_another_body_under_the_same_id_is_refused() -> None:
    story = offered()
    story.creator("accept", command_id="tap-1", digest="d")

    assert story.refused(Party.CREATOR, "accept", command_id="tap-1", digest="other") == "ID_REUSED"
    assert story.refused(Party.CREATOR, "decline", command_id="tap-1", digest="d") == "ID_REUSED"


def test_a_refused_id_may_be_tried_again() -> None:
    story = making_outline()
    assert story.refused(Party.BRAND, "approve", command_id="b-1") == "NOT_NOW"

    story.creator("submit", ref="outline-1")
    story.brand("approve", command_id="b-1")

    assert story.stage is Stage.CONTENT_DRAFTING


def test_the_last_200_applied_ids_are_remembered() -> None:
    story = writing()
    story.creator("request_cancel", reason="档期冲突", command_id="first")
    for n in range(100):
        story.creator("withdraw_cancel", command_id=f"w-{n}")
        story.creator("request_cancel", reason="档期冲突", command_id=f"r-{n}")

    assert len(story.c.applied) == 200
    assert story.refused(Party.CREATOR, "withdraw_cancel", command_id="w-0").startswith("repeated")
    assert (
        story.refused(Party.CREATOR, "request_cancel", reason="又病", command_id="first") == "ALREADY_ASKED"
    )


def test_price_and_terms_are_pinned() -> None:
    """Nothing outside the commission is asked: what was ordered stands in it."""
    story = offered(price_fen=88_888)
    story.creator("accept")

    assert (story.c.order.price_fen, story.c.order.net_fen) == (88_888, 84_444)
    assert story.c.order.terms.version == "2026-11"


def test_a_shorter_acceptance_window_is_a_term() -> None:
    story = offered(terms={"accept_hours": 1, "call_before_minutes": 59})

    assert story.clock("accept_by") == "2026-11-23 10:30"
    assert story.clock("call") == "2026-11-23 09:31"


def test_short_of_balance_it_waits_and_the_brand_is_told_once() -> None:
    story = unpaid()
    story.fact("funded")
    story.fact("funded")

    assert story.stage is Stage.AWAITING_PAYMENT
    assert story.told == ["pay"]
    assert story.c.attention == ("unpaid",)
    assert story.money == (0, 0, 0, 0)


def test_a_top_up_dispatches_it_with_a_full_window() -> None:
    story = unpaid().wait(10 * HOUR)
    story.balances["brand:brand-1"] = 300_000
    story.fact("funded")

    assert story.stage is Stage.OFFERED
    assert story.clock("accept_by") == "2026-11-24 19:30"
    assert story.c.attention == ()
    assert story.balances["brand:brand-1"] == 0


def test_not_paid_in_time_it_is_cancelled_and_no_money_moved() -> None:
    story = unpaid().strike("pay_by")

    assert story.stage is Stage.CANCELLED
    assert story.told[-1] == "unpaid"
    assert story.entries == {}
    assert story.now == beijing("11-25 09:30:05")


def test_while_it_waits_for_payment_the_brand_may_drop_it() -> None:
    story = unpaid()
    story.brand("cancel")

    assert story.stage is Stage.CANCELLED
    assert story.refused(Party.OUTSIDE, "funded") == "NOT_NOW"


def test_a_hold_that_crosses_a_cancel_goes_back_once() -> None:
    story = unpaid()
    story.brand("cancel")
    story.balances["brand:brand-1"] = 300_000
    story._post(
        replace(story.transitions[0], hold=False)
    )  # the hold that was tried before was made after all
    story.system("held")

    assert story.balances["brand:brand-1"] == 300_000
    assert story.escrowed == 0
    story.system_refused("held")


def test_a_second_verdict_does_not_touch_what_a_cancel_has_settled() -> None:
    """Two top-ups try the hold twice; the second answer may come late."""
    story = Story()
    story.creator("accept")
    story.brand("cancel")

    assert story.system_refused("held") == "NOT_NOW"
    assert story.money == (0, 0, 300_000, 0)
