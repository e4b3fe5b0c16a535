"""The floors that a commission's speed is measured against do what a commission does, and no less."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from temporalio.client import Client
from temporalio.testing import TimeSkipper

from benchmarks.counts import of_looks
from benchmarks.floors import flows, shape
from benchmarks.floors.marks import FILE, Marks, of_environment
from benchmarks.floors.program import floors_worker
from benchmarks.reference import counted
from benchmarks.table import Row
from services.app import SKIPPING
from settings import Settings
from tests.workflows.histories import histories_of
from tests.workflows.stories import STORIES
from tests.workflows.world import DAY, World

TOWN = True
CALLS = 13
"""Eight notices, two looks, a publication, figures and a transfer."""
RECORDS = 14
STEPS = (
    (shape.OFFERED, "asked"),
    (shape.DRAFTING, "told"),
    (shape.AUDIT, "told"),
    (shape.REVIEW, "asked"),
    (shape.PUBLISHED, "asked"),
)


async def reached(step: int) -> None:
    async with asyncio.timeout(30):
        while not of_environment()[step]:  # noqa: ASYNC110  # another process writes it
            await asyncio.sleep(0.02)


async def told(client: Client, kind: str) -> Counter[str]:
    """What one floor has cost from its start to its end."""
    queue = f"floors-{kind}"
    with ThreadPoolExecutor(16) as pool:
        async with floors_worker(client, queue, Settings(), pool):
            handle = await client.start_workflow(kind, shape.START, id=f"floor/{kind}", task_queue=queue)
            for step, name in STEPS:
                await reached(step)
                if name == "asked":
                    await handle.execute_update("asked", shape.MESSAGE, result_type=str)
                else:
                    await handle.signal("told", shape.MESSAGE)
            await reached(shape.PAID)
            await TimeSkipper(client, config=SKIPPING).fast_forward(handle, 60 * DAY)
            await handle.result()
    found: Counter[str] = Counter()
    for history in await histories_of(client, handle.id, f"{handle.id}/payout"):
        found.update(counted(history))
    return found


@pytest.fixture
def marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Marks:
    monkeypatch.setenv(FILE, str(tmp_path / "marks"))
    of_environment.cache_clear()
    return of_environment()


async def test_floor_a_makes_as_many_calls_as_a_commission_and_keeps_one_timer(
    client: Client, marks: Marks
) -> None:
    cost = await told(client, flows.A)

    assert [cost[each] for each in ("messages", "activities", "upserts", "children")] == [5, CALLS, 8, 1]
    assert cost["timers"] == 7
    assert [marks[each] for each in range(6)] == [1] * 6


async def test_the_textbook_makes_every_record_a_call(client: Client, marks: Marks) -> None:
    cost = await told(client, flows.TEXTBOOK)

    assert [cost[each] for each in ("messages", "activities", "upserts")] == [5, CALLS + RECORDS, 8]
    assert marks[shape.PAID] == 1


def test_a_row_says_when_it_is_over_and_when_nobody_measured_it() -> None:
    assert Row("CPU", 1.26, 1.25).verdict == "OVER"
    assert Row("CPU", 1.25, 1.25).verdict == ""
    assert Row("CPU", None, 1.25).verdict == "not measured"


async def test_two_looks_of_the_shortest_cost_two_activities_and_what_they_wake(world: World) -> None:
    cid = await STORIES["shortest_by_updates"](world)

    assert sum(of_looks(each) for each in await world.histories(cid)) == 8
