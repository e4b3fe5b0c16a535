"""An endpoint's workflow is told that there is something to send; one that does not run yet is started."""

from datetime import timedelta

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from models.messages.webhook import WebhookStart
from workflows import names

WAKE = "wake"
ANSWERS_WITHIN = timedelta(seconds=10)


async def wake(client: Client, queue: str, endpoint_id: str) -> None:
    """Told twice it does no harm: it asks the books what is due. ``queue`` is that of the settings.

    Raises RPCError where the server does not answer; whoever sweeps wakes it within a minute then.
    """
    await client.start_workflow(
        names.WEBHOOK,
        WebhookStart(endpoint_id),
        id=names.webhook_id(endpoint_id),
        task_queue=queue,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        start_signal=WAKE,
        static_summary=f"Webhook 端点 · webhook endpoint {endpoint_id}",
        rpc_timeout=ANSWERS_WITHIN,
    )
