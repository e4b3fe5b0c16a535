"""What operators may do (D3, D4, D12.4, D12.12)."""

from collections.abc import Callable

import pytest

from domain.commissions.state.stages import Stage
from domain.instants import BEIJING
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import (
    RELEASE,
    SCENES,
    approved,
    complained,
    decided,
    escalated,
    in_review,
    making_outline,
    offered,
    outline_in_review,
    published,
    settled,
    settling,
    suspended,
    unpaid,
    writing,
)
from tests.domain.story import DAY, HOUR, MS, SECOND, Story, beijing
from tests.walks import for_each

LI = "operator:li"
UNBOUND = {"extend_days": 0, "extend_total_days": 365}


def extend(story: Story, clock: str, until: object) -> str:
    return story.refused(Party.OPERATOR, "extend", clock=clock, until=until, reason="平台故障", actor=LI)


def test_every_move_of_an_operator_needs_a_reason() -> None:
    moves = {
        "arbitrate": {"decision": "settle"},
        "extend": {"clock": "settle_by", "until": beijing("12-20 00:00")},
        "freeze": {"party": "creator"},
        "unfreeze": {},
        "force_settle": {"bearer": "brand"},
        "force_refund": {"bearer": "creator"},
        "retry_payout": {},
        "cancel": {},
    }
    for name, fields in moves.items():
        assert published().refused(Party.OPERATOR, name, actor=LI, **fields) == "REASON_NEEDED", name
        assert published().refused(Party.OPERATOR, name, actor=LI, reason=" ", **fields) == "REASON_NEEDED"


@pytest.mark.parametrize("scene", [published, settling, suspended, complained])
def test_an_operator_may_settle_what_is_published(scene: Callable[..., Story]) -> None:
    story = scene()
    story.operator("force_settle", reason="平台误判下架")

    assert story.stage is Stage.DECIDED
    assert {"decided_creator", "decided_brand"} <= set(story.told)
    story.world.looks = True
    story.strike("appeal_by")

    assert story.stage is Stage.SETTLED
    assert story.money == (285_000, 15_000, 0, 0)
    assert "settled" in story.told or story.c.waiting_notices
    assert story.clock("rating_by")
    assert story.c.settled_at
    assert len(story.world.transfers) == 1


def test_what_was_never_published_is_not_settled_by_force() -> None:
    said = {"reason": "x", "actor": LI, "bearer": "brand"}
    assert escalated().refused(Party.OPERATOR, "force_settle", **said) == "DECISION_UNFIT"
    assert "force_settle" not in escalated().may(Party.OPERATOR)
    assert in_review().refused(Party.OPERATOR, "force_settle", **said) == "NOT_NOW"


@for_each(
    "stage",
    [
        Stage.OUTLINE_DRAFTING,
        Stage.OUTLINE_REVIEW,
        Stage.CONTENT_DRAFTING,
        Stage.PLATFORM_AUDIT,
        Stage.CONTENT_REVIEW,
        Stage.FINAL_REVIEW,
        Stage.AWAITING_RELEASE,
        Stage.PUBLISHED,
        Stage.SETTLING,
        Stage.SETTLEMENT_SUSPENDED,
        Stage.ARBITRATION,
    ],
)
def test_an_operator_may_refund_until_it_is_settled(stage: Stage) -> None:
    story = SCENES[stage]()
    story.operator("force_refund", reason="创作者账号已注销")
    assert (story.stage, story.money) == (Stage.DECIDED, (0, 0, 0, 300_000))
    assert {"decided_creator", "decided_brand"} <= set(story.told)

    story.strike("appeal_by")

    assert story.stage is Stage.REFUNDED
    assert story.money == (0, 0, 300_000, 0)


def test_while_a_release_is_under_way_nothing_is_refunded_by_force() -> None:
    story = approved()
    story.world.mp = None
    story.until(RELEASE + 5 * SECOND)
    said = {"reason": "x", "actor": LI, "bearer": "creator"}

    assert story.refused(Party.OPERATOR, "force_refund", **said) == "RELEASE_IN_FLIGHT"


def test_what_is_decided_or_appealed_is_left_to_arbitrate() -> None:
    appealed = decided("refund")
    appealed.creator("appeal", reason="x")
    for story in (decided(), appealed):
        for move, bearer in (("force_settle", "brand"), ("force_refund", "creator")):
            said = {"reason": "x", "actor": LI, "bearer": bearer}
            assert story.refused(Party.OPERATOR, move, **said) == "ALREADY_DECIDED"
            assert move not in story.may(Party.OPERATOR)


def test_doing_it_twice_is_told_so() -> None:
    said = {"reason": "x", "actor": LI}
    assert settled().refused(Party.OPERATOR, "force_settle", bearer="brand", **said) == "ALREADY_SETTLED"
    story = published()
    story.operator("force_refund")
    assert story.refused(Party.OPERATOR, "force_refund", bearer="creator", **said) == "ALREADY_DECIDED"
    story.strike("appeal_by")
    assert story.refused(Party.OPERATOR, "force_refund", bearer="creator", **said) == "ALREADY_REFUNDED"


# --- extend ---


def test_a_running_deadline_is_moved_and_named_old_new_and_why() -> None:
    story = outline_in_review()
    story.operator("extend", clock="outline_review_by", until=beijing("11-30 00:00"), reason="平台故障两天")

    assert story.clock("outline_review_by") == "2026-11-30 00:00"
    assert story.told[-2:] == ["operator_creator", "operator_brand"]
    (moved,) = story.last.deadlines
    assert (moved.clock, moved.old, moved.new, moved.why) == (
        "outline_review_by",
        beijing("11-27 00:00"),
        beijing("11-30 00:00"),
        "extend",
    )
    assert story.last.details["clock"] == "outline_review_by"
    assert story.until("11-29 00:00").stage is Stage.OUTLINE_REVIEW


def test_only_a_running_deadline_and_no_reminder() -> None:
    assert extend(outline_in_review(), "accept_by", beijing("12-01 00:00")) == "CLOCK_NOT_RUNNING"
    assert extend(offered(), "submit_by", beijing("12-01 00:00")) == "CLOCK_NOT_RUNNING"
    assert extend(offered(), "settle_by", beijing("12-01 00:00")) == "CLOCK_NOT_RUNNING"
    assert extend(offered(), "call", beijing("12-01 00:00")) == "CLOCK_NOT_RUNNING"
    assert extend(offered(), "tea", beijing("12-01 00:00")) == "CLOCK_NOT_RUNNING"


def test_what_does_not_run_is_not_set_going() -> None:
    for story in (writing(), published(), in_review(), offered()):
        assert extend(story, "pay_by", beijing("12-20 00:00")) == "CLOCK_NOT_RUNNING"
        assert "pay_by" not in story.c.clocks


def test_another_deadline_beside_the_submission() -> None:
    story = writing()
    story.creator("request_cancel", reason="档期冲突")
    story.operator("extend", clock="cancel_reply_by", until=beijing("11-28 00:00"))

    assert story.clock("cancel_reply_by") == "2026-11-28 00:00"
    assert story.clock("submit_by") == "2026-12-01 00:00"


def test_by_terms_without_a_bound_only_to_a_later_instant() -> None:
    """A commission keeps the rules it was ordered under."""
    for story, clock in (
        (offered(terms=UNBOUND), "accept_by"),
        (writing(terms=UNBOUND), "submit_by"),
        (outline_in_review(terms=UNBOUND), "outline_review_by"),
        (published(terms=UNBOUND), "settle_by"),
    ):
        old = story.c.clocks[clock]
        assert extend(story, clock, old) == "NOT_LATER"
        story.operator("extend", clock=clock, until=old + MS)
        assert story.c.clocks[clock] == old + MS
        story.operator("extend", clock=clock, until=story.now + 300 * DAY)


BOUND = [
    (offered, "accept_by"),
    (writing, "submit_by"),
    (outline_in_review, "outline_review_by"),
    (published, "settle_by"),
    (complained, "decide_by"),
    (decided, "appeal_by"),
    (settled, "rating_by"),
    (unpaid, "pay_by"),
]


@for_each(("scene", "clock"), BOUND)
def test_a_clock_is_moved_to_any_instant_from_now_to_sixty_days_ahead(
    scene: Callable[..., Story], clock: str
) -> None:
    for until in ("now", "60 days"):
        story = scene()
        end = story.now if until == "now" else story.now + 60 * DAY
        outside = end - MS if until == "now" else end + MS
        assert extend(story, clock, outside) == "UNTIL_OUT_OF_RANGE"
        story.operator("extend", clock=clock, until=end)
        assert story.c.clocks[clock] == end


@for_each(("scene", "clock"), BOUND)
def test_an_extension_can_be_undone(scene: Callable[..., Story], clock: str) -> None:
    story = scene()
    before = {**story.c.clocks}
    story.operator("extend", clock=clock, until=before[clock] + 20 * DAY)
    story.operator("extend", clock=clock, until=before[clock], reason="上次延长有误")

    assert story.c.clocks == before
    assert extend(story, clock, before[clock]) == "ALREADY_SO"
    (moved,) = [each for each in story.last.deadlines if each.clock == clock]
    assert (moved.old, moved.new) == (before[clock] + 20 * DAY, before[clock])


def test_a25_no_operator_holds_the_money_until_2099_and_what_was_moved_is_moved_back() -> None:
    story = published()
    old = story.c.clocks["settle_by"]
    assert extend(story, "settle_by", beijing("2099-01-01 00:00")) == "UNTIL_OUT_OF_RANGE"

    story.operator("extend", clock="settle_by", until=story.now + 60 * DAY)
    story.operator("extend", clock="settle_by", until=old, reason="上次延长有误")

    assert story.strike("settle_by").stage is Stage.SETTLED
    assert story.now == old + 5 * SECOND


def test_what_is_out_of_bounds_is_told_with_the_bounds() -> None:
    story = offered()
    with pytest.raises(Refused) as refused:
        story.operator("extend", clock="accept_by", until=beijing("12-31 00:00") + 365 * DAY)

    first, last = (
        f"{at.astimezone(BEIJING):%Y-%m-%dT%H:%M:%S}+08:00" for at in (story.now, story.now + 60 * DAY)
    )
    assert f"{first} … {last}" in refused.value.zh
    assert f"{first} … {last}" in refused.value.en


def test_what_does_not_run_is_told_with_what_runs() -> None:
    with pytest.raises(Refused) as none:
        outline_in_review().operator("extend", clock="accept_by", until=beijing("12-01 00:00"))
    assert "outline_review_by" in none.value.detail
    assert "reminder" not in none.value.detail
    late = writing().strike("submit_by")
    with pytest.raises(Refused) as refused:
        late.operator("extend", clock="tea", until=beijing("12-05 00:00"))
    assert set(refused.value.detail.split(", ")) == {"abandon", "submit_by"}


def test_extending_the_submission_moves_everything_that_follows_from_it() -> None:
    story = writing().strike("submit_by")
    story.operator("extend", clock="submit_by", until=beijing("12-05 00:00"))

    assert story.clock("submit_by") == "2026-12-05 00:00"
    assert story.clock("submit_reminder") == "2026-12-04 00:00"
    assert story.clock("abandon") == "2026-12-08 00:00"
    assert story.c.submit_by == beijing("12-05 00:00")
    assert story.c.attention == ()


def test_extending_the_outline_keeps_it_for_later_rounds() -> None:
    story = making_outline()
    story.operator("extend", clock="submit_by", until=beijing("12-05 00:00"))
    story.creator("submit", ref="outline-1")
    story.brand("reject")

    assert story.clock("submit_by") == "2026-12-05 00:00"


def test_extending_the_window_to_complain_moves_its_reminder() -> None:
    story = published()
    story.operator("extend", clock="settle_by", until=beijing("12-06 00:00"))

    assert story.clock("settle_by") == "2026-12-06 00:00"
    assert story.clock("settle_reminder") == "2026-12-05 00:00"
    assert story.c.settle_by == beijing("12-06 00:00")
    assert story.until("12-06 00:00:05").entries["release:c-1"].legal_at == beijing("12-06 00:00")


def test_extending_an_edit_session_moves_its_date() -> None:
    story = published()
    story.brand("open_edit")
    story.operator("extend", clock="edit_by", until=beijing("12-02 00:00"))

    assert story.c.edit_until == beijing("12-02 00:00")


def test_extending_other_deadlines() -> None:
    for story, clock in (
        (unpaid(), "pay_by"),
        (in_review(), "review_limit"),
        (complained(), "decide_by"),
        (decided(), "appeal_by"),
        (settled(), "rating_by"),
    ):
        later = story.c.clocks[clock] + DAY
        story.operator("extend", clock=clock, until=later)
        assert story.c.clocks[clock] == later


def test_a_deadline_that_has_passed_is_not_extended_even_within_the_grace() -> None:
    story = offered().until(offered().c.clocks["accept_by"])

    assert extend(story, "accept_by", story.now + DAY) == "ORDER_EXPIRED"


# --- on behalf of a party ---


def test_an_operator_may_act_for_a_party_and_both_hear() -> None:
    story = offered()
    story.creator("accept", actor=LI, on_behalf_of="creator", reason="创作者来电确认")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.told[-2:] == ["operator_creator", "operator_brand"]
    assert (story.last.by, story.last.actor, story.last.on_behalf_of) == ("creator", LI, "creator")
    assert story.last.reason == "创作者来电确认"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"actor": LI, "on_behalf_of": "creator"}, "REASON_NEEDED"),
        ({"actor": LI, "on_behalf_of": "creator", "reason": " "}, "REASON_NEEDED"),
        ({"actor": "wang", "on_behalf_of": "creator", "reason": "x"}, "OPERATOR_NEEDED"),
        ({"actor": LI, "on_behalf_of": "brand", "reason": "x"}, "WRONG_PARTY"),
    ],
)
def test_acting_for_a_party_needs_an_operator_a_reason_and_the_right_party(
    said: dict[str, str], code: str
) -> None:
    assert offered().refused(Party.CREATOR, "accept", **said) == code


def test_acting_for_a_party_obeys_the_same_rules() -> None:
    late = offered().until(offered().c.clocks["accept_by"])
    behalf = {"actor": LI, "on_behalf_of": "creator", "reason": "x"}

    assert late.refused(Party.CREATOR, "accept", **behalf) == "ORDER_EXPIRED"
    assert writing().refused(Party.CREATOR, "submit", ref="file", **behalf) == "SUBMIT_IN_MP"


def test_what_only_one_side_hears_otherwise_both_hear_from_an_operator_once() -> None:
    story = offered().wait(HOUR)
    story.operator("cancel")

    assert story.told.count("operator_creator") == 0
    assert story.told.count("operator_brand") == 1
