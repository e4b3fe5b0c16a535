"""What ran once must run the same again: every recorded history, and it stays as it was recorded."""

import json
from pathlib import Path

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer, WorkflowRunner
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


@every_history
async def test_a_recorded_history_is_replayed_without_a_difference(path: Path) -> None:
    await replayer(SandboxedWorkflowRunner()).replay_workflow(read(path))


def test_no_history_differs_from_the_baseline_and_none_is_gone() -> None:
    """Decision 41: what is recorded stays. A story told since is added, with its digest."""
    kept = dict(reversed(line.split()) for line in BASELINE.read_text().splitlines())

    assert {path.name: digest(path) for path in HISTORIES} == kept


def test_every_story_has_been_recorded() -> None:
    assert {path.stem.partition(".")[0] for path in HISTORIES} == set(STORIES)
