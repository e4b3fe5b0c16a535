"""Two versions of the rules on one worker: each commission goes on under its own, through a restart."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from temporalio.worker import UnsandboxedWorkflowRunner

from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.rules.versions import KNOWN
from tests.domain.version_two import TWO, released
from tests.replay.test_histories import every_history, read, replayer
from tests.workflows.world import BRAND_PHONE, World

EACH = int(os.environ.get("STARMAP_OF_EACH_VERSION", "4"))
"""100 where there is time: `make rolling`."""


@pytest.fixture
def two() -> Iterator[Rulebook]:
    with released() as rules_two:
        yield rules_two


async def test_commissions_of_two_versions_go_on_by_their_own_rules_through_a_restart(
    world: World, two: Rulebook
) -> None:
    ordered = {
        version: [await world.offered(rulebook=version) for _ in range(EACH)] for version in ("1", TWO)
    }
    await world.worker_down()
    await world.worker_up()

    everyone = [cid for cids in ordered.values() for cid in cids]
    await asyncio.gather(*(world.send(cid, "accept") for cid in everyone))
    await asyncio.gather(*(world.end(cid) for cid in everyone))

    for version, cids in ordered.items():
        for cid in cids:
            texts = [each.text for each in world.messages(cid, BRAND_PHONE) if each.template == "accepted"]
            assert ["（二）" in text for text in texts] == [version == TWO]
            assert world.heard(cid).count("offer") == (2 if version == TWO else 1)
    assert two is KNOWN[TWO]


async def test_an_open_commission_of_the_first_version_is_mended_from_its_next_move_on(world: World) -> None:
    before = await world.offered()
    with released():
        await world.send(before, "decline")
        after = await world.offered()
        await world.send(after, "decline")

    assert "expired" in world.heard(before)
    assert world.heard(before) == world.heard(after)


@every_history
async def test_a_second_version_changes_nothing_of_what_was_recorded(path: Path, two: Rulebook) -> None:  # noqa: ARG001
    await replayer(UnsandboxedWorkflowRunner()).replay_workflow(read(path))


async def test_a_worker_that_does_not_know_a_version_leaves_it_to_one_that_does(world: World) -> None:
    cid = await world.order(rulebook="7")
    handle = world.handle(cid)
    async with asyncio.timeout(30):
        while not (failed := await world.failed_tasks(cid)):  # noqa: ASYNC110  # no bell to ring
            await asyncio.sleep(0.05)
    assert "RULES_UNKNOWN" in str(failed[0])
    assert world.moves(cid) == []

    KNOWN["7"] = replace(KNOWN["1"], version="7")
    try:
        await world.stage(cid, "offered", patience=60)
        await world.quiet(cid)
    finally:
        del KNOWN["7"]
        await handle.terminate()
        world.ordered.remove(cid)
