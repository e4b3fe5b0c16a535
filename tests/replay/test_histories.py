"""What ran once must run the same again: every recorded history, and each of its beginnings.

A beginning is what a worker finds when it takes a commission over in the middle of its life.
"""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from tests.replay.record import BASELINE, digest
from tests.workflows.stories import STORIES
from workflows.converter import CONVERTER
from workflows.messages.payload_guard import PayloadGuard
from workflows.types import WORKFLOW_TYPES

HISTORIES = sorted(Path(__file__).parent.glob("histories/*.json"))
COMPLETED = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
every_history = pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)


def replayer(runner: WorkflowRunner) -> Replayer:
    return Replayer(
        workflows=WORKFLOW_TYPES,
        workflow_runner=runner,
        data_converter=CONVERTER,
        interceptors=[PayloadGuard()],
    )


def read(path: Path) -> WorkflowHistory:
    """Under its own id: one under another's is not ours, and moves nothing."""
    text = path.read_text()
    started = json.loads(text)["events"][0]["workflowExecutionStartedEventAttributes"]
    return WorkflowHistory.from_json(started["workflowId"], text)


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
async def test_a_recorded_history_is_replayed_without_a_difference(path: Path) -> None:
    await replayer(SandboxedWorkflowRunner()).replay_workflow(read(path))


@every_history
async def test_so_is_each_of_its_beginnings(path: Path) -> None:
    cuts = beginnings(read(path))

    async with replayer(UnsandboxedWorkflowRunner()).workflow_replay_iterator(_each(cuts)) as results:
        replayed = [result async for result in results]

    assert len(replayed) == len(cuts) >= 1
    assert not [result.replay_failure for result in replayed if result.replay_failure]


async def _each(histories: list[WorkflowHistory]) -> AsyncIterator[WorkflowHistory]:
    for history in histories:
        yield history


def test_no_history_differs_from_the_baseline_and_none_is_gone() -> None:
    """Decision 41: what is recorded stays. A story told since is added, with its digest."""
    kept = dict(reversed(line.split()) for line in BASELINE.read_text().splitlines())

    assert {path.name: digest(path) for path in HISTORIES} == kept


def test_every_story_has_been_recorded() -> None:
    assert {path.stem.partition(".")[0] for path in HISTORIES} == set(STORIES)
