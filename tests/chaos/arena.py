"""Real processes to be killed: the embedded server on disk, a worker, the books, a bank with its own log."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError
from temporalio.service import RPCError

from domain.commissions.ordering.order import Order
from gateways.operations.audit.checking import check_ledger
from gateways.personal.keys import begin
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime import server
from runtime.server import EmbeddedServer, ServerPlan
from runtime.worker_process import WorkerProcess
from services.app import App, open_app
from services.commissions.commands import NoAnswerYet
from services.parties.sample import LAOZHOU, SHANXING, add_brand, add_creator
from settings import ROOT, Settings
from tests.workflows.histories import failed_tasks, histories

T = TypeVar("T")
AWAY = (NoAnswerYet, RPCError, DBAPIError)
PRICE_FEN, NET_FEN = 150_000, 142_500
WEALTH_FEN = 10_000_000_000
PATIENCE = 300.0
QUICK = {
    "bank_seconds": 3.0,
    "first_retry_seconds": 0.5,
    "longest_retry_seconds": 2.0,
    "publishing_seconds": 5.0,
}


@dataclass
class Arena:
    settings: Settings
    plan: ServerPlan
    server: EmbeddedServer
    worker: WorkerProcess
    app: App
    ordered: list[str] = field(default_factory=list)
    kills: dict[str, int] = field(default_factory=dict)
    calm: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Whoever holds it breaks something, or needs that nothing is broken meanwhile."""

    async def published(self) -> str:
        """A commission as far as its publication, by the ordinary doors."""
        number = len(self.ordered) + 1
        order = Order(
            SHANXING.id, LAOZHOU.id, SHANXING.name, LAOZHOU.name, "direct_article", f"第{number}条", PRICE_FEN
        )
        cid = (await self.app.place(order, f"chaos-{number}", "-")).commission_id
        self.ordered.append(cid)
        await self.until(lambda: self.stage(cid) == "offered")
        await self.send(cid, "accept")
        await self._write(cid)
        await self.until(lambda: self.stage(cid) == "content_review")
        await self.send(cid, "approve", release_at="now")
        await self.until(lambda: self.stage(cid) == "published")
        return cid

    async def _write(self, cid: str) -> None:
        now = datetime.now(UTC)
        item = self.app.mp.draft(LAOZHOU.id, "标题", "正文", at=now)
        self.app.mp.tick(item, cid, at=now)
        self.app.mp.publish_by_creator(item, now)
        await self.app.tell(cid, "submitted", item=item, creator=LAOZHOU.id)
        self.app.mp.audit(item, passed=True, at=now)
        await self.app.tell(cid, "audited", item=item, passed=True)

    async def send(self, cid: str, name: str, **fields: Any) -> None:
        """The same command again under the same id until it is answered, as a gateway does."""
        fields["command_id"] = f"{cid}-{name}"
        while True:
            try:
                await self.app.send(cid, name, **fields)
            except NoAnswerYet:
                continue
            return

    async def insist(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Until it is answered, whatever part is away."""
        while True:
            try:
                return await ask()
            except AWAY:
                await asyncio.sleep(0.2)

    async def insist_on(self, do: Callable[[], T]) -> T:
        return await self.insist(lambda: asyncio.to_thread(do))

    def stage(self, cid: str) -> str:
        return self.app.queries.commission(cid).stage

    def transferred(self, cid: str) -> bool:
        return any(each.number.startswith(f"{cid}-") for each in self.app.bank.log())

    def paid(self, cid: str) -> bool:
        return any(each.state == "paid" for each in self.app.queries.withdrawals(cid))

    async def until(self, holds: Callable[[], bool], *, every: float = 0.02) -> None:
        gives_up_at = asyncio.get_running_loop().time() + PATIENCE
        while not await self.insist_on(holds):
            if asyncio.get_running_loop().time() > gives_up_at:
                raise TimeoutError(f"worker log: {self.worker.log}")
            await asyncio.sleep(every)

    def kill_worker(self, point: str) -> None:
        self.worker.kill()
        self.kills[point] = self.kills.get(point, 0) + 1
        self.worker.start()

    async def kill_server(self) -> None:
        """kill -9, and up again on the same folder and ports."""
        self.server.process.kill()
        self.server.process.wait()
        self.server.stop()
        self.kills["server"] = self.kills.get("server", 0) + 1
        self.server = await server.start(self.plan)

    @contextmanager
    def database_away(self):  # type: ignore[no-untyped-def]  # noqa: ANN201
        """Nobody else can write while the block lasts."""
        path = make_url(self.settings.database).database or ""
        with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as holder:
            holder.execute("begin immediate")
            try:
                yield
            finally:
                holder.execute("rollback")

    async def all_paid(self) -> None:
        for cid in self.ordered:
            await self.until(lambda cid=cid: self.paid(cid))  # type: ignore[misc]

    async def violations(self) -> list[str]:
        """What must not be once all has settled: read from the bank's own log and the ledger alone."""
        found = [f"{cid}: {count} transfers" for cid, count in self._transfers().items() if count != 1]
        report = check_ledger(self.app.engine)
        if not report.ok:
            found.append(f"ledger: {report}")
        sums = self.app.ledger.commission_sums(self.ordered)
        found += [
            f"{cid}: creator {each.to_creators}" for cid, each in sums.items() if each.to_creators != NET_FEN
        ]
        return found + [
            f"{cid}: a workflow task failed" for cid in self.ordered if await self._has_failed(cid)
        ]

    async def _has_failed(self, cid: str) -> bool:
        """Nothing is forgiven: here nobody floods a commission."""
        return bool(failed_tasks(await histories(self.app.client, cid), forgiving=False))

    def _transfers(self) -> dict[str, int]:
        numbers = [each.number for each in self.app.bank.log() if each.paid]
        return {cid: sum(number.rsplit("-", 1)[0] == cid for number in numbers) for cid in self.ordered}


@asynccontextmanager
async def arena(folder: Path, database_url: str = "", root: Path = ROOT) -> AsyncIterator[Arena]:
    """With the worker of this checkout, or of another one's root."""
    url = database_url or f"sqlite:///{folder / 'starmap.db'}"
    settings = Settings(state=folder, database_url=url, bank="sandbox", **QUICK)  # type: ignore[arg-type]
    keys = settings.data_keys
    keys.may_make = True
    with opened(settings.database, keys=keys) as engine:
        migrate(engine)
        begin(engine)
    plan = ServerPlan(folder)
    running = await server.start(plan)
    ports = {"port": _port(running.address), "ui_port": _port(running.ui_url)}
    worker = WorkerProcess(settings, running.address, folder / "worker.log", environment(), root=root)
    worker.start()
    made: Arena | None = None
    try:
        async with open_app(settings, running.address, virtual_time=True) as app:
            now = datetime.now(UTC)
            add_brand(app.engine, SHANXING, WEALTH_FEN, now)
            quotes = {"direct_article": PRICE_FEN, "article": 220_000, "micro_post": 66_000}
            add_creator(app.engine, LAOZHOU, quotes, now)
            made = Arena(settings, replace(plan, **ports), running, worker, app)
            yield made
    finally:
        await asyncio.to_thread(worker.kill)
        await asyncio.to_thread((made.server if made else running).stop)


def environment() -> dict[str, str]:
    quick = {f"STARMAP_{name.upper()}": str(value) for name, value in QUICK.items()}
    return {**quick, "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", "")}


def _port(address: str) -> int:
    return int(address.rsplit(":", 1)[1])
