"""A commission whose workflow had to give way to a forged one: what is lost and what needs a person agree."""

import asyncio

from temporalio.common import WorkflowIDConflictPolicy

from gateways.commissions.attention import standing
from models.messages.work import Start
from services.commissions.reviving import revive
from tests.workflows.test_reviving import BY, app, found, unwell
from tests.workflows.test_strangers import FORGED, refusal
from tests.workflows.world import World
from workflows import names

TOWN = True


async def test_a_commission_replaced_by_a_state_of_ones_own_making_is_in_both_lists(world: World) -> None:
    """Of what is lost and of what needs a person, until it is revived."""
    cid = await world.offered()
    forged = await world.client.start_workflow(
        names.COMMISSION,
        Start(FORGED["settled"](world.record(cid))),
        id=names.workflow_id(cid),
        task_queue=world.settings.queue,
        id_conflict_policy=WorkflowIDConflictPolicy.TERMINATE_EXISTING,
    )
    assert await refusal(forged) == "NOT_OURS"

    async with asyncio.timeout(30):
        while not {("lost", cid), ("not_ours", forged.id)} <= await found(world):  # noqa: ASYNC110  # lists are late
            await asyncio.sleep(0.2)
    assert cid in await unwell(world)
    assert ("not_ours", cid) in {(each.word, each.commission_id) for each in standing(world.engine)}

    await revive(app(world), cid, *BY)
    assert "not_ours" not in world.queries.commission(cid).attention
    await found(world)
    assert cid not in {each.commission_id for each in standing(world.engine)}
