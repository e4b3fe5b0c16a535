"""Whether what runs under an id of ours is ours: anybody with a Temporal client can begin anything under it.

Told by its kind and its queue, as the server has them. What is of our kind and queue is judged by the books
as soon as it runs, and ends by itself where it is another's.
"""

from temporalio.client import Client, WorkflowExecutionDescription
from temporalio.service import RPCError, RPCStatusCode

from workflows import names

STRANGER = "stranger"
FIRST_TASK = 5
"""Events of a history in which no task was ever completed, with the first failure of one."""
PREFIXES = {
    "commission": names.COMMISSION,
    "withdrawal": names.WITHDRAWAL,
    "refund-watch": names.REFUND_WATCH,
    "sweep": names.SWEEP,
}


async def state_of(client: Client, workflow_id: str, queue: str) -> str:
    """How it stands at the server: ``running``, ``stranger`` where something else runs under its id,
    ``completed``, ``terminated``…; empty where nobody knows it.
    """
    try:
        told = await client.get_workflow_handle(workflow_id).describe()
    except RPCError as failed:
        if failed.status is RPCStatusCode.NOT_FOUND and "namespace" not in str(failed).lower():
            return ""
        raise
    state = told.status.name.lower() if told.status else ""
    kind = PREFIXES.get(workflow_id.partition("/")[0])  # none: an id of nobody's here is a stranger's
    ours = (told.workflow_type, told.task_queue) == (kind, queue)
    return state if state != "running" or (ours and not _never_began(told)) else STRANGER


def _never_began(told: WorkflowExecutionDescription) -> bool:
    """Its first task fails again and again: with an input of its own making it can be read by nobody."""
    first = told.history_length <= FIRST_TASK
    return first and told.raw_description.pending_workflow_task.attempt > 1
