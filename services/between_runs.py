"""What a run says of a message that it takes no more: it is over and goes on in another, or it is full.

Under its own id, sending it again is safe: what was taken is not done twice.
"""

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

TOO_MANY_WAIT = "TOO_MANY_WAIT"


async def was_between_runs(client: Client, workflow_id: str, failed: RPCError) -> bool:
    """Whether it is to be sent again. "Not found" is said of a run that is over: so we ask what runs now."""
    if failed.status is not RPCStatusCode.NOT_FOUND or "namespace" in str(failed).lower():
        return failed.status is RPCStatusCode.FAILED_PRECONDITION
    try:
        now = (await client.get_workflow_handle(workflow_id).describe()).status
    except RPCError:
        return False
    return now is WorkflowExecutionStatus.RUNNING


def takes_no_more(failed: RPCError) -> bool:
    """A worker that is back takes in what waits, and begins another run, which takes as many again."""
    return failed.status is RPCStatusCode.INVALID_ARGUMENT and "limit for signal" in str(failed)
