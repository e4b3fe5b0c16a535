"""The creator's share of a decision: three forms, one record, no slips (D12.16)."""

from typing import Any

import pytest

from domain.commissions.money.shares import Said, check, recorded
from domain.commissions.ordering.order import Order
from domain.commissions.state.stages import Stage
from domain.commissions.views.view import view
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import appealed, complained, decided
from tests.domain.story import Story
from tests.walks import for_each

LI = "operator:li"
PRICES = (300_000, 88_888, 12_345, 777, 100)


def heard(**order: Any) -> Story:
    story = complained(**order)
    story.creator("answer_complaint", reason="第二段已写明")
    return story


def refused(story: Story, **share: int) -> Refused:
    with pytest.raises(Refused) as refusal:
        story.operator("arbitrate", decision="split", **share)
    return refusal.value


@pytest.mark.parametrize("bps", [1, 5, 60, 99])
def test_basis_points_under_a_percent_are_a_likely_slip(bps: int) -> None:
    for story in (heard(), appealed(), decided("settle")):
        told = refused(story, creator_bps=bps)
        assert told.code == "SHARE_TOO_SMALL"
        assert f"creator_percent={bps}" in told.zh
    heard().operator("arbitrate", decision="split", creator_bps=100)
    heard(terms={"share_least_bps": 0}).operator("arbitrate", decision="split", creator_bps=bps)


@for_each("price", PRICES)
@for_each("percent", [1, 33, 50, 60, 99])
def test_percent_basis_points_and_fen_lead_to_the_same_record(price: int, percent: int) -> None:
    order = Order("b", "c", "", "", "article", "", price)
    fen = price * percent // 100

    assert recorded(order, Said(percent=percent)) == recorded(order, Said(bps=percent * 100))
    assert recorded(order, Said(fen=fen)) == recorded(order, Said(percent=percent))


def test_the_same_decision_is_recorded_told_and_paid_whatever_its_form() -> None:
    seen = []
    for share in ({"creator_percent": 60}, {"creator_bps": 6_000}, {"creator_fen": 180_000}):
        story = heard()
        story.operator("arbitrate", decision="split", **share)
        details, case = story.last.details, story.c.case
        story.strike("appeal_by")
        seen.append((details, case, story.money))

    assert seen[0] == seen[1] == seen[2]
    assert seen[0][2] == (171_000, 9_000, 120_000, 0)


@pytest.mark.parametrize("payer", ["creator", "brand"])
def test_fen_that_no_basis_points_make_are_paid_to_the_fen(payer: str) -> None:
    story = heard(terms={"fee_payer": payer})
    story.operator("arbitrate", decision="split", creator_fen=180_001)
    story.strike("appeal_by")

    creator, fee, brand, left = story.money
    assert creator + (fee if payer == "creator" else 0) == 180_001
    assert creator + fee + brand == story.c.order.hold_fen
    assert left == 0


def test_a_share_is_given_once_and_leaves_something_to_each() -> None:
    for twice in (
        {"creator_bps": 6_000, "creator_percent": 60},
        {"creator_percent": 60, "creator_fen": 180_000},
        {"creator_bps": 6_000, "creator_fen": 1},
    ):
        assert refused(heard(), **twice).code == "SHARE_TWICE"
    for none in (
        {},
        {"creator_percent": 0},
        {"creator_percent": 100},
        {"creator_fen": 0},
        {"creator_fen": 300_000},
        {"creator_fen": 300_001},
    ):
        told = refused(heard(), **none)
        assert told.code == "SHARE_NEEDED"
        assert "creator_fen 1–299999" in told.en
    for least in (
        {"creator_percent": 1},
        {"creator_fen": 1},
        {"creator_percent": 99},
        {"creator_fen": 299_999},
    ):
        heard().operator("arbitrate", decision="split", **least)


def test_the_answer_repeats_the_decision_in_yuan_and_each_side_sees_its_own_part() -> None:
    story = heard()
    story.operator("arbitrate", decision="split", creator_percent=60)

    seen = {party: view(story.c, party, story.now)["complaint"]["decided"] for party in (*Party,)[:3]}

    assert seen[Party.OPERATOR]["zh"] == "创作者得 1,710.00 元，退还品牌主 1,200.00 元，服务费 90.00 元"
    assert seen[Party.OPERATOR]["en"] == "creator gets CNY 1,710.00, brand gets back 1,200.00, fee 90.00"
    assert seen[Party.CREATOR] == {"creator_fen": 171_000, "fee_fen": 9_000}
    assert seen[Party.BRAND] == {"brand_fen": 120_000}


def test_after_a_settlement_nothing_may_be_left_and_a_slip_is_a_slip() -> None:
    order = Order("b", "c", "", "", "article", "", 300_000)

    for nothing in (Said(bps=0), Said(percent=0), Said(fen=0)):
        assert check(order, nothing).bps == 0
    for given, code in (
        (Said(), "SHARE_NEEDED"),
        (Said(bps=60), "SHARE_TOO_SMALL"),
        (Said(bps=-1), "SHARE_NEEDED"),
        (Said(bps=10_001), "SHARE_NEEDED"),
        (Said(fen=300_001), "SHARE_NEEDED"),
        (Said(bps=100, percent=1), "SHARE_TWICE"),
    ):
        with pytest.raises(Refused, match=code):
            check(order, given)


# --- correcting a decision ---


def test_a_decision_is_corrected_once_before_it_takes_effect() -> None:
    story = decided("refund")
    before = story.c.clocks["appeal_by"]
    story.wait(before - story.now - (before - story.now) / 3)
    story.operator("arbitrate", decision="split", creator_percent=60, reason="看漏了第二段")

    assert story.stage is Stage.DECIDED
    assert story.c.case
    assert (story.c.case.decision, story.c.case.corrected) == ("split", True)
    assert story.c.case.decided_reason == "看漏了第二段"
    assert story.told[-2:] == ["corrected_creator", "corrected_brand"]
    assert story.c.clocks["appeal_by"] > before
    assert refused(story, creator_percent=50).code == "ALREADY_CORRECTED"
    assert "arbitrate" not in story.may(Party.OPERATOR)
    story.strike("appeal_by")
    assert story.money == (171_000, 9_000, 120_000, 0)


def test_a_correction_decides_about_the_money_and_changes_something() -> None:
    for decision in ("rework", "approve", "resume"):
        said = {"decision": decision, "reason": "x", "actor": LI}
        assert decided().refused(Party.OPERATOR, "arbitrate", **said) == "ALREADY_DECIDED"
    same = decided("split")
    fen = same.c.order.price_fen * 6_000 // 10_000
    assert refused(same, creator_fen=fen).code == "ALREADY_SO"
    assert same.refused(Party.OPERATOR, "arbitrate", decision="settle", actor=LI) == "REASON_NEEDED"
    whole = decided("settle")
    assert whole.refused(Party.OPERATOR, "arbitrate", decision="settle", reason="x", actor=LI) == "ALREADY_SO"


def test_a_correction_after_the_time_to_appeal_is_too_late_and_one_before_is_appealable() -> None:
    late = decided().until(decided().c.clocks["appeal_by"])
    said = {"decision": "refund", "reason": "x", "actor": LI}
    assert late.refused(Party.OPERATOR, "arbitrate", **said) == "TOO_LATE"

    story = decided("settle")
    story.operator("arbitrate", decision="refund")
    story.creator("appeal", reason="改判没有依据")
    assert story.stage is Stage.ARBITRATION


def test_by_terms_that_know_no_correction_a_decision_stands() -> None:
    story = decided("settle", terms={"corrections_max": 0})

    assert story.refused(Party.OPERATOR, "arbitrate", decision="refund", reason="x", actor=LI) == "NOT_NOW"
    assert "arbitrate" not in story.may(Party.OPERATOR)
