"""Q13, Q14 and Q16: when it settles, and what follows.

Q14 「在文章发布的7个自然日内没有被客户投诉且文章处于公开状态，则自动结算」
Q16 「成功结算后，可在「我的任务」中进行评价、查看投后数据」
"""

import asyncio
from datetime import timedelta

import pytest

from domain.instants import BEIJING, end_of_natural_days
from services.commissions.commands import CommandRefused
from tests.workflows.world import DAY, World, monday

TOWN = True


async def test_the_brand_may_settle_at_once(world: World) -> None:
    cid = await world.published()

    await world.send(cid, "settle")

    assert await world.stage(cid, "settled")
    money = world.money(cid)
    assert (money.to_creators, money.fee, money.still_held) == (285_000, 15_000, 0)
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert world.heard(cid)[-1] == "settled"
    assert world.record(cid).payout.state == "paid"
    await world.refused(cid, "ALREADY_SETTLED", "settle")
    await world.refused(cid, "COMPLAINT_WINDOW_CLOSED", "complain", cause="late", reason="太晚")  # final


async def test_seven_natural_days_without_a_complaint_and_public_it_settles_by_itself(
    world: World,
) -> None:
    cid = await world.published()

    await world.strike(cid, "settle_reminder")
    assert (
        world.brand_heard(cid)[-1] == "published_brand"
    )  # midnight is quiet: the reminder waits for the morning
    await world.before(cid, "settle_by", timedelta(seconds=5, milliseconds=20))
    assert world.brand_heard(cid)[-1] == "settle_reminder"
    assert world.record(cid).stage == "published"
    await world.strike(cid, "settle_by")

    assert await world.stage(cid, "settled")
    line = next(each for each in world.queries.timeline(cid) if each.move == "probed_public")
    assert line.at == end_of_natural_days(monday(), 7)
    assert line.recorded_at > line.at
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert world.heard(cid)[-1] == "published_creator"  # 已结算 is not urgent: at 08:00
    await world.skip(cid, DAY / 2)
    assert world.heard(cid)[-1] == "settled"


@pytest.mark.parametrize(
    ("hour", "minute"), [(0, 0), (10, 0), (23, 59)], ids=["first minute", "morning", "last minute"]
)
async def test_whenever_on_a_day_it_is_published_the_seventh_day_ends_at_the_same_midnight(
    world: World, hour: int, minute: int
) -> None:
    cid = await world.scheduled(monday(hour, minute, days=1))

    await world.strike(cid, "release")
    await world.stage(cid, "published")

    assert world.clock(cid, "settle_by") == monday(0, 0, days=9)
    await world.before(cid, "settle_by")
    assert world.record(cid).stage == "published"
    await world.strike(cid, "settle_by")
    assert await world.stage(cid, "settled")
    assert world.record(cid).settled_at.astimezone(BEIJING) == monday(0, 0, days=9).astimezone(BEIJING)


async def test_settling_by_hand_and_by_itself_race_and_the_money_moves_once(world: World) -> None:
    cid = await world.published()
    midnight = world.clock(cid, "settle_by")

    await world.before(cid, "settle_by", timedelta(seconds=4))
    answers = await asyncio.gather(
        world.ask(cid, "settle", received_at=midnight - timedelta(milliseconds=1)),
        world.ask(cid, "settle"),
        world.skip(cid, timedelta(seconds=10)),
        return_exceptions=True,
    )

    assert await world.stage(cid, "settled")
    await world.quiet(cid)
    assert len([each for each in answers if isinstance(each, CommandRefused)]) in (0, 1)
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert world.money(cid).to_creators == 285_000


async def test_after_settlement_both_sides_rate(world: World) -> None:
    cid = await world.published()
    await world.refused(cid, "NOT_NOW", "rate", actor="brand", stars=5)
    await world.send(cid, "settle")

    await world.refused(cid, "STARS_OUT_OF_RANGE", "rate", actor="brand", stars=6)
    await world.send(cid, "rate", actor="brand", stars=5, text="沟通顺畅")
    await world.refused(cid, "ALREADY_RATED", "rate", actor="brand", stars=1)
    await world.send(cid, "rate", actor="creator", stars=4)

    assert (await world.end(cid))["stage"] == "completed"
    assert [(each.by, each.stars) for each in world.queries.ratings(cid)] == [("brand", 5), ("creator", 4)]


async def test_ratings_close_after_seven_days(world: World) -> None:
    cid = await world.published()
    await world.send(cid, "settle")

    await world.before(cid, "rating_by", timedelta(seconds=4))
    await world.refused(cid, "TOO_LATE", "rate", actor="creator", stars=5)
    await world.strike(cid, "rating_by")

    assert (await world.end(cid))["stage"] == "completed"


async def test_the_platforms_fee_is_rounded_down_and_the_creator_has_the_rest(world: World) -> None:
    cid = await world.published(price_fen=88_888, task_type="micro_post")

    await world.send(cid, "settle")

    money = world.money(cid)
    assert (money.held, money.to_creators, money.fee) == (88_888, 84_444, 4_444)
