"""A millisecond before a deadline and on it: stamped and not, worker up and down, both orders (design 3).

A stamp decides exactly. Without one the commission's own clock decides, and a skip lands some
milliseconds late: the unstamped are sent a little farther off, except where the worker was down.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from starter.commissions import CommandRefused
from tests.workflows.world import World, monday

MS = timedelta(milliseconds=1)
GRACE = timedelta(seconds=5)


@dataclass(frozen=True)
class Race:
    clock: str
    begin: Callable[[World], Awaitable[str]]
    command: str
    fields: dict[str, object]
    in_time: str
    """The stage when the command came in time."""
    too_late: str
    refusal: str


RACES = {
    "accept": Race(
        "accept_by",
        lambda world: world.offered(),
        "accept",
        {},
        "content_drafting",
        "expired",
        "ORDER_EXPIRED",
    ),
    "complain": Race(
        "settle_by",
        lambda world: world.published(),
        "complain",
        {"cause": "quality", "reason": "质量不符"},
        "arbitration",
        "settled",
        "COMPLAINT_WINDOW_CLOSED",
    ),
    "settle": Race(
        "settle_by",
        lambda world: world.published(),
        "settle",
        {},
        "settled",
        "settled",
        "COMPLAINT_WINDOW_CLOSED",
    ),
    "reject an outline": Race(
        "outline_review_by",
        lambda world: world.outlined(),
        "reject",
        {"reason": "太短"},
        "outline_drafting",
        "content_drafting",
        "REVIEW_WINDOW_CLOSED",
    ),
}
THE_THREE = [RACES["accept"], RACES["complain"], RACES["settle"]]
every_race = pytest.mark.parametrize("race", RACES.values(), ids=RACES)
DOORS = [
    *((race, "update") for race in RACES),
    *((race, "signal") for race in ("accept", "complain")),
]
each_door = pytest.mark.parametrize(
    ("race", "door"), [(RACES[race], door) for race, door in DOORS], ids=["-".join(each) for each in DOORS]
)


async def knock(world: World, cid: str, race: Race, door: str, **fields: object) -> str:
    """The refusal's code, or nothing."""
    if door == "signal":
        known = len(world.refusals(cid))
        await world.tell(cid, race.command, **race.fields, **fields)
        return next(iter(world.refusals(cid)[known:]), "")
    try:
        await world.ask(cid, race.command, **race.fields, **fields)
    except CommandRefused as refusal:
        return refusal.code
    return ""


async def past(world: World, cid: str, race: Race) -> None:
    """Beyond the deadline and its grace, whatever became of it."""
    if race.clock in world.record(cid).clocks:
        await world.reach(cid, world.clock(cid, race.clock) + GRACE)
        await world.until(lambda: race.clock not in world.record(cid).clocks, race.clock)
    await world.quiet(cid)


async def stands(world: World, cid: str, race: Race, stage: str) -> None:
    assert await world.stage(cid, stage)
    assert (race.clock in world.moves(cid)) == (
        stage == race.too_late and race.command not in world.moves(cid)
    )


@each_door
async def test_stamped_a_millisecond_before_it_counts_though_it_arrives_after_the_deadline(
    world: World, race: Race, door: str
) -> None:
    cid = await race.begin(world)
    deadline = world.clock(cid, race.clock)
    await world.reach(cid, deadline + timedelta(seconds=3))

    assert await knock(world, cid, race, door, received_at=deadline - MS) == ""

    await past(world, cid, race)
    await stands(world, cid, race, race.in_time)


@each_door
async def test_stamped_on_the_deadline_it_is_late_though_the_deadline_has_not_acted_yet(
    world: World, race: Race, door: str
) -> None:
    cid = await race.begin(world)
    deadline = world.clock(cid, race.clock)
    await world.reach(cid, deadline + timedelta(seconds=3))

    assert await knock(world, cid, race, door, received_at=deadline) == race.refusal

    await past(world, cid, race)
    await stands(world, cid, race, race.too_late)


@each_door
async def test_stamped_in_time_but_after_the_deadline_has_acted_nothing_reopens(
    world: World, race: Race, door: str
) -> None:
    cid = await race.begin(world)
    deadline = world.clock(cid, race.clock)
    await past(world, cid, race)
    await world.stage(cid, race.too_late)
    before = world.money(cid)

    try:
        refusal = await knock(world, cid, race, door, received_at=deadline - MS)
    except CommandRefused as closed:
        refusal = closed.code

    assert refusal
    assert await world.stage(cid, race.too_late)
    assert world.money(cid) == before


@every_race
async def test_unstamped_the_commissions_own_clock_decides(world: World, race: Race) -> None:
    early, late = await asyncio.gather(race.begin(world), race.begin(world))
    await world.reach(early, world.clock(early, race.clock) - timedelta(seconds=2))
    await world.reach(late, world.clock(late, race.clock))

    assert await knock(world, early, race, "update") == ""
    assert await knock(world, late, race, "update") == race.refusal

    for cid, stage in ((early, race.in_time), (late, race.too_late)):
        await past(world, cid, race)
        await stands(world, cid, race, stage)


async def down_across(
    world: World, cid: str, race: Race, *messages: dict[str, object], before: bool = False
) -> None:
    """The worker dies before the deadline; messages wait, before or after it; then one comes back."""
    deadline = world.clock(cid, race.clock)
    await world.reach(cid, deadline - timedelta(seconds=30))
    await world.quiet(cid)
    await world.worker_down()
    if before:
        for fields in messages:
            await world.drop(cid, race.command, **race.fields, **fields)
    skipping = asyncio.create_task(world.reach(cid, deadline + timedelta(minutes=10)))
    await asyncio.sleep(0.3)  # it hangs at the deadline: nobody takes the task
    if not before:
        for fields in messages:
            await world.drop(cid, race.command, **race.fields, **fields)
    await world.worker_up()
    await skipping
    await past(world, cid, race)


@pytest.mark.parametrize("race", THE_THREE, ids=["accept", "complain", "settle"])
@pytest.mark.parametrize(
    ("offset", "counts"), [(-MS, True), (timedelta(0), False), (MS, False)], ids=["-1 ms", "on it", "+1 ms"]
)
async def test_worker_down_across_the_deadline_the_stamp_decides_in_either_order(
    world: World, race: Race, offset: timedelta, *, counts: bool
) -> None:
    for before in (True, False):
        cid = await race.begin(world)
        stamp = world.clock(cid, race.clock) + offset
        if before and offset >= timedelta(0):
            continue  # it cannot have been received before its stamp
        await down_across(world, cid, race, {"received_at": stamp}, before=before)

        await stands(world, cid, race, race.in_time if counts else race.too_late)
        assert world.refusals(cid) == ([] if counts else [race.refusal])


@pytest.mark.parametrize("race", THE_THREE, ids=["accept", "complain", "settle"])
async def test_worker_down_an_unstamped_command_that_waits_beside_the_deadline_counts(
    world: World, race: Race
) -> None:
    """Our outage is not the sender's loss."""
    for before in (True, False):
        cid = await race.begin(world)

        await down_across(world, cid, race, {}, before=before)

        await stands(world, cid, race, race.in_time)


async def test_worker_down_of_two_commands_that_wait_the_first_one_wins(world: World) -> None:
    cid = await world.offered()
    await world.worker_down()
    await world.drop(cid, "decline")
    await world.drop(cid, "accept")

    await world.worker_up()

    await world.stage(cid, "declined")
    await world.end(cid)
    assert world.refusals(cid) == ["ALREADY_DECLINED"]


async def test_worker_down_for_days_who_then_accepts_still_has_days_to_write(world: World) -> None:
    cid = await world.offered()
    await world.worker_down()
    skipping = asyncio.create_task(world.reach(cid, monday(9, 30, days=12)))
    await asyncio.sleep(0.3)
    await world.drop(cid, "accept")
    await world.worker_up()
    await asyncio.wait([skipping], timeout=20)
    await world.quiet(cid)

    assert world.breaches(cid) == []


async def test_an_extension_agreed_on_in_time_wins_over_the_abandonment_it_crosses(world: World) -> None:
    """Study case 32: in the grace at the latest, and it is the agreement that must be in time."""
    cid = await world.accepted()
    due = world.clock(cid, "submit_by")
    await world.strike(cid, "submit_by")
    await world.send(cid, "propose_extension", actor="creator", submit_by=due + timedelta(days=5))
    await world.reach(cid, due + timedelta(hours=23, minutes=59))

    await world.send(cid, "answer_extension", actor="brand", agree=True)

    assert world.clock(cid, "submit_by") == due + timedelta(days=5)
    assert world.attention(cid) == ()


async def test_the_first_message_may_come_with_the_start_itself(world: World) -> None:
    """Signals and updates that wait when the first task begins are judged after the opening."""
    await world.worker_down()
    cid = await world.order()
    await world.drop(cid, "accept")
    await world.drop(cid, "cancel", actor="brand")
    await world.worker_up()

    await world.until(lambda: world.desk.commission(cid).seq > 2, "a beginning")
    await world.quiet(cid)

    assert world.record(cid).stage in ("offered", "cancelled")
    assert world.moves(cid)[0] == "open"
