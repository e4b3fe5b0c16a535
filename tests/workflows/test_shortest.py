from datetime import timedelta

from tests.workflows.world import World

TOWN = True


async def test_a_commission_lives_from_order_to_payout(world: World) -> None:
    cid = await world.published()

    await world.skip(cid, timedelta(days=9))

    await world.stage(cid, "settled")
    await world.quiet(cid)
    assert world.heard(cid) == ["offer", "content_approved", "published_creator", "settled"]
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert world.record(cid).payout.state == "paid"

    await world.strike(cid, "rating_by")

    assert (await world.end(cid))["stage"] == "completed"
    money = world.money(cid)
    assert (money.held, money.to_creators, money.fee, money.refunded) == (300_000, 285_000, 15_000, 0)
