from datetime import timedelta

from tests.workflows.world import World, monday


async def test_a_commission_lives_from_order_to_payout(world: World) -> None:
    cid = await world.published(at=monday())
    assert (await world.view(cid))["stage"] == "published"

    await world.skip(cid, timedelta(days=9))

    await world.stage(cid, "settled", "completed")
    print(world.texts())
    print((await world.view(cid)))
    print(world.bank.log())
    assert world.ledger.check().ok
