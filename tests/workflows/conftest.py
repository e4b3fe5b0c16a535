"""A real Temporal server for the session, and a world of its own for each test: queue, database, worker, clock."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Engine
from temporalio.client import Client

from settings import Settings
from starter.server import ServerPlan, embedded_server
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
    return Settings(state=tmp_path, database_url=database_url, queue=queue, first_retry_seconds=1)


@pytest_asyncio.fixture
async def world(client: Client, engine: Engine, settings: Settings) -> AsyncIterator[World]:
    """Afterwards no workflow task may have failed, and the books must balance, whatever the story was."""
    async with furnished(client, engine, settings) as world:
        yield world
        await world.assert_sound()
