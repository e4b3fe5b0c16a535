"""A platform of the benchmarks' own: an embedded server, our worker and the floors', on the loopback."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.testing import TimeSkipper

from benchmarks.floors.marks import FILE, Marks
from benchmarks.floors.program import READY
from benchmarks.processes import ROOT
from gateways.money.ledger import SqlLedger
from gateways.parties.catalogue import SqlCatalogue
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from gateways.sandbox.mp import SandboxMp
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime.server import ServerPlan, embedded_server
from runtime.worker_process import WorkerProcess
from services.app import SKIPPING
from services.connection import connect
from services.money.topping_up import Cashier
from settings import Settings

BRAND = "qingyou"
WEALTH_FEN = 10_000_000_000
FLOORS = "floors"
"""The task queue."""


@dataclass
class Place:
    address: str
    settings: Settings
    engine: Engine
    catalogue: SqlCatalogue
    mp: SandboxMp
    client: Client
    plain: Client
    """The stock client, for the floors."""
    skipper: TimeSkipper
    plain_skipper: TimeSkipper
    server: int
    working: WorkerProcess
    floors: int
    marks: Marks

    @property
    def worker(self) -> int:
        assert self.working.process is not None
        return self.working.process.pid

    async def fresh_worker(self) -> None:
        """One that has nothing in memory yet."""
        await asyncio.to_thread(self.working.stop)
        await serves(self.working)


async def serves(working: WorkerProcess) -> None:
    working.start()
    async with asyncio.timeout(60):
        while not working.is_serving:
            assert working.is_running, working.last_words
            await asyncio.sleep(0.1)


@asynccontextmanager
async def own_place(folder: Path) -> AsyncIterator[Place]:
    settings = Settings(
        state=folder,
        database_url=f"sqlite:///{folder / 'starmap.db'}",
        first_retry_seconds=0.2,
        port=0,
        ui_port=0,
    )
    with opened(settings.database, keys=settings.data_keys) as engine:
        migrate(engine)
        faults = SandboxFaults(engine)
        catalogue = SqlCatalogue(engine)
        _furnish(engine, catalogue)
        async with embedded_server(ServerPlan(folder)) as server:
            client, plain = await connect(server.address), await Client.connect(server.address)
            working = WorkerProcess(settings, server.address, folder / "worker.log")
            marks = Marks(folder / "marks")
            try:
                with floors(server.address, folder) as floor:
                    await serves(working)
                    yield Place(
                        server.address,
                        settings,
                        engine,
                        catalogue,
                        SandboxMp(engine, faults),
                        client,
                        plain,
                        TimeSkipper(client, config=SKIPPING),
                        TimeSkipper(plain, config=SKIPPING),
                        server.process.pid,
                        working,
                        floor,
                        marks,
                    )
            finally:
                await asyncio.to_thread(working.stop)


def _furnish(engine: Engine, catalogue: SqlCatalogue) -> None:
    now = datetime.now(UTC)
    catalogue.add_brand(BRAND, "青柚茶饮", f"{BRAND}-co", "13900000001", now)
    Cashier(SandboxBank(engine, SandboxFaults(engine)), SqlLedger(engine)).top_up(
        BRAND, WEALTH_FEN, "first", now
    )


@contextmanager
def floors(address: str, folder: Path) -> Iterator[int]:
    """The process of the floors' worker, once it takes work."""
    program = [sys.executable, "-m", "benchmarks.floors.program", address, FLOORS]
    environment = {**os.environ, FILE: str(folder / "marks"), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(program, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == READY
        try:
            yield process.pid
        finally:
            process.kill()
