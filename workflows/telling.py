"""A word of one workflow to another: a plain signal where that counts, else one that the platform signs."""

from collections.abc import Mapping
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.process.trust import Trust
    from models.messages.work import TellInput

PATIENCE = timedelta(seconds=5)
RETRY = RetryPolicy(
    initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=30), maximum_attempts=10
)


async def told(trust: str, workflow_id: str, name: str, fields: Mapping[str, str]) -> bool:
    """Whether it runs and was told. ``fields`` have a command id: told again it is told once."""
    try:
        if trust == Trust.CLUSTER:
            await workflow.get_external_workflow_handle(workflow_id).signal(name, dict(fields))
            return True
        found: bool = await workflow.execute_local_activity(
            "tell",
            TellInput(workflow_id, name, dict(fields)),
            result_type=bool,
            start_to_close_timeout=PATIENCE,
            retry_policy=RETRY,
            local_retry_threshold=timedelta(milliseconds=500),
            summary=f"{name} → {workflow_id}"[:150],
        )
    except (ApplicationError, ActivityError):  # a local activity's own error comes bare
        return False
    return found
