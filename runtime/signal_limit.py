"""How many signals a server keeps for one run: what a sender is told beyond it, and does it have one?"""

import asyncio
from uuid import uuid4

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from runtime.server import LIMITS
from services.failures import Complaint

SIGNALS_MAX = int(LIMITS["history.maximumSignalsPerExecution"])
AT_ONCE = 40
SIGNAL_LIMIT = Complaint.of("SIGNAL_LIMIT", most=SIGNALS_MAX)


async def warnings_of(client: Client) -> list[Complaint]:
    """What a server works well enough without until somebody means harm. To ask takes as many signals."""
    return [SIGNAL_LIMIT] if await _takes_too_many(client) else []


async def _takes_too_many(client: Client) -> bool:
    """Asked with so many signals and more to a workflow that nobody works on, and that is gone afterwards.

    No question tells of this limit, and nothing but a signal is held against it.
    """
    probe = await client.start_workflow(
        "SignalProbe", id=f"starmap-signal-probe-{uuid4().hex[:8]}", task_queue="-"
    )
    try:
        for _ in range(SIGNALS_MAX // AT_ONCE + 1):
            await asyncio.gather(*(probe.signal("probe") for _ in range(AT_ONCE)))
    except RPCError as refused:
        if refused.status != RPCStatusCode.INVALID_ARGUMENT:
            raise
        return False
    finally:
        await probe.terminate()
        await client.workflow_service.delete_workflow_execution(
            DeleteWorkflowExecutionRequest(
                namespace=client.namespace, workflow_execution=WorkflowExecution(workflow_id=probe.id)
            )
        )
    return True
