"""Who cannot pay yet: the hold is tried again when money comes, and the creator hears of nothing before."""

from tests.workflows.world import WEALTH, World, monday


async def poor(world: World, fen: int = 100_000) -> None:
    """Leave the brand this much."""
    world.top_up(fen, "pocket money")
    cid = await world.order(price_fen=WEALTH)
    await world.stage(cid, "offered")


async def short(world: World, **changes: object) -> str:
    cid = await world.order(at=monday(), **changes)
    await world.reach(cid, monday())
    await world.until(lambda: "short" in world.moves(cid), "short")
    await world.quiet(cid)
    return cid


async def test_a_brand_that_cannot_pay_is_told_and_a_top_up_dispatches_the_commission(
    world: World,
) -> None:
    await poor(world)
    cid = await short(world)
    assert world.record(cid).stage == "awaiting_payment"
    assert (world.brand_heard(cid), world.heard(cid)) == (["pay"], [])
    assert world.attention(cid) == ("unpaid",)
    await world.refused(cid, "NOT_NOW", "accept")

    world.top_up(100_000, "half")
    await world.tell(cid, "funded")
    assert world.record(cid).stage == "awaiting_payment"
    world.top_up(100_000, "the rest")
    await world.tell(cid, "funded")

    assert await world.stage(cid, "offered")
    assert (world.brand_heard(cid), world.heard(cid)) == (["pay"], ["offer"])
    assert (world.money(cid).held, world.attention(cid)) == (300_000, ())


async def test_not_paid_within_its_time_it_is_cancelled_and_money_that_comes_later_is_left_alone(
    world: World,
) -> None:
    await poor(world)
    cid = await short(world)

    await world.strike(cid, "pay_by")

    assert (await world.end(cid))["stage"] == "cancelled"
    assert world.brand_heard(cid) == ["pay", "unpaid"]
    assert world.heard(cid) == []
    world.top_up(300_000, "late")
    assert world.ledger.balances()["brand:qingyou"] == 400_000


async def test_a_brand_may_take_back_what_it_has_not_paid_for(world: World) -> None:
    await poor(world)
    cid = await short(world)

    await world.send(cid, "cancel")

    assert (await world.end(cid))["stage"] == "cancelled"
    assert world.ledger.balances()["brand:qingyou"] == 100_000
