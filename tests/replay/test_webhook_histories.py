"""The lives of webhook endpoints replay as they were lived."""

from pathlib import Path

import pytest
from temporalio.worker import UnsandboxedWorkflowRunner

from tests.replay.record_webhook import FOLDER
from tests.replay.test_histories import read, replayer

HISTORIES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
async def test_a_recorded_endpoint_is_replayed_without_a_difference(path: Path) -> None:
    await replayer(UnsandboxedWorkflowRunner()).replay_workflow(read(path))


def test_it_was_woken_cancelled_in_vain_and_ended_as_it_was_disabled() -> None:
    first, second = (list(read(path).events) for path in HISTORIES)
    signals = [
        each.workflow_execution_signaled_event_attributes.signal_name
        for each in first
        if each.HasField("workflow_execution_signaled_event_attributes")
    ]

    assert {"wake", "no such word"} <= {*signals}
    assert any(each.HasField("workflow_execution_cancel_requested_event_attributes") for each in first)
    assert first[-1].HasField("workflow_execution_completed_event_attributes")
    assert any(each.HasField("activity_task_completed_event_attributes") for each in second)
