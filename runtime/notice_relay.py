"""Starts the SMS that stand in the books as activities of their own, and tells a commission what failed.

A notice is recorded with the line that orders it, so it is sent although the worker dies between the two:
whoever looks next starts what has no activity yet. The server refuses a second start of one, under its key.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import DBAPIError
from temporalio.client import ActivityExecutionStatus, Client
from temporalio.common import ActivityIDReusePolicy, RetryPolicy
from temporalio.exceptions import ActivityAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from gateways.ports.work import NoticeState, NoticeStore, OrderedNotice
from models.messages.work import NoticeInput
from settings import Settings
from workflows import names

PAUSE = 2.0
"""Seconds between two looks where nobody rings: another process may have recorded something."""
MOST = 100
"""Of one look."""
AT_ONCE = 8
"""Of those that are started, while the server has little else to do."""
QUICK = 0.1
"""Seconds in which it answers then."""
GIVES_WAY = 2
"""So many times as long as it took is waited where it took longer: it writes one thing after the other, and
whoever has sent a command waits for its answer, nobody for the moment at which an SMS leaves."""
STARTED_AGAIN_AFTER = 60.0
OVERDUE_AFTER = timedelta(minutes=5)
OVERDUE_EVERY = 60.0
GONE = "its activity ended without an outcome"


class NoticeRelay:
    def __init__(self, client: Client, store: NoticeStore, settings: Settings) -> None:
        self._client = client
        self._store = store
        self._pace = settings.pace
        self._queue = names.notices_queue(settings.queue)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rung = asyncio.Event()
        self._at_once = 1
        self._started: dict[str, float] = {}
        """When each was started here: it takes a moment until somebody begins to send it."""
        self._looked_for_overdue = time.monotonic()

    def ring(self) -> None:
        """From any thread: there is something to do."""
        if self._loop is not None:
            with suppress(RuntimeError):  # it is closed already: the next to look will find it
                self._loop.call_soon_threadsafe(self._rung.set)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            self._loop = None
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        while True:
            self._rung.clear()
            try:
                await self.look()
            except (RPCError, DBAPIError) as failed:
                structlog.get_logger().warning("notices wait", failure=type(failed).__name__, exc_info=True)
                await asyncio.sleep(PAUSE)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._rung.wait(), PAUSE)

    async def look(self) -> None:
        """Everything that is to be done now, once."""
        self._forget()
        waiting = await asyncio.to_thread(self._store.to_start, MOST)
        await self._start_all([each for each in waiting if each.key not in self._started])
        for each in await asyncio.to_thread(self._store.to_report, MOST):
            await self._report(each)
        if time.monotonic() - self._looked_for_overdue > OVERDUE_EVERY:
            self._looked_for_overdue = time.monotonic()
            before = datetime.now(UTC) - OVERDUE_AFTER
            for each in await asyncio.to_thread(self._store.overdue, before, MOST):
                await self.judge(each)

    def _forget(self) -> None:
        since = time.monotonic() - STARTED_AGAIN_AFTER
        self._started = {key: at for key, at in self._started.items() if at > since}

    async def _start_all(self, waiting: Sequence[OrderedNotice]) -> None:
        """One by one and with pauses while others keep the server busy."""
        while waiting:
            now, waiting = waiting[: self._at_once], waiting[self._at_once :]
            began = time.monotonic()
            await asyncio.gather(*(self._start(each) for each in now))
            took = time.monotonic() - began
            self._at_once = min(2 * self._at_once, AT_ONCE) if took < QUICK else 1
            if took >= QUICK:
                await asyncio.sleep(min(GIVES_WAY * took, PAUSE))

    async def _start(self, each: OrderedNotice) -> None:
        pace = self._pace
        with suppress(ActivityAlreadyStartedError):
            await self._client.start_activity(
                "notice",
                NoticeInput(each.key, pace.notice_attempts),
                id=each.key,
                task_queue=self._queue,
                start_to_close_timeout=timedelta(seconds=pace.notice_seconds),
                retry_policy=RetryPolicy(
                    initial_interval=timedelta(seconds=pace.first_retry_seconds),
                    maximum_interval=timedelta(seconds=pace.longest_retry_seconds),
                    maximum_attempts=pace.notice_attempts,
                ),
                id_reuse_policy=ActivityIDReusePolicy.REJECT_DUPLICATE,
                summary=f"{each.recipient}: {each.text}"[:180],
            )
        self._started[each.key] = time.monotonic()

    async def _report(self, each: OrderedNotice) -> None:
        """A commission that is over needs to know nothing."""
        commission = self._client.get_workflow_handle(names.workflow_id(each.commission_id))
        try:
            await commission.signal("notice_failed", {"ref": each.key})
        except RPCError as failed:
            if failed.status is not RPCStatusCode.NOT_FOUND:
                raise
        await asyncio.to_thread(self._store.reported, each.key)

    async def judge(self, each: OrderedNotice) -> None:
        """One that has no outcome for long: its activity was ended, or the server lost it."""
        try:
            told = await self._client.get_activity_handle(each.key).describe()
        except RPCError as failed:
            if failed.status is not RPCStatusCode.NOT_FOUND:
                raise
            await self._start(each)
            return
        if told.status is not ActivityExecutionStatus.RUNNING:
            await asyncio.to_thread(self._store.conclude, each.key, NoticeState.FAILED, GONE)
            self.ring()
