"""What the server has kept of a commission: its histories, and the workflow tasks in them that failed."""

from collections.abc import Iterable
from contextlib import suppress

from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowHistory
from temporalio.service import RPCError

from workflows import names

TASK_FAILED = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
TURNED_AWAY = (
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND,
)
"""By the server: a message came in as a run ended, or a hundred of them while a task was under way."""


async def histories(client: Client, cid: str) -> list[WorkflowHistory]:
    """Of the commission, then of its withdrawal where there is one: all their runs, the first run first."""
    return await histories_of(client, names.workflow_id(cid), names.withdrawal_workflow_id(cid))


async def histories_of(client: Client, *workflow_ids: str) -> list[WorkflowHistory]:
    found: list[WorkflowHistory] = []
    for workflow_id in workflow_ids:
        found += await _runs(client, workflow_id)
    return found


def failed_tasks(told: Iterable[WorkflowHistory], *, forgiving: bool = True) -> list[HistoryEvent]:
    """Those the server turned away are forgiven, as that is its way, unless it is said otherwise."""
    forgiven = TURNED_AWAY if forgiving else ()
    return [
        event
        for history in told
        for event in history.events
        if event.event_type == TASK_FAILED
        and event.workflow_task_failed_event_attributes.cause not in forgiven
    ]


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
