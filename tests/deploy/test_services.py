"""Every command of ours that the compose file runs, run: in its order, with its environment, by its roles."""

from pathlib import Path

import psycopg
import pytest

from settings import Settings
from tests.deploy.cluster import Cluster, cluster
from tests.deploy.compose import WORKERS

ORDER = "qingyou-QY-2026-1101"


@pytest.mark.timeout(400)
async def test_a_commission_is_settled_and_paid_by_workers_that_each_play_one_role(tmp_path: Path) -> None:
    async with cluster(tmp_path) as made:
        await _nothing_is_ready(made)
        assert "database at" in await made.run("migrate")
        assert "made namespace starmap" in await made.run("prepare")
        assert "made namespace" not in await made.run("prepare")
        unattended = await made.run("workflows", "health", code=1)
        assert "QUEUE_UNATTENDED" in unattended

        for service in WORKERS:
            await made.start(service)
        for service in WORKERS:
            await _until_well(made, service)
        await _play(made)

        assert "difference 0.00" in await made.run("cli", "ledger", "check")
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
    for _ in range(100):
        try:
            told = await made.run(service, *WORKERS[service]["healthcheck"]["test"][2:])
        except AssertionError as not_yet:
            last = not_yet
        else:
            assert ": 1 workers" in told
            return
    raise last


async def _play(made: Cluster) -> None:
    for words in (
        "brand add qingyou --name 青柚茶饮 --phone 13900000001 --owner qingyou-co",
        "brand top-up qingyou 10000 --key first",
        "creator add atang --name 阿汤说茶 --phone 13800000001 --account a@example.com --holder 样例",
        "creator open-type atang article",
        "creator quote atang article 3000",
    ):
        await made.run("cli", *words.split())
    assert ORDER in await made.run("cli", "commission", "new", "examples/article.yaml")
    await made.until("24", "phone", "atang")
    await made.run("cli", "accept", ORDER)
    await made.run("cli", "submit", ORDER, "--ref", "outline-1")
    await made.run("cli", "approve", ORDER)
    await made.run("cli", "mp", "write", ORDER)
    await made.until(ORDER, "commission", "list", "--stage", "content_review")
    await made.run("cli", "approve", ORDER, "--release-at", "now")
    await made.until(ORDER, "commission", "list", "--stage", "published")
    await made.run("cli", "settle", ORDER)
    await made.until("2,850.00 paid", "commission", "show", ORDER)


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
