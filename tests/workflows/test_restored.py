"""An older copy of the application database is put back while commissions have gone on: what is then true."""

import shutil
from pathlib import Path

from sqlalchemy import make_url

from domain.findings import KINDS
from gateways.finding_book import SqlFindingBook
from tests.workflows.world import World


async def test_what_a_restored_database_lacks_is_not_written_again_but_it_is_found(world: World) -> None:
    creator = world.new_creator()
    await _copied(world, to="older.db")
    cid = await world.published(creator_id=creator)
    await _copied(world, to="whole.db")
    await _put_back(world, "older.db")

    await world.ask(cid, "settle")
    await world.stage(cid, "settled")

    assert world.record(cid).published_at, "the whole state is written with the next thing it does"
    assert "accept" not in world.moves(cid)
    assert f"escrow:{cid}" in world.ledger.check().overdrawn
    found = {each.kind for each in SqlFindingBook(world.engine).disagreements()}
    assert "overdrawn" in found <= KINDS.keys()
    await _put_back(world, "whole.db")


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
