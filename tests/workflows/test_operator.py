"""What platform operators may do: always by name and with a reason, always told to both sides."""

import asyncio
from datetime import timedelta

from tests.workflows.world import BRAND_PHONE, DAY, HOUR, World, monday

TOWN = True


async def test_an_operator_acts_for_a_party_by_name_and_with_a_reason_and_both_are_told(world: World) -> None:
    cid = await world.offered()
    await world.refused(cid, "OPERATOR_NEEDED", "accept", on_behalf_of="creator", reason="电话确认")
    await world.refused(cid, "REASON_NEEDED", "accept", actor="operator:li", on_behalf_of="creator")
    await world.refused(cid, "WRONG_PARTY", "accept", actor="operator:li", reason="电话确认")
    await world.refused(
        cid, "WRONG_PARTY", "accept", actor="operator:li", on_behalf_of="brand", reason="电话确认"
    )

    await world.operate(cid, "accept", on_behalf_of="creator", reason="创作者电话确认")

    assert await world.stage(cid, "content_drafting")
    line = world.queries.timeline(cid)[-1]
    assert (line.actor, line.on_behalf_of, line.reason) == ("operator:li", "creator", "创作者电话确认")
    assert world.last_heard(cid) == {"operator_creator"}
    assert world.last_heard(cid, BRAND_PHONE) == {"accepted", "operator_brand"}


async def test_an_operator_extends_a_running_deadline_and_old_new_and_why_are_kept(world: World) -> None:
    cid = await world.offered()
    old = world.clock(cid, "accept_by")

    none = await world.refused(
        cid, "CLOCK_NOT_RUNNING", "extend", actor="operator:li", clock="submit_by", until=old, reason="x"
    )
    assert "accept_by" in none.en
    for never in (old - 3 * DAY, old + 60 * DAY):
        said = {"actor": "operator:li", "clock": "accept_by", "until": never, "reason": "x"}
        bounds = await world.refused(cid, "UNTIL_OUT_OF_RANGE", "extend", **said)
        assert bounds.zh.count("+08:00") == 2
    await world.operate(cid, "extend", clock="accept_by", until=old + DAY, reason="平台故障一天")

    (moved,) = world.queries.timeline(cid)[-1].deadlines
    assert (moved["old"], moved["new"], moved["why"]) == (old.isoformat(), (old + DAY).isoformat(), "extend")
    assert world.queries.timeline(cid)[-1].reason == "平台故障一天"
    await world.reach(cid, old + HOUR)
    assert world.record(cid).stage == "offered"
    await world.send(cid, "accept")


async def test_a_frozen_creators_clocks_stop_and_run_on_afterwards(world: World) -> None:
    cid = await world.accepted()
    await world.skip(cid, DAY)
    due = world.clock(cid, "submit_by")

    await world.refused(cid, "PARTY_UNKNOWN", "freeze", actor="operator:li", party="mcn", reason="核查")
    await world.operate(cid, "freeze", party="creator", reason="账号处罚核查中")
    assert "submit_by" not in world.record(cid).clocks
    await world.refused(cid, "FROZEN", "request_cancel", reason="档期冲突")
    await world.strike(cid, "freeze_alert")
    assert set(world.attention(cid)) == {"frozen", "frozen_long"}
    await world.skip(cid, 30 * DAY)
    assert world.record(cid).stage == "content_drafting"
    frozen_at = world.record(cid).freeze.at
    await world.operate(cid, "unfreeze")

    thawed_at = world.queries.timeline(cid)[-1].at
    assert abs(world.clock(cid, "submit_by") - due - (thawed_at - frozen_at)) < timedelta(seconds=1)
    assert world.attention(cid) == ()
    await world.hand_in(cid)


async def test_a_frozen_brand_stops_no_clock(world: World) -> None:
    cid = await world.published()
    before = dict(world.record(cid).clocks)

    await world.operate(cid, "freeze", party="brand", reason="账户冻结")

    assert {name: world.record(cid).clocks[name] for name in before} == before
    await world.refused(cid, "FROZEN", "complain", cause="late", reason="晚发布")
    await world.strike(cid, "settle_by")
    assert await world.stage(cid, "settled")


async def test_an_operator_settles_or_refunds_by_force(world: World) -> None:
    settled, refunded = await asyncio.gather(world.complained(), world.reviewed())
    await world.refused(settled, "OPERATOR_NEEDED", "force_settle", reason="误判")
    await world.refused(settled, "REASON_NEEDED", "force_settle", actor="operator:li", bearer="brand")

    await world.operate(settled, "force_settle", bearer="brand", reason="误判")
    await world.operate(refunded, "force_refund", bearer="creator", reason="账号已注销")
    assert (world.heard(settled)[-1], world.brand_heard(settled)[-1]) == ("decided_creator", "decided_brand")
    await asyncio.gather(world.strike(settled, "appeal_by"), world.strike(refunded, "appeal_by"))

    assert await world.stage(settled, "settled")
    assert world.transfers(settled) == [(f"{settled}-1", 285_000, True)]
    again = {"actor": "operator:li", "bearer": "brand", "reason": "再来"}
    await world.refused(settled, "ALREADY_SETTLED", "force_settle", **again)
    assert (await world.end(refunded))["stage"] == "refunded"
    assert world.money(refunded).refunded == 300_000


async def test_a_temporal_cancel_request_is_the_operators_cancel(world: World) -> None:
    cid = await world.accepted()

    await world.handle(cid).cancel(reason="批量取消")

    assert (await world.end(cid))["stage"] == "cancelled"
    line = next(each for each in world.queries.timeline(cid) if each.move == "cancel")
    assert (line.by, line.actor, line.reason) == ("operator", "operator:temporal", "批量取消")
    assert world.money(cid).refunded == 300_000


async def test_a_temporal_cancel_request_may_be_refused_and_asked_again_and_is_never_an_exit(
    world: World,
) -> None:
    cid = await world.published()

    for n in (1, 2):
        await world.handle(cid).cancel()
        await world.until(lambda n=n: len(world.refusals(cid)) == n, f"refusal {n}")
        await world.quiet(cid)
        await asyncio.sleep(1)  # a workflow continues as new once a second at most

    assert world.refusals(cid) == ["PUBLISHED", "PUBLISHED"]
    assert world.record(cid).stage == "published"
    assert world.clock(cid, "settle_by") == monday(0, 0, days=8)
    await world.strike(cid, "settle_by")
    assert await world.stage(cid, "settled")


async def test_a_temporal_cancel_refused_for_its_kill_fee_is_applied_once_the_brand_has_named_it(
    world: World,
) -> None:
    cid = await world.reviewed()
    await world.handle(cid).cancel()
    await world.until(lambda: world.refusals(cid) == ["QUOTE_STALE"], "refusal")

    await world.operate(cid, "cancel", quoted_fen=150_000, fault="brand", reason="批量取消")

    assert (await world.end(cid))["stage"] == "cancelled"


async def test_whoever_is_refused_reads_what_is_possible_for_him_and_not_for_another(world: World) -> None:
    cid = await world.accepted()
    who = {"actor": "operator:li", "reason": "创作者失联"}

    as_operator = await world.refused(cid, "FAULT_NEEDED", "cancel", **who)
    as_brand = await world.refused(cid, "QUOTE_STALE", "cancel", quoted_fen=1, reason="停止推广")

    assert "freeze, force_refund" in as_operator.en
    assert "propose_extension" not in as_operator.en
    assert "propose_extension" in as_brand.en
    assert "freeze" not in as_brand.en
