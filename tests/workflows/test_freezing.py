"""A frozen creator's money rests, on the real server, and goes on by itself when it is free again."""

import asyncio
from datetime import UTC, datetime

import pytest

from gateways.money.freezes import SqlFreezes
from gateways.money.income import SqlIncome
from gateways.ports.work import PayoutAccount
from services.app import App, books
from services.commissions.commands import CommandRefused
from services.money import freezing, withdrawals
from services.money.freezing import Outcome, Reached
from tests.workflows.world import HOUR, World

TOWN = True

LI, WHY = "operator:li", "账号处罚核查中"
NET = 285_000
NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
BAD = PayoutAccount("alipay", "13800000000", "汤小明")
GOOD = PayoutAccount("alipay", "c1@example.com", "汤小明")


def app(world: World) -> App:
    opened = books(world.engine)
    return App(client=world.client, engine=world.engine, settings=world.settings, skipper=None, **opened)


async def resting(world: World) -> str:
    """Settled while the account of its creator is frozen in the books."""
    cid = await world.published()
    SqlFreezes(world.engine).freeze(creator_of(world, cid), LI, WHY, NOW)
    await world.ask(cid, "settle")
    await world.until(lambda: world.record(cid).payout.state == "withheld", "it rests")
    return cid


def creator_of(world: World, cid: str) -> str:
    return world.record(cid).order.creator_id


def withheld(world: World, creator: str) -> tuple[int, int]:
    """What is withheld, and what is free."""
    money = SqlIncome(world.engine).standing(creator)
    return money.withheld_fen, money.free_fen


async def frozen_out(world: World, creator: str, fen: int = 0) -> str:
    with pytest.raises(CommandRefused) as refusal:
        await withdrawals.withdraw(world.client, world.settings, world.withdrawals, creator, fen, "")
    return f"{refusal.value.code} {refusal.value.en}"


async def freeze_account(world: World, creator: str) -> dict[str, Outcome]:
    results: list[Reached] = []
    await freezing.freeze(app(world), creator, LI, WHY, results.append)
    return {each.commission_id: each.outcome for each in results}


async def unfreeze_account(world: World, creator: str) -> dict[str, Outcome]:
    results: list[Reached] = []
    await freezing.unfreeze(app(world), creator, LI, "核查完毕", results.append)
    return {each.commission_id: each.outcome for each in results}


async def test_what_a_frozen_commission_settled_cannot_be_withdrawn_until_it_is_thawed(world: World) -> None:
    cid = await world.published()
    creator = creator_of(world, cid)
    await world.operate(cid, "freeze", party="creator", reason=WHY)
    await world.send(cid, "settle")

    refused = await frozen_out(world, creator)
    assert refused.startswith("WITHDRAWAL_FROZEN")
    assert cid in refused
    assert withheld(world, creator) == (NET, 0)
    assert (await world.view(cid, "creator"))["withheld_fen"] == NET
    assert not world.transfers(cid)

    await world.operate(cid, "unfreeze")

    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    assert world.transfers(cid) == [(f"{cid}-1", NET, True)]


async def test_a_payout_rests_for_a_frozen_account_and_goes_on_when_it_is_unfrozen(world: World) -> None:
    cid = await resting(world)
    creator = creator_of(world, cid)

    assert world.attention(cid) == ("payout_withheld",)
    assert not world.transfers(cid)
    assert (await frozen_out(world, creator)).startswith("WITHDRAWAL_FROZEN")
    assert withheld(world, creator) == (NET, 0)
    await unfreeze_account(world, creator)

    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    assert world.transfers(cid) == [(f"{cid}-1", NET, True)]


async def test_nobody_tells_and_it_looks_again_by_itself(world: World) -> None:
    cid = await resting(world)

    SqlFreezes(world.engine).unfreeze(creator_of(world, cid), LI, "核查完毕", NOW)
    await world.skip_withdrawal(cid, 2 * HOUR)

    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")


async def test_a_temporal_cancel_ends_no_rest_and_a_new_run_rests_on(world: World) -> None:
    cid = await resting(world)
    first = (await world.withdrawal(cid).describe()).run_id

    await world.withdrawal(cid).cancel()
    async with asyncio.timeout(30):
        while (await world.withdrawal(cid).describe()).run_id == first:  # noqa: ASYNC110  # no bell to ring
            await asyncio.sleep(0.1)

    assert not world.transfers(cid)
    await unfreeze_account(world, creator_of(world, cid))
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")


async def test_one_that_waits_is_sent_by_no_word_while_the_account_is_frozen(world: World) -> None:
    cid = await world.published()
    creator, wid = creator_of(world, cid), f"{creator_of(world, cid)}.k1"
    world.choose_by_hand(creator)
    await world.send(cid, "settle")
    world.catalogue.bind_account(creator, BAD)
    await withdrawals.withdraw(world.client, world.settings, world.withdrawals, creator, 0, "k1")
    await world.until(lambda: world.standing(wid).state == "waiting", "it waits")
    SqlFreezes(world.engine).freeze(creator, LI, WHY, NOW)
    world.catalogue.bind_account(creator, GOOD)

    await withdrawals.account_changed(world.client, [wid])
    await world.until(lambda: world.standing(wid).reason == "WITHDRAWAL_FROZEN", "it rests")
    await withdrawals.say(world.client, wid, "retry_payout", actor=LI, reason="账户已核对")
    await world.until(lambda: len(world.queries.withdrawal_lines(wid)) > 5, "tried, and rests again")
    assert world.standing(wid).reason == "WITHDRAWAL_FROZEN"
    assert [paid for _, _, paid in world.transfers(wid)] == [False]
    await unfreeze_account(world, creator)

    await world.until(lambda: world.standing(wid).state == "paid", "the money is free")
    assert [paid for _, _, paid in world.transfers(wid)] == [False, True]


async def test_freezing_the_account_reaches_every_open_commission_and_can_be_repeated(world: World) -> None:
    cid = await world.accepted()
    creator = creator_of(world, cid)

    assert await freeze_account(world, creator) == {cid: Outcome.DONE}
    assert await freeze_account(world, creator) == {cid: Outcome.DONE}
    freeze = world.record(cid).freeze
    assert freeze is not None
    assert (freeze.reason, freeze.command_id.startswith("creator-freeze-")) == (WHY, True)
    assert [line.move for line in world.queries.timeline(cid)].count("freeze") == 1

    assert await unfreeze_account(world, creator) == {cid: Outcome.DONE}
    assert world.record(cid).freeze is None
    assert await unfreeze_account(world, creator) == {}


async def test_one_frozen_for_a_reason_of_its_own_stays_frozen(world: World) -> None:
    cid = await world.accepted()
    creator = creator_of(world, cid)
    await world.operate(cid, "freeze", party="creator", reason="本任务另有举报")

    assert await freeze_account(world, creator) == {cid: Outcome.APART}
    assert await unfreeze_account(world, creator) == {}
    assert world.record(cid).freeze is not None
