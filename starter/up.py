"""`up`: the embedded Temporal server and the workers, watched; what dies is started again."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from gateways.database import address, migrate, open_database
from settings import Settings
from starter import running, server
from starter.connection import connect
from starter.metrics_address import of_process
from starter.readiness import require
from starter.running import Running
from starter.sample import furnish_if_empty
from starter.schedules import ensure_schedules
from starter.server import EmbeddedServer, ServerDidNotStart, ServerPlan
from starter.worker_process import WorkerProcess

LOOK_EVERY = 0.5
BACK_OFF_MAX = 10.0


@dataclass
class Platform:
    """The processes of one `up`. With TEMPORAL_ADDRESS set only the workers are ours."""

    settings: Settings
    say: Callable[[str, str], None]
    server: EmbeddedServer | None = None
    workers: list[WorkerProcess] = field(default_factory=list)
    ports: tuple[int, int] = (0, 0)
    restarts: int = 0
    state: Running | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    welcome: Callable[[str], None] = print

    async def run(self) -> None:
        """Until Ctrl-C, heard at every moment of the start too: nothing is left half started."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.stopping.set)
        try:
            await self._unless_stopped(self._start())
            while not self.stopping.is_set():
                await self._unless_stopped(self._look_after())
                await self._wait(LOOK_EVERY)
        finally:
            await self._stop()

    async def _unless_stopped(self, work: Coroutine[None, None, None]) -> None:
        task, stop = asyncio.create_task(work), asyncio.create_task(self.stopping.wait())
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if not task.done():
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    async def _start(self) -> None:
        self.settings.state.mkdir(parents=True, exist_ok=True)
        elsewhere = os.environ.get("TEMPORAL_ADDRESS", "")
        await self._open_database(elsewhere)
        if not elsewhere:
            await self._start_server()
        temporal = self.server.address if self.server else elsewhere
        await ensure_schedules(await connect(temporal), self.settings)
        for number in range(self.settings.processes):
            log = self.settings.state / (f"worker-{number + 1}.log" if number else "worker.log")
            self.workers.append(
                WorkerProcess(self.settings, temporal, log, of_process(number, self.settings))
            )
            self.workers[-1].start()
        told = ", ".join(map(str, self._worker_pids()))
        self.say(f"worker 就绪（pid {told}）", f"worker running (pid {told})")
        self._write(temporal)
        self.welcome(self.server.ui_url if self.server else "")

    async def _open_database(self, elsewhere: str) -> None:
        engine = open_database(self.settings.database, self.settings.pool)
        try:
            await asyncio.to_thread(migrate, engine)
            if elsewhere:
                await require(await connect(elsewhere), engine)
            elif await asyncio.to_thread(furnish_if_empty, engine):
                self.say("空的数据库：已开设样例账户", "an empty database: sample accounts opened")
        finally:
            engine.dispose()
        self.say("数据库就绪", "database ready")

    async def _start_server(self) -> None:
        wanted = self.ports if self.ports[0] else (self.settings.port, self.settings.ui_port)
        plan = ServerPlan(self.settings.state, *wanted, binary=self.settings.temporal_binary or None)
        try:
            self.server = await server.start(plan)
        except ServerDidNotStart:
            if self.ports[0]:
                raise
            self.server = await server.start(replace(plan, port=0, ui_port=0))  # the usual ports are taken
        self.ports = (_port(self.server.address), _port(self.server.ui_url))
        self.say(f"Temporal 服务就绪 {self.server.address}", f"Temporal server at {self.server.address}")

    async def _look_after(self) -> None:
        if self.server and not self.server.is_running:
            self.say("Temporal 服务已停，重新启动", "the Temporal server died: starting it again")
            self.server.stop()
            await self._again(self._start_server)
        for worker in self.workers:
            if not worker.is_running:
                self.say("worker 已停，重新启动", "the worker died: starting it again")
                if worker.last_words:
                    self.say(worker.last_words, worker.last_words)
                await self._again(worker.start)

    async def _again(self, start: Callable[[], object]) -> None:
        self.restarts += 1
        await self._wait(min(0.2 * self.restarts, BACK_OFF_MAX))
        result = start()
        if asyncio.iscoroutine(result):
            await result
        self._write(self.state.address if self.state else "")

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return

    async def _stop(self) -> None:
        await asyncio.gather(*(asyncio.to_thread(each.stop) for each in self.workers))
        if self.server:
            await asyncio.to_thread(self.server.stop)
        if self.state:
            running.forget(self.settings)

    def _worker_pids(self) -> list[int]:
        return [each.process.pid for each in self.workers if each.process]

    def _write(self, temporal: str) -> None:
        self.state = Running(
            pid=os.getpid(),
            address=temporal,
            ui_url=self.server.ui_url if self.server else "",
            worker_pid=next(iter(self._worker_pids()), 0),
            worker_pids=self._worker_pids(),
            server_pid=self.server.process.pid if self.server else 0,
            database=address(self.settings.database).render_as_string(hide_password=True),
            virtual_time=self.server is not None,
            since=datetime.now(UTC).isoformat(timespec="seconds"),
            restarts=self.restarts,
        )
        running.write(self.settings, self.state)


def _port(address: str) -> int:
    return int(address.rsplit(":", 1)[1])
