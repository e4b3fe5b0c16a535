"""The floors' own worker, with the limits of ours: `python -m benchmarks.floors.program ADDRESS QUEUE`."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

from temporalio.client import Client
from temporalio.worker import PollerBehaviorAutoscaling, Worker

from benchmarks.floors import flows, shape
from settings import Settings

READY = b"ready\n"


def floors_worker(client: Client, queue: str, settings: Settings, pool: ThreadPoolExecutor) -> Worker:
    return Worker(
        client,
        task_queue=queue,
        workflows=[flows.FloorA, flows.Textbook, flows.FloorPayout],
        activities=[shape.record, shape.act],
        activity_executor=pool,
        max_concurrent_activities=settings.threads,
        max_concurrent_local_activities=settings.threads,
        max_cached_workflows=settings.max_cached_workflows,
        workflow_task_poller_behavior=PollerBehaviorAutoscaling(),
        activity_task_poller_behavior=PollerBehaviorAutoscaling(),
    )


async def main(address: str, queue: str) -> None:
    settings = Settings()
    client = await Client.connect(address)
    with ThreadPoolExecutor(settings.threads * len(settings.roles)) as pool:
        async with floors_worker(client, queue, settings, pool):
            sys.stdout.buffer.write(READY)
            sys.stdout.buffer.flush()
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
