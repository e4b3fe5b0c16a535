"""An effect whose own code crashes is a fault of ours: it is seen at once, and nothing is lost by it."""

import asyncio
import re
from typing import Any

import pytest
from sqlalchemy import Engine
from temporalio.client import Client

from gateways.operations.audit.checking import check_ledger
from settings import Settings
from tests.workflows.world import World, furnished
from workflows.commissions import effects


def crash(*_: Any) -> None:
    raise ZeroDivisionError("a fault of ours")


async def failed_task(world: World, cid: str) -> dict[str, Any]:
    async with asyncio.timeout(60):
        while not (failed := await world.failed_tasks(cid)):  # noqa: ASYNC110  # the server has no bell to ring
            await asyncio.sleep(0.1)
    return failed[0]


async def test_a_crashed_effect_fails_its_task_in_sight_and_once_mended_the_story_goes_on_to_its_end(
    client: Client, engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with furnished(client, engine, settings) as world:
        cid = await world.reviewed()
        with monkeypatch.context() as broken:
            broken.setattr(effects, "moves", crash)
            await world.drop(cid, "approve", release_at="now")
            failed = await failed_task(world, cid)
        await world.stage(cid, "published", patience=60)
        await world.quiet(cid, patience=60)
        await world.send(cid, "settle")
        ended = await world.end(cid)

        failure = failed["workflowTaskFailedEventAttributes"]["failure"]
        assert re.fullmatch(f"publish:{cid}:\\d+ crashed", failure["message"])
        assert failure["cause"]["message"] == "a fault of ours"
        assert ended["stage"] == "completed"
        assert world.moves(cid).count("published") == 1
        assert world.money(cid).to_creators == 285_000
        assert check_ledger(world.engine).ok
