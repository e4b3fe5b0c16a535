"""Act for a party, extend, freeze, decide, settle and refund: from the forms of the Web UI."""

import json
from datetime import timedelta

import pytest

from domain.instants import BEIJING, written_deadline
from tests.desk import guide
from tests.desk.browser import Desk
from tests.desk.test_guide import OVER_FEN
from tests.workflows.world import World
from workflows import names

pytestmark = pytest.mark.timeout(600)  # for hangs only: a browser on a loaded machine is slow


async def test_an_operator_accepts_for_a_creator_who_phones(at: Desk, world: World) -> None:
    cid = await world.offered()

    await at.open(names.workflow_id(cid))
    await at.prepare("Send an Update", "accept", guide.payload("accept"))
    await at.picture("03-on-behalf", dialog=True)
    await at.taken()

    await world.stage(cid, "content_drafting")
    line = next(line for line in world.queries.timeline(cid) if line.move == "accept")
    assert (line.actor, line.on_behalf_of) == ("operator:li", "creator")


async def test_a_refusal_says_by_name_what_is_wrong_and_what_is_possible(at: Desk, world: World) -> None:
    cid = await world.offered()

    await at.open(names.workflow_id(cid))
    told = await at.refused("force_settle", guide.payload("force_settle"))
    await at.picture("03-refused", dialog=True)

    assert "NOT_NOW" in told
    assert "现在可以" in told
    assert "possible now" in told
    assert ".py" not in told
    assert world.moves(cid).count("force_settle") == 0
    assert world.refusals(cid) == []


async def test_a_refused_signal_stands_in_the_details(at: Desk, world: World) -> None:
    cid = await world.offered()

    await at.open(names.workflow_id(cid))
    await at.signal("force_settle", guide.payload("force_settle"))

    await at.details("✗")
    assert len(world.refusals(cid)) == 1


async def test_a_deadline_is_extended(at: Desk, world: World) -> None:
    cid = await world.accepted()
    until = (world.clock(cid, "submit_by") + timedelta(days=2)).astimezone(BEIJING).replace(microsecond=0)
    payload = {**json.loads(guide.payload("extend")), "until": until.isoformat()}

    await at.open(names.workflow_id(cid))
    await at.prepare("Send an Update", "extend", json.dumps(payload, ensure_ascii=False))
    await at.picture("04-extend", dialog=True)
    await at.taken()

    await world.until(lambda: world.clock(cid, "submit_by") == until, "the later deadline")
    await at.details(written_deadline(until, "zh", until), "submit_by", "已核实", "operator:li")


async def test_a_commission_is_frozen_and_goes_on(at: Desk, world: World) -> None:
    cid = await world.accepted()

    await at.open(names.workflow_id(cid))
    await at.update("freeze", guide.payload("freeze"))
    await at.details("暂停中", "已核实", "unfreeze")
    await at.picture("05-frozen", height=900)
    await world.until(lambda: world.record(cid).freeze is not None, "the freeze")

    await at.update("unfreeze", guide.payload("unfreeze"))
    await world.until(lambda: world.record(cid).freeze is None, "the end of the freeze")
    assert "submit_by" in world.record(cid).clocks


async def test_a_complaint_is_decided(at: Desk, world: World) -> None:
    cid = await world.complained()
    await world.send(cid, "answer_complaint", reason="第二段已写明")

    await at.open(names.workflow_id(cid))
    await at.details("平台介入", "缺少产品名称", "settle | refund | split | rework")
    await at.details(
        "内容与约定不符", "shot-1", "第二段已写明", "最近提交", world.items[cid], "平台审核：已通过"
    )
    await at.picture("06-complaint", height=1100)
    await at.update("arbitrate", guide.payload("arbitrate"))

    await at.details("平台已判定", "split", "1,710.00 元", "operator:li", "已核实")
    await at.picture("06-decided", height=1000)
    assert world.record(cid).stage == "decided"


async def test_the_platform_settles_and_refunds(at: Desk, world: World) -> None:
    settled, refunded = await world.published(), await world.accepted()

    await at.open(names.workflow_id(settled))
    await at.update("force_settle", guide.payload("force_settle"))
    await world.strike(settled, "appeal_by")
    await world.stage(settled, "settled")
    await at.details("已结算", "已放款给创作者 2,850.00 元", "已核实")
    await at.picture("07-settled", height=900)

    await at.open(names.workflow_id(refunded))
    await at.update("force_refund", guide.payload("force_refund"))
    await world.strike(refunded, "appeal_by")
    await world.stage(refunded, "refunded", "cancelled")
    assert world.money(refunded).refunded == 300_000
    told = await at.details("已退还品牌主 3,000.00 元", "已核实")
    assert "托管中" not in told
    assert "2,850.00" not in told


async def test_over_an_amount_one_operator_proposes_and_another_seconds(at: Desk, world: World) -> None:
    creator = world.new_creator()
    world.catalogue.quote(creator, "article", OVER_FEN)
    cid = await world.published(creator_id=creator, price_fen=OVER_FEN)
    await at.open(names.workflow_id(cid))
    await at.update("force_settle", guide.payload("force_settle"))
    await at.details("提议，待另一人复核", "11,400.00 元", "second")
    proposal = world.record(cid).proposal
    assert proposal
    seconds = guide.payload("second").replace("shot-1", str(proposal.seq))

    same = await at.refused("second", seconds)
    await at.dismiss()
    await at.update("second", seconds.replace("operator:li", "operator:wang"))

    assert "SAME_OPERATOR" in same
    await at.details("平台已判定", "operator:li + operator:wang")
    assert world.record(cid).stage == "decided"


async def test_a_cancel_without_a_fault_is_refused_with_what_an_operator_may_do(
    at: Desk, world: World
) -> None:
    cid = await world.accepted()
    unnamed = {**json.loads(guide.payload("cancel")), "fault": None}

    await at.open(names.workflow_id(cid))
    told = await at.refused("cancel", json.dumps({k: v for k, v in unnamed.items() if v}))
    await at.dismiss()
    await at.update("cancel", guide.payload("cancel"))

    assert "FAULT_NEEDED" in told
    assert "freeze" in told
    await at.details("责任在创作者", "违约记录")
