"""A few whole stories with the books in PostgreSQL, one of them with PostgreSQL restarted in the middle."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.client import Client

from gateways.operations.audit.checking import check_ledger
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from settings import Settings
from tests.conftest import create_database, keys_in
from tests.postgres import Postgres, postgres
from tests.workflows import stories
from tests.workflows.world import World, furnished

on_postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@on_postgresql
@pytest.mark.parametrize("story", [stories.shortest_by_signals, stories.demo_1, stories.demo_5])
async def test_a_whole_life_on_postgresql(world: World, story: stories.Story) -> None:
    cid = await story(world)

    assert world.engine.dialect.name == "postgresql"
    assert world.queries.timeline(cid)
    assert check_ledger(world.engine).ok


@pytest_asyncio.fixture
async def beside_its_own_postgres(client: Client, tmp_path: Path) -> AsyncIterator[tuple[World, Postgres]]:
    with postgres() as server:
        url = create_database(server.url, "")
        with opened(url, keys=keys_in(tmp_path)) as engine:
            migrate(engine)
            settings = Settings(
                state=tmp_path, database_url=url, queue=tmp_path.name, first_retry_seconds=0.2
            )
            async with furnished(client, engine, settings) as world:
                yield world, server
                await world.assert_sound()


async def test_postgresql_is_restarted_in_the_middle_and_everything_continues(
    beside_its_own_postgres: tuple[World, Postgres],
) -> None:
    world, server = beside_its_own_postgres
    cid = await world.outlined()

    await asyncio.to_thread(server.stop)
    rejected = await world.ask(cid, "reject", reason="太短")
    submitted = await world.ask(cid, "submit", ref="outline-2")
    await asyncio.to_thread(server.start)
    await until(lambda: moves(world, cid)[-2:] == ["reject", "submit"])
    await world.send(cid, "approve")
    await until(lambda: moves(world, cid)[-3:] == ["reject", "submit", "approve"])

    assert [each["stage"] for each in (rejected, submitted)] == ["outline_drafting", "outline_review"]


def moves(world: World, cid: str) -> list[str]:
    return [line.move for line in world.queries.timeline(cid)]


async def until(true: Callable[[], bool]) -> None:
    """The table follows the commission."""
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110  # the worker makes it true
            await asyncio.sleep(0.1)
