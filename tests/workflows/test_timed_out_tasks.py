"""A worker takes the tasks of a commission and never answers, or the server takes too long to hand them out.

Nothing such a commission was told is heard. It is found, ended in Temporal, and goes on from the books.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import PollWorkflowTaskQueueRequest

from domain.commissions.state.commission import Commission
from gateways.commissions.orders import SqlOrders
from models.messages.work import Start
from runtime.failing_tasks import TemporalTasks
from runtime.health import examined
from services.commissions.commands import new_order, search_attributes
from services.commissions.reviving import revive
from services.terms_file import read_withdrawal_terms
from tests.workflows.test_reviving import BY, app, found
from tests.workflows.test_strangers import an_order
from tests.workflows.world import World
from workflows import names

PATIENCE = 180


async def offered_with_short_tasks(world: World) -> str:
    """As every order is placed, but a task that nobody answers is given out again after a second."""
    order, settings = an_order(world), world.settings
    cid = SqlOrders(world.engine).register(new_order(order, "times-out", "-")).commission_id
    await world.client.start_workflow(
        names.COMMISSION,
        Start(Commission(cid, order), settings.pace, settings.lang, read_withdrawal_terms()),
        id=names.workflow_id(cid),
        task_queue=settings.queue,
        search_attributes=search_attributes(order),
        task_timeout=timedelta(seconds=1),
    )
    await world.stage(cid, "offered")
    world.ordered.append(cid)
    await world.quiet(cid)
    return cid


@asynccontextmanager
async def silence(world: World) -> AsyncIterator[None]:
    """Whoever polls here takes every task and says nothing."""
    request = PollWorkflowTaskQueueRequest(
        namespace=world.client.namespace, task_queue=TaskQueue(name=world.settings.queue), identity="silent"
    )

    async def take() -> None:
        while True:
            await world.client.workflow_service.poll_workflow_task_queue(request)

    taking = asyncio.create_task(take())
    try:
        yield
    finally:
        taking.cancel()


async def test_a_commission_whose_tasks_time_out_is_named_ended_and_revived_and_hears_good_words(
    world: World,
) -> None:
    cid = await offered_with_short_tasks(world)
    before, money = world.record(cid), world.ledger.balances()
    tasks = TemporalTasks(lambda: world.client, world.settings.queue)
    await world.worker_down()
    async with silence(world):
        await world.drop(cid, "accept")
        async with asyncio.timeout(PATIENCE):
            while not (stuck := await tasks.failing()):  # noqa: ASYNC110  # only the server knows
                await asyncio.sleep(0.5)
        told = await examined(world.settings, world.client.service_client.config.target_host, ())

        assert [(each.kind, each.subject) for each in stuck] == [("tasks_fail", names.workflow_id(cid))]
        assert "WorkflowTaskTimedOut" in stuck[0].detail
        (health,) = [
            each.complaint for each in told if each.complaint and each.complaint.code == "TASKS_FAIL"
        ]
        assert names.workflow_id(cid) in health.en
        await world.handle(cid).terminate(reason="its tasks time out")

    await world.worker_up()
    assert await found(world) == {("lost", cid)}
    await revive(app(world), cid, *BY)

    await world.quiet(cid)
    assert (world.record(cid).stage, world.record(cid).clocks) == (before.stage, before.clocks)
    assert world.ledger.balances() == money
    assert await found(world) == set()
    await world.send(cid, "accept")
    await world.stage(cid, "content_drafting")
