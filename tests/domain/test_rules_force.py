"""What an operator forces is heard, and somebody named bears it (B14; D12.16, D12.19)."""

from collections.abc import Callable

import pytest

from domain.commissions.money.bill import Bill, lines
from domain.commissions.money.money_now import money_now
from domain.commissions.state.stages import Stage
from domain.commissions.state.sums import seen_by
from domain.commissions.views.details import details
from domain.commissions.views.view import view
from domain.party import Party
from tests.domain.scenes import (
    approved,
    complained,
    hear,
    in_final_review,
    in_review,
    making_outline,
    outline_in_review,
    published,
    suspended,
    writing,
)
from tests.domain.story import HOUR, MS, SECOND, Story
from tests.walks import for_each

LI = "operator:li"
FEES = ({"fee_payer": "creator"}, {"fee_payer": "brand"})


def forced(scene: Callable[..., Story], move: str, bearer: str, **order: object) -> Story:
    story = scene(**order)
    story.operator(move, bearer=bearer, reason="核实")
    return story


def unfit(story: Story, move: str, bearer: str, **said: object) -> str:
    return story.refused(Party.OPERATOR, move, bearer=bearer, reason="x", actor=LI, **said)


def test_b14_work_that_was_public_for_a_week_is_not_refunded_unheard() -> None:
    story = published().until("12-03 23:00")
    story.operator("force_refund", bearer="creator", reason="抄袭")
    assert (story.stage, story.money) == (Stage.DECIDED, (0, 0, 0, 300_000))
    assert ("decided_creator" in story.told, "decided_brand" in story.told) == (True, True)
    assert {"appeal"} <= set(story.may(Party.CREATOR))

    story.creator("appeal", reason="原创")
    hear(story).operator("arbitrate", decision="settle", reason="查无抄袭")

    assert (story.stage, story.money) == (Stage.SETTLED, (285_000, 15_000, 0, 0))


@pytest.mark.parametrize(("move", "bearer"), [("force_settle", "brand"), ("force_refund", "creator")])
def test_who_is_forced_may_appeal_to_the_millisecond(move: str, bearer: str) -> None:
    by = Party.BRAND if move == "force_settle" else Party.CREATOR
    story = forced(published, move, bearer)
    ends = story.c.clocks["appeal_by"]
    assert ends - story.now == 72 * HOUR

    late = forced(published, move, bearer).sleep(ends)
    assert late.refused(by, "appeal", reason="x", stamp=ends) == "TOO_LATE"

    story.until(ends - MS).do(by, "appeal", reason="x")
    assert (story.stage, story.money) == (Stage.ARBITRATION, (0, 0, 0, 300_000))


def test_and_takes_effect_with_the_grace_of_every_deadline() -> None:
    story = forced(published, "force_refund", "creator")
    ends = story.c.clocks["appeal_by"]

    assert story.until(ends + 5 * SECOND - MS).stage is Stage.DECIDED
    assert story.until(ends + 5 * SECOND).stage is Stage.REFUNDED


WORTH = {
    making_outline: 0,
    outline_in_review: 30_000,
    in_review: 150_000,
    in_final_review: 300_000,
    approved: 150_000,
}
"""The kill fee of the price, by what was done."""


@for_each("terms", FEES)
@for_each("scene", WORTH)
def test_b14_a_refund_at_the_brands_charge_pays_the_work_that_was_done(
    scene: Callable[..., Story], terms: dict[str, object]
) -> None:
    story = forced(scene, "force_refund", "brand", terms=terms)
    story.strike("appeal_by")
    gross = WORTH[scene]
    fee = gross // 20
    creator = gross if terms["fee_payer"] == "brand" else gross - fee

    assert story.stage is Stage.REFUNDED
    assert story.money == (creator, fee, story.c.order.hold_fen - creator - fee, 0)
    assert sum(fen for _, fen in story.world.transfers) == creator
    assert ("refunded_paid" in told(story)) is bool(gross)


@for_each("terms", FEES)
@for_each("scene", WORTH)
def test_at_the_platforms_charge_the_brand_has_all_back_and_the_creator_the_same(
    scene: Callable[..., Story], terms: dict[str, object]
) -> None:
    story = forced(scene, "force_refund", "platform", terms=terms)
    story.strike("appeal_by")
    gross = WORTH[scene]
    creator = gross if terms["fee_payer"] == "brand" else gross - gross // 20

    assert story.stage is Stage.REFUNDED
    assert story.money == (creator, 0, story.c.order.hold_fen, 0)
    assert story.balances["compensation"] == -creator
    assert sum(fen for _, fen in story.world.transfers) == creator
    assert sum(story.balances.values()) == 100_000_000


@pytest.mark.parametrize("terms", FEES, ids=str)
@pytest.mark.parametrize(("move", "end"), [("force_settle", Stage.SETTLED), ("force_refund", Stage.REFUNDED)])
def test_of_public_work_the_platform_owes_the_creator_all_of_it(
    move: str, end: Stage, terms: dict[str, object]
) -> None:
    story = forced(published, move, "platform", terms=terms)
    story.strike("appeal_by")
    net = story.c.order.net_fen

    assert (story.stage, story.money) == (end, (net, 0, story.c.order.hold_fen, 0))
    assert story.balances["compensation"] == -net


def test_every_side_reads_what_it_bears() -> None:
    story = forced(in_review, "force_refund", "platform")
    case = view(story.c, Party.CREATOR, story.now)["complaint"]
    assert (case["kind"], case["bearer"], case["decided"]) == (
        "forced",
        "platform",
        {"creator_fen": 142_500, "fee_fen": 0},
    )
    assert view(story.c, Party.BRAND, story.now)["complaint"]["decided"] == {"brand_fen": 300_000}
    page = details(story.c, story.now, "zh")
    assert "平台强制处理" in page
    assert "由平台承担" in page
    assert "平台自付 1,425.00 元" in page

    story.strike("appeal_by")
    sums = money_now(story.c)
    assert (sums.taken + sums.platform) == sums.creator + sums.fee + sums.refunded
    assert seen_by(sums, story.c.order, Party.BRAND) == {
        "held": 0,
        "reserved": 0,
        "released": 0,
        "refunded": 300_000,
    }
    bill = Bill(story.c.order, 300_000, 142_500, 0, 300_000, 0, platform_fen=142_500)
    said = {line.en: line for line in lines(bill, Party.BRAND)}
    assert (said["deducted"].fen, said["deducted"].note_en) == (0, "creator 0.00, fee 0.00")
    assert said["paid (held)"].fen == said["deducted"].fen + said["refunded"].fen
    assert {line.en: line.fen for line in lines(bill, Party.CREATOR)}["net"] == 142_500


def test_who_bears_it_is_named_and_fits() -> None:
    for move in ("force_settle", "force_refund"):
        assert unfit(published(), move, "") == "FIELD_NEEDED"
        assert unfit(published(), move, "bank") == "BEARER_UNFIT"
    assert unfit(published(), "force_settle", "creator") == "BEARER_UNFIT"
    assert unfit(published(), "force_refund", "brand") == "BEARER_UNFIT"
    assert forced(writing, "force_refund", "brand").stage is Stage.DECIDED


def test_a_decision_may_name_the_platform_where_it_pays_the_creator() -> None:
    for bearer in ("brand", "creator"):
        assert unfit(heard(), "arbitrate", bearer, decision="settle") == "BEARER_UNFIT"
    assert unfit(heard(), "arbitrate", "platform", decision="refund") == "BEARER_UNFIT"

    story = heard()
    story.operator("arbitrate", decision="split", creator_percent=60, bearer="platform")
    story.strike("appeal_by")
    assert (story.stage, story.money) == (Stage.SETTLED, (171_000, 0, 300_000, 0))


def test_after_an_appeal_the_decision_names_anew_who_bears_it() -> None:
    story = forced(in_review, "force_refund", "platform")
    story.creator("appeal", reason="不止这些")
    hear(story)
    assert unfit(story, "arbitrate", "", decision="settle") == "DECISION_UNFIT"
    story.operator("arbitrate", decision="split", creator_percent=60, reason="改判")

    assert (story.stage, story.money) == (Stage.SETTLED, (171_000, 9_000, 120_000, 0))
    assert story.balances["compensation"] == 0


def test_a_forced_decision_is_corrected_once_like_any() -> None:
    story = forced(published, "force_refund", "creator")
    story.operator("arbitrate", decision="settle", bearer="platform", reason="平台之过")
    story.strike("appeal_by")

    assert (story.stage, story.money) == (Stage.SETTLED, (285_000, 0, 300_000, 0))


def test_a_case_that_is_open_is_kept_and_decided() -> None:
    story = forced(complained, "force_refund", "creator")

    assert story.c.case
    assert (story.c.case.kind, story.c.case.causes, story.c.case.decision) == (
        "complaint",
        ("content_differs",),
        "refund",
    )


def test_the_clocks_of_the_stage_end_and_the_edit_permission_with_them() -> None:
    story = published()
    story.brand("open_edit")
    story.operator("force_settle", bearer="brand")

    assert set(story.c.clocks) == {"appeal_by"}
    assert story.c.edit_until is None
    late = suspended()
    late.operator("force_settle", bearer="brand")
    assert set(late.c.clocks) - {"morning"} == {"appeal_by"}


def test_a_frozen_creator_is_paid_by_the_platform_when_it_thaws() -> None:
    story = in_review()
    story.operator("freeze", party="creator")
    story.operator("force_refund", bearer="platform")
    story.strike("appeal_by")

    assert (story.stage, story.c.payout.state, story.world.transfers) == (Stage.REFUNDED, "withheld", [])
    story.operator("unfreeze")
    assert story.c.payout.state == "paid"


def test_b14_it_is_told_whose_charge_it_is() -> None:
    story = forced(writing, "force_refund", "brand")
    line = story.last

    assert (line.details["bearer"], line.details["decision"], line.details["creator_bps"]) == (
        "brand",
        "refund",
        "0",
    )
    assert "由品牌主承担" in details(story.c, story.now, "zh")


def heard() -> Story:
    story = complained()
    story.creator("answer_complaint", reason="第二段已写明")
    return story


def told(story: Story) -> set[str]:
    return {*story.told, *(each.split(":")[0] for each in story.c.waiting_notices)}
