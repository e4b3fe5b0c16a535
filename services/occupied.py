"""Whether what runs under an id of ours is ours: anybody with a Temporal client can begin anything under it.

Told by its kind and its queue, as the server has them. What is of our kind and queue is judged by the books
as soon as it runs, and ends by itself where it is another's. What was started for later (a delay, a cron) is
judged by nobody until then, and gives way: nothing of ours waits so, but where time is skipped to it at once.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowExecutionDescription
from temporalio.service import RPCError, RPCStatusCode

from workflows import names
from workflows.commissions.rules import UnknownRules

STRANGER = "stranger"
SOON = timedelta(minutes=1)
"""What begins by then is judged by the books in time."""
GIVES_WAY = "NOT_OURS: started for later under an id of another's"
FIRST_TASK, AGAIN = 5, 2
"""Events of a history in which no task was ever completed, with its first failure; a second attempt."""
FAILED = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
PREFIXES = {
    "commission": names.COMMISSION,
    "withdrawal": names.WITHDRAWAL,
    "refund-watch": names.REFUND_WATCH,
    "webhook": names.WEBHOOK,
    "sweep": names.SWEEP,
}


async def state_of(client: Client, workflow_id: str, queue: str) -> str:
    """How it stands at the server: ``running``, ``stranger`` where something else runs under its id,
    ``completed``, ``terminated``…; empty where nobody knows it.
    """
    told = await _described(client, workflow_id)
    if told is None:
        return ""
    state = told.status.name.lower() if told.status else ""
    kind = PREFIXES.get(workflow_id.partition("/")[0])  # none: an id of nobody's here is a stranger's
    ours = (told.workflow_type, told.task_queue) == (kind, queue)
    if state != "running":
        return state
    odd = not ours or _waits(told) or await _comes_back(client, told) or await _fails_at_once(client, told)
    return STRANGER if odd else state


async def gave_way(client: Client, workflow_id: str) -> bool:
    """Whether what had our id had not begun, or comes back by a cron, and was ended: that very run."""
    told = await _described(client, workflow_id)
    if told is None or told.close_time is not None:
        return False
    if not _waits(told) and not await _comes_back(client, told):
        return False
    with suppress(RPCError):  # it has ended meanwhile
        await client.get_workflow_handle(workflow_id, run_id=told.run_id).terminate(reason=GIVES_WAY)
    return True


async def _described(client: Client, workflow_id: str) -> WorkflowExecutionDescription | None:
    try:
        return await client.get_workflow_handle(workflow_id).describe()
    except RPCError as failed:
        if failed.status is RPCStatusCode.NOT_FOUND and "namespace" not in str(failed).lower():
            return None
        raise


def _waits(told: WorkflowExecutionDescription) -> bool:
    """Nobody was ever given a task of it, and nobody will be for a while."""
    raw = told.raw_description
    info = raw.workflow_execution_info
    given = raw.HasField("pending_workflow_task") or info.HasField("most_recent_worker_version_stamp")
    return not given and (told.execution_time or told.start_time) > datetime.now(UTC) + SOON


async def _comes_back(client: Client, told: WorkflowExecutionDescription) -> bool:
    """A run of a cron, whether it waits or is under way: nothing of ours is started with one."""
    if told.execution_time is None or told.execution_time <= told.start_time:
        return False  # every run of a cron waits for its minute
    handle = client.get_workflow_handle(told.id, run_id=told.run_id)
    async for event in handle.fetch_history_events(page_size=1):
        return bool(event.workflow_execution_started_event_attributes.cron_schedule)
    return False


async def _fails_at_once(client: Client, told: WorkflowExecutionDescription) -> bool:
    """Its first task fails again and again: with an input of its own making it can be read by nobody.

    One whose worker was killed meanwhile has timed out; one under rules of a newer program waits for that.
    """
    if told.history_length > FIRST_TASK or told.raw_description.pending_workflow_task.attempt < AGAIN:
        return False
    events = client.get_workflow_handle(told.id, run_id=told.run_id).fetch_history_events()
    failed = [
        each.workflow_task_failed_event_attributes async for each in events if each.event_type == FAILED
    ]
    return any(each.failure.application_failure_info.type != UnknownRules.__name__ for each in failed)
