"""Something else runs under an id of ours: it is told apart, named, found, and blocks nothing silently."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import PollWorkflowTaskQueueRequest
from temporalio.client import WorkflowFailureError
from temporalio.worker import Worker

from domain.commissions.ordering.order import Order
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.refusals import REFUSALS
from gateways.commissions.orders import SqlOrders
from models.messages.work import Start
from runtime.schedules import sweep_now
from services.commissions.commands import CommandRefused, Occupied, begin, check_ours, new_order
from services.commissions.reviving import check_it_runs, revive
from services.money.withdrawals import withdraw
from services.occupied import state_of
from tests.workflows.test_reviving import BY, app, found, refused
from tests.workflows.test_strangers import an_order
from tests.workflows.test_withdrawing import earned
from tests.workflows.world import World
from workflows import names
from workflows.types import WORKFLOW_TYPES

TOWN = True
KINDS = {"another kind": "Junk", "our kind elsewhere": names.COMMISSION, "another of ours": names.SWEEP}


@asynccontextmanager
async def junk(world: World, workflow_id: str, kind: str = "Junk") -> AsyncIterator[None]:
    """On a queue where nobody works, under an id of ours, until it is terminated."""
    handle = await world.client.start_workflow(
        kind, id=workflow_id, task_queue=f"{world.settings.queue}-junk"
    )
    yield
    await handle.terminate()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_future_orders_id_is_occupied_and_the_order_says_so_and_is_found_and_revived(
    world: World, kind: str
) -> None:
    order = an_order(world)
    wanted = new_order(order, f"occupied-{len(kind)}", "-")
    cid = wanted.commission_id
    async with junk(world, names.workflow_id(cid), KINDS[kind]):
        taken = SqlOrders(world.engine).register(wanted)

        with pytest.raises(Occupied) as told:
            await begin(world.client, world.settings, order, taken)

        assert (told.value.code, names.workflow_id(cid) in told.value.zh) == ("FOREIGN_WORKFLOW", True)
        assert ("unstarted", cid) in await found(world)
        assert (await refused(check_it_runs(app(world), cid))).code == "FOREIGN_WORKFLOW"
        assert (await refused(revive(app(world), cid, *BY))).code == "FOREIGN_WORKFLOW"

    assert (await refused(check_it_runs(app(world), cid))).code == "WORKFLOW_LOST"
    await revive(app(world), cid, *BY)
    await world.stage(cid, "offered")
    world.ordered.append(cid)
    assert not [each for each in await found(world) if cid in each[1]]


async def test_junk_under_an_automatic_payouts_id_is_attention_and_the_payout_follows_once_it_is_gone(
    world: World,
) -> None:
    cid = await world.published()
    async with junk(world, names.withdrawal_workflow_id(cid)):
        await world.ask(cid, "settle")
        await world.skip(cid, timedelta(minutes=2))

        await world.until(lambda: world.attention(cid) == ("effect_failed",), "the attention")
        line = world.queries.timeline(cid)[-1]
        assert (line.move, "FOREIGN_WORKFLOW" in line.reason) == ("effect_failed", True)

    await world.strike(cid, "retry")
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


async def test_junk_under_a_withdrawals_id_is_refused_at_once_and_nothing_is_asked_for(world: World) -> None:
    creator, _ = await earned(world)
    async with junk(world, names.withdrawal_workflow_id(f"{creator}.k1"), names.WITHDRAWAL):
        with pytest.raises(CommandRefused) as told:
            await withdraw(world.client, world.settings, world.withdrawals, creator, 0, "k1")

    assert told.value.code == "FOREIGN_WORKFLOW"
    assert (await withdraw(world.client, world.settings, world.withdrawals, creator, 0, "k1"))["state"]


@pytest.mark.parametrize("kind", ["Junk", names.SWEEP])
async def test_junk_under_a_sweeps_id_is_refused_by_name_and_not_waited_for(world: World, kind: str) -> None:
    async with junk(world, names.sweep_id("daily"), kind):
        with pytest.raises(Occupied) as told:
            await sweep_now(world.client, world.settings, "daily", patience=5)

    assert (told.value.code, "sweep/daily" in told.value.en) == ("FOREIGN_WORKFLOW", True)


FOREIGN_IDS = ("forged", "forged/c1", "sweep/forged")


@pytest.mark.parametrize("workflow_id", FOREIGN_IDS)
async def test_one_of_our_kind_under_an_id_of_nobodys_is_a_stranger(world: World, workflow_id: str) -> None:
    """The daily sweep asks this of whatever runs: an id it cannot place must not end the sweep."""
    queue = world.settings.queue
    forged = await world.client.start_workflow(
        names.COMMISSION, id=workflow_id, task_queue=queue, start_delay=timedelta(hours=1)
    )

    assert await state_of(world.client, workflow_id, queue) == "stranger"
    await forged.terminate()


async def test_what_runs_of_ours_is_told_from_what_does_not(world: World) -> None:
    cid = await world.order()
    await world.stage(cid, "offered")

    await check_ours(world.client, world.settings, names.workflow_id(cid))
    assert all(REFUSALS["FOREIGN_WORKFLOW"].words)


async def unreadable(world: World, workflow_id: str, _: Order) -> None:
    handle = await world.client.start_workflow(
        names.COMMISSION, {"nonsense": 1}, id=workflow_id, task_queue=world.settings.queue
    )
    with pytest.raises(WorkflowFailureError):
        await handle.result()


async def turned_away(world: World, workflow_id: str, order: Order) -> None:
    state = Commission(workflow_id.partition("/")[2], order, Stage.SETTLED, 9)
    ended = await world.client.execute_workflow(
        names.COMMISSION, Start(state), id=workflow_id, task_queue=world.settings.queue
    )
    assert ended["refusal"] == "NOT_OURS"


async def nobody_ordered(world: World, workflow_id: str, order: Order) -> None:
    """Word for word what the order will be, and the money is said to have come."""
    state = Commission(workflow_id.partition("/")[2], order)
    handle = await world.client.start_workflow(
        names.COMMISSION, Start(state), id=workflow_id, task_queue=world.settings.queue, start_signal="funded"
    )
    assert (await handle.result())["refusal"] == "NOT_OURS"


async def terminated(world: World, workflow_id: str, _: Order) -> None:
    async with junk(world, workflow_id):
        pass


OVER: dict[str, Callable[[World, str, Order], Awaitable[None]]] = {
    each.__name__: each for each in (unreadable, turned_away, nobody_ordered, terminated)
}


@pytest.mark.parametrize("how", OVER)
async def test_what_is_over_under_a_future_orders_id_burns_no_number(world: World, how: str) -> None:
    order = an_order(world)
    wanted = new_order(order, f"over-{how}", "-")
    await OVER[how](world, names.workflow_id(wanted.commission_id), order)

    taken = SqlOrders(world.engine).register(wanted)
    placed = await begin(world.client, world.settings, order, taken)
    again = await begin(world.client, world.settings, order, taken)

    world.ordered.append(wanted.commission_id)
    assert (placed.new, again.new) == (True, False)
    await world.stage(wanted.commission_id, "offered")


async def test_what_is_forged_about_a_closed_commission_asks_nobody_for_attention(world: World) -> None:
    cid = await world.offered()
    await world.operate(cid, "cancel")
    await world.end(cid)
    order = world.record(cid).order

    ended = await world.client.execute_workflow(
        names.COMMISSION,
        Start(Commission(cid, order)),
        id=names.workflow_id(cid),
        task_queue=world.settings.queue,
    )

    assert ended["refusal"] == "NOT_OURS"
    assert world.queries.commission(cid).attention == ""
    assert ("not_ours", names.workflow_id(cid)) in await found(world)


async def test_a_first_task_that_fails_for_ever_under_one_of_our_ids_is_a_strangers(world: World) -> None:
    """No worker of ours makes one; a worker of another program, or of an older one of ours, may."""
    workflow_id, queue = "commission/never-began", f"{world.settings.queue}-never"
    handle = await world.client.start_workflow(
        names.COMMISSION, {"nonsense": 1}, id=workflow_id, task_queue=queue
    )
    async with Worker(world.client, task_queue=queue, workflows=WORKFLOW_TYPES):
        while (await handle.describe()).raw_description.pending_workflow_task.attempt < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.1)

    assert await state_of(world.client, workflow_id, queue) == "stranger"
    await handle.terminate()


async def test_a_first_task_that_only_timed_out_is_ours(world: World) -> None:
    """Its worker was killed with the task in hand."""
    workflow_id, queue = "commission/timed-out", f"{world.settings.queue}-dropped"
    handle = await world.client.start_workflow(
        names.COMMISSION, {"nonsense": 1}, id=workflow_id, task_queue=queue, task_timeout=timedelta(seconds=1)
    )
    taken = PollWorkflowTaskQueueRequest(
        namespace=world.client.namespace, task_queue=TaskQueue(name=queue), identity="killed"
    )
    await world.client.workflow_service.poll_workflow_task_queue(taken)
    while (await handle.describe()).raw_description.pending_workflow_task.attempt < 2:  # noqa: ASYNC110
        await asyncio.sleep(0.1)

    assert await state_of(world.client, workflow_id, queue) == "running"
    await handle.terminate()
