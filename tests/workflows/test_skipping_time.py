"""`time skip` on the real server: whatever of ours waits moves on, and what falls due on the way happens."""

import asyncio
from datetime import UTC, datetime, timedelta

from domain.instants import BEIJING
from services.money.withdrawals import begin_at
from services.operations.time_travel import skip
from tests.workflows.test_reviving import app
from tests.workflows.test_withdrawing import CARD, earned, state
from tests.workflows.world import DAY, World
from workflows.types import WORKFLOW_TYPES

TOWN = True


async def test_time_that_is_skipped_passes_for_a_watch_of_a_commission_that_is_over_too(world: World) -> None:
    """What falls due on the way happens."""
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, CARD)
    wid = f"{creator}.k1"
    morning = (datetime.now(BEIJING) + DAY).replace(hour=10, minute=0, second=0, microsecond=0)
    await begin_at(world.client, world.settings, world.withdrawals, creator, 0, "k1", morning)
    await world.skip_withdrawal(wid, morning.astimezone(UTC) - datetime.now(UTC) + timedelta(seconds=2))
    await state(world, wid, "paid")
    world.bank.refund(f"{wid}-1", datetime.now(UTC))
    watch = world.refund_watch(f"{wid}-1")
    await world.until_open(watch)
    query = f"WorkflowId = '{watch.id}' AND ExecutionStatus = 'Running'"
    while not (await world.client.count_workflows(query)).count:  # noqa: ASYNC110  # lists are late
        await asyncio.sleep(0.1)

    await skip(app(world), timedelta(days=1, seconds=5))

    await state(world, wid, "refunded")
    assert await watch.result() == "refunded"


def test_of_all_types_of_ours_a_sweep_and_a_webhook_alone_wait_for_no_time_that_is_skipped() -> None:
    """A new type is one that `skip` must know, or that waits for none: receivers live by the wall."""
    moved = {"CommissionWorkflow", "WithdrawalWorkflow", "RefundWatchWorkflow"}
    assert {each.__name__ for each in WORKFLOW_TYPES} - moved == {"SweepWorkflow", "WebhookWorkflow"}
