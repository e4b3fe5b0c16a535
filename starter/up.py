"""`up`: the embedded Temporal server and the worker, watched; what dies is started again."""

import asyncio
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import make_url

from gateways.database import migrate, open_database
from settings import Settings
from starter import running, server
from starter.running import Running
from starter.sample import furnish_if_empty
from starter.server import EmbeddedServer, ServerDidNotStart, ServerPlan
from starter.worker_process import WorkerProcess

LOOK_EVERY = 0.5
BACK_OFF_MAX = 10.0


@dataclass
class Platform:
    """The processes of one `up`. With TEMPORAL_ADDRESS set only the worker is ours."""

    settings: Settings
    say: Callable[[str, str], None]
    server: EmbeddedServer | None = None
    worker: WorkerProcess | None = None
    ports: tuple[int, int] = (0, 0)
    restarts: int = 0
    state: Running | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    welcome: Callable[[str], None] = print

    async def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self.stopping.set)
        try:
            await self._start()
            while not self.stopping.is_set():
                await self._look_after()
                await self._wait(LOOK_EVERY)
        finally:
            await self._stop()

    async def _start(self) -> None:
        self.settings.state.mkdir(parents=True, exist_ok=True)
        engine = open_database(self.settings.database)
        await asyncio.to_thread(migrate, engine)
        elsewhere = os.environ.get("TEMPORAL_ADDRESS", "")
        if not elsewhere and await asyncio.to_thread(furnish_if_empty, engine):
            self.say("空的数据库：已开设样例账户", "an empty database: sample accounts opened")
        engine.dispose()
        self.say("数据库就绪", "database ready")
        if not elsewhere:
            await self._start_server()
        address = self.server.address if self.server else elsewhere
        self.worker = WorkerProcess(self.settings, address, self.settings.state / "worker.log")
        self.worker.start()
        self.say(f"worker 就绪（pid {self._worker_pid()}）", f"worker running (pid {self._worker_pid()})")
        self._write(address)
        self.welcome(self.server.ui_url if self.server else "")

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
        if self.worker and not self.worker.is_running:
            self.say("worker 已停，重新启动", "the worker died: starting it again")
            await self._again(self._start_worker)

    async def _start_worker(self) -> None:
        if self.worker:
            self.worker.start()

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
        if self.worker:
            await asyncio.to_thread(self.worker.stop)
        if self.server:
            await asyncio.to_thread(self.server.stop)
        if self.state:
            running.forget(self.settings)

    def _worker_pid(self) -> int:
        return self.worker.process.pid if self.worker and self.worker.process else 0

    def _write(self, address: str) -> None:
        self.state = Running(
            pid=os.getpid(),
            address=address,
            ui_url=self.server.ui_url if self.server else "",
            worker_pid=self._worker_pid(),
            server_pid=self.server.process.pid if self.server else 0,
            database=make_url(self.settings.database).render_as_string(hide_password=True),
            virtual_time=self.server is not None,
            since=datetime.now(UTC).isoformat(timespec="seconds"),
            restarts=self.restarts,
        )
        running.write(self.settings, self.state)


def _port(address: str) -> int:
    return int(address.rsplit(":", 1)[1])
