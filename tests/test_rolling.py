"""Versions change while commissions are open; `make rolling` does it with two hundred."""

from pathlib import Path

import pytest

from tests.chaos import rolling


@pytest.mark.timeout(300)
async def test_commissions_survive_two_versions_at_once_and_the_death_of_every_part(tmp_path: Path) -> None:
    async with rolling.trial(tmp_path, previous="", many=8) as on:
        on.pause, on.quarters = 0.5, 2
        await on.run()

        assert on.violations(await on.told()) == []
        assert on.restarts >= on.quarters
        assert all(version.kills for version in on.versions)
