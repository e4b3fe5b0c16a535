"""A real Temporal server for the session. Every test has a world of its own: queue, database, worker, clock.

A module that says ``TOWN = True`` shares one worker and one database for the session instead, which is
quicker: its stories have creators of their own, stop no worker and leave the brand its money.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Engine
from temporalio.client import Client

from gateways.sql.database import opened
from runtime.server import ServerPlan, embedded_server
from settings import Settings
from tests.conftest import new_database
from tests.workflows.world import World, furnished
from workflows.converter import CONVERTER


@pytest_asyncio.fixture(scope="session")
async def client(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    plan = ServerPlan(tmp_path_factory.mktemp("temporal"), durable=False)
    async with embedded_server(plan) as server:
        yield await Client.connect(server.address, data_converter=CONVERTER)


@pytest.fixture
def settings(engine: Engine, database_url: str, tmp_path: Path) -> Settings:
    """STARMAP_MAX_CACHED_WORKFLOWS=0 in the environment makes every workflow task begin from nothing."""
    queue = f"q{tmp_path.name}-{id(engine)}"
    return Settings(state=tmp_path, database_url=database_url, queue=queue, first_retry_seconds=0.2)


@pytest_asyncio.fixture(scope="session")
async def town(
    client: Client, template: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[World]:
    folder = tmp_path_factory.mktemp("town")
    with new_database(template("sqlite"), folder) as url:
        settings = Settings(state=folder, database_url=url, queue="town", first_retry_seconds=0.2)
        with opened(url) as engine:
            async with furnished(client, engine, settings) as world:
                yield world


@pytest_asyncio.fixture
async def world(
    request: pytest.FixtureRequest, client: Client, town: World, engine: Engine, settings: Settings
) -> AsyncIterator[World]:
    """Afterwards no workflow task may have failed, and the books must balance, whatever the story was."""
    async with AsyncExitStack() as own:
        if getattr(request.module, "TOWN", False):
            world = town.visited()
        else:
            world = await own.enter_async_context(furnished(client, engine, settings))
        yield world
        world.faults.clear()
        await world.assert_sound()
