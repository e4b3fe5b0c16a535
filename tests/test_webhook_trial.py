"""Webhooks to ten endpoints, three of them dead or slow, while parts are killed; `make webhooks`: fifty."""

from pathlib import Path

import pytest

from tests.chaos.webhooks.trial import KILLED, SMALL, trial


@pytest.mark.timeout(900)  # for hangs only
async def test_every_event_arrives_in_order_under_its_id_though_endpoints_are_dead_and_parts_are_killed(
    tmp_path: Path,
) -> None:
    async with trial(tmp_path, SMALL) as on:
        await on.run()

        assert on.violations() == []
        assert all(on.kills[part] for part in KILLED), on.kills
        assert on.judged().repeats > 0  # of the ill ones at least: what they did not answer came again
