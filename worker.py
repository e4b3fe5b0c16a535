"""The composition root: settings → adapters → activities → workers. Run as `python worker.py`."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

import structlog
from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.worker import Worker

from activities.notices import NoticeActivities
from activities.payouts import PayoutActivities
from activities.publishing import PublishingActivities
from activities.recording import RecordingActivities
from gateways.book import SqlBook
from gateways.database import check, open_database
from gateways.metrics_book import SqlMetricsBook
from gateways.notice_book import SqlNoticeBook
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from gateways.sandbox.mp import SandboxMp
from gateways.sandbox.phone import SandboxSms, SandboxVoice
from gateways.withdrawals import SqlWithdrawalBook
from settings import Settings
from starter.connection import connect
from workflows import names
from workflows.commission import CommissionWorkflow
from workflows.guard import Guard
from workflows.withdrawal import WithdrawalWorkflow

THREADS = 16
GRACEFUL = timedelta(seconds=20)
STICKY = timedelta(seconds=3)  # how long a task waits for a worker that died before another takes it


def workers(client: Client, engine: Engine, settings: Settings, pool: ThreadPoolExecutor) -> list[Worker]:
    """One worker for the workflows and their records, one for each outside resource."""
    faults = SandboxFaults(engine)
    notices = NoticeActivities(
        SqlNoticeBook(engine), SandboxSms(engine, faults), SandboxVoice(engine, faults)
    )
    publishing = PublishingActivities(SandboxMp(engine, faults), SqlMetricsBook(engine))
    payouts = PayoutActivities(SqlWithdrawalBook(engine), SandboxBank(engine, faults))
    recording = RecordingActivities(SqlBook(engine))
    queue = settings.queue
    return [
        Worker(
            client,
            task_queue=queue,
            workflows=[CommissionWorkflow, WithdrawalWorkflow],
            activities=[recording.record, recording.recorded],
            activity_executor=pool,
            interceptors=[Guard()],
            max_cached_workflows=settings.max_cached_workflows,
            sticky_queue_schedule_to_start_timeout=STICKY,
            graceful_shutdown_timeout=GRACEFUL,
        ),
        _activity_worker(client, names.notices_queue(queue), [notices.tell], pool),
        _activity_worker(
            client,
            names.publishing_queue(queue),
            [
                publishing.publish,
                publishing.take_down,
                publishing.set_edit,
                publishing.probe,
                publishing.pull_metrics,
            ],
            pool,
        ),
        _activity_worker(
            client,
            names.payouts_queue(queue),
            [
                payouts.withdrawal_begin,
                payouts.find_transfer,
                payouts.transfer,
                payouts.withdrawal_paid,
                payouts.withdrawal_returned,
            ],
            pool,
        ),
    ]


def _activity_worker(client: Client, queue: str, activities: list, pool: ThreadPoolExecutor) -> Worker:  # type: ignore[type-arg]
    return Worker(
        client,
        task_queue=queue,
        activities=activities,
        activity_executor=pool,
        max_concurrent_activities=THREADS,
        graceful_shutdown_timeout=GRACEFUL,
    )


@asynccontextmanager
async def working(client: Client, engine: Engine, settings: Settings) -> AsyncIterator[None]:
    """All workers of this process run while the block does."""
    with ThreadPoolExecutor(4 * THREADS, thread_name_prefix="activity") as pool:
        async with AsyncExitStack() as running:
            for worker in workers(client, engine, settings, pool):
                await running.enter_async_context(worker)
            yield


def log_plainly(level: str) -> None:
    """Events are facts with keywords, one JSON line each; no payloads, no phone numbers."""
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


async def main() -> None:
    settings = Settings()
    log_plainly(settings.log_level)
    engine = open_database(settings.database)
    check(engine)
    client = await connect(f"127.0.0.1:{settings.port}")
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with working(client, engine, settings):
        structlog.get_logger().info("worker ready", queue=settings.queue)
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(main())
    sys.stdout.flush()
    os._exit(0)  # the SDK may abort at interpreter exit (sdk-python 300)
