"""One platform that is looked at from outside: a real worker process without a workflow cache, whose log,
metrics and traces are kept while stories are told, some good ones and some that go wrong."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import pytest_asyncio
from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError

from domain.operations.sweeps import SWEEPS
from gateways.sandbox.faults import Fault
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime.schedules import sweep_now
from runtime.server import EmbeddedServer, ServerPlan, embedded_server
from runtime.worker_process import WorkerProcess
from settings import Settings
from tests.observing.receiver import Received, otlp_receiver
from tests.workflows import stories
from tests.workflows.histories import failed_tasks
from tests.workflows.poison import PAYLOADS, Wire, plain
from tests.workflows.world import BRAND_PHONE, World, furnished
from workflows import names
from workflows.converter import CONVERTER

PLANTED = "13712345678"
"""Sent wherever a sender can write something, and met in the texts of failures."""


@dataclass(frozen=True)
class Observed:
    log: str
    core_metrics: str
    business_metrics: str
    traces: Received
    commission: str
    personal: tuple[str, ...]
    """What must stand nowhere."""


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return f"127.0.0.1:{held.getsockname()[1]}"


@pytest_asyncio.fixture(scope="session")
async def observed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Observed]:
    folder = tmp_path_factory.mktemp("observed")
    url = f"sqlite:///{folder / 'starmap.db'}"
    with opened(url) as engine:
        migrate(engine)
        settings = Settings(state=folder, database_url=url, queue="observed", first_retry_seconds=0.2)
        async with embedded_server(ServerPlan(folder / "temporal", durable=False)) as server:
            client = await Client.connect(server.address, data_converter=CONVERTER)
            with otlp_receiver() as traces:
                async with furnished(client, engine, settings) as world:
                    await world.worker_down()
                    yield await _observe(world, server, folder, traces)


async def _observe(world: World, server: EmbeddedServer, folder: Path, traces: Received) -> Observed:
    core, business = free_address(), free_address()
    environment = {
        "STARMAP_METRICS_ADDRESS": core,
        "STARMAP_BUSINESS_METRICS_ADDRESS": business,
        "STARMAP_MAX_CACHED_WORKFLOWS": "0",
        "STARMAP_LOG_LEVEL": "INFO",
        "OTEL_EXPORTER_OTLP_ENDPOINT": traces.endpoint,
        "OTEL_BSP_SCHEDULE_DELAY": "500",
    }
    host = world.client.service_client.config.target_host
    process = WorkerProcess(world.settings, host, folder / "worker.log", environment)
    process.start()
    try:
        commission = await _stories(world)
        await _what_goes_wrong(world)
        for name in SWEEPS:
            await asyncio.wait_for(sweep_now(world.client, world.settings, name), 60)
        of_the_business = await _swept(business)
        await asyncio.to_thread(server.stop)
        of_the_core = await _unreachable(core)
    finally:
        process.kill()  # nobody answers it any more
    log = (folder / "worker.log").read_text()
    return Observed(log, of_the_core, of_the_business, traces, commission, _personal(world))


async def _stories(world: World) -> str:
    commission = await asyncio.wait_for(stories.demo_5(world), 110)
    await asyncio.wait_for(stories.overlays(world), 110)
    await asyncio.wait_for(stories.suspended(world), 110)
    return commission


async def _what_goes_wrong(world: World) -> None:
    cid = await world.accepted()
    wire = Wire(world.client, names.workflow_id(cid))
    for payloads in (PAYLOADS["three, all unreadable"], [plain({"reason": [PLANTED]})], [plain(PLANTED)]):
        await wire.signal("reject", payloads)
        await wire.update("reject", payloads)
    await wire.signal(PLANTED, [plain({"reason": PLANTED})])
    with suppress(RPCError):
        await wire.query(PLANTED, [plain({"role": PLANTED})])
    await world.send(cid, "request_cancel", reason=f"请打 {PLANTED}")
    await world.quiet(cid)
    world.faults.arm("mp", Fault.FAIL_BEFORE, operation="publish", note=f"no answer for {PLANTED}", times=2)
    await world.send(cid, "withdraw_cancel")
    await world.hand_in(cid)
    await world.send(cid, "approve", release_at="now")
    await world.stage(cid, "published", patience=60)
    await _fail_workflow_tasks(world)


async def _fail_workflow_tasks(world: World) -> None:
    """Of a workflow nobody has written."""
    queue = world.settings.queue
    handle = await world.client.start_workflow("Nosuch", PLANTED, id="broken-Nosuch", task_queue=queue)
    await _until_its_task_failed(handle)
    await handle.terminate()


async def _until_its_task_failed(handle: WorkflowHandle[Any, Any]) -> None:
    async with asyncio.timeout(60):
        while not failed_tasks([await handle.fetch_history()]):  # noqa: ASYNC110  # the server has no bell to ring
            await asyncio.sleep(0.2)


async def _unreachable(address: str) -> str:
    """The worker has noticed that there is no server."""
    async with asyncio.timeout(60):
        while "temporal_long_request_failure_total" not in (scrape := await asyncio.to_thread(_get, address)):  # noqa: ASYNC110
            await asyncio.sleep(0.5)
    return scrape


async def _swept(address: str) -> str:
    """The figures are kept some seconds: those that know of the last sweep."""
    never = 'starmap_sweep_last_success_timestamp_seconds{sweep="metrics"} 0.0'
    async with asyncio.timeout(60):
        while never in (scrape := await asyncio.to_thread(_get, address)):  # noqa: ASYNC110
            await asyncio.sleep(0.5)
    return scrape


def _get(address: str) -> str:
    with urlopen(f"http://{address}/metrics", timeout=30) as answer:
        return str(answer.read().decode())


def _personal(world: World) -> tuple[str, ...]:
    phones = tuple(world.creators.values())
    accounts = tuple(f"c{creator.rpartition('_')[2]}@example.com" for creator in world.creators)
    reasons = (
        "请补充使用场景",
        "标题与产品不符",
        "缺少产品名称",
        "档期冲突",
        "核查完毕",
        "复审未通过",
        "见第二段",
    )
    texts = ("夏日新品测评", "标题", "正文", "修改稿", "shot-1", "atang@example.com", "13800000000")
    people = ("阿汤说茶", "汤小明", "青柚茶饮", BRAND_PHONE, PLANTED)
    return phones + accounts + reasons + texts + people
