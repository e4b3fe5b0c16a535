"""Sends what is due to one endpoint, round after round, for a while. It waits for nobody's other endpoint.

It runs on the event loop of its worker: an endpoint that does not answer holds a place of a list, no thread.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from temporalio import activity

from domain.webhooks.standing import page
from gateways.ports.webhooks import Made, Message, Round, WebhookSender, WebhookStore
from models.messages.webhook import DeliverInput, DeliverReport

AT_ONCE = 8
"""Requests to one endpoint, each of another subject."""
BATCH_SECONDS = 20.0
"""No round begins later; then another endpoint may have the place."""
HEARTBEAT_EVERY = 2.0
Given = ParamSpec("Given")
Result = TypeVar("Result")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class _Count:
    sent: int = 0
    failed: int = 0


@dataclass(frozen=True)
class WebhookActivities:
    store: WebhookStore
    sender: WebhookSender
    threads: Executor
    """For the books."""
    now: Callable[[], datetime] = _now
    """The wall: signatures are judged by it, and so are attempts."""

    @activity.defn(name="webhook_deliver")
    async def deliver(self, given: DeliverInput) -> DeliverReport:
        """Again: what was recorded is not sent again, and what was under way is, under the same id."""
        beating = asyncio.create_task(_beat())
        try:
            return await self._delivered(given)
        finally:
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating

    async def _delivered(self, given: DeliverInput) -> DeliverReport:
        began, count = time.monotonic(), _Count()
        await self._book(self.store.begin, given.endpoint_id, given.batch)
        while True:
            due = await self._book(self.store.round, given.endpoint_id, given.batch, AT_ONCE, self.now())
            if not due.messages:
                return await self._report(given.endpoint_id, count, due.next_at)
            if time.monotonic() - began > BATCH_SECONDS or activity.is_worker_shutdown():
                return await self._report(given.endpoint_id, count, self.now())
            made = await asyncio.gather(*(self._attempt(due, each) for each in due.messages))
            in_order = sorted(made, key=lambda each: each.at.timestamp() * 1000 + each.outcome.ms)
            await self._book(self.store.record, given.endpoint_id, given.batch, in_order)
            count.sent += sum(each.outcome.succeeded for each in made)
            count.failed += sum(not each.outcome.succeeded for each in made)

    async def _attempt(self, due: Round, message: Message) -> Made:
        at = self.now()
        return Made(message, at, await self.sender.send(due.url, due.secrets, message, at))

    async def _report(self, endpoint_id: str, count: _Count, next_at: datetime | None) -> DeliverReport:
        standing = await self._book(self.store.standing, endpoint_id)
        told = page(standing, count.sent, count.failed, next_at)
        seconds = None if next_at is None else max((next_at - self.now()).total_seconds(), 0.0)
        return DeliverReport(standing.state, count.sent, count.failed, standing.waiting, seconds, told)

    def _book(
        self, call: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
    ) -> Coroutine[Any, Any, Result]:
        async def booked() -> Result:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.threads, lambda: call(*given, **named))

        return booked()


async def _beat() -> None:
    while True:
        activity.heartbeat()
        await asyncio.sleep(HEARTBEAT_EVERY)
