"""Where nothing plain counts: payouts, and what is begun again from the books."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from temporalio.client import Client

from models.messages.work import Revival, Start, WithdrawalStart
from services.commissions.commands import CommandRefused
from services.commissions.records import RECORD
from services.commissions.reviving import revive, revive_withdrawal
from services.money.withdrawals import say, withdrawal_id_of
from services.signing_client import signing_client
from settings import Settings
from tests.workflows.test_reviving import BY, app
from tests.workflows.test_signed_platform import accepted
from tests.workflows.test_withdrawing import BAD, NET, withdraw
from tests.workflows.world import World
from workflows import names

OPERATOR = {"actor": "operator:li", "reason": "核查完毕"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"trust": "signed"})


@pytest.fixture
def outside(world: World) -> Client:
    return world.client


@pytest.fixture
def signed(world: World) -> World:
    return replace(world, client=signing_client(world.client, world.engine, world.settings))


async def settled(world: World, *, by_hand: bool) -> tuple[str, str]:
    """Its money waits for the creator, or stays under way for an account that is none; the creator and it."""
    cid = await accepted(world)
    creator = world.record(cid).order.creator_id
    world.catalogue.bind_account(creator, BAD)
    if by_hand:
        world.choose_by_hand(creator)
    await world.hand_in(cid)
    await world.send(cid, "approve", actor="brand", release_at="now")
    await world.stage(cid, "published")
    await world.send(cid, "settle", actor="brand")
    return creator, cid


async def waits(world: World, withdrawal: str) -> None:
    def stands() -> bool:
        return world.withdrawals.knows(withdrawal) and world.standing(withdrawal).state == "waiting"

    await world.until(stands, f"{withdrawal} waits")


async def called_back(world: World, withdrawal: str) -> str:
    """A run that goes on in another asks the books first."""
    for _ in range(100):
        try:
            told = await say(world.client, withdrawal, "cancel_payout", **OPERATOR)
        except CommandRefused as refused:
            if "requested" not in refused.en:
                raise
            await asyncio.sleep(0.1)
        else:
            return str(told["state"])
    raise AssertionError("it never came to wait")


@pytest.mark.parametrize("by_hand", [True, False])
async def test_an_operator_calls_a_payout_back_and_a_temporal_client_does_not(
    signed: World,
    outside: Client,
    by_hand: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    creator, cid = await settled(signed, by_hand=by_hand)
    withdrawal = cid
    if by_hand:
        withdrawal = withdrawal_id_of(creator, "k1")
        await withdraw(signed, creator, key="k1")
    await waits(signed, withdrawal)

    handle = outside.get_workflow_handle(names.withdrawal_workflow_id(withdrawal))
    await handle.signal("cancel_payout", OPERATOR)
    await handle.signal("retry_payout", OPERATOR)
    await handle.cancel()
    await waits(signed, withdrawal)
    lines = [each.event for each in signed.queries.withdrawal_lines(withdrawal)]
    state = await called_back(signed, withdrawal)

    assert not {"retry", "cancel", "retried", "cancelled"} & {*lines}
    assert state == "returned"
    assert signed.ledger.balances()[f"creator:{creator}"] == NET


async def test_an_operator_begins_a_lost_commission_again_and_a_temporal_client_does_not(
    signed: World, outside: Client
) -> None:
    cid = await accepted(signed)
    await signed.quiet(cid)
    await signed.handle(cid).terminate(reason="by hand")
    before = signed.record(cid)
    start = Start(
        RECORD.validate_python(signed.queries.commission(cid).record), revival=Revival("operator:li", "x")
    )

    told = await outside.execute_workflow(
        names.COMMISSION,
        start,
        id=names.workflow_id(cid),
        task_queue=signed.settings.queue,
        result_type=dict,
        execution_timeout=timedelta(seconds=30),
    )
    unmoved = signed.record(cid) == before
    await revive(app(signed), cid, *BY)
    await signed.hand_in(cid)

    assert "NOT_OURS" in str(told)
    assert unmoved
    assert signed.moves(cid).count("revived") == 1
    assert signed.refusals(cid) == []


async def test_an_operator_begins_a_lost_payout_again(signed: World) -> None:
    _, cid = await settled(signed, by_hand=False)
    await waits(signed, cid)
    await signed.withdrawal(cid).terminate(reason="by hand")

    await revive_withdrawal(app(signed), cid, *BY)
    await waits(signed, cid)
    state = await called_back(signed, cid)

    assert state == "returned"


async def test_a_payout_that_somebody_starts_trusts_whom_the_books_trust(
    signed: World, outside: Client
) -> None:
    creator, _ = await settled(signed, by_hand=True)
    withdrawal = withdrawal_id_of(creator, "k1")
    signed.withdrawals.ask(withdrawal, creator, 0, datetime.now(UTC), "signed")
    start = WithdrawalStart(withdrawal, "", creator, 0, 1, datetime.now(UTC))

    handle = await outside.start_workflow(
        names.WITHDRAWAL,
        start,
        id=names.withdrawal_workflow_id(withdrawal),
        task_queue=signed.settings.queue,
    )
    await waits(signed, withdrawal)
    await handle.signal("cancel_payout", OPERATOR)
    await waits(signed, withdrawal)
    state = await called_back(signed, withdrawal)

    assert state == "returned"
