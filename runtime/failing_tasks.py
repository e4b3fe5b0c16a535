"""Workflows whose tasks fail or time out again and again: by the server's report, else each is asked."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from temporalio.client import Client, WorkflowExecution
from temporalio.service import RPCError

from domain.operations.findings import Finding
from runtime.readiness import described

REPORTED = "TemporalReportedProblems"
ATTEMPTS = 5
"""In a row: the server reports from as many on. One that is lost now and then is not looked at."""
SHOWN = 150


@dataclass(frozen=True)
class TemporalTasks:
    client: Callable[[], Client]
    queue: str

    async def failing(self) -> list[Finding]:
        """Of every workflow type, ours or not, on our queue. Raises RPCError."""
        client = self.client()
        if await _reports(client):
            return await self.reported()
        return [each async for each in _tried_often(client, self._open)]

    async def reported(self) -> list[Finding]:
        """At once; nothing from a server that reports no problems."""
        client = self.client()
        if not await _reports(client):
            return []
        return [each async for each in _reported(client, self._open)]

    @property
    def _open(self) -> str:
        return f"ExecutionStatus = 'Running' AND TaskQueue = '{self.queue}'"


async def _reports(client: Client) -> bool:
    told = await described(client)
    return told is not None and told.namespace_info.capabilities.reported_problems_search_attribute


async def _reported(client: Client, running: str) -> AsyncIterator[Finding]:
    async for each in client.list_workflows(f"{running} AND {REPORTED} IS NOT NULL"):
        said = each.search_attributes.get(REPORTED, ())
        yield _finding(each, ", ".join(map(str, said)))


async def _tried_often(client: Client, running: str) -> AsyncIterator[Finding]:
    async for each in client.list_workflows(running):
        try:
            told = await client.get_workflow_handle(each.id, run_id=each.run_id).describe()
        except RPCError:
            continue  # it has ended meanwhile
        attempt = told.raw_description.pending_workflow_task.attempt
        if attempt >= ATTEMPTS:
            yield _finding(each, f"attempt {attempt}")


def _finding(found: WorkflowExecution, why: str) -> Finding:
    return Finding("tasks_fail", found.id[:SHOWN], f"{found.workflow_type[:SHOWN]}: {why}")
