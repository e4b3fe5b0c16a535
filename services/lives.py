"""What the server runs of ours: asked of its lists, and of one workflow by its id."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine
from temporalio.client import Client

from gateways.commissions.lives import SqlLifeStore
from gateways.operations.audit.cross_check import CrossCheck
from gateways.ports.lives import Life
from services.occupied import state_of
from workflows import names

KINDS = ", ".join(f"'{kind}'" for kind in (names.COMMISSION, names.WITHDRAWAL, names.REFUND_WATCH))


@dataclass(frozen=True)
class TemporalLives:
    client: Callable[[], Client]
    """The client of whoever asks: an activity has its worker's."""
    queue: str

    async def running(self) -> AsyncIterator[Life]:
        async for life in self._listed(f"ExecutionStatus = 'Running' AND WorkflowType IN ({KINDS})"):
            yield life

    async def turned_away(self, since: datetime) -> AsyncIterator[Life]:
        after = since.astimezone(UTC).isoformat()
        async for life in self._listed(f"Attention = 'not_ours' AND StartTime > '{after}'"):
            yield life

    async def state(self, workflow_id: str) -> str:
        return await state_of(self.client(), workflow_id, self.queue)

    async def _listed(self, query: str) -> AsyncIterator[Life]:
        async for each in self.client().list_workflows(f"TaskQueue = '{self.queue}' AND {query}"):
            begins_at = each.execution_time or each.start_time
            yield Life(each.id, each.workflow_type, begins_at, delayed=begins_at > each.start_time)


def cross_check(engine: Engine, client: Callable[[], Client], queue: str) -> CrossCheck:
    return CrossCheck(SqlLifeStore(engine), TemporalLives(client, queue))
