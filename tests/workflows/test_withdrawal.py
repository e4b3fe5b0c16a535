"""A withdrawal is stopped by nobody half way: what Temporal does to it leaves the money accounted for."""

from temporalio.client import WorkflowExecutionStatus, WorkflowHandle

from gateways.sandbox.faults import Fault
from tests.workflows.world import World
from workflows import names


async def begun(world: World) -> str:
    """The money has left the balance, and the bank says nothing."""
    cid = await world.published()
    world.faults.arm("bank", Fault.FAIL_BEFORE, match=cid, times=1_000)
    await world.ask(cid, "settle")
    await world.until(lambda: world.queries.withdrawals(cid), "the beginning of the withdrawal")
    return cid


def withdrawal(world: World, cid: str) -> WorkflowHandle[object, object]:
    return world.client.get_workflow_handle(names.withdrawal_workflow_id(cid))


async def paid_once(world: World, cid: str) -> None:
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert world.attention(cid) == ()


async def test_a_temporal_cancel_of_a_withdrawal_stops_nothing_whatever_its_reason(world: World) -> None:
    cid = await begun(world)

    await withdrawal(world, cid).cancel(reason="a\0b" + "x" * 20_000)
    world.faults.clear()
    await paid_once(world, cid)

    assert (await withdrawal(world, cid).describe()).status is WorkflowExecutionStatus.COMPLETED


async def test_a_terminated_withdrawal_is_shown_and_taken_up_again_under_the_same_number(
    world: World,
) -> None:
    cid = await begun(world)

    await withdrawal(world, cid).terminate(reason="by hand")

    await world.until(lambda: world.attention(cid) == ("effect_failed",), "the attention")
    assert world.record(cid).payout.generation == 1
    world.faults.clear()
    await world.strike(cid, "retry")
    await paid_once(world, cid)
