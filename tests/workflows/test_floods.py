"""Thousands of messages, good and bad, with the worker down and up: answered in seconds, nothing harmed."""

import asyncio
import json
import multiprocessing
import time
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from gateways.sandbox.faults import Fault
from runtime.signal_limit import SIGNALS_MAX
from services.commissions import commands as commissions
from services.commissions.commands import CommandRefused
from services.money import withdrawals
from tests.workflows.histories import failed_tasks, histories_of
from tests.workflows.poison import GOOD, PAYLOADS, Wire, plain
from tests.workflows.test_withdrawing import BAD, earned, state, withdraw
from tests.workflows.test_withdrawing import GOOD as MENDED
from tests.workflows.world import World
from workflows import names

SIGNALS = SIGNALS_MAX - 20
"""What the server takes of one run, but for what the run has heard before."""
SENDERS = 100
"""At a time. The server is set to take 120 updates of one commission at once."""
PATIENCE = 180
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


def _burn(seconds: float) -> None:
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        pass


@contextmanager
def busy(processes: int = 2, seconds: float = 60) -> Iterator[None]:
    """Somebody else computes on this machine, and not for longer than this."""
    fork = multiprocessing.get_context("spawn")
    burning = [fork.Process(target=_burn, args=(seconds,), daemon=True) for _ in range(processes)]
    for each in burning:
        each.start()
    try:
        yield
    finally:
        for each in burning:
            each.terminate()
            each.join()


async def to_the_limit(wire: Wire, name: str) -> int:
    """Signals until the server takes no more; how many it took."""
    taken = 0
    while True:
        sent = [wire.signal(name, [plain({"reason": "x"})]) for _ in range(SENDERS)]
        results = await asyncio.gather(*sent, return_exceptions=True)
        taken += results.count(None)
        if any(results):
            assert all("limit for signal" in str(each) for each in results if each)
            return taken


async def test_a_flood_to_the_limit_and_a_busy_machine_wedge_nothing(world: World) -> None:
    """Queries are answered meanwhile; what the server would not keep is refused at our door, by name."""
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    await world.worker_down()
    taken = await to_the_limit(wire, "approve")
    assert SIGNALS <= taken <= SIGNALS_MAX
    with pytest.raises(CommandRefused, match="TOO_MANY_WAIT"):
        await commissions.tell(world.client, cid, "accept")

    with busy():
        await world.worker_up()
        began = time.monotonic()
        while (await world.view(cid))["refused"] < taken:
            assert time.monotonic() - began < PATIENCE
            await asyncio.sleep(0.1)
        await commissions.tell(world.client, cid, "accept")
        assert await world.stage(cid, "content_drafting")
    print(f"{taken} signals on a busy machine: all judged in {time.monotonic() - began:.1f} s")
    assert not await world.failed_tasks(cid)


async def test_a_flood_over_a_withdrawal_that_waits_is_as_harmless(world: World) -> None:
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, 100_000, "k1")
    await state(world, f"{creator}.k1", "waiting")
    wire = Wire(world.client, names.withdrawal_workflow_id(f"{creator}.k1"))
    await world.worker_down()
    await to_the_limit(wire, "cancel")
    with pytest.raises(CommandRefused, match="TOO_MANY_WAIT"):
        await withdrawals.account_changed(world.client, [f"{creator}.k1"])

    async def runs() -> int:
        return len(await histories_of(world.client, wire.workflow_id))

    with busy():
        await world.worker_up()
        async with asyncio.timeout(PATIENCE):
            while await runs() < 2:  # noqa: ASYNC110  # only the server knows
                await asyncio.sleep(0.2)
        assert await wire.update("cancel_payout", [])
    world.catalogue.bind_account(creator, MENDED)
    await withdrawals.account_changed(world.client, [f"{creator}.k1"])
    await state(world, f"{creator}.k1", "paid")
    told = await histories_of(world.client, names.withdrawal_workflow_id(f"{creator}.k1"))
    assert len(told) > 1
    assert not failed_tasks(told)


async def test_a_flood_of_words_for_withdrawals_is_judged_in_helpings(world: World) -> None:
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, 100_000, "k1")
    await state(world, f"{creator}.k1", "waiting")
    wire = Wire(world.client, names.withdrawal_workflow_id(f"{creator}.k1"))
    await world.worker_down()
    await flood([wire.signal("account_changed", []) for _ in range(SIGNALS // 2)])
    await wire.signal("cancel_payout", [plain({"actor": "operator:li", "reason": "创作者要求"})])

    await world.worker_up()

    await state(world, f"{creator}.k1", "returned", "kept")
    told = await histories_of(world.client, names.withdrawal_workflow_id(f"{creator}.k1"))
    assert not failed_tasks(told)


async def test_hundreds_of_signals_wait_for_the_worker_and_the_last_good_one_counts(world: World) -> None:
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
    pouring = asyncio.create_task(flood(mixed(wire, world, cid, SIGNALS // 2)))
    slowest = 0.0
    while not pouring.done():
        began = time.monotonic()
        assert await wire.update("settle", [GOOD])
        slowest = max(slowest, time.monotonic() - began)
    await pouring
    print(f"{SIGNALS // 2} signals pouring in: the slowest update took {slowest:.1f} s")
    await judged(world, cid, SIGNALS // 2)
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

    assert answers.count("") == UPDATES, Counter(each[:80] for each in answers)
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
    for number in range(700):
        name, fields = doors[number % 2]
        await wire.signal(name, [plain({**fields, "command_id": f"{number:064}"})])
    await world.worker_up()
    await world.until(lambda: "BUSY" in world.refusals(cid), "BUSY")

    sent = json.dumps(world.queries.commission(cid).record, ensure_ascii=False, separators=(",", ":"))
    assert len(sent.encode()) < 120_000
    world.faults.clear()
