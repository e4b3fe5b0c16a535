"""The effects that are under way: each a task in the background, known by its business key."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.commissions.state.commission import Effect


class InFlight:
    def __init__(self, perform: Callable[[Effect], Coroutine[Any, Any, None]]) -> None:
        self._perform = perform
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def __len__(self) -> int:
        return len(self._tasks)

    @property
    def kinds(self) -> set[str]:
        return {key.partition(":")[0] for key in self._tasks}

    @property
    def has_crashed(self) -> bool:
        """An effect takes itself off when it ends: one that ended and is still here did not end well."""
        return any(task.done() for task in self._tasks.values())

    def start(self, effects: Iterable[Effect]) -> None:
        """Those that are not under way already."""
        for effect in effects:
            if effect.key not in self._tasks:
                self._tasks[effect.key] = asyncio.create_task(self._perform(effect))

    def landed(self, effect: Effect) -> None:
        del self._tasks[effect.key]

    def fail_with_a_crashed_one(self) -> None:
        """A fault of ours: the workflow task fails, is reported, and goes on once the fault is mended."""
        for key, task in self._tasks.items():
            if task.done():
                raise RuntimeError(f"{key} crashed") from task.exception()
