"""The sweeps as Temporal schedules: visible, paused and triggered in the Web UI under `sweep/{name}`."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleState,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from domain.operations.sweeps import SWEEPS, Sweep
from models.messages.sweep import SweepReport, SweepStart
from services.commissions.commands import check_ours
from services.occupied import state_of
from services.waiting import waited
from settings import Settings
from workflows import names

BEIJING = "Asia/Shanghai"
CATCH_UP = timedelta(minutes=10)
"""A sweep missed by longer than this is not made up for: the next one finds the same."""
JITTER = timedelta(minutes=5)
PATIENCE = 600.0
"""Seconds that a sweep by hand is waited for."""


async def ensure_schedules(client: Client, settings: Settings) -> None:
    """Make what is missing and bring the rest to what the program says. What people paused stays paused."""
    for sweep in SWEEPS.values():
        wanted = schedule(sweep, settings)
        try:
            await client.create_schedule(names.sweep_id(sweep.name), wanted)
        except ScheduleAlreadyRunningError:
            await client.get_schedule_handle(names.sweep_id(sweep.name)).update(_renewal(wanted))


def schedule(sweep: Sweep, settings: Settings) -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(
            names.SWEEP,
            start_of(sweep.name, settings),
            id=names.sweep_id(sweep.name),
            task_queue=settings.queue,
            static_summary=f"{sweep.zh} · {sweep.en}",
        ),
        spec=_spec(sweep),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=CATCH_UP),
        state=ScheduleState(note=f"{sweep.zh} · {sweep.en}"),
    )


def start_of(name: str, settings: Settings) -> SweepStart:
    days = settings.reconciliation_days if name == "reconciliation" else settings.metrics_days
    return SweepStart(name, settings.sweep_per_second, days)


async def sweep_now(client: Client, settings: Settings, name: str, patience: float = PATIENCE) -> SweepReport:
    """Sweep at once and wait for the end; if one started by hand is under way, wait for that one.

    Raises StillWaiting: it goes on by itself. Raises Occupied where something else runs under its id.
    """
    sweep = SWEEPS[name]
    await check_ours(client, settings, names.sweep_id(name))
    sweeping: Awaitable[SweepReport] = client.execute_workflow(
        names.SWEEP,
        start_of(name, settings),
        id=names.sweep_id(name),
        task_queue=settings.queue,
        result_type=SweepReport,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        static_summary=f"{sweep.zh} · {sweep.en}",
    )
    return await waited(
        sweeping,
        patience,
        (
            f"巡查结束；它会继续，稍后用 ./starmap sweep show {name} 查看，没有动静时用 ./starmap health",
            f"the sweep's end; it goes on: look at ./starmap sweep show {name} later, or at ./starmap health",
        ),
    )


async def is_sweeping(client: Client, settings: Settings, name: str) -> bool:
    """Whether one begun by hand is under way, so that another would wait for its end."""
    return await state_of(client, names.sweep_id(name), settings.queue) == "running"


def _spec(sweep: Sweep) -> ScheduleSpec:
    if sweep.every is not None:
        return ScheduleSpec(intervals=[ScheduleIntervalSpec(every=sweep.every)], jitter=JITTER)
    hour = ScheduleRange(sweep.hour or 0)
    return ScheduleSpec(calendars=[ScheduleCalendarSpec(hour=[hour])], jitter=JITTER, time_zone_name=BEIJING)


def _renewal(wanted: Schedule) -> Callable[[ScheduleUpdateInput], ScheduleUpdate]:
    def renewed(found: ScheduleUpdateInput) -> ScheduleUpdate:
        wanted.state = found.description.schedule.state
        return ScheduleUpdate(wanted)

    return renewed
