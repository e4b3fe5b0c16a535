"""After events have their numbers: each is given to the endpoints that hear of it, and those are woken.

An endpoint is woken at most once a second. What was given and not woken for, because a process died between
the two, is found by a look at what is overdue.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from temporalio.client import Client
from temporalio.service import RPCError

from services.threads import in_thread
from services.webhooks.giving import give_waiting, overdue_endpoints, prune
from services.webhooks.waking import wake

PAUSE = 0.5
"""Seconds between two looks."""
EVERY = 1.0
"""Between two words to one endpoint."""
OVERDUE_EVERY = 20.0
PRUNED_EVERY = 3_600.0
AT_ONCE = 16


class Waking:
    def __init__(self, client: Client, engine: Engine, queue: str) -> None:
        self._client, self._engine, self._queue = client, engine, queue
        self._to_wake: set[str] = set()
        self._woken: dict[str, float] = {}
        self._looked_for_overdue = self._pruned = float("-inf")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Its last look has ended when the block has: nothing is asked of a database that is being closed."""
        stopping = asyncio.Event()
        task = asyncio.create_task(self._run(stopping))
        try:
            yield
        finally:
            stopping.set()
            await task

    async def _run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            try:
                more = await self.look()
            except (SQLAlchemyError, RPCError) as failed:
                structlog.get_logger().warning("webhooks wait", error=type(failed).__name__)
                more = False
            if not more:
                with suppress(TimeoutError):
                    await asyncio.wait_for(stopping.wait(), PAUSE)

    async def look(self) -> bool:
        """Everything that is to be given and woken now, once; whether there may be more."""
        given = await in_thread(give_waiting, self._engine)
        self._to_wake |= given.endpoints
        now = time.monotonic()
        if now - self._looked_for_overdue > OVERDUE_EVERY:
            self._to_wake |= set(await in_thread(overdue_endpoints, self._engine))
            self._looked_for_overdue = now
        if now - self._pruned > PRUNED_EVERY:
            await in_thread(prune, self._engine)
            self._pruned = now
        await self._wake_all()
        return given.more

    async def _wake_all(self) -> None:
        """One that cannot be woken keeps no other from it, and is tried again. Raises RPCError."""
        now = time.monotonic()
        self._woken = {each: at for each, at in self._woken.items() if now - at < EVERY}
        ready = sorted(self._to_wake - self._woken.keys())
        failed: list[BaseException] = []
        for begin in range(0, len(ready), AT_ONCE):
            some = ready[begin : begin + AT_ONCE]
            told = await asyncio.gather(*map(self._wake, some), return_exceptions=True)
            failed += [each for each in told if each is not None]
            if len(failed) == len(ready[: begin + AT_ONCE]):  # nobody was: the server is away
                break
        if failed:
            raise failed[0]

    async def _wake(self, endpoint_id: str) -> None:
        await wake(self._client, self._queue, endpoint_id)
        self._woken[endpoint_id] = time.monotonic()
        self._to_wake.discard(endpoint_id)
