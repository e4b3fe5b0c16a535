"""Q5 「任务临近过期时，创作者会收到电话提醒对任务做出回应」; the hours are ours (D3)."""

import asyncio
from datetime import datetime, timedelta

from domain.commissions.ordering.terms import Terms
from domain.instants import BEIJING
from tests.workflows.world import World, monday

TOWN = True


def calls(world: World, cid: str) -> list[str]:
    return [_written(each.at) for each in world.messages(cid) if each.channel == "voice"]


def _written(at: datetime) -> str:
    return f"{at.astimezone(BEIJING):%a %H:%M}"


async def silent(world: World, hour: int, minute: int, **changes: object) -> str:
    """An offer to a creator who never picks up the phone and never answers."""
    creator = world.new_creator()
    world.phones.configure(world.creators[creator], answers=False)
    cid = await world.offered(at=monday(hour, minute), creator_id=creator, **changes)
    await world.strike(cid, "accept_by")
    await world.end(cid)
    return cid


async def test_nobody_picks_up_called_again_after_10_and_20_minutes_then_an_sms(world: World) -> None:
    cid = await silent(world, 9, 30)

    assert calls(world, cid) == ["Tue 08:00", "Tue 08:10", "Tue 08:20"]
    assert world.heard(cid) == ["offer", "call", "call", "call", "last_reminder", "expired"]
    assert world.messages(cid)[1].text == (
        f"您有一个待接收任务「夏日新品测评」，将于{monday(days=1).astimezone(BEIJING).month}月{monday(days=1).astimezone(BEIJING).day}日09:30失效，"
        "请及时回应"
    )
    assert world.breaches(cid) == []


async def test_who_picks_up_is_not_called_again(world: World) -> None:
    cid = await world.offered()

    await world.strike(cid, "call")

    assert calls(world, cid) == ["Tue 08:00"]
    assert world.moves(cid)[-2:] == ["call", "call_answered"]
    assert "call" not in world.record(cid).clocks


async def test_who_has_accepted_is_not_called(world: World) -> None:
    cid = await world.accepted()

    await world.skip(cid, timedelta(days=1))

    assert calls(world, cid) == []


async def test_the_quiet_hours_a_call_comes_before_them_or_after_never_within(
    world: World,
) -> None:
    at_noon, at_ten, at_three, at_midnight, at_eight = await asyncio.gather(
        silent(world, 14, 0),
        silent(world, 10, 10),
        silent(world, 3, 0),
        silent(world, 23, 50),
        silent(world, 8, 30),
    )

    assert calls(world, at_noon) == ["Tue 12:00", "Tue 12:10", "Tue 12:20"]
    assert calls(world, at_ten) == ["Tue 08:10", "Tue 08:20", "Tue 08:30"]
    assert calls(world, at_three) == ["Mon 21:30", "Mon 21:40", "Mon 21:50"]  # the deadline is 03:00
    assert calls(world, at_midnight) == ["Tue 21:50"]  # 22:00 is quiet
    assert world.heard(at_midnight)[-2:] == ["last_reminder", "expired"]
    assert calls(world, at_eight) == [
        "Mon 21:30",
        "Mon 21:40",
        "Mon 21:50",
    ]  # 08:00 leaves less than 45 minutes


async def test_no_call_after_the_deadline_nor_before_the_dispatch(world: World) -> None:
    brief, short = await asyncio.gather(
        silent(world, 9, 30, terms=Terms(accept_hours=1)),
        silent(world, 9, 30, terms=Terms(accept_hours=3, call_before_minutes=15)),
    )

    assert calls(world, brief) == []  # two hours before the end would be before the dispatch
    assert calls(world, short) == ["Mon 12:15", "Mon 12:25"]
    assert world.heard(short) == ["offer", "call", "call", "last_reminder", "expired"]
