"""One kill -9 at each point, with real processes; `make chaos` does fifty at each."""

from pathlib import Path

import pytest

from tests.chaos.arena import arena
from tests.chaos.points import POINTS


@pytest.mark.timeout(180)
async def test_a_killed_worker_and_a_killed_server_leave_one_payout_each(tmp_path: Path) -> None:
    async with arena(tmp_path) as made:
        for kill in POINTS.values():
            await kill(made)
        cid = await made.published()
        await made.kill_server()
        await made.send(cid, "settle")
        await made.all_paid()

        assert await made.violations() == []
        assert made.kills == {**dict.fromkeys(POINTS, 1), "server": 1}
