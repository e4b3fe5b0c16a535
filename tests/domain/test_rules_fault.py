"""An operator's cancel names whose fault it is, and bills and tells accordingly (B13, C5; D12.16)."""

from collections.abc import Callable

import pytest

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.state.stages import Stage
from domain.commissions.views.payloads import payloads
from domain.commissions.views.view import view
from domain.party import Party
from tests.domain.scenes import (
    ITEM,
    RELEASE,
    approved,
    in_audit,
    in_final_review,
    in_review,
    offered,
    outline_in_review,
    unpaid,
    writing,
)
from tests.domain.story import DAY, HOUR, MS, SECOND, Story
from tests.walks import for_each

LI = "operator:li"
FEES = ({"fee_payer": "creator"}, {"fee_payer": "brand"})
WORTH = {
    writing: 0,
    outline_in_review: 30_000,
    in_review: 150_000,
    in_final_review: 300_000,
    approved: 150_000,
}
"""The kill fee of the price, by what was done."""


def cancelled(scene: Callable[..., Story], fault: str, **order: object) -> Story:
    story = scene(**order)
    quoted = WORTH[scene] or None
    story.operator("cancel", fault=fault, quoted_fen=None if fault == "creator" else quoted, reason="核实")
    return story


def net(gross: int, story: Story) -> int:
    return gross if story.c.order.terms.fee_payer == "brand" else gross - gross // 20


def refused(story: Story, **said: object) -> str:
    return story.refused(Party.OPERATOR, "cancel", reason="x", actor=LI, **said)


@for_each("terms", FEES)
@for_each("scene", WORTH)
def test_b13_at_the_brands_fault_it_pays_the_kill_fee_of_the_stage(
    scene: Callable[..., Story], terms: dict[str, object]
) -> None:
    story = cancelled(scene, "brand", terms=terms)
    gross = WORTH[scene]
    creator, fee = net(gross, story), gross // 20

    assert story.stage is Stage.CANCELLED
    assert story.money == (creator, fee, story.c.order.hold_fen - creator - fee, 0)
    assert (story.breaches, story.balances["compensation"]) == ([], 0)


@for_each("terms", FEES)
@for_each("scene", WORTH)
def test_b13_at_the_creators_fault_it_has_nothing_and_a_breach(
    scene: Callable[..., Story], terms: dict[str, object]
) -> None:
    story = cancelled(scene, "creator", terms=terms)

    assert (story.stage, story.money) == (Stage.CANCELLED, (0, 0, story.c.order.hold_fen, 0))
    assert story.breaches == ["fault"]
    assert BREACHES["fault"].zh == "平台取消，责任在创作者"
    story.creator("appeal", reason="不是我的责任")
    story.operator("arbitrate", decision="lift", reason="成立")
    assert story.breaches == ["fault", "lifted"]


@for_each("terms", FEES)
@for_each("scene", WORTH)
def test_b13_at_the_platforms_fault_it_pays_the_creator_itself_and_the_brand_has_all_back(
    scene: Callable[..., Story], terms: dict[str, object]
) -> None:
    story = cancelled(scene, "platform", terms=terms)
    creator = net(WORTH[scene], story)

    assert (story.stage, story.money) == (Stage.CANCELLED, (creator, 0, story.c.order.hold_fen, 0))
    assert (story.breaches, story.balances["compensation"]) == ([], -creator)
    assert sum(fen for _, fen in story.world.transfers) == creator


TOLD = {
    "brand": ("责任在客户，已按条款向您赔付", "责任在贵方，按条款赔付创作者，其余已退回余额"),
    "creator": (
        "责任在您，没有赔付，记入违约记录，72小时内可申诉，逾期成立",
        "责任在创作者，托管资金已全部退回余额",
    ),
    "platform": ("责任在平台，已按条款向您赔付", "责任在平台，托管资金已全部退回余额"),
}


@pytest.mark.parametrize("fault", TOLD)
def test_c5_both_sides_read_that_the_platform_cancelled_and_at_whose_fault(fault: str) -> None:
    story = cancelled(in_review, fault)
    to_creator = "platform_cancelled_breach" if fault == "creator" else "platform_cancelled"
    told = [story.text(to_creator), story.text("platform_cancelled_brand")]

    assert told == [f"任务「秋日新品试饮」已由平台取消，{words}" for words in TOLD[fault]]
    assert not {"cancelled", "operator_creator", "operator_brand"} & set(story.told)
    for party in (Party.CREATOR, Party.BRAND, Party.OPERATOR):
        assert view(story.c, party, story.now)["fault"] == fault
    line = next(each for each in story.transitions if each.move == "cancel")
    assert line.details["fault"] == fault


def test_c5_in_the_night_the_brand_reads_it_in_the_morning() -> None:
    story = in_review().until("11-23 23:30")
    story.operator("cancel", fault="platform", quoted_fen=150_000)
    assert "platform_cancelled_brand" not in story.told

    story.strike("morning")
    assert story.text("platform_cancelled_brand").endswith("责任在平台，托管资金已全部退回余额")


def test_where_nothing_was_done_nothing_is_owed_and_it_is_said() -> None:
    story = cancelled(writing, "brand")

    assert story.text("platform_cancelled").endswith("责任在客户，没有应付的赔付")
    assert story.text("platform_cancelled_brand").endswith("责任在贵方，托管资金已全部退回余额")


def test_without_the_fault_it_is_refused_by_name() -> None:
    for scene in (writing, in_audit, in_review, approved):
        assert refused(scene()) == "FAULT_NEEDED"
        assert refused(scene(), fault="bank") == "FAULT_NEEDED"
        assert "cancel" in scene().may(Party.OPERATOR)
    by_brand = in_review().refused(Party.BRAND, "cancel", fault="creator", quoted_fen=150_000)
    assert by_brand == "FIELD_UNKNOWN"


def test_before_it_is_accepted_nobody_need_be_at_fault() -> None:
    for scene in (unpaid, offered):
        story = scene()
        story.do(Party.OPERATOR, "cancel", actor=LI, reason="测试单")
        assert (story.stage, story.c.fault) == (Stage.CANCELLED, "")


@pytest.mark.parametrize("fault", ["brand", "platform"])
def test_the_amount_is_named_and_a_default_of_the_creators_does_not_lower_it(fault: str) -> None:
    assert refused(in_review(), fault=fault) == "QUOTE_STALE"
    late = in_review()
    late.brand("reject")
    late.until(late.c.submit_by + 30 * HOUR)  # type: ignore[operator]
    assert refused(late, fault=fault, quoted_fen=0) == "QUOTE_STALE"
    late.operator("cancel", fault=fault, quoted_fen=late_fee(late))

    assert late.money[0] == net(late_fee(late), late)


def late_fee(story: Story) -> int:
    return 150_000 if story.c.audit_passed else 30_000


def test_a_request_to_cancel_does_not_decide_whose_fault_it_is() -> None:
    for fault, money in (("brand", (142_500, 7_500, 150_000, 0)), ("creator", (0, 0, 300_000, 0))):
        story = in_review()
        story.creator("request_cancel", reason="客户让我取消")
        story.operator("cancel", fault=fault, quoted_fen=150_000 if fault == "brand" else None)

        assert story.money == money
        assert story.breaches == (["fault"] if fault == "creator" else [])


@pytest.mark.parametrize(("fault", "passed"), [(f, p) for f in ("brand", "platform") for p in (True, False)])
def test_during_the_audit_it_waits_for_the_answer_and_keeps_the_fault(fault: str, passed: bool) -> None:  # noqa: FBT001
    story = in_audit()
    story.operator("cancel", fault=fault, quoted_fen=30_000)
    assert story.stage is Stage.PLATFORM_AUDIT
    assert refused(story, fault=fault, quoted_fen=30_000) == "CANCEL_WAITS"
    assert refused(story, fault="creator") == "CANCEL_WAITS"
    story.fact("audited", passed=passed, item=ITEM, reason="" if passed else "含联系方式")

    creator = 142_500 if passed else 28_500
    borne = -creator if fault == "platform" else 0
    assert (story.stage, story.money[0], story.balances["compensation"]) == (Stage.CANCELLED, creator, borne)
    assert story.c.fault == fault
    assert "platform_cancelled" in story.told
    assert not {"cancelled", "cancelled_after_audit"} & set(story.told)


def test_no_answer_in_time_counts_as_not_passed_at_that_fault_too() -> None:
    story = in_audit()
    story.operator("cancel", fault="platform", quoted_fen=30_000)
    ends = story.c.clocks["audit_answer_by"]
    assert story.until(ends + 5 * SECOND - MS).stage is Stage.PLATFORM_AUDIT
    story.until(ends + 5 * SECOND)

    assert (story.stage, story.money) == (Stage.CANCELLED, (28_500, 0, 300_000, 0))
    assert story.c.fault == "platform"


def test_at_the_creators_fault_the_audit_is_not_waited_for() -> None:
    story = in_audit()
    story.operator("cancel", fault="creator")

    assert (story.stage, story.money, story.breaches) == (Stage.CANCELLED, (0, 0, 300_000, 0), ["fault"])


def test_while_a_release_is_under_way_nothing_is_cancelled() -> None:
    story = approved()
    story.world.mp = None
    story.until(RELEASE + 5 * SECOND)
    for fault in TOLD:
        assert refused(story, fault=fault, quoted_fen=150_000) == "RELEASE_IN_FLIGHT"


def test_what_the_desk_offers_is_taken_as_it_stands() -> None:
    for scene in (writing, in_audit, in_review):
        story = scene()
        said = payloads(story.c, story.now)[Party.OPERATOR]["cancel"]
        story.operator("cancel", **{**said, "actor": LI, "reason": "核实"})
        assert said["fault"] == "brand"
    for scene in (offered, unpaid):
        assert "fault" not in payloads(scene().c, scene().now)[Party.OPERATOR]["cancel"]


def test_a_cancel_on_behalf_of_the_brand_is_the_brands() -> None:
    story = in_review()
    story.do(Party.BRAND, "cancel", quoted_fen=150_000, actor=LI, on_behalf_of=Party.BRAND, reason="客户来电")

    assert (story.stage, story.c.fault, "cancelled" in story.told) == (Stage.CANCELLED, "", True)


def test_a_breach_at_its_fault_may_be_appealed_to_the_millisecond() -> None:
    story = cancelled(in_review, "creator")
    ends = story.c.clocks["breach_appeal_by"]
    assert ends - story.now == 3 * DAY
    story.sleep(ends)
    assert story.refused(Party.CREATOR, "appeal", reason="x", stamp=ends) == "TOO_LATE"
    story.do(Party.CREATOR, "appeal", reason="x", stamp=ends - MS)
    assert story.c.on_record
    assert story.c.on_record.state == "appealed"
