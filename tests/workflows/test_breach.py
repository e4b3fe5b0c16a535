"""The breach record outlives the commission that left it, and is appealed before that ends (D12.9)."""

from tests.workflows.world import World

TOWN = True


async def test_a_breach_record_is_appealed_and_a_new_line_lifts_it_while_the_old_one_stays(
    world: World,
) -> None:
    cid = await world.accepted()
    await world.strike(cid, "abandon")
    assert (world.record(cid).stage, world.breaches(cid)) == ("cancelled", ["abandoned"])
    assert (await world.handle(cid).describe()).close_time is None

    await world.tell(cid, "appeal", actor="creator", reason="已按时提交，平台故障")
    assert world.attention(cid) == ("breach_appealed",)
    await world.operate(cid, "arbitrate", decision="lift")

    creator = world.record(cid).order.creator_id
    assert world.breaches(cid) == ["abandoned", "lifted"]
    assert [each.reason for each in world.catalogue.breaches(creator)] == ["abandoned", "lifted"]
    assert (await world.end(cid))["breach"] == {"reason": "abandoned", "state": "lifted"}


async def test_a_breach_record_nobody_appeals_stands_after_three_days_and_the_commission_ends(
    world: World,
) -> None:
    cid = await world.accepted()
    await world.strike(cid, "abandon")

    assert (await world.end(cid))["breach"] == {"reason": "abandoned", "state": "stands"}
    assert world.moves(cid)[-1] == "breach_appeal_by"
    assert world.breaches(cid) == ["abandoned"]
