"""Workers of this process let a workflow task take its time, by the clock on the wall.

The SDK interrupts a task that keeps its thread for two seconds, and cannot know whether it computes or waits
for a core. Where tests, servers and browsers share a few cores it waits; the interruption then lands anywhere
now and then outside the task, and that worker never ends. What a task may cost is held in time of its own
thread by `test_activation_cost`; a real worker process interrupts as ever.
"""

from functools import cache
from typing import Any

from temporalio.worker._workflow import _WorkflowWorker

SECONDS = 20


@cache
def let_tasks_take_their_time() -> None:
    made = _WorkflowWorker.__init__

    def unhurried(self: _WorkflowWorker, *args: Any, **said: Any) -> None:
        made(self, *args, **said)
        self._deadlock_timeout_seconds = SECONDS

    _WorkflowWorker.__init__ = unhurried  # type: ignore[method-assign]
