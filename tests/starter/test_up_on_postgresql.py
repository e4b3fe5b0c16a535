"""`up` with the books in PostgreSQL and two workers, by settings alone."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from gateways.commissions.queries import SqlCommissionQueries
from gateways.sql.database import opened
from tests.conftest import create_database
from tests.postgres import Postgres
from tests.starter.test_up import ORDER, Place, _until_restarted


@pytest.mark.timeout(300)
async def test_two_workers_on_postgresql_are_watched_and_a_commission_goes_on_beside_a_kill(
    tmp_path: Path, running_postgres: Callable[[], Postgres]
) -> None:
    url = create_database(running_postgres().url, "")
    place = Place(tmp_path)
    place.env |= {"DATABASE_URL": url.replace("+psycopg", ""), "STARMAP_PROCESSES": "2"}
    await place.up()

    first, second = place.running()["worker_pids"]
    assert f"ordered: {ORDER}" in await place.starmap("commission", "new", "examples/article.yaml")
    await place.until(ORDER, "commission", "list", "--stage", "offered")
    os.kill(first, signal.SIGKILL)
    await place.starmap("accept", ORDER)
    await _until_restarted(place, 1)
    told = place.running()["worker_pids"]
    await place.until("outline in the making", "commission", "show", ORDER)
    await place.down()

    assert len(told) == 2
    assert told[1] == second
    assert not (tmp_path / "starmap.db").exists()
    with opened(url) as engine:
        assert SqlCommissionQueries(engine).commission(ORDER).stage == "outline_drafting"
