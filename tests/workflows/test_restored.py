"""An older copy of the application database is put back while commissions have gone on: what is then true."""

import asyncio
import shutil
from pathlib import Path

from sqlalchemy import make_url

from gateways.operations.audit.checking import check_ledger
from services.commissions.commands import pending
from tests.workflows.world import World


async def test_money_a_restored_database_lacks_is_not_released_until_the_whole_one_is_back(
    world: World,
) -> None:
    creator = world.new_creator()
    await _copied(world, to="older.db")
    cid = await world.published(creator_id=creator)
    await _copied(world, to="whole.db")
    await _put_back(world, "older.db")

    answer = await world.ask(cid, "settle")
    await asyncio.sleep(2)

    assert answer["stage"] == "settled", "it is decided, and the table follows when it can"
    assert check_ledger(world.engine).ok, "nothing is released that is not held"
    assert world.queries.known([cid]) == set()
    await _put_back(world, "whole.db")
    await world.stage(cid, "settled")
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    assert await pending(world.client, cid) == []


async def _copied(world: World, to: str) -> None:
    await world.worker_down()
    world.engine.dispose()
    place = _place(world)
    shutil.copy(place, place.with_name(to))
    await world.worker_up()


async def _put_back(world: World, copy: str) -> None:
    await world.worker_down()
    world.engine.dispose()
    shutil.copy(_place(world).with_name(copy), _place(world))
    await world.worker_up()


def _place(world: World) -> Path:
    return Path(str(make_url(world.settings.database).database))
