"""A workflow whose tasks keep failing is found, whatever its type: by the server or by asking."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from runtime import failing_tasks
from runtime.failing_tasks import TemporalTasks
from runtime.health import examined
from runtime.schedules import ensure_schedules
from runtime.server import ServerPlan, embedded_server
from settings import Settings

QUEUE = "stuck"
PATIENCE = 240


@workflow.defn(name="Fine")
class Fine:
    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)


@workflow.defn(name="Wedged")
class Wedged:
    @workflow.run
    async def run(self) -> None:
        raise RuntimeError("a fault of ours")


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    async with embedded_server(ServerPlan(tmp_path / "temporal", durable=False)) as server:
        yield await Client.connect(server.address)


@pytest.mark.timeout(PATIENCE * 2)
async def test_what_keeps_failing_is_found_and_what_waits_is_not(
    client: Client, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = TemporalTasks(lambda: client, QUEUE)
    kinds = [Fine, Wedged]
    async with Worker(client, task_queue=QUEUE, workflows=kinds, workflow_runner=UnsandboxedWorkflowRunner()):
        for kind in ("Fine", "Wedged", "NobodyWroteThis"):
            await client.start_workflow(kind, id=f"{kind}/1", task_queue=QUEUE)
        began = time.monotonic()
        while len(found := await tasks.failing()) < 2:
            assert time.monotonic() - began < PATIENCE, found
            await asyncio.sleep(2)
        monkeypatch.setattr(failing_tasks, "_reports", _reports_nothing)
        asked = await tasks.failing()
        monkeypatch.undo()
        settings = Settings(state=tmp_path, database_url=database_url, queue=QUEUE)
        await ensure_schedules(client, settings)
        told = await examined(settings, client.service_client.config.target_host, ())

    assert {each.subject for each in found} == {"Wedged/1", "NobodyWroteThis/1"}
    assert {each.kind for each in found} == {"tasks_fail"}
    assert all("WorkflowTaskFailed" in each.detail for each in found)
    assert {each.subject for each in asked} == {"Wedged/1", "NobodyWroteThis/1"}
    assert [each.complaint.code for each in told if each.complaint] == ["TASKS_FAIL"]
    assert told[-1].en == "all that is open in the books runs"  # it is asked though tasks fail


async def _reports_nothing(_client: Client) -> bool:
    return False
