"""Which failures of workflow tasks the stories forgive: those of a machine that computes for others, once."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowHistory
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from tests.workflows.histories import STARVED, failed_tasks

THE_SDK_WAITS = 0.5
FAILS = {"once": 1, "twice": 2}
SLEPT: dict[str, int] = {}


@workflow.defn(sandboxed=False)
class Sleeper:
    @workflow.run
    async def run(self, times: int) -> str:
        own = workflow.info().workflow_id
        SLEPT[own] = SLEPT.get(own, 0) + 1
        if SLEPT[own] <= times:
            time.sleep(3 * THE_SDK_WAITS)  # as if another process had the core  # noqa: ASYNC251
        return "passed"


@pytest.mark.parametrize("how_often", FAILS)
async def test_a_task_that_was_starved_is_forgiven_where_the_next_try_passes(
    client: Client, how_often: str
) -> None:
    queue = uuid4().hex
    runner = UnsandboxedWorkflowRunner()
    worker = Worker(client, task_queue=queue, workflows=[Sleeper], workflow_runner=runner)
    assert worker._workflow_worker
    worker._workflow_worker._deadlock_timeout_seconds = THE_SDK_WAITS
    async with worker:
        handle = await client.start_workflow(
            Sleeper.run, FAILS[how_often], id=queue, task_queue=queue, run_timeout=timedelta(seconds=60)
        )
        assert await handle.result() == "passed"
    told = [await handle.fetch_history()]

    assert len(failed_tasks(told, forgiving=False)) == 1
    assert len(failed_tasks(told)) == FAILS[how_often] - 1


def failed(number: int, message: str, cause: str = "WORKFLOW_WORKER_UNHANDLED_FAILURE") -> HistoryEvent:
    event = HistoryEvent(event_id=number, event_type=EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
    told = event.workflow_task_failed_event_attributes
    told.failure.message = message
    told.cause = WorkflowTaskFailedCause.Value(f"WORKFLOW_TASK_FAILED_CAUSE_{cause}")
    return event


def passed(number: int, attempt: int) -> list[HistoryEvent]:
    begun = HistoryEvent(event_id=number, event_type=EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
    begun.workflow_task_scheduled_event_attributes.attempt = attempt
    ended = HistoryEvent(event_id=number + 1, event_type=EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
    ended.workflow_task_completed_event_attributes.scheduled_event_id = number
    return [begun, ended]


STARVING = f"{STARVED} Potential deadlock detected: workflow didn't yield within 2 second(s)."
HISTORIES = {
    "starved, and passed at the next try": ([failed(1, STARVING), *passed(2, 2)], 0),
    "starved, and passed after a message came in": ([failed(1, STARVING), *passed(2, 1)], 0),
    "starved again and again": ([failed(1, STARVING), *passed(2, 3)], 1),
    "starved for ever": ([failed(1, STARVING)], 1),
    "starved, then failed": ([failed(1, STARVING), failed(2, "KeyError"), *passed(3, 1)], 2),
    "failed otherwise": ([failed(1, "KeyError"), *passed(2, 2)], 1),
    "turned away by the server": ([failed(1, "", "UNHANDLED_COMMAND")], 0),
}


@pytest.mark.parametrize("case", HISTORIES)
def test_nothing_else_is_forgiven(case: str) -> None:
    events, unforgiven = HISTORIES[case]
    history = WorkflowHistory("w", events)

    assert len(failed_tasks([history])) == unforgiven
    assert bool(failed_tasks([history], forgiving=False))
