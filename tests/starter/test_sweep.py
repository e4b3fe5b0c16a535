"""The sweeps on a platform that was started by `up`, from the command line alone."""

import asyncio
from pathlib import Path
from urllib.request import urlopen

import pytest
from temporalio.client import Client

from domain.operations.sweeps import SWEEPS
from tests.observing.conftest import free_address
from tests.starter.test_up import Place


@pytest.mark.slow
async def test_up_makes_the_schedules_and_anybody_can_sweep_by_hand(tmp_path: Path) -> None:
    place, metrics, business = Place(tmp_path), free_address(), free_address()
    place.env |= {"STARMAP_METRICS_ADDRESS": metrics, "STARMAP_BUSINESS_METRICS_ADDRESS": business}
    await place.up()
    try:
        assert "还没有巡查过" in await place.starmap("--lang", "zh", "sweep", "show")

        swept = await place.starmap("--lang", "en", "sweep", "run", "daily")

        assert "findings 0, nothing was found" in swept
        assert "没有发现任何问题" in await place.starmap("--lang", "zh", "sweep", "show")
        assert "looked at 0" in await place.starmap("--lang", "en", "sweep", "run", "visibility")
        refused = await place.starmap("sweep", "run", "coffee", code=2)
        assert "Traceback" not in refused
        client = await Client.connect(place.running()["address"])
        schedules = {each.id async for each in await client.list_schedules()}
        assert schedules == {f"sweep/{name}" for name in SWEEPS}
        for address, name in ((metrics, "temporal_num_pollers"), (business, "starmap_commissions")):
            assert name in await asyncio.to_thread(_get, address), address
    finally:
        await place.down()


def _get(address: str) -> str:
    with urlopen(f"http://{address}/metrics", timeout=30) as answer:
        return str(answer.read().decode())
