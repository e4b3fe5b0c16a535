"""What the server has kept of a commission: its histories, and the workflow tasks in them that failed."""

from collections.abc import Iterable
from contextlib import suppress

from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowHistory
from temporalio.service import RPCError

from workflows import names

TASK_FAILED = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
TASK_PASSED = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
TASK_ENDS = (TASK_PASSED, TASK_FAILED, EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT)
SECOND = 2
TURNED_AWAY = (
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND,
)
"""By the server: a message came in as a run ended, or a hundred of them while a task was under way."""
STARVED = "[TMPRL1101]"
"""The SDK fails a task that keeps its thread for two seconds by the clock on the wall. On a machine that
computes for others this says nothing of the task: what one may cost is held in time of its own thread by
`test_activation_cost`. Forgiven where the very next try passes: what fails again is wedged, whoever computes.
"""


async def histories(client: Client, cid: str) -> list[WorkflowHistory]:
    """Of the commission, then of its withdrawal where there is one: all their runs, the first run first."""
    return await histories_of(client, names.workflow_id(cid), names.withdrawal_workflow_id(cid))


async def histories_of(client: Client, *workflow_ids: str) -> list[WorkflowHistory]:
    found: list[WorkflowHistory] = []
    for workflow_id in workflow_ids:
        found += await _runs(client, workflow_id)
    return found


def failed_tasks(told: Iterable[WorkflowHistory], *, forgiving: bool = True) -> list[HistoryEvent]:
    """Those the server turned away and those of a starved machine are forgiven, unless told otherwise."""
    return [
        event
        for history in told
        for event in history.events
        if event.event_type == TASK_FAILED and not (forgiving and _is_forgiven(event, history))
    ]


def _is_forgiven(failed: HistoryEvent, history: WorkflowHistory) -> bool:
    said = failed.workflow_task_failed_event_attributes
    is_starved = STARVED in said.failure.message
    return said.cause in TURNED_AWAY or (is_starved and _passed_at_the_next_try(failed, history))


def _passed_at_the_next_try(failed: HistoryEvent, history: WorkflowHistory) -> bool:
    """A history holds the first failure of a task alone: how often it was tried stands where it passed."""
    later = [event for event in history.events if event.event_id > failed.event_id]
    ended = next((event for event in later if event.event_type in TASK_ENDS), None)
    if ended is None or ended.event_type != TASK_PASSED:
        return False
    passed = ended.workflow_task_completed_event_attributes.scheduled_event_id
    (tried,) = [event for event in later if event.event_id == passed]
    return tried.workflow_task_scheduled_event_attributes.attempt <= SECOND


async def _runs(client: Client, workflow_id: str) -> list[WorkflowHistory]:
    """Each execution of the id, and what continued it: the server's list may not know the newest yet."""
    found: dict[str, WorkflowHistory] = {}
    for first in await _first_runs(client, workflow_id):
        run = first
        while run and run not in found:
            found[run] = await client.get_workflow_handle(workflow_id, run_id=run).fetch_history()
            last = found[run].events[-1]
            run = last.workflow_execution_continued_as_new_event_attributes.new_execution_run_id
    return sorted(found.values(), key=lambda history: history.events[0].event_time.ToNanoseconds())


async def _first_runs(client: Client, workflow_id: str) -> list[str]:
    first = [each.run_id async for each in client.list_workflows(f'WorkflowId = "{workflow_id}"')]
    with suppress(RPCError):  # there is none, or none any more
        latest = await client.get_workflow_handle(workflow_id).describe()
        first.append(latest.raw_description.workflow_execution_info.first_run_id)
    return first
