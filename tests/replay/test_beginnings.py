"""Each beginning of a recorded history runs the same again.

It is what a worker finds when it takes a commission over in the middle of its life.
"""

from collections.abc import AsyncIterator
from pathlib import Path

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.worker import UnsandboxedWorkflowRunner

from tests.replay.test_histories import every_history, read, replayer

COMPLETED = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED


def beginnings(history: WorkflowHistory) -> list[WorkflowHistory]:
    """Cut after every workflow task that was completed, with the commands it gave."""
    events: list[HistoryEvent] = list(history.events)
    ends = [n for n, event in enumerate(events) if event.event_type == COMPLETED]
    return [WorkflowHistory(history.workflow_id, events[: _with_commands(events, end)]) for end in ends]


def _with_commands(events: list[HistoryEvent], end: int) -> int:
    completed = events[end].event_id
    after = end + 1
    while after < len(events) and f"workflow_task_completed_event_id: {completed}\n" in str(events[after]):
        after += 1
    return after


@every_history
async def test_each_beginning_of_a_recorded_history_is_replayed_without_a_difference(path: Path) -> None:
    cuts = beginnings(read(path))

    async with replayer(UnsandboxedWorkflowRunner()).workflow_replay_iterator(_each(cuts)) as results:
        replayed = [result async for result in results]

    assert len(replayed) == len(cuts) >= 1
    assert not [result.replay_failure for result in replayed if result.replay_failure]


async def _each(histories: list[WorkflowHistory]) -> AsyncIterator[WorkflowHistory]:
    for history in histories:
        yield history
