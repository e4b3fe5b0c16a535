"""A real Temporal server for the session. Every test has a world of its own: queue, database, worker, clock.

A module that says ``TOWN = True`` shares one worker and one database for the session instead, which is
quicker: its stories have creators of their own, stop no worker and leave the brand its money.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

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

END_SECONDS = 30


@pytest_asyncio.fixture(scope="session")
async def client(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    plan = ServerPlan(tmp_path_factory.mktemp("temporal"), durable=False)
    async with embedded_server(plan) as server:
        yield await Client.connect(server.address, data_converter=CONVERTER)
        await end(of_tests)


async def end(those: Callable[[], set[asyncio.Task[Any]]]) -> None:
    """A test that ran out of time is left half way by pytest-timeout, and its worker with it: one that
    outlives its server looks for it for ever, and neither the loop nor the session ends.
    """
    async with asyncio.timeout(END_SECONDS):
        while left := those() - {asyncio.current_task()}:  # one may begin another, or not hear it at once
            for task in left:
                task.cancel()
            await asyncio.wait(left, timeout=1)


def of_tests() -> set[asyncio.Task[Any]]:
    """Of this loop, what tests have begun and left. A worker of another folder's fixtures is nobody's to end:
    cancelled over and over in its shutdown it never comes to the end of it.
    """
    return {task for task in asyncio.all_tasks() if _name(task).startswith("test_")}


def _name(task: asyncio.Task[Any]) -> str:
    return str(getattr(task.get_coro(), "__qualname__", "")).rpartition(".")[2]


def of_this_test(request: pytest.FixtureRequest) -> set[asyncio.Task[Any]]:
    own = request.function.__qualname__
    return {task for task in asyncio.all_tasks() if getattr(task.get_coro(), "__qualname__", "") == own}


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
        await end(partial(of_this_test, request))
        world.faults.clear()
        await world.assert_sound()
