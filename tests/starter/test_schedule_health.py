"""Every sweep of the table has a schedule that runs it, and it ends well; else `health` says what to do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.client import (
    Client,
    ScheduleActionStartWorkflow,
    ScheduleHandle,
    ScheduleUpdate,
    ScheduleUpdateInput,
)

from domain.operations.sweeps import SWEEPS, Sweep
from gateways.operations.findings import SqlFindingStore
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime.health import examined
from runtime.schedule_health import Schedules
from runtime.schedules import ensure_schedules
from runtime.server import ServerPlan, embedded_server
from settings import Settings
from workflows import names

MOMENT = timedelta(minutes=1)


@pytest_asyncio.fixture(scope="module")
async def client(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    folder = tmp_path_factory.mktemp("schedules")
    async with embedded_server(ServerPlan(folder, durable=False)) as server:
        yield await Client.connect(server.address)


async def told(client: Client, settings: Settings) -> list[tuple[str, str]]:
    address = client.service_client.config.target_host
    found = [each.complaint for each in await examined(settings, address, ()) if each.complaint]
    return [(each.code, each.en.partition(":")[0]) for each in found]


async def deleted(handle: ScheduleHandle) -> None:
    await handle.delete()


async def paused(handle: ScheduleHandle) -> None:
    await handle.pause(note="by hand")


async def turned_to_another_queue(handle: ScheduleHandle) -> None:
    def turned(found: ScheduleUpdateInput) -> ScheduleUpdate:
        wanted = found.description.schedule
        assert isinstance(wanted.action, ScheduleActionStartWorkflow)
        wanted.action = replace(wanted.action, task_queue="nowhere")
        return ScheduleUpdate(wanted)

    await handle.update(turned)


FAULTS: dict[str, Callable[[ScheduleHandle], Awaitable[None]]] = {
    "SCHEDULE_MISSING": deleted,
    "SCHEDULE_PAUSED": paused,
    "SCHEDULE_CHANGED": turned_to_another_queue,
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_schedule_that_is_missing_paused_or_anothers_is_named_and_made_again(
    client: Client, tmp_path: Path, database_url: str, fault: str
) -> None:
    settings = Settings(state=tmp_path, database_url=database_url)
    await ensure_schedules(client, settings)
    assert await told(client, settings) == []

    for sweep in SWEEPS:
        handle = client.get_schedule_handle(names.sweep_id(sweep))
        await FAULTS[fault](handle)
        assert await told(client, settings) == [(fault, f"sweep/{sweep}")]
        if fault == "SCHEDULE_PAUSED":
            await handle.unpause()

        await ensure_schedules(client, settings)
        assert await told(client, settings) == []


@pytest.mark.parametrize("sweep", SWEEPS.values(), ids=SWEEPS)
async def test_a_sweep_that_came_to_no_end_for_too_long_is_named_until_one_does(
    client: Client, tmp_path: Path, database_url: str, sweep: Sweep
) -> None:
    settings = Settings(state=tmp_path, database_url=database_url)
    await ensure_schedules(client, settings)
    later = datetime.now(UTC) + sweep.late_after + MOMENT
    with opened(settings.database, settings.pool) as engine:
        migrate(engine)
        schedules = Schedules(client, engine, settings.queue)

        before = {each.en for each in await schedules.lacking(later) if each.code == "SWEEP_OVERDUE"}
        SqlFindingStore(engine).conclude(f"sweep/{sweep.name} by-hand", sweep.name, {}, later, later)
        after = {each.en for each in await schedules.lacking(later) if each.code == "SWEEP_OVERDUE"}

    (named,) = before - after
    assert f"./starmap sweep run {sweep.name}" in named


@pytest.mark.parametrize("sweep", SWEEPS)
async def test_a_sweep_whose_last_run_did_not_end_well_is_named_until_one_does(
    client: Client, tmp_path: Path, database_url: str, sweep: str
) -> None:
    settings = Settings(state=tmp_path, database_url=database_url)
    await ensure_schedules(client, settings)
    await begun_and_terminated(client, sweep)
    assert await told(client, settings) == [("SWEEP_FAILED", f"sweep/{sweep}")]

    now = datetime.now(UTC)
    with opened(settings.database, settings.pool) as engine:
        SqlFindingStore(engine).conclude(f"sweep/{sweep} by-hand", sweep, {}, now, now)

    assert await told(client, settings) == []
    await client.get_schedule_handle(names.sweep_id(sweep)).delete()


async def begun_and_terminated(client: Client, sweep: str) -> None:
    handle = client.get_schedule_handle(names.sweep_id(sweep))
    await handle.trigger()
    async with asyncio.timeout(30):
        while not (actions := (await handle.describe()).info.recent_actions):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    await client.get_workflow_handle(actions[-1].action.workflow_id).terminate()  # type: ignore[attr-defined]
