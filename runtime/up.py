"""`up`: the embedded Temporal server and the workers, watched; what dies is started again."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO

from sqlalchemy import Engine

from domain.copies import replace
from gateways.personal.keys import begin as begin_keys
from gateways.sql.data_keys import DataKeys
from gateways.sql.database import address, opened
from gateways.sql.migrating import migrate
from runtime import running, server, started
from runtime.folder_lock import look_after
from runtime.gateway_process import GatewayProcess, port_of
from runtime.metrics_address import of_process
from runtime.readiness import require
from runtime.running import Running
from runtime.schedules import ensure_schedules
from runtime.server import EmbeddedServer, PortTaken, ServerDidNotStart, ServerPlan
from runtime.worker_process import WorkerDoesNotServe, WorkerProcess
from services.access.members import first_operator_link
from services.connection import connect
from services.parties.sample import furnish_if_empty
from services.terms_in_force import in_force, notes
from settings import Settings

LOOK_EVERY = 0.5
BACK_OFF_MAX = 10.0
PATIENCE_TO_SERVE = 120.0
STARTS = 3
"""So often a worker may die before it serves for the first time."""


@dataclass
class Platform:
    """The processes of one `up`. With TEMPORAL_ADDRESS set only the workers are ours."""

    settings: Settings
    say: Callable[[str, str], None]
    server: EmbeddedServer | None = None
    workers: list[WorkerProcess] = field(default_factory=list)
    gateway: GatewayProcess | None = None
    ports: tuple[int, int] = (0, 0)
    restarts: int = 0
    state: Running | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    lock: IO[str] | None = None
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
        self.lock = look_after(self.settings.state)
        await asyncio.to_thread(self._end_what_is_left)
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
            self._start_worker(self.workers[-1])
        for worker in self.workers:
            await self._until_it_serves(worker)
        told = ", ".join(map(str, self._worker_pids()))
        self.say(f"worker 就绪（pid {told}）", f"worker running (pid {told})")
        await self._start_gateway(temporal)
        self._write(temporal)
        self.welcome(self.server.ui_url if self.server else "")

    async def _start_gateway(self, temporal: str) -> None:
        if self.settings.http_port == "off":
            return
        port = await asyncio.to_thread(port_of, self.settings)
        if port != self.settings.http_port and self.settings.http_port:
            self._tell_of_a_free_one(self.settings.http_port)
        log = self.settings.state / "gateway.log"
        environment = {"STARMAP_HTTP_PORT": str(port), "STARMAP_HTTP_HOST": self.settings.http_host}
        virtual_time = self.server is not None
        self.gateway = GatewayProcess(
            self.settings, temporal, log, environment, port=port, virtual_time=virtual_time
        )
        self._start_worker(self.gateway)
        await self._until_it_serves(self.gateway)
        self.say(
            f"网页与 HTTP 接口就绪 {self.gateway.url}", f"pages and HTTP interface at {self.gateway.url}"
        )
        await asyncio.to_thread(self._invite_the_first_operator)

    def _invite_the_first_operator(self) -> None:
        """Anew at every start until there is one; the one printed before is good no more."""
        with opened(self.settings.database, self.settings.pool, self.settings.data_keys) as engine:
            invited = first_operator_link(engine)
        if invited is not None:
            self.say(
                f"首位平台运营的邀请（24 小时内有效，见 docs/api.zh.md）：{invited.token}",
                f"an invitation for the first operator (good for 24 hours, see docs/api.md): {invited.token}",
            )

    def _tell_of_a_free_one(self, taken: int) -> None:
        self.say(f"端口 {taken} 已被占用，改用一个空闲端口", f"port {taken} is taken: a free one instead")

    def _end_what_is_left(self) -> None:
        """Of a run whose supervisor was killed. It ends by itself too, but we do not begin beside it."""
        left = started.read(self.settings.state)
        if left:
            told = ", ".join(str(each.pid) for each in left)
            self.say(f"停止上次留下的进程（pid {told}）", f"ending what the last run left (pid {told})")
            started.end(left)

    def _start_worker(self, worker: WorkerProcess) -> None:
        worker.start()
        self._note_started()

    async def _until_it_serves(self, worker: WorkerProcess) -> None:
        """Raises WorkerDoesNotServe."""
        gives_up_at, begun = time.monotonic() + PATIENCE_TO_SERVE, 1
        while not worker.is_serving:
            if not worker.is_running:
                if begun == STARTS:
                    raise WorkerDoesNotServe(worker.log, worker.last_words)
                begun += 1
                self._start_worker(worker)
            if time.monotonic() > gives_up_at:
                raise WorkerDoesNotServe(worker.log, worker.last_words)
            await asyncio.sleep(0.05)

    async def _open_database(self, elsewhere: str) -> None:
        keys = self._keys_to_make()
        with opened(self.settings.database, self.settings.pool, keys) as engine:
            await asyncio.to_thread(migrate, engine)
            await asyncio.to_thread(begin_keys, engine)
            await asyncio.to_thread(self._serve_the_terms, engine)
            if elsewhere:
                await require(await connect(elsewhere), engine)
            elif await asyncio.to_thread(furnish_if_empty, engine):
                self.say("空的数据库：已开设样例账户", "an empty database: sample accounts opened")
        self.say("数据库就绪", "database ready")

    def _keys_to_make(self) -> DataKeys:
        """In the folder that is ours alone, unless a file is named."""
        keys = self.settings.data_keys
        keys.may_make = keys.may_make or self.settings.data_key_file is None
        return keys

    def _serve_the_terms(self, engine: Engine) -> None:
        in_force(engine)
        for each in notes(engine):
            self.say(each.zh, each.en)

    async def _start_server(self) -> None:
        port, ui_port = self.ports if self.ports[0] else (self.settings.port, self.settings.ui_port)
        plan = ServerPlan(self.settings.state, port, ui_port, binary=self.settings.temporal_binary or None)
        self.server = await self._started(plan)
        self.ports = (_port(self.server.address), _port(self.server.ui_url))
        self._note_started()
        self.say(f"Temporal 服务就绪 {self.server.address}", f"Temporal server at {self.server.address}")

    async def _started(self, plan: ServerPlan) -> EmbeddedServer:
        """A usual port that is taken gives way to a free one; one that was named, or is in use, does not."""
        while True:
            try:
                return await server.start(plan)
            except PortTaken as taken:
                if self.ports[0] or taken.wanted in self.settings.model_fields_set:
                    raise
                self._tell_of_a_free_one(getattr(plan, taken.wanted))
                plan = replace(plan, port=0) if taken.wanted == "port" else replace(plan, ui_port=0)

    async def _look_after(self) -> None:
        if self.server and not self.server.is_running:
            self.say("Temporal 服务已停，重新启动", "the Temporal server died: starting it again")
            self.server.stop()
            try:
                await self._again(self._start_server)
            except ServerDidNotStart as failed:  # its port or its disk may be free again the next time
                zh, _, en = str(failed).partition("\n")
                self.say(zh, en)
        if self.gateway and not self.gateway.is_running:
            self.say("HTTP 接口已停，重新启动", "the gateway died: starting it again")
            gateway = self.gateway
            await self._again(lambda: self._start_worker(gateway))
        for worker in self.workers:
            if not worker.is_running:
                self.say("worker 已停，重新启动", "the worker died: starting it again")
                if worker.last_words:
                    self.say(worker.last_words, worker.last_words)
                await self._again(lambda worker=worker: self._start_worker(worker))  # type: ignore[misc]

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
        serving = (*([self.gateway] if self.gateway else []), *self.workers)
        await asyncio.gather(*(asyncio.to_thread(each.stop) for each in serving))
        if self.server:
            await asyncio.to_thread(self.server.stop)
        if self.state:
            running.forget(self.settings)
        if self.lock:
            started.forget(self.settings.state)
            self.lock.close()

    def _worker_pids(self) -> list[int]:
        return [each.process.pid for each in self.workers if each.process]

    def _note_started(self) -> None:
        """The gateway and the workers before the server: that is the order in which they end."""
        serving = (*([self.gateway] if self.gateway else []), *self.workers)
        alive = [each.process.pid for each in serving if each.process and each.is_running]
        if self.server and self.server.is_running:
            alive.append(self.server.process.pid)
        started.write(self.settings.state, alive)

    def _write(self, temporal: str) -> None:
        self.state = Running(
            pid=os.getpid(),
            began=started.began(os.getpid()),
            address=temporal,
            ui_url=self.server.ui_url if self.server else "",
            worker_pid=next(iter(self._worker_pids()), 0),
            worker_pids=self._worker_pids(),
            server_pid=self.server.process.pid if self.server else 0,
            http_url=self.gateway.url if self.gateway else "",
            gateway_pid=self.gateway.process.pid if self.gateway and self.gateway.process else 0,
            database=address(self.settings.database).render_as_string(hide_password=True),
            virtual_time=self.server is not None,
            since=datetime.now(UTC).isoformat(timespec="seconds"),
            restarts=self.restarts,
        )
        running.write(self.settings, self.state)


def _port(address: str) -> int:
    return int(address.rsplit(":", 1)[1])
