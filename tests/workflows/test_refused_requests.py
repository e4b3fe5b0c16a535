"""A withdrawal that was refused is started by hand later, on the real server: nothing moves."""

from datetime import UTC, datetime

import pytest

from gateways.money.freezes import SqlFreezes
from gateways.operations.audit.checking import check_ledger
from models.messages.work import WithdrawalStart
from services.commissions.commands import CommandRefused
from services.money import withdrawals
from services.money.withdrawals import start_of
from tests.workflows.test_sending_back import GOOD, brand_paid_in, send_back
from tests.workflows.test_withdrawing import balance, earned, refused, state, withdraw
from tests.workflows.world import World
from workflows import names

TOWN = True
LI, WHY, NOW = "operator:li", "核查", datetime.now(UTC)


async def started_by_hand(world: World, start: WithdrawalStart) -> tuple[str, str]:
    """As anybody with a client can, with the ordinary input: its end and why; nothing was moved or sent."""
    before = world.ledger.balances(), world.bank.log()
    ended = await world.client.execute_workflow(
        names.WITHDRAWAL,
        start,
        id=names.withdrawal_workflow_id(start.withdrawal_id),
        task_queue=world.settings.queue,
        result_type=dict,
    )
    assert (world.ledger.balances(), world.bank.log()) == before
    return ended["state"], ended["reason"]


async def test_a_creators_that_was_frozen_is_paid_to_nobody_until_its_owner_asks_again(world: World) -> None:
    creator, _ = await earned(world)
    SqlFreezes(world.engine).freeze(creator, LI, WHY, NOW)
    assert await refused(world, creator, 10_000, "p4") == "WITHDRAWAL_FROZEN"
    SqlFreezes(world.engine).unfreeze(creator, LI, WHY, NOW)
    start = start_of(world.settings, f"{creator}.p4", 10_000, creator_id=creator)

    assert await started_by_hand(world, start) == ("refused", "NOT_OURS")
    assert (await withdraw(world, creator, 10_000, "p4"))["fen"] == 10_000
    await state(world, f"{creator}.p4", "paid")
    assert (await withdraw(world, creator, 10_000, "p4"))["state"] == "paid"
    assert world.transfers(f"{creator}.") == [(f"{creator}.p4-1", 10_000, True)]
    assert check_ledger(world.engine).ok


async def test_a_creators_that_had_nothing_is_paid_to_nobody_once_there_is_something(world: World) -> None:
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    world.choose_by_hand(creator)
    assert await refused(world, creator, 0, "p4") == "NOTHING_TO_WITHDRAW"
    await world.send(cid, "settle")
    start = start_of(world.settings, f"{creator}.p4", 0, creator_id=creator)

    assert await started_by_hand(world, start) == ("refused", "NOT_OURS")
    assert balance(world, creator) > 0


async def test_a_brands_is_sent_back_to_nobody_once_there_is_enough(world: World) -> None:
    brand, _ = brand_paid_in(world, GOOD, 1_000)
    with pytest.raises(CommandRefused, match="BALANCE_SHORT"):
        await send_back(world, brand, 100_000)
    world.ledger.top_up(brand, 100_000, f"{brand}-t2", datetime.now(UTC), GOOD)
    start = start_of(world.settings, f"b.{brand}.k1", 100_000, brand_id=brand)

    assert await started_by_hand(world, start) == ("refused", "NOT_OURS")
    assert (await send_back(world, brand, 100_000))["fen"] == 100_000
    await state(world, f"b.{brand}.k1", "paid")


async def test_what_an_ending_run_refuses_once_more_is_closed_before_it_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked again while the refused run still lives, it is that run which answers."""
    creator, _ = await earned(world)
    told = {"refusal": "NO_ACCOUNT", "zh": "x", "en": "x", "fen": 10_000}

    async def answered(*_: object) -> dict[str, object]:
        return told

    monkeypatch.setattr(withdrawals, "_begun", answered)
    with pytest.raises(CommandRefused, match="NO_ACCOUNT"):
        await withdraw(world, creator, 10_000, "p4")
    start = start_of(world.settings, f"{creator}.p4", 10_000, creator_id=creator)

    assert await started_by_hand(world, start) == ("refused", "NOT_OURS")
