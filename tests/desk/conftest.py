"""One server with its Web UI, one worker and one browser for all tasks of the operators' desk."""

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.client import Client

from gateways.sql.database import opened
from runtime.server import EmbeddedServer, ServerPlan, embedded_server
from settings import Settings
from tests.conftest import new_database
from tests.desk.browser import Desk, desk
from tests.desk.chromium import INSTALL, chromium
from tests.workflows.world import World, furnished
from workflows.converter import CONVERTER

LANG = os.environ.get("STARMAP_DESK_LANG", "zh")
"""Of the texts in the pictures."""
KEPT = os.environ.get("STARMAP_DESK_PICTURES", "")
"""Where pictures are kept; a folder that is thrown away unless one is named."""


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(KEPT) if KEPT else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest_asyncio.fixture(scope="session")
async def desk_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedServer]:
    async with embedded_server(ServerPlan(tmp_path_factory.mktemp("desk"), durable=False)) as server:
        yield server


@pytest_asyncio.fixture(scope="session")
async def desk_client(desk_server: EmbeddedServer) -> Client:
    return await Client.connect(desk_server.address, data_converter=CONVERTER)


@pytest_asyncio.fixture(scope="session")
async def office_hours(
    desk_client: Client, template: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[World]:
    folder = tmp_path_factory.mktemp("desk-world")
    with new_database(template("sqlite"), folder) as url:
        settings = Settings(state=folder, database_url=url, lang=LANG)
        with opened(url) as engine:
            async with furnished(desk_client, engine, settings) as world:
                yield world


@pytest_asyncio.fixture
async def world(office_hours: World) -> AsyncIterator[World]:
    world = office_hours.visited()
    yield world
    world.faults.clear()
    await world.assert_sound()


@pytest_asyncio.fixture
async def at(desk_server: EmbeddedServer, pictures: Path) -> AsyncIterator[Desk]:
    if not chromium():
        pytest.fail(f"no browser for the operators' desk: {INSTALL}", pytrace=False)
    async with desk(desk_server.ui_url, pictures) as opened:
        yield opened
