"""A workflow's life is a task of its own: a Temporal cancel hits run() only and is a command like others."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.operators import shortened
    from domain.texts import harmless

End = TypeVar("End")
REASON_MAX = 100


async def lived(life: Coroutine[Any, Any, End], cancel_asked: Callable[[str], None]) -> End:
    """How life ended. ``cancel_asked`` hears the reason of each Temporal cancel, which ends nothing."""
    task = asyncio.create_task(life)
    while not task.done():
        try:
            await workflow.wait_condition(task.done)
        except asyncio.CancelledError:
            cancel_asked(_reason())
    return task.result()


def _reason() -> str:
    said = harmless((workflow.cancellation_reason() or "").strip(), lines=True)
    return shortened(said, REASON_MAX) or "Temporal cancel request"
