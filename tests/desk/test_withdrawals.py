"""A withdrawal that waits: found, read, tried again, cancelled, and left alone where nothing fits."""

from datetime import timedelta

import pytest

from domain.instants import written
from gateways.sandbox.faults import Fault
from tests.desk import guide
from tests.desk.browser import Desk
from tests.workflows.test_withdrawing import BAD, GOOD, NET, balance, earned, events, state, told, withdraw
from tests.workflows.world import World
from workflows import names

pytestmark = pytest.mark.timeout(600)  # for hangs only: a browser on a loaded machine is slow


async def waiting(world: World) -> tuple[str, str]:
    """A creator, and the withdrawal of everything that waits because the account is wrong."""
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, key="k1")
    await state(world, f"{creator}.k1", "waiting")
    return creator, f"{creator}.k1"


async def test_withdrawals_that_wait_are_found_among_those_that_do_not(at: Desk, world: World) -> None:
    creator, _ = await earned(world)
    await withdraw(world, creator, 100_000, "k0")
    await state(world, f"{creator}.k0", "paid")
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, key="k1")
    await state(world, f"{creator}.k1", "waiting")
    paid, waits = (names.withdrawal_workflow_id(f"{creator}.{key}") for key in ("k0", "k1"))

    await at.found(f"WorkflowType = 'Withdrawal' AND CreatorId = '{creator}'", paid, waits)
    await at.found("WorkflowType = 'Withdrawal' AND ExecutionStatus = 'Running'", waits)
    assert await at.row(paid).count() == 0
    await at.found("WorkflowType = 'Withdrawal' AND Attention = 'payout_failed'", waits)
    assert await at.row(paid).count() == 0
    await at.columns("CreatorId", "AmountFen", "Attention")
    await at.see(at.row(waits).get_by_text("payout_failed"))
    await at.picture("10-find", height=420)


async def test_one_that_is_refused_twice_is_read_and_cancelled_back_to_the_balance(
    at: Desk, world: World
) -> None:
    creator, wid = await waiting(world)

    await at.open(names.withdrawal_workflow_id(wid))
    await at.update("retry_payout", guide.payload("retry_payout"))
    await state(world, wid, "waiting")
    await at.open(names.withdrawal_workflow_id(wid))  # without the note that the update was taken
    seen = await at.details(f"{wid}-2", "cancel_payout")
    await at.picture("10-waits", height=1320)
    until = world.standing(wid).updated_at + timedelta(days=15)
    for said in (
        "未成功，待处理",
        "CNY 2,850.00",
        "提现途中",
        "ACCOUNT_INVALID",
        f"{wid}-1",
        written(until),
    ):
        assert said in seen
    assert balance(world, creator) == 0

    await at.signal("cancel_payout", guide.payload("cancel_payout"))
    await state(world, wid, "returned")

    await at.details("已退回余额", "在余额", "Nothing to press", "operator:li")
    assert balance(world, creator) == NET
    assert world.transfers(wid) == [(f"{wid}-1", NET, False), (f"{wid}-2", NET, False)]
    await told(world, creator, "【星图】您的提现2,850.00元未成功，已退回余额")


async def test_a_mended_account_is_paid_under_a_second_number(at: Desk, world: World) -> None:
    creator, wid = await waiting(world)
    world.catalogue.bind_account(creator, GOOD)

    await at.open(names.withdrawal_workflow_id(wid))
    await at.signal("retry_payout", guide.payload("retry_payout"))

    await state(world, wid, "paid")
    await at.details("已到账", f"{wid}-1", f"{wid}-2", "ACCOUNT_INVALID")
    assert world.transfers(wid) == [(f"{wid}-1", NET, False), (f"{wid}-2", NET, True)]


async def test_while_the_bank_is_silent_nothing_that_is_pressed_changes_anything(
    at: Desk, world: World
) -> None:
    creator, _ = await earned(world)
    wid = f"{creator}.k1"
    world.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer", match=wid, note="BANK_AWAY")
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=wid, times=1_000, note="BANK_AWAY")
    await withdraw(world, creator, key="k1")
    await world.until(lambda: len(events(world, wid)) > 1, "the answer that was lost")
    await world.skip_withdrawal(wid, timedelta(hours=2))
    await world.until(lambda: events(world, wid)[-1][0] == "silent", "the alert")
    before = world.ledger.balances(), world.bank.log(), events(world, wid)

    await at.found("WorkflowType = 'Withdrawal' AND Attention = 'payout_unknown'", f"withdrawal/{wid}")
    await at.open(names.withdrawal_workflow_id(wid))
    for name in ("retry_payout", "cancel_payout"):
        assert "WITHDRAWAL_NOT_WAITING" in await at.refused(name, guide.payload(name))
        await at.dismiss()
        await at.signal(name, guide.payload(name))
    await at.cancellation()
    await at.details("等待银行确认", "BANK_AWAY", "Nothing to press")

    assert (world.ledger.balances(), world.bank.log(), events(world, wid)) == before
    world.faults.clear()
    await world.skip_withdrawal(wid, timedelta(hours=1))
    await state(world, wid, "paid")
    assert len(world.bank.requests(f"{wid}-1")) == 1


async def test_request_cancellation_gives_back_what_waits(at: Desk, world: World) -> None:
    creator, wid = await waiting(world)

    await at.open(names.withdrawal_workflow_id(wid))
    await at.cancellation()

    await state(world, wid, "returned")
    await at.details("已退回余额", "operator:temporal")
    assert balance(world, creator) == NET
