"""The worker is down across a deadline, and messages wait: stamped and not, both orders."""

import asyncio
from datetime import timedelta

import pytest

from services.commissions import commands as commissions
from tests.workflows.test_deadlines import MS, RACES, Race, past, stands
from tests.workflows.world import World

THE_THREE = [RACES["accept"], RACES["complain"], RACES["settle"]]


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
async def test_across_the_deadline_the_stamp_decides_in_either_order(
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
async def test_an_unstamped_command_that_waits_beside_the_deadline_counts(world: World, race: Race) -> None:
    """Our outage is not the sender's loss."""
    for before in (True, False):
        cid = await race.begin(world)

        await down_across(world, cid, race, {}, before=before)

        await stands(world, cid, race, race.in_time)


async def test_of_two_commands_that_wait_the_first_one_wins(world: World) -> None:
    cid = await world.offered()
    await world.worker_down()
    await world.drop(cid, "decline")
    await world.drop(cid, "accept")

    await world.worker_up()

    await world.stage(cid, "declined")
    await world.end(cid)
    assert world.refusals(cid) == ["ALREADY_DECLINED"]


async def test_a_rejection_held_up_for_days_still_leaves_the_creator_the_time_to_revise(world: World) -> None:
    cid = await world.reviewed()
    stamp = await world.now(cid)
    await world.skip(cid, timedelta(days=6, hours=12))

    await world.send(cid, "reject", reason="太短", received_at=stamp)

    assert world.clock(cid, "submit_by") > await world.now(cid) + timedelta(hours=71)


async def test_the_first_message_may_come_with_the_start_itself(world: World) -> None:
    """Signals and updates that wait when the first task begins are judged after the opening."""
    await world.worker_down()
    cid = await world.order()
    await world.drop(cid, "accept")
    await world.drop(cid, "cancel", actor="brand")
    await world.worker_up()

    await world.until(lambda: world.queries.commission(cid).seq > 2, "a beginning")
    await world.quiet(cid)

    assert world.record(cid).stage in ("offered", "cancelled")
    assert world.moves(cid)[0] == "open"


async def test_nobody_is_left_waiting_and_asking_again_under_the_same_id_is_safe(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cid = await world.offered()
    monkeypatch.setattr(commissions, "PATIENCE", timedelta(seconds=1))
    await world.worker_down()

    with pytest.raises(commissions.NoAnswerYet) as unknown:
        await world.ask(cid, "accept", command_id="a-1")
    assert "a-1" in unknown.value.en
    await world.worker_up()
    monkeypatch.undo()
    answer = await world.send(cid, "accept", command_id="a-1")

    assert answer["stage"] == "content_drafting"
    assert world.moves(cid).count("accept") == 1
    assert world.refusals(cid) == []
