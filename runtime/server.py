"""The embedded Temporal server: the stock `temporal` binary as a child process, on the loopback only.

One server owns one folder. The child ends with whoever started it; it inherits the lock on the folder, so the
lock tells the truth even while it is ending: the next start waits for that, or stops it, and takes over.
"""

import asyncio
import errno
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.client import Client
from temporalio.service import RPCError

from domain.refusals import in_words
from runtime.folder_lock import FolderLock, own
from runtime.leash import Leash, leashed

LOOPBACK = "127.0.0.1"
SEARCH_ATTRIBUTES = {
    **dict.fromkeys(("CommissionStage", "TaskType", "BrandId", "CreatorId"), "Keyword"),
    "Deadline": "Datetime",
    "AmountFen": "Int",
    "Attention": "KeywordList",
}
VIRTUAL_TIME = {
    "frontend.WorkflowTimeSkippingEnabled": "true",
    "history.timerProcessorMaxTimeShift": '"10ms"',  # else skipped timers come up to a second late
    "history.timerProcessorMaxPollRPS": "1000",  # at the stock 20 a skip takes 0.2 s, not 0.01
    "history.transferProcessorMaxPollRPS": "1000",
}
LIMITS = {
    "limit.blobSize.error": "131072",
    "limit.blobSize.warn": "32768",  # below the other: nothing smaller than this one is judged at all
    "limit.historySize.error": "1000000000",  # as many signals of 128 KB while the worker is down are no end
    "history.maximumSignalsPerExecution": "800",  # of a run: all of them may come in one workflow task
    "limit.historyCount.suggestContinueAsNew": "400",  # so that a run ends well before (workflows/limits.py)
    "history.maxInFlightUpdates": "120",  # one more of a workflow and all are aborted (stock: 10)
    "history.maxInFlightUpdatePayloads": "49152",  # updates pass the other door; a larger one blocks all
}
"""The same on every server: deploy/temporal/dynamicconfig.yaml says them to a cluster."""
DYNAMIC_CONFIG = {**VIRTUAL_TIME, **LIMITS}
PATIENCE_TO_START = 60.0
PATIENCE_TO_STOP = 10.0
LOG_KEPT = 10_000_000  # bytes; a longer log becomes `temporal.log.1` at the next start


class TemporalBinaryMissing(Exception):
    """There is no server to start; the text says where one is looked for."""

    code = "TEMPORAL_BINARY_MISSING"

    def __init__(self, asked: str) -> None:
        self.zh, self.en = in_words(self.code, asked=asked)
        super().__init__(f"{self.zh}\n{self.en}")


class ServerDidNotStart(Exception):
    """The text ends with the last lines of the server's log."""

    code = "SERVER_DID_NOT_START"

    def __init__(self, **told: object) -> None:
        self.zh, self.en = in_words(self.code, **told)
        super().__init__(f"{self.zh}\n{self.en}")


class PortTaken(ServerDidNotStart):
    """Somebody else listens there. ``wanted`` is the plan's word for the port."""

    code = "PORT_TAKEN"

    def __init__(self, wanted: str, port: int) -> None:
        self.wanted = wanted
        super().__init__(named=f"STARMAP_{wanted.upper()}={port}")


@dataclass(frozen=True)
class ServerPlan:
    """A port of 0 means any free one. `durable=False` keeps everything in memory, for tests."""

    folder: Path
    port: int = 0
    ui_port: int = 0
    durable: bool = True
    binary: str | None = None


@dataclass(frozen=True)
class EmbeddedServer:
    address: str
    ui_url: str
    log: Path
    leash: Leash
    lock: FolderLock

    @property
    def process(self) -> subprocess.Popen[bytes]:
        return self.leash.process

    @property
    def is_running(self) -> bool:
        return self.leash.is_running

    def stop(self) -> None:
        """SIGTERM, and SIGKILL when ten seconds were not enough. Blocks; stopping twice is harmless."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.leash.let_go()
        self.lock.release()


@asynccontextmanager
async def embedded_server(plan: ServerPlan) -> AsyncIterator[EmbeddedServer]:
    server = await start(plan)
    try:
        yield server
    finally:
        await asyncio.to_thread(server.stop)


async def start(plan: ServerPlan) -> EmbeddedServer:
    """Returns when the server answers and knows every search attribute."""
    binary = find_binary(plan.binary)
    launch = asyncio.create_task(asyncio.to_thread(_launch, binary, plan))
    try:
        server = await asyncio.shield(launch)
    except asyncio.CancelledError:  # the thread goes on: without this its server would be nobody's
        await asyncio.to_thread((await launch).stop)
        raise
    try:
        await _until_it_answers(server)
    except BaseException:
        await asyncio.to_thread(server.stop)
        raise
    return server


def find_binary(asked: str | None = None, env: Mapping[str, str] = os.environ) -> str:
    """The one asked for, else the one beside this Python (installed with us), else the one on PATH."""
    asked = asked or env.get("STARMAP_TEMPORAL_BINARY")
    if asked:
        found = shutil.which(Path(asked).expanduser())
    else:
        found = shutil.which(Path(sys.executable).parent / "temporal") or shutil.which("temporal")
    if found is None:
        raise TemporalBinaryMissing(asked or "temporal")
    return found


def _launch(binary: str, plan: ServerPlan) -> EmbeddedServer:
    lock = own(plan.folder)
    try:
        port, ui_port = _ports(port=plan.port, ui_port=plan.ui_port)
        log = plan.folder / "temporal.log"
        if log.exists() and log.stat().st_size > LOG_KEPT:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            leash = leashed(
                [binary, *_arguments(plan, port, ui_port)],
                grace=PATIENCE_TO_STOP,
                output=output,
                pass_fds=[lock.servers.fileno()],
            )
        lock.handed_to(leash.process.pid)
    except BaseException:
        lock.release()
        raise
    return EmbeddedServer(f"{LOOPBACK}:{port}", f"http://{LOOPBACK}:{ui_port}", log, leash, lock)


def _arguments(plan: ServerPlan, port: int, ui_port: int) -> list[str]:
    arguments = ["server", "start-dev", "--ip", LOOPBACK, "--port", str(port), "--ui-port", str(ui_port)]
    arguments += ["--ui-disable-news-fetch", "--log-level", "warn"]
    arguments += ["--disable-config-env", "--disable-config-file"]
    if plan.durable:
        arguments += ["--db-filename", str(plan.folder / "temporal.db")]
        arguments += ["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=FULL"]
    for name, kind in SEARCH_ATTRIBUTES.items():
        arguments += ["--search-attribute", f"{name}={kind}"]
    for key, value in DYNAMIC_CONFIG.items():
        arguments += ["--dynamic-config-value", f"{key}={value}"]
    return arguments


async def _until_it_answers(server: EmbeddedServer) -> None:
    gives_up_at = time.monotonic() + PATIENCE_TO_START
    while not await _answers(server.address) or not server.is_running:
        if not server.is_running or time.monotonic() > gives_up_at:
            code = server.process.poll()
            happened = "no answer" if code is None else f"exit code {code}"
            last = "\n".join(server.log.read_text(errors="replace").splitlines()[-15:])
            raise ServerDidNotStart(happened=happened, log=server.log, last=last)
        await asyncio.sleep(0.05)


async def _answers(address: str) -> bool:
    """The namespace and the search attributes are made after the port opens, so they are asked for."""
    try:
        async with asyncio.timeout(5):
            client = await Client.connect(address)
            request = ListSearchAttributesRequest(namespace=client.namespace)
            known = await client.operator_service.list_search_attributes(request)
    except (RPCError, RuntimeError, TimeoutError):  # RuntimeError: nobody listens yet
        return False
    return known.custom_attributes.keys() >= SEARCH_ATTRIBUTES.keys()


def _ports(**wanted: int) -> list[int]:
    """All are held at once, so that no two are the same and a taken one is found before we start."""
    with ExitStack() as held:
        return [held.enter_context(_held(*each)).getsockname()[1] for each in wanted.items()]


def _held(name: str, port: int) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as refused:
        if refused.errno != errno.EADDRINUSE:
            raise
        raise PortTaken(name, port) from None
