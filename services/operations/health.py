"""How the platform is at this moment: what an operator looks at before the day's work."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.service import RPCError

from domain.operations.sweeps import SWEEPS
from gateways.operations.health import Counted as Counts
from gateways.operations.health import counted
from gateways.refusals import BookRefusal
from services.app import App
from services.operations.sweeps import Swept, last_sweep
from services.threads import in_thread

__all__ = ["Counts", "Health", "health"]

LIVE = timedelta(seconds=90)
"""A poll waits for a minute and is made again: who has not asked for longer is gone."""
PATIENCE = timedelta(seconds=3)
FRESH = timedelta(minutes=1)
"""What was looked at earlier says nothing of now, and nothing of it is shown as well."""


@dataclass(frozen=True)
class Health:
    at: datetime
    """When this was looked at."""
    workers: int | None
    """Processes that lead commissions; None: Temporal does not answer."""
    books: Counts | None
    """None: the books cannot be read."""
    swept: dict[str, Swept | None] = field(default_factory=dict)
    """The last end of each sweep."""

    def is_old(self, now: datetime) -> bool:
        return now - self.at > FRESH

    def is_late(self, sweep: str, now: datetime) -> bool:
        last = self.swept.get(sweep)
        return last is not None and now - last.finished_at > SWEEPS[sweep].late_after


async def health(app: App) -> Health:
    workers = await _workers(app)
    return await in_thread(_health, app, workers)


def _health(app: App, workers: int | None) -> Health:
    now = datetime.now(UTC)
    try:
        swept = {name: last_sweep(app.engine, name) for name in SWEEPS}
        return Health(now, workers, counted(app.engine, now), swept)
    except (SQLAlchemyError, BookRefusal):
        return Health(now, workers, None)


async def _workers(app: App) -> int | None:
    """One question, which says as well whether Temporal answers."""
    request = DescribeTaskQueueRequest(
        namespace=str(app.client.namespace),
        task_queue=TaskQueue(name=app.settings.queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    try:
        told = await app.client.workflow_service.describe_task_queue(request, timeout=PATIENCE)
    except (RPCError, RuntimeError):
        return None
    since = datetime.now(UTC) - LIVE
    return len({each.identity for each in told.pollers if each.last_access_time.ToDatetime(UTC) > since})
