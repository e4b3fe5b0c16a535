"""Without a workflow cache every workflow task begins from nothing: hidden non-determinism would fail it."""

import asyncio

import pytest
from sqlalchemy import Engine
from temporalio.client import Client

from settings import Settings
from tests.workflows import stories
from tests.workflows.world import furnished


@pytest.mark.parametrize("story", [stories.demo_1, stories.suspended, stories.overlays])
async def test_a_story_told_without_a_workflow_cache(
    client: Client, engine: Engine, settings: Settings, story: stories.Story
) -> None:
    uncached = settings.model_copy(update={"max_cached_workflows": 0})

    async with furnished(client, engine, uncached) as world:
        cid = await asyncio.wait_for(story(world), 90)

        assert world.record(cid).payout.state == "paid"
        await world.assert_sound()
