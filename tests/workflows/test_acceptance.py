"""Q4 「收到任务后，创作者将收到短信提醒，需在24小时内…点击「接收任务」，超过截止日期则任务自动失效」

Q17 「星图开通后不接单没有什么后果」
"""

import asyncio
from datetime import timedelta

import pytest

from services.commissions.commands import CommandRefused
from tests.workflows.world import DAY, World, monday

TOWN = True


async def test_the_creator_gets_an_sms_and_has_24_hours_to_accept(world: World) -> None:
    cid = await world.offered()

    assert world.heard(cid) == ["offer"]
    assert world.messages(cid)[0].text == (
        "【星图】您收到新任务「夏日新品测评」，请在24小时内接收，超过截止日期任务自动失效"
    )
    assert timedelta(0) <= world.clock(cid, "accept_by") - monday() - DAY < timedelta(seconds=1)

    await world.before(cid, "accept_by", timedelta(seconds=6))
    await world.send(cid, "accept")

    assert await world.stage(cid, "content_drafting")


async def test_past_the_deadline_it_expires_by_itself_that_has_no_consequence(
    world: World,
) -> None:
    cid = await world.offered()

    await world.strike(cid, "accept_by")

    assert (await world.end(cid))["stage"] == "expired"
    assert world.heard(cid)[-1] == "expired"
    assert world.brand_heard(cid) == ["unaccepted"]
    assert world.money(cid).refunded == 300_000
    assert world.breaches(cid) == []


async def test_a_late_accept_is_refused_each_time_alike(world: World) -> None:
    cid = await world.offered()
    await world.before(cid, "accept_by", timedelta(seconds=4))

    for _ in range(2):
        await world.refused(cid, "ORDER_EXPIRED", "accept")
    await world.tell(cid, "accept")
    assert world.refusals(cid) == ["ORDER_EXPIRED"]

    await world.strike(cid, "accept_by")
    await world.end(cid)
    for _ in range(2):
        await world.refused(cid, "CLOSED", "accept")
    assert world.breaches(cid) == []


async def test_declining_is_free_and_told_to_the_brand(world: World) -> None:
    cid = await world.offered()

    await world.send(cid, "decline", reason="档期已满")

    assert (await world.end(cid))["stage"] == "declined"
    assert world.brand_heard(cid) == ["unaccepted"]
    assert (world.money(cid).refunded, world.breaches(cid)) == (300_000, [])


async def test_accepting_and_declining_from_two_devices_the_first_applied_wins(world: World) -> None:
    cid = await world.offered()

    answers = await asyncio.gather(
        world.send(cid, "accept"), world.send(cid, "decline"), return_exceptions=True
    )

    (refusal,) = [each for each in answers if isinstance(each, CommandRefused)]
    assert refusal.code in ("ALREADY_ACCEPTED", "ALREADY_DECLINED", "CLOSED")
    assert await world.stage(cid, "content_drafting", "declined")


async def test_a_double_click_is_one_acceptance(world: World) -> None:
    cid = await world.offered()

    first, again = await asyncio.gather(
        world.send(cid, "accept", command_id="click"), world.send(cid, "accept", command_id="click")
    )

    assert first["seq"] == again["seq"]
    await world.refused(cid, "ALREADY_ACCEPTED", "accept", command_id="another click")
    assert world.moves(cid).count("accept") == 1


async def test_accepting_and_a_brand_cancel_cross_and_one_of_them_is_told(world: World) -> None:
    cid = await world.offered()

    answers = await asyncio.gather(
        world.send(cid, "cancel"), world.send(cid, "accept"), return_exceptions=True
    )

    stage = await world.stage(cid, "cancelled", "content_drafting")
    refused = [each for each in answers if isinstance(each, CommandRefused)]
    applied = {"cancelled": 1, "content_drafting": 2}[
        stage
    ]  # accepted first, it can still be cancelled at 0 %
    assert len(refused) <= 1
    assert len(answers) - len(refused) >= min(applied, 1)
    await world.quiet(cid)
    if stage == "cancelled":
        assert world.money(cid).refunded == 300_000


async def test_before_acceptance_the_brand_cancels_for_nothing(world: World) -> None:
    cid = await world.offered()

    await world.send(cid, "cancel")

    assert (await world.end(cid))["stage"] == "cancelled"
    assert world.heard(cid) == ["offer", "cancelled"]
    assert (world.money(cid).refunded, world.money(cid).to_creators) == (300_000, 0)
    with pytest.raises(CommandRefused):
        await world.send(cid, "accept")
