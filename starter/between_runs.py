"""A workflow whose history grew long goes on in a new run: an update that comes just then is told that the
old one is over. Under its own id, sending it again is safe: what was taken is not done twice.
"""

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode


async def was_between_runs(client: Client, workflow_id: str, failed: RPCError) -> bool:
    """Whether it is to be sent again. "Not found" is said of a run that is over: so we ask what runs now."""
    if failed.status is not RPCStatusCode.NOT_FOUND or "namespace" in str(failed).lower():
        return failed.status is RPCStatusCode.FAILED_PRECONDITION
    try:
        now = (await client.get_workflow_handle(workflow_id).describe()).status
    except RPCError:
        return False
    return now is WorkflowExecutionStatus.RUNNING
