"""A millisecond before a deadline and on it, stamped and not (D3).

A stamp decides exactly. Without one the commission's own clock decides, and a skip lands some
milliseconds late: the unstamped are sent a little farther off. With the worker down: test_worker_down.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from services.commissions.commands import CommandRefused
from tests.workflows.world import HOUR, World

TOWN = True
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


async def test_an_extension_agreed_on_in_time_wins_over_the_abandonment_it_crosses(world: World) -> None:
    """In the grace at the latest, and it is the agreement that must be in time."""
    cid = await world.accepted()
    due = world.clock(cid, "submit_by")
    await world.strike(cid, "submit_by")
    await world.send(cid, "propose_extension", actor="creator", submit_by=due + timedelta(days=5))
    await world.reach(cid, due + timedelta(hours=23, minutes=59))

    await world.send(cid, "answer_extension", actor="brand", agree=True)

    assert world.clock(cid, "submit_by") == due + timedelta(days=5)
    assert world.attention(cid) == ()


async def test_what_was_stamped_in_time_and_arrives_after_the_commission_has_acted_is_late(
    world: World,
) -> None:
    """Updates, signals and an operator's word for the creator: nothing reopens (decision 4)."""
    by = {"actor": "operator:li", "on_behalf_of": "creator", "reason": "代交"}
    told, asked, for_them = [await world.accepted(outline_wanted=True) for _ in range(3)]
    deadline = world.clock(told, "submit_by")
    in_time = {"ref": "outline-1", "received_at": deadline - MS}
    for cid in (told, asked, for_them):
        assert world.clock(cid, "submit_by") == deadline
        await world.strike(cid, "submit_by")
        await world.skip(cid, 20 * HOUR)

    await world.tell(told, "submit", **in_time)
    await world.send(asked, "submit", **in_time)
    await world.send(for_them, "submit", **in_time, **by)

    for cid in (told, asked, for_them):
        assert world.record(cid).work is not None
        assert world.record(cid).late
        assert world.record(cid).work.at == deadline
