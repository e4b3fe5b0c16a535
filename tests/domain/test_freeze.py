"""A freeze names a party and a reason (D12.8)."""

from collections.abc import Callable

import pytest

from domain.commissions.state.predicates import freezes, withheld_fen
from domain.commissions.state.stages import UNSETTLED, Stage
from domain.commissions.views.view import shown, view
from domain.party import Party
from tests.domain.scenes import (
    ITEM,
    RELEASE,
    SCENES,
    approved,
    complained,
    hand_in,
    in_review,
    making_outline,
    offered,
    published,
    rejected,
    unpaid,
    writing,
)
from tests.domain.story import DAY, HOUR, MINUTE, Story, beijing
from tests.walks import for_each

PATIENT = {"freeze_cancel_hours": 1_000}
"""Terms by which the brand waits longer than these stories take."""


def freeze(story: Story, party: str = "creator") -> Story:
    story.operator("freeze", party=party, reason="账号处罚核查中")
    return story


def frozen_writing() -> Story:
    """Frozen on Tuesday noon, seven days less 60 hours before the submission is due."""
    return freeze(writing().until("11-24 12:00"))


def test_a_frozen_creators_clocks_stop_and_both_hear_why_it_is_shown() -> None:
    story = frozen_writing()

    assert story.c.freeze
    assert (story.c.freeze.party, story.c.freeze.reason) == (Party.CREATOR, "账号处罚核查中")
    assert story.clock("submit_by") == story.clock("abandon") == story.clock("submit_reminder") == ""
    assert story.c.attention == ("frozen",)
    assert story.told[-2:] == ["frozen_creator", "operator_brand"]
    assert story.clock("freeze_alert") == "2026-11-27 12:00"
    moved = {each.clock: (each.old, each.new, each.why) for each in story.last.deadlines}
    assert moved["submit_by"] == (beijing("12-01 00:00"), None, "freeze")


def test_thawed_they_run_on_from_where_they_stood() -> None:
    story = frozen_writing().wait(2 * DAY)
    story.operator("unfreeze", reason="核查完毕")

    assert story.c.freeze is None
    assert story.clock("submit_by") == "2026-12-03 00:00"
    assert story.clock("submit_reminder") == "2026-12-02 00:00"
    assert story.clock("abandon") == "2026-12-06 00:00"
    assert story.c.submit_by == beijing("12-03 00:00")
    assert story.c.attention == ()
    assert story.clock("freeze_alert") == ""
    assert story.told[-2:] == ["operator_creator", "operator_brand"]
    moved = {each.clock: (each.old, each.new, each.why) for each in story.last.deadlines}
    assert moved["submit_by"] == (None, beijing("12-03 00:00"), "unfreeze")


def test_after_72_hours_it_is_on_the_list_and_nothing_is_cancelled() -> None:
    story = frozen_writing().wait(60 * DAY)

    assert story.stage is Stage.CONTENT_DRAFTING
    assert set(story.c.attention) == {"frozen", "frozen_long"}


def test_thawing_clears_the_list() -> None:
    story = frozen_writing().wait(4 * DAY)
    story.operator("unfreeze")

    assert story.c.attention == ()


def test_a_frozen_partys_commands_wait_and_an_operator_may_act_for_it() -> None:
    story = freeze(making_outline())

    assert story.refused(Party.CREATOR, "submit", ref="outline-1") == "FROZEN"
    assert story.may(Party.CREATOR) == ()
    story.creator("submit", ref="outline-1", actor="operator:li", on_behalf_of="creator", reason="代为提交")
    assert story.stage is Stage.OUTLINE_REVIEW


def test_a_frozen_brand_stops_no_clock() -> None:
    story = freeze(in_review(), "brand")

    assert story.clock("review_limit") == "2026-12-08 00:00"
    assert story.refused(Party.BRAND, "approve", release_at=RELEASE) == "FROZEN"
    assert story.may(Party.BRAND) == ()
    assert "request_cancel" in story.may(Party.CREATOR)
    assert story.until("12-08 00:00:05").stage is Stage.CANCELLED


def test_a_frozen_brand_settles_by_itself_and_complains_through_the_platform() -> None:
    settled, complaining = freeze(published(), "brand"), freeze(published(), "brand")
    behalf = {"actor": "operator:li", "on_behalf_of": "brand"}
    complaining.brand("complain", cause="quality", **behalf)

    assert settled.until("12-04 00:00:05").stage is Stage.SETTLED
    assert complaining.stage is Stage.ARBITRATION


def test_a_freeze_names_a_party_and_a_reason() -> None:
    story = writing()

    assert (
        story.refused(Party.OPERATOR, "freeze", party="bank", reason="x", actor="operator:li")
        == "PARTY_UNKNOWN"
    )
    assert story.refused(Party.OPERATOR, "freeze", party="creator", actor="operator:li") == "REASON_NEEDED"


def test_it_is_frozen_once_and_thawed_once() -> None:
    story = frozen_writing()

    assert story.refused(Party.OPERATOR, "freeze", party="creator", reason="x", actor="o") == "ALREADY_FROZEN"
    story.operator("unfreeze")
    assert story.refused(Party.OPERATOR, "unfreeze", reason="x", actor="o") == "NOT_FROZEN"


def test_an_offer_to_a_frozen_creator_neither_expires_nor_rings() -> None:
    story = freeze(offered().until("11-23 12:00")).wait(10 * DAY)
    assert story.stage is Stage.OFFERED
    assert story.calls() == []

    story.until("12-04 02:00").operator("unfreeze")

    assert story.clock("accept_by") == "2026-12-04 23:30"
    assert story.clock("call") == "2026-12-04 21:30"  # not where it stood, but where it is due now
    assert story.until("12-04 21:31").calls() == ["2026-12-04 21:30"]


def test_a_repeated_call_that_thaws_into_the_quiet_hours_is_dropped() -> None:
    story = freeze(offered().until("11-24 08:05"))
    story.until("11-24 23:00").operator("unfreeze")

    assert story.clock("call") == ""
    assert story.clock("accept_by") == "2026-11-25 00:25"


def test_a_repeated_call_that_thaws_by_day_is_made() -> None:
    story = freeze(offered().until("11-24 08:05"))
    story.until("11-24 10:00").operator("unfreeze")

    assert story.clock("call") == "2026-11-24 10:05"


def test_frozen_before_the_dispatch_the_window_begins_when_it_thaws() -> None:
    story = freeze(unpaid())
    story.balances["brand:brand-1"] = 300_000
    story.fact("funded")
    assert (story.stage, story.clock("accept_by"), story.clock("call")) == (Stage.OFFERED, "", "")

    story.until("11-25 12:00").operator("unfreeze")

    assert story.clock("accept_by") == "2026-11-26 12:00"
    assert story.clock("call") == "2026-11-26 10:00"


def test_clocks_that_start_while_it_is_frozen_wait_too() -> None:
    story = freeze(in_review())
    story.brand("reject")
    assert story.clock("submit_by") == ""
    story.until("11-28 09:30").operator("unfreeze")

    assert story.clock("submit_by") == "2026-12-06 00:00"
    assert story.c.submit_by == beijing("12-06 00:00")
    assert story.clock("abandon") == "2026-12-09 00:00"


def test_while_it_is_frozen_a_creator_does_not_fall_into_default() -> None:
    story = freeze(rejected(terms=PATIENT).until("11-30 12:00")).until("12-10 12:00")

    assert story.refused(Party.BRAND, "cancel") == "QUOTE_STALE"
    story.fact("submitted", item=ITEM, creator="creator-1")
    assert not story.c.late


def test_late_already_when_frozen_the_grace_goes_on_afterwards() -> None:
    story = freeze(rejected(terms=PATIENT).until("12-01 12:00")).until("12-05 12:00")
    assert story.refused(Party.BRAND, "cancel") == "QUOTE_STALE"
    story.operator("unfreeze")
    assert story.refused(Party.BRAND, "cancel") == "QUOTE_STALE"
    assert story.clock("abandon") == "2026-12-08 00:00"

    story.until("12-06 00:00").brand("cancel")
    assert story.breaches == ["default"]


def test_an_extension_agreed_while_it_is_frozen_is_kept() -> None:
    story = writing()
    story.creator("propose_extension", submit_by=beijing("12-03 00:00"))
    freeze(story)
    story.brand("answer_extension", agree=True)
    assert story.clock("submit_by") == ""
    story.wait(DAY).operator("unfreeze")

    assert story.clock("submit_by") == "2026-12-04 00:00"


def test_a_frozen_creator_does_not_lose_the_time_to_answer() -> None:
    story = freeze(complained())
    assert story.clock("answer_by") == story.clock("answer_reminder") == ""
    assert story.clock("decide_by") == "2026-12-05 12:00"
    story.wait(DAY).operator("unfreeze")

    assert story.clock("answer_by") == "2026-12-02 12:00"


def test_what_was_stopped_while_frozen_does_not_come_back() -> None:
    story = freeze(complained())
    story.creator("answer_complaint", reason="代答", actor="operator:li", on_behalf_of="creator")
    story.wait(HOUR).operator("unfreeze")

    assert story.clock("answer_by") == story.clock("answer_reminder") == ""


def test_what_belonged_to_an_earlier_stage_does_not_come_back() -> None:
    story = published()
    story.brand("open_edit")
    freeze(story)
    story.brand("complain", cause="quality")
    story.brand("withdraw_complaint")
    story.wait(HOUR).operator("unfreeze")

    assert story.clock("edit_by") == ""


def test_a_release_waits_and_its_date_moves_along() -> None:
    story = freeze(approved().until(RELEASE - HOUR)).until(RELEASE + DAY)
    assert story.stage is Stage.AWAITING_RELEASE
    assert story.clock("release_alert") == ""
    story.operator("unfreeze")

    assert story.clock("release") == "2026-11-27 21:00"
    assert story.c.release_at == beijing("11-27 21:00")
    assert story.until("11-27 21:00").stage is Stage.PUBLISHED


def test_an_edit_session_waits_and_its_date_moves_along() -> None:
    story = published()
    story.brand("open_edit")
    freeze(story.wait(HOUR)).wait(DAY).operator("unfreeze")

    assert story.clock("edit_by") == "2026-11-30 20:00"
    assert story.c.edit_until == beijing("11-30 20:00")


def test_the_window_to_complain_is_nobodys_clock_to_stop() -> None:
    story = freeze(published())

    assert story.clock("settle_by") == "2026-12-04 00:00"


@pytest.mark.parametrize("party", ["creator", "brand"])
def test_settled_work_is_not_frozen_any_more(party: str) -> None:
    story = published()
    story.brand("settle")

    assert story.refused(Party.OPERATOR, "freeze", party=party, reason="x", actor="operator:li") == "NOT_NOW"


def test_an_operator_may_extend_the_submission_of_a_frozen_creator() -> None:
    story = frozen_writing()
    story.operator("extend", clock="submit_by", until=beijing("12-05 00:00"))
    assert story.clock("submit_by") == ""
    story.wait(DAY).operator("unfreeze")

    assert story.clock("submit_by") == "2026-12-06 00:00"
    assert story.c.submit_by == beijing("12-06 00:00")


def test_a_stopped_clock_is_not_extended() -> None:
    story = freeze(offered())
    code = story.refused(
        Party.OPERATOR, "extend", clock="accept_by", until=beijing("12-05 00:00"), reason="x", actor="o"
    )

    assert code == "CLOCK_NOT_RUNNING"


def test_handing_in_while_frozen_leaves_no_clock_behind() -> None:
    story = hand_in(frozen_writing())
    story.wait(MINUTE).operator("unfreeze")

    assert story.clock("submit_by") == story.clock("abandon") == ""
    assert story.clock("audit_alert") == "2026-11-25 12:00"


def both_frozen() -> Story:
    story = frozen_writing()
    story.wait(HOUR).operator("freeze", party="brand", reason="欠费核查")
    return story


def test_each_side_has_its_own_freeze_and_what_each_stops_is_kept_apart() -> None:
    story = both_frozen()

    assert [(each.party, each.reason) for each in freezes(story.c)] == [
        (Party.CREATOR, "账号处罚核查中"),
        (Party.BRAND, "欠费核查"),
    ]
    assert story.may(Party.CREATOR) == story.may(Party.BRAND) == ()
    assert "freeze" not in story.may(Party.OPERATOR)
    for party in Party.CREATOR, Party.BRAND:
        refused = story.refused(Party.OPERATOR, "freeze", party=party.value, reason="x", actor="operator:li")
        assert refused == "ALREADY_FROZEN"


@pytest.mark.parametrize("first", ["creator", "brand"])
def test_two_freezes_end_apart_and_the_clocks_follow_the_creators_alone(first: str) -> None:
    story = both_frozen()
    assert story.refused(Party.OPERATOR, "unfreeze", reason="x", actor="operator:li") == "SIDE_NEEDED"

    story.wait(DAY).operator("unfreeze", party=first)

    assert [each.party for each in freezes(story.c)] == ["brand" if first == "creator" else "creator"]
    assert bool(story.clock("submit_by")) is (first == "creator")
    assert story.c.attention == ("frozen",)
    again = story.refused(Party.OPERATOR, "unfreeze", party=first, reason="x", actor="operator:li")
    assert again == "NOT_FROZEN"
    story.operator("unfreeze")
    assert (freezes(story.c), story.c.attention) == ((), ())
    assert story.clock("submit_by") == "2026-12-02 01:00"


def test_each_side_is_on_the_list_72_hours_after_its_own_freeze() -> None:
    story = both_frozen().until("11-27 12:00")
    assert set(story.c.attention) == {"frozen", "frozen_long"}

    story.until("11-27 13:00")
    assert set(story.c.attention) == {"frozen", "frozen_long", "brand_frozen_long"}
    story.operator("unfreeze", party="creator")

    assert set(story.c.attention) == {"frozen", "brand_frozen_long"}


def test_frozen_on_the_brands_side_first_a_creators_freeze_still_stops_the_clocks() -> None:
    story = freeze(writing().until("11-24 12:00"), "brand")
    assert story.clock("submit_by")
    freeze(story)

    assert story.clock("submit_by") == ""
    story.wait(DAY).operator("unfreeze", party="brand")
    assert story.clock("submit_by") == ""


def withheld(story: Story) -> int:
    shown_to_creator = view(story.c, Party.CREATOR, story.now)["withheld_fen"]
    assert shown_to_creator == shown(story.c).withheld_fen == withheld_fen(story.c)
    return withheld_fen(story.c)


@for_each("scene", [SCENES[stage] for stage in UNSETTLED])
def test_a_creators_freeze_withholds_what_may_be_settled_and_a_brands_nothing(
    scene: Callable[..., Story],
) -> None:
    assert withheld(scene()) == withheld(freeze(scene(), "brand")) == 0
    story = freeze(scene())
    assert withheld(story) == 285_000
    story.operator("unfreeze")
    assert withheld(story) == 0


def test_what_was_settled_or_paid_as_a_kill_fee_while_frozen_stays_withheld() -> None:
    settled, cancelled, refunded = freeze(published()), freeze(in_review()), freeze(published())
    settled.brand("settle")
    cancelled.brand("cancel", quoted_fen=150_000)
    refunded.operator("force_refund")
    refunded.strike("appeal_by")

    assert (withheld(settled), withheld(cancelled), withheld(refunded)) == (285_000, 142_500, 0)
    settled.operator("unfreeze")
    assert withheld(settled) == 0


def test_b9_a_payout_rests_while_other_money_of_its_creator_is_frozen_and_is_paid_in_the_end() -> None:
    story = published()
    story.world.bank = None
    story.brand("settle")
    told = len(story.told)
    story.world.code = "WITHDRAWAL_FROZEN"
    story.fact("payout_waiting", ref="c-1-1", reason="WITHDRAWAL_FROZEN")

    assert (story.c.payout.state, story.c.attention) == ("withheld", ("payout_withheld",))
    assert len(story.told) == told
    assert story.refused(Party.OPERATOR, "unfreeze", reason="x", actor="operator:li") == "NOT_FROZEN"
    assert withheld(story) == 0
    story.answer("pay_out", "payout_paid")
    assert (story.c.payout.state, story.c.attention) == ("paid", ())
