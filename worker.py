"""The composition root: settings → adapters → activities → workers. Run as `python worker.py`.

A process plays the roles named by STARMAP_ROLES, each on a task queue of its own; the default is all of them.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Engine
from temporalio import activity
from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import (
    PollerBehaviorAutoscaling,
    PollerBehaviorSimpleMaximum,
    Worker,
    WorkerDeploymentConfig,
)

from activities.asked_by import AskedBy
from activities.journal import Journal
from activities.notices import NoticeActivities
from activities.ordered import ordered_in
from activities.payouts import PayoutActivities, WithdrawalRecording
from activities.publishing import PublishingActivities
from activities.reconciling import ReconciliationActivities
from activities.recording import RecordingActivities
from activities.sweeping import SweepActivities
from activities.telling import tell
from activities.webhooks import WebhookActivities
from domain.money.withdrawals.terms import WithdrawalTerms
from gateways.commissions.metrics import SqlMetricsStore
from gateways.commissions.store import SqlCommissionStore
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.notices import SqlNoticeStore
from gateways.operations.findings import SqlFindingStore
from gateways.operations.items import SqlItemStore
from gateways.operations.reconciliation import SqlReconciliation
from gateways.sql.database import opened
from gateways.webhooks.sender import HttpSender, SystemNames
from gateways.webhooks.store import SqlWebhookStore
from runtime.business_metrics import serve
from runtime.event_numbering import numbering_events
from runtime.facts import TemporalFacts
from runtime.failing_tasks import TemporalTasks
from runtime.failures import named
from runtime.key_news import telling_keys
from runtime.leash import say_ready
from runtime.logs import log_as_json
from runtime.notice_relay import NoticeRelay
from runtime.readiness import require
from runtime.running import pages_address
from runtime.serving_lock import fingerprint, of_one_code
from runtime.telemetry import core_runtime
from runtime.webhook_waking import Waking
from services import vendors
from services.connection import connect
from services.lives import cross_check
from services.signing_client import signing_client
from services.terms_file import read_published
from services.terms_in_force import in_force, notes
from services.tracing import hand_over
from settings import Settings
from workflows import names
from workflows.messages.linked import LinkingRunner
from workflows.messages.payload_guard import PayloadGuard
from workflows.messages.unread import reading_runner
from workflows.types import WORKFLOW_TYPES

STICKY = timedelta(seconds=3)  # how long a task waits for a worker that died before another takes it
WORKFLOW_TASKS = 16
"""At once. A process has one interpreter, and an answer leaves after the record: more would wait in it."""
POLLERS = WORKFLOW_TASKS - 2
"""Of them all but one ask for tasks of workflows in memory and keep a place for each, so that thousands of
openings, a few at a time, hold up no command to what is open."""

ENDPOINTS_AT_ONCE = 200
"""A batch waits on the event loop for whoever it sends to, and has a place of its own: one that does not
answer holds it for 15 s and then, its breaker open, for 15 s of every half hour.
"""
BOOKS_OF_WEBHOOKS = 4
"""Threads in which batches ask the books and write there."""

Ring = Callable[[], None]
Part = dict[str, Any]
"""What one role adds to its worker: the queue, the workflows or the activities, its own limits."""


def _workflows(engine: Engine, settings: Settings, ring: Ring) -> Part:
    published = read_published()  # once: what is written there later counts after a start, which looks at it

    def of_withdrawing() -> WithdrawalTerms:
        return published.now.withdrawal

    recording = RecordingActivities(SqlCommissionStore(engine), settings.pace, of_withdrawing, ring)
    store = SqlWithdrawalStore(engine)
    steps = WithdrawalRecording(store, of_withdrawing, ring)
    return {
        "task_queue": settings.queue,
        "workflows": WORKFLOW_TYPES,
        "workflow_runner": LinkingRunner(
            reading_runner(sandbox=settings.workflow_sandbox == "on"), lambda: pages_address(settings)
        ),
        "activities": [  # local ones: the record is made here, and a word to another workflow signed
            recording.record,
            recording.recorded,
            recording.take_up,
            steps.withdrawal_reserve,
            steps.withdrawal_rebound,
            steps.withdrawal_note,
            tell,
        ],
        "max_cached_workflows": settings.max_cached_workflows,
        "sticky_queue_schedule_to_start_timeout": STICKY,
        "max_concurrent_workflow_tasks": WORKFLOW_TASKS,
        "workflow_task_poller_behavior": PollerBehaviorSimpleMaximum(POLLERS),
        "nonsticky_to_sticky_poll_ratio": 1 / POLLERS,
    }


def _notices(engine: Engine, settings: Settings, ring: Ring) -> Part:
    notices = NoticeActivities(
        SqlNoticeStore(engine),
        vendors.sms(engine, settings),
        vendors.voice(engine, settings),
        ordered_in(SqlCommissionStore(engine)),
        ring,
    )
    return {
        "task_queue": names.notices_queue(settings.queue),
        "activities": [notices.send, notices.call, notices.ask_notice],
    }


def _publishing(engine: Engine, settings: Settings, _: Ring) -> Part:
    publishing = PublishingActivities(
        vendors.publishing(engine, settings), ordered_in(SqlCommissionStore(engine))
    )
    return {
        "task_queue": names.publishing_queue(settings.queue),
        "activities": [
            publishing.publish,
            publishing.take_down,
            publishing.set_edit,
            publishing.probe,
            publishing.look,
        ],
    }


def _payouts(engine: Engine, settings: Settings, _: Ring) -> Part:
    payouts = PayoutActivities(SqlWithdrawalStore(engine), vendors.bank(engine, settings))
    return {
        "task_queue": names.payouts_queue(settings.queue),
        "activities": [
            payouts.find_transfer,
            payouts.transfer,
            payouts.ask_payout,
            payouts.payout_begun,
        ],
        # of the whole queue, whatever the number of workers: a midnight's settlements are spread out
        "max_task_queue_activities_per_second": settings.payouts_per_second,
    }


def _sweeps(engine: Engine, settings: Settings, _: Ring) -> Part:
    sweeps = SweepActivities(
        SqlFindingStore(engine),
        SqlItemStore(engine),
        vendors.publishing(engine, settings),
        SqlMetricsStore(engine),
        TemporalFacts(activity.client),
        cross_check(engine, activity.client, settings.queue),
        TemporalTasks(activity.client, settings.queue),
    )
    books = SqlReconciliation(engine, vendors.bank_records(engine, settings))
    reconciling = ReconciliationActivities(SqlFindingStore(engine), books)
    return {
        "task_queue": names.sweeps_queue(settings.queue),
        "activities": [
            sweeps.sweep_daily,
            sweeps.sweep_visibility,
            sweeps.sweep_metrics,
            reconciling.sweep_reconciliation,
        ],
    }


def _webhooks(engine: Engine, settings: Settings, _: Ring) -> Part:
    sender = HttpSender(settings.webhooks_may_reach, SystemNames())
    books = ThreadPoolExecutor(BOOKS_OF_WEBHOOKS, thread_name_prefix="webhooks")
    return {
        "task_queue": names.webhooks_queue(settings.queue),
        "activities": [WebhookActivities(SqlWebhookStore(engine), sender, books).deliver],
        "max_concurrent_activities": ENDPOINTS_AT_ONCE,
        "activity_executor": None,  # none of them is a thread's
    }


PARTS: dict[str, Callable[[Engine, Settings, Ring], Part]] = {
    "workflows": _workflows,
    "notices": _notices,
    "publishing": _publishing,
    "payouts": _payouts,
    "sweeps": _sweeps,
    "webhooks": _webhooks,
}
"""One for each role the settings know."""


def _versioned(settings: Settings) -> Part:
    """An open commission goes on with the version that is current: what is recorded replays on each."""
    if not settings.build_id:
        return {}
    version = WorkerDeploymentVersion(settings.deployment, settings.build_id)
    versioning = WorkerDeploymentConfig(
        version=version,
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.AUTO_UPGRADE,
    )
    return {"deployment_config": versioning}


def workers(
    client: Client, engine: Engine, settings: Settings, pool: ThreadPoolExecutor, ring: Ring
) -> list[Worker]:
    """One worker for each role of this process. ``ring`` wakes the relay of notices."""
    return [
        Worker(
            client,
            max_concurrent_local_activities=settings.threads,
            activity_task_poller_behavior=PollerBehaviorAutoscaling(),
            graceful_shutdown_timeout=settings.time_to_finish,
            interceptors=[PayloadGuard(), Journal(), AskedBy()],
            **_versioned(settings),
            **{
                "activity_executor": pool,
                "max_concurrent_activities": settings.threads,
                **PARTS[role](engine, settings, ring),
            },
        )
        for role in settings.roles
    ]


@asynccontextmanager
async def working(client: Client, engine: Engine, settings: Settings) -> AsyncIterator[None]:
    """All workers of this process run while the block does."""
    client = signing_client(client, engine, settings)
    threads = settings.threads * len(settings.roles)
    with ThreadPoolExecutor(threads, thread_name_prefix="activity") as pool:
        relay = NoticeRelay(client, SqlNoticeStore(engine), settings)
        async with AsyncExitStack() as running:
            for worker in workers(client, engine, settings, pool, relay.ring):
                await running.enter_async_context(worker)
            if {"workflows", "notices"} & set(settings.roles):
                await running.enter_async_context(relay.running())
            if "sweeps" in settings.roles:
                await running.enter_async_context(numbering_events(engine))
                await running.enter_async_context(telling_keys(client, engine))
                await running.enter_async_context(Waking(client, engine, settings.queue).running())
            yield


@asynccontextmanager
async def serving(engine: Engine, settings: Settings) -> AsyncIterator[None]:
    """The figures of the business are served by whoever sweeps: one process of many."""
    if not settings.business_metrics_address or "sweeps" not in settings.roles:
        yield
        return
    stop = serve(engine, settings.business_metrics_address)
    try:
        yield
    finally:
        await asyncio.to_thread(stop)


def _serve_the_terms(engine: Engine) -> None:
    in_force(engine)
    for each in notes(engine):
        structlog.get_logger().warning(each.en)


async def main(settings: Settings) -> None:
    """Raises what `runtime.failures` names: nothing is worked on unless all that is needed is there."""
    runtime = core_runtime(settings.metrics_address)
    with opened(settings.database, settings.pool, settings.data_keys) as engine:
        if {"payouts", "sweeps"} & set(settings.roles):
            vendors.bank(engine, settings)  # keys that cannot be used are told before anything is begun
        client = await connect(f"127.0.0.1:{settings.port}", runtime, service="starmap-worker")
        await require(client, engine)
        await asyncio.to_thread(_serve_the_terms, engine)
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        async with working(client, engine, settings), serving(engine, settings):
            structlog.get_logger().info("worker ready", queue=settings.queue, roles=settings.roles)
            say_ready()
            await stop.wait()


def run() -> int:
    try:
        settings = Settings()
        log_as_json(settings.log_level)
        with of_one_code(settings.state, fingerprint()):
            asyncio.run(main(settings))
    except Exception as failed:
        found = named(failed)
        if not found:
            raise
        sys.stderr.write("".join(f"✗ {each.code} {each.zh} · {each.en}\n" for each in found))
        return 1
    return 0


if __name__ == "__main__":
    code = run()
    hand_over()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # the SDK may abort at interpreter exit (sdk-python 300)
