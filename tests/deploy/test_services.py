"""Every command of ours that the compose file runs, run: in its order, with its environment, by its roles."""

import asyncio
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from domain.commissions.ordering.order import Order
from gateways.operations.audit.checking import check_ledger
from services.app import open_app
from services.parties.sample import MAIXIANG, furnish_if_empty
from settings import Settings
from tests.deploy.cluster import PATIENCE, Cluster, cluster
from tests.deploy.compose import SERVICES, WORKERS


@pytest.mark.timeout(400)
async def test_a_commission_is_settled_and_paid_by_workers_that_each_play_one_role(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with cluster(tmp_path) as made:
        await _nothing_is_ready(made)
        assert "database at" in await made.run("migrate")
        assert "made namespace starmap" in await made.run("prepare")
        assert "made namespace" not in await made.run("prepare")
        unattended = await made.run("workflows", "health", code=1)
        assert "QUEUE_UNATTENDED" in unattended

        for service in WORKERS:
            await made.start(service)
        await made.serve("gateway")
        for service in WORKERS:
            await _until_well(made, service)
        await _until_the_gateway_is_well(made)
        await _play(made, monkeypatch)

        assert await made.stop("gateway") == -signal.SIGTERM, "it ends its requests, then by the signal"
        assert [await made.stop(service) for service in WORKERS] == [0] * len(WORKERS)
        assert "password" not in logs(tmp_path)


def logs(folder: Path) -> str:
    return "".join(each.read_text(encoding="utf-8") for each in folder.glob("*.log")).lower()


async def _nothing_is_ready(made: Cluster) -> None:
    told = await made.run("cli", "health", code=1)
    for name in ("NAMESPACE_MISSING", "DATABASE_BEHIND"):
        assert name in told
    await made.start("workflows")
    assert await made.processes["workflows"].wait() == 1
    log = logs(made.folder)
    assert "traceback" not in log
    assert "✗ namespace_missing" in log
    assert "./starmap server prepare" in log
    assert "./starmap database migrate" in log


async def _until_well(made: Cluster, service: str) -> None:
    """Its container is healthy when the compose file's own check says so."""
    check = WORKERS[service]["healthcheck"]["test"][2:]
    assert ": 1 worker" in await made.until(": 1 worker", *check, service=service)


async def _until_the_gateway_is_well(made: Cluster) -> None:
    """By the compose file's own check."""
    words = SERVICES["gateway"]["healthcheck"]["test"][2:]
    check = [sys.executable, *(each.replace(":8234/", f":{made.port}/") for each in words)]
    for _ in range(PATIENCE):
        asked = await asyncio.create_subprocess_exec(*check, stderr=asyncio.subprocess.DEVNULL)
        if await asked.wait() == 0:
            return
        await asyncio.sleep(0.5)
    raise AssertionError("the gateway is not well")


async def _play(made: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the command line would, and without its start for each step."""
    for name, value in made.environment("cli").items():
        monkeypatch.setenv(name, value)
    async with open_app(Settings(), made.temporal, virtual_time=False) as app:
        furnish_if_empty(app.engine)
        order = Order("qingyou", "maixiang", "青柚茶饮", "麦香研究员", "micro_post", "秋茶新品", 88_888)
        cid = (await app.place(order, "1", "-")).commission_id
        await until(lambda: app.phones.inbox(MAIXIANG.phone) != [])
        await app.send(cid, "accept")
        now = datetime.now(UTC)
        item = app.mp.draft("maixiang", "标题", "正文", at=now)
        app.mp.tick(item, cid, at=now)
        app.mp.publish_by_creator(item, now)
        app.mp.audit(item, passed=True)
        await app.tell(cid, "submitted", item=item, creator="maixiang")
        await app.tell(cid, "audited", item=item, passed=True)
        await until(lambda: app.queries.commission(cid).stage == "content_review")
        await app.send(cid, "approve", release_at="now")
        await until(lambda: app.queries.commission(cid).stage == "published")
        await app.send(cid, "settle")
        await until(lambda: [each.paid for each in app.bank.log()] == [True])
        await until(lambda: [each.state for each in app.queries.withdrawals(cid)] == ["paid"])
        assert check_ledger(app.engine).ok


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110  # other processes make it true
            await asyncio.sleep(0.1)


async def test_neither_role_reads_the_others_database(tmp_path: Path) -> None:
    async with cluster(tmp_path) as made:
        told = (tmp_path / "secrets/temporal_password").read_text()
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(
                host="127.0.0.1", port=made.database.port, user="temporal", password=told, dbname="starmap"
            )
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(
                host="127.0.0.1", port=made.database.port, user="starmap", password="guess", dbname="starmap"
            )


def test_a_wrong_password_file_is_named_and_never_shown(tmp_path: Path) -> None:
    settings = Settings(database_password_file=tmp_path / "none", database_url="postgresql://u@h/d")

    with pytest.raises(Exception, match="No such file") as told:
        _ = settings.database

    assert "BAD_SETTINGS" in getattr(told.value, "code", "")
