"""Do the sweeps run? Each has its schedule, which is not paused and starts it, and it comes to its end."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine
from temporalio.client import (
    Client,
    ScheduleActionStartWorkflow,
    ScheduleDescription,
    WorkflowExecutionStatus,
)
from temporalio.service import RPCError, RPCStatusCode

from domain.counts import how_many
from domain.operations.sweeps import SWEEPS, Sweep
from gateways.operations.findings import SqlFindingStore
from services.failures import Complaint
from workflows import names

WELL = (
    WorkflowExecutionStatus.RUNNING,
    WorkflowExecutionStatus.COMPLETED,
    WorkflowExecutionStatus.CONTINUED_AS_NEW,
)
AGAIN = (
    "重新启动 up，或运行 ./starmap server prepare，照程序所写重建",
    "run ./starmap server prepare, or start up anew: either makes it as the program has it",
)


@dataclass(frozen=True)
class Schedules:
    client: Client
    engine: Engine
    queue: str

    async def lacking(self, now: datetime) -> list[Complaint]:
        """At most one complaint of each sweep: what to mend first."""
        found = [await self._of(sweep, now) for sweep in SWEEPS.values()]
        return [each for each in found if each]

    async def _of(self, sweep: Sweep, now: datetime) -> Complaint | None:
        told = await self._described(sweep)
        if told is None:
            return _complaint("SCHEDULE_MISSING", sweep, AGAIN)
        if not self._is_ours(told):
            return _complaint("SCHEDULE_CHANGED", sweep, AGAIN)
        if told.schedule.state.paused:
            return _paused(sweep, told.schedule.state.note or "")
        ended = await asyncio.to_thread(self._last_end, sweep, told.info.created_at)
        if state := await self._failed(told, ended):
            return _complaint("SWEEP_FAILED", sweep, _now(sweep), state=state)
        if now - ended > sweep.late_after:
            hours = int((now - ended).total_seconds() // 3600)
            gone = (f"{hours} 小时", how_many(hours, "hours"))
            return _complaint("SWEEP_OVERDUE", sweep, _now(sweep), hours=gone)
        return None

    async def _described(self, sweep: Sweep) -> ScheduleDescription | None:
        try:
            return await self.client.get_schedule_handle(names.sweep_id(sweep.name)).describe()
        except RPCError as failed:
            if failed.status is RPCStatusCode.NOT_FOUND:
                return None
            raise

    def _is_ours(self, told: ScheduleDescription) -> bool:
        action = told.schedule.action
        return isinstance(action, ScheduleActionStartWorkflow) and (action.workflow, action.task_queue) == (
            names.SWEEP,
            self.queue,
        )

    def _last_end(self, sweep: Sweep, made_at: datetime) -> datetime:
        """One by hand counts as well; of a schedule that is new nothing is asked yet."""
        last = SqlFindingStore(self.engine).last_run(sweep.name)
        return max(made_at, last[0].finished_at.astimezone(UTC)) if last else made_at

    async def _failed(self, told: ScheduleDescription, ended: datetime) -> str:
        """How its last action ended, where that was no good end and no sweep came to one since."""
        if not told.info.recent_actions or told.info.recent_actions[-1].started_at <= ended:
            return ""
        workflow_id = told.info.recent_actions[-1].action.workflow_id  # type: ignore[attr-defined]
        try:
            status = (await self.client.get_workflow_handle(workflow_id).describe()).status
        except RPCError as failed:
            if failed.status is RPCStatusCode.NOT_FOUND:  # deleted, or kept no longer
                return ""
            raise
        return "" if status is None or status in WELL else status.name.lower()


def _paused(sweep: Sweep, note: str) -> Complaint:
    todo = (
        "在 Web UI 的 Schedules 里取消暂停，期间错过的用 " + _now(sweep)[0],
        "unpause it in the Web UI under Schedules; what it missed: " + _now(sweep)[1],
    )
    because = (f"（{note[:100]}）", f" ({note[:100]})") if note else ""
    return _complaint("SCHEDULE_PAUSED", sweep, todo, because=because)


def _now(sweep: Sweep) -> tuple[str, str]:
    command = f"./starmap sweep run {sweep.name}"
    return (
        f"立即巡查：{command}；没有动静见运维手册 SweepMissing",
        f"sweep now: {command}; runbook, SweepMissing",
    )


def _complaint(code: str, sweep: Sweep, todo: tuple[str, str], **told: object) -> Complaint:
    return Complaint.of(code, sweep=names.sweep_id(sweep.name), todo=todo, **told)
