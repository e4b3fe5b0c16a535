"""What both floors are made of: the texts are as long as those of a commission, and say nothing."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from temporalio import activity, workflow
from temporalio.common import RetryPolicy, SearchAttributeKey

with workflow.unsafe.imports_passed_through():
    from benchmarks.floors.marks import of_environment

START, MESSAGE, RECORD, EFFECT, ANSWER, PAYOUT = (
    letter * length for letter, length in zip("somear", (3000, 60, 150, 480, 620, 850), strict=True)
)
OPTIONS: dict[str, Any] = {
    "start_to_close_timeout": timedelta(seconds=30),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(seconds=5), maximum_interval=timedelta(minutes=10), maximum_attempts=4
    ),
}
STAGE = SearchAttributeKey.for_keyword("CommissionStage")
DEADLINE = SearchAttributeKey.for_datetime("Deadline")
OFFERED, DRAFTING, AUDIT, REVIEW, PUBLISHED, PAID = range(6)
"""The marks."""
DAY = timedelta(days=1)


@activity.defn
def record(_said: str) -> None:
    """Where ours writes the books, the floors write nothing."""


@activity.defn
def act(_said: str) -> str:
    return "done"


def mark(place: int) -> None:
    if not workflow.unsafe.is_replaying():
        of_environment().add(place)


def locally() -> Coroutine[Any, Any, None]:
    return workflow.execute_local_activity(
        record, RECORD, start_to_close_timeout=timedelta(seconds=3), summary="record"
    )


def effect(what: str) -> Coroutine[Any, Any, str]:
    return workflow.execute_activity(act, EFFECT, summary=f"{what} of the commission", **OPTIONS)


def show(stage: str) -> None:
    deadline = workflow.now() + DAY
    workflow.upsert_search_attributes([STAGE.value_set(stage), DEADLINE.value_set(deadline)])


class Messages:
    """Five of them, by update or by signal."""

    def __init__(self) -> None:
        self.messages = 0

    @workflow.update
    def asked(self, _said: str) -> str:
        self.messages += 1
        return ANSWER

    @workflow.signal
    def told(self, _said: str) -> None:
        self.messages += 1

    async def message(self, number: int, within: timedelta | None = None) -> None:
        await workflow.wait_condition(lambda: self.messages >= number, timeout=within)


class Behind:
    """What runs beside the commission: effects nobody awaits, and its one timer."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()
        self._timer: asyncio.Task[None] | None = None

    def start(self, wanted: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(wanted)
        self._under_way.add(task)
        return task

    def arm(self, span: timedelta) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.create_task(workflow.sleep(span, summary="next clock of the commission"))

    async def timer(self) -> None:
        if self._timer:
            await self._timer
