"""What was started under an id of ours and waits to begin, by a delay or a cron: nothing waits behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy

from domain.commissions.ordering.order import Order
from domain.commissions.state.commission import Commission
from gateways.commissions.orders import SqlOrders
from models.messages.work import Start
from services.commissions.commands import CommandRefused, begin, new_order
from services.commissions.reviving import check_it_runs, revive
from services.money.withdrawals import withdraw
from services.occupied import state_of
from tests.workflows.test_reviving import BY, app, found, noted, refused, unwell
from tests.workflows.test_strangers import an_order
from tests.workflows.test_withdrawing import earned
from tests.workflows.world import World
from workflows import names

TOWN = True
LATER: dict[str, dict[str, Any]] = {
    "a delay": {"start_delay": timedelta(days=30)},
    "a cron": {"cron_schedule": "0 0 29 2 *"},
}


@asynccontextmanager
async def waits(world: World, cid: str, order: Order, how: str, *signals: str) -> AsyncIterator[Any]:
    """Begun by hand for later, word for word what the order will be."""
    handle = await world.client.start_workflow(
        names.COMMISSION,
        Start(Commission(cid, order)),
        id=names.workflow_id(cid),
        task_queue=world.settings.queue,
        **LATER[how],
    )
    for each in signals:
        await handle.signal(each)
    told = await handle.describe()
    yield (mine := world.client.get_workflow_handle(handle.id, run_id=told.run_id))
    assert (await mine.describe()).status is WorkflowExecutionStatus.TERMINATED


async def listed(world: World, workflow_id: str) -> None:
    """The server's lists are a moment late."""
    async with asyncio.timeout(30):
        while not (await world.client.count_workflows(f"WorkflowId = '{workflow_id}'")).count:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


@pytest.mark.parametrize("signals", [(), ("funded", "accept")], ids=["silent", "signalled"])
@pytest.mark.parametrize("how", LATER)
async def test_what_waits_to_begin_under_a_future_orders_id_is_named_and_gives_way_to_the_order(
    world: World, how: str, signals: tuple[str, ...]
) -> None:
    order = an_order(world)
    wanted = new_order(order, f"later-{how[2:]}-{len(signals)}", "-")
    cid = wanted.commission_id
    async with waits(world, cid, order, how, *signals):
        await listed(world, names.workflow_id(cid))
        assert ("stranger", names.workflow_id(cid)) in await found(world)
        assert names.workflow_id(cid) in await noted(world)

        taken = SqlOrders(world.engine).register(wanted)
        placed = await begin(world.client, world.settings, order, taken)

    again = await begin(world.client, world.settings, order, taken)
    world.ordered.append(cid)
    assert (placed.new, again.new) == (True, False)
    await world.stage(cid, "offered")
    assert "accept" not in world.moves(cid)
    assert not [each for each in await found(world) if cid in each[1]]


@pytest.mark.parametrize("how", LATER)
async def test_an_order_that_waits_behind_one_begun_for_later_is_found_and_revived(
    world: World, how: str
) -> None:
    """Its order was taken, and whoever took it was killed before the workflow was begun."""
    order = an_order(world)
    wanted = new_order(order, f"behind-{how[2:]}", "-")
    cid = wanted.commission_id
    async with waits(world, cid, order, how):
        SqlOrders(world.engine).register(wanted)

        assert ("unstarted", cid) in await found(world)
        assert f"commission revive {cid}" in await unwell(world)
        assert (await refused(check_it_runs(app(world), cid))).code == "FOREIGN_WORKFLOW"
        await revive(app(world), cid, *BY)

    world.ordered.append(cid)
    await world.stage(cid, "offered")
    assert not [each for each in await found(world) if cid in each[1]]


async def test_a_withdrawal_is_refused_where_something_waits_to_begin_under_its_id(world: World) -> None:
    creator, _ = await earned(world)
    handle = await world.client.start_workflow(
        names.WITHDRAWAL,
        {"nonsense": 1},
        id=names.withdrawal_workflow_id(f"{creator}.k1"),
        task_queue=world.settings.queue,
        start_delay=timedelta(days=30),
    )

    with pytest.raises(CommandRefused) as told:
        await withdraw(world.client, world.settings, world.withdrawals, creator, 0, "k1")

    assert told.value.code == "FOREIGN_WORKFLOW"
    await handle.terminate()
    assert (await withdraw(world.client, world.settings, world.withdrawals, creator, 0, "k1"))["state"]


async def test_a_cron_in_the_place_of_a_commission_is_told_as_lost_and_revived(world: World) -> None:
    """It ends as not ours and comes back at its next minute."""
    cid = await world.offered()
    before = world.record(cid)
    impostor = await world.client.start_workflow(
        names.COMMISSION,
        Start(before),
        id=names.workflow_id(cid),
        task_queue=world.settings.queue,
        cron_schedule="* * * * *",
        id_conflict_policy=WorkflowIDConflictPolicy.TERMINATE_EXISTING,
    )
    run = (await impostor.describe()).run_id
    await listed(world, names.workflow_id(cid))

    assert await state_of(world.client, names.workflow_id(cid), world.settings.queue) == "stranger"
    assert ("lost", cid) in await found(world)
    assert f"commission revive {cid}" in await unwell(world)
    await revive(app(world), cid, *BY)

    ended = await world.client.get_workflow_handle(impostor.id, run_id=run).describe()
    assert ended.status is not WorkflowExecutionStatus.RUNNING
    await world.quiet(cid)
    assert world.record(cid).clocks == before.clocks
    await world.send(cid, "accept")
