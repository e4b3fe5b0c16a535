"""Thousands of messages, good and bad, with the worker down and up: answered in seconds, nothing harmed."""

import asyncio
import os
import time
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from gateways.sandbox.faults import Fault
from tests.workflows.poison import GOOD, PAYLOADS, Wire, plain
from tests.workflows.world import World
from workflows import names

SIGNALS = int(os.environ.get("STARMAP_SIGNALS", "3000"))
"""`STARMAP_SIGNALS=9900` is about what the server takes for one run; beyond 10,000 it refuses them itself."""
SENDERS = 100
"""At a time. The server is set to take 200 updates of one commission at once."""
PATIENCE = max(60, SIGNALS // 20)
UPDATES = 300


async def flood(sent: list[Coroutine[Any, Any, Any]]) -> list[Any]:
    gate = asyncio.Semaphore(SENDERS)

    async def one(each: Coroutine[Any, Any, Any]) -> Any:
        async with gate:
            return await each

    return await asyncio.gather(*(one(each) for each in sent))


def mixed(wire: Wire, world: World, cid: str, count: int) -> list[Coroutine[Any, Any, Any]]:
    """One in a hundred is a good command: an operator moves the acceptance window a little further."""
    bad, deadline = list(PAYLOADS.values()), world.clock(cid, "accept_by")
    order = {"actor": "operator:li", "clock": "accept_by", "reason": "平台故障"}
    found = []
    for number in range(count):
        if number % 100:
            name = ("reject", "submitted", "nosuch")[number % 3]
            found.append(wire.signal(name, bad[number % len(bad)]))
        else:
            later = deadline + timedelta(minutes=number + 1)
            found.append(wire.signal("extend", [plain({**order, "until": later.isoformat()})]))
    return found


async def judged(world: World, cid: str, count: int) -> None:
    """Until so many signals have been applied or refused."""
    async with asyncio.timeout(PATIENCE):
        while await _decided(world, cid) != count:  # noqa: ASYNC110  # only the server knows
            await asyncio.sleep(0.2)


async def _decided(world: World, cid: str) -> int:
    return world.moves(cid).count("extend") + int((await world.view(cid))["refused"])


async def test_thousands_of_signals_wait_for_the_worker_and_the_last_good_one_counts(world: World) -> None:
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    await world.worker_down()
    await flood(mixed(wire, world, cid, SIGNALS))
    await world.drop(cid, "accept")

    began = time.monotonic()
    await world.worker_up()
    assert await wire.update("settle", [GOOD])
    print(f"{SIGNALS} signals: an update is answered after {time.monotonic() - began:.1f} s")

    await judged(world, cid, SIGNALS)
    assert len(world.refusals(cid)) == 20
    assert await world.stage(cid, "content_drafting")
    await world.quiet(cid, patience=PATIENCE)


async def test_a_flood_with_the_worker_up_lets_updates_through(world: World) -> None:
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    pouring = asyncio.create_task(flood(mixed(wire, world, cid, 1_000)))
    slowest = 0.0
    while not pouring.done():
        began = time.monotonic()
        assert await wire.update("settle", [GOOD])
        slowest = max(slowest, time.monotonic() - began)
    await pouring
    print(f"1,000 signals pouring in: the slowest update took {slowest:.1f} s")
    await judged(world, cid, 1_000)
    await world.ask(cid, "accept")
    await world.quiet(cid, patience=PATIENCE)


async def test_a_flood_of_updates_is_answered_one_by_one(world: World) -> None:
    """With the settings of a stock server ten at a time abort each other, and nobody hears anything."""
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    once = plain({"command_id": "once"})
    sent = [wire.update("accept", [once]) for _ in range(UPDATES)]
    sent += [wire.update("settle", [GOOD]) for _ in range(UPDATES)]
    began = time.monotonic()
    answers = await flood(sent)
    print(f"{2 * UPDATES} updates, {SENDERS} at a time: {time.monotonic() - began:.1f} s")

    assert answers.count("") == UPDATES
    assert world.moves(cid).count("accept") == 1


async def test_commands_faster_than_the_outside_are_refused_before_the_state_outgrows_the_server(
    world: World,
) -> None:
    """Every one of them is in order; but what they ask of a platform that is down travels with the state."""
    cid = await world.published()
    wire = Wire(world.client, names.workflow_id(cid))
    world.faults.arm("mp", Fault.FAIL_BEFORE, times=100_000)
    doors = (("open_edit", {}), ("close_edit", {"actor": "brand"}))
    await world.worker_down()
    for number in range(300):
        name, fields = doors[number % 2]
        await wire.signal(name, [plain({**fields, "command_id": f"{number:064}"})])
    await world.worker_up()
    await world.until(lambda: "BUSY" in world.refusals(cid), "BUSY")

    assert len(str(world.desk.commission(cid).record)) < 60_000
    world.faults.clear()
