"""The machine is not as it should be: each time one named line in two languages, and nothing is broken."""

import os
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from gateways.sql.schema import check
from runtime.folder_lock import FolderInUse
from runtime.server import (
    ServerDidNotStart,
    ServerPlan,
    TemporalBinaryMissing,
    embedded_server,
    find_binary,
    start,
)
from starter.cli.exits import WRONG, exit_of
from tests.starter.test_interrupted import environment
from tests.starter.typed import told

ROOT = Path(__file__).parents[2]


def starmap(folder: Path, *words: str, **more: str) -> tuple[str, int]:
    return told(*words, env=environment(folder, **more))


def refused(ended: tuple[str, int], code: str, zh: str, en: str, *, among: bool = False) -> None:
    """``among``: what a look at everything has found."""
    said, returned = ended
    assert returned == (WRONG if among else exit_of(code)), said
    assert f"✗ {code}" in said
    assert zh in said
    assert en in said
    assert "Traceback" not in said


async def test_a_second_server_in_one_folder_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    async with embedded_server(ServerPlan(tmp_path, durable=False)) as first:
        with pytest.raises(FolderInUse, match="正被另一个星图进程"):
            await start(ServerPlan(tmp_path, durable=False))

        assert first.is_running


async def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        taken = held.getsockname()[1]

        with pytest.raises(ServerDidNotStart, match="端口已被占用"):
            await start(ServerPlan(tmp_path, port=taken))


def test_up_without_the_servers_program_says_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(TemporalBinaryMissing):
        find_binary("/nowhere/temporal")

    ended = starmap(tmp_path, "up", STARMAP_TEMPORAL_BINARY="/nowhere/temporal")

    refused(ended, "TEMPORAL_BINARY_MISSING", "找不到 temporal 程序", "make setup")
    assert not (tmp_path / "running.json").exists()


def test_up_on_a_database_of_a_newer_program_leaves_it_alone(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path}/starmap.db") as engine:
        migrate(engine)
        with engine.begin() as connection:
            connection.execute(text("update alembic_version set version_num = '9999'"))
            connection.execute(text("update schema_floor set revision = '9999'"))

    refused(starmap(tmp_path, "up"), "DATABASE_AHEAD", "请改用更新的程序", "run a newer program")


def test_a_command_on_a_database_without_tables_says_how_to_make_them(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bare.db"

    ended = starmap(tmp_path, "health", STARMAP_DATABASE_URL=url, TEMPORAL_ADDRESS="127.0.0.1:1")
    refused(ended, "DATABASE_BEHIND", "请先升级", "./starmap database migrate", among=True)

    assert starmap(tmp_path, "database", "migrate", STARMAP_DATABASE_URL=url)[1] == 0
    with opened(url) as engine:
        check(engine)


def test_a_database_that_is_away_is_named_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://starmap:hunter2@127.0.0.1:1/starmap"

    ended = starmap(tmp_path, "up", STARMAP_DATABASE_URL=url)

    refused(ended, "DATABASE_UNAVAILABLE", "数据库不可用", "the database is not usable")
    assert "hunter2" not in ended[0]


def test_a_state_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    refused(starmap(tmp_path / "file", "up"), "FILES", "文件读写失败", "disk space and rights")


def test_a_full_disk_is_named_and_what_was_written_stays_whole(tmp_path: Path) -> None:
    """Files may not grow beyond 40 kB: the migration needs more, the next start has the room again."""

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    ended = subprocess.run(
        [sys.executable, "-B", "-m", "starter.cli", "database", "migrate"],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=full,  # nothing else runs in this process's threads that it could harm
    )

    refused((ended.stdout + ended.stderr, ended.returncode), "DATABASE_UNAVAILABLE", "磁盘空间", "disk space")
    assert starmap(tmp_path, "database", "migrate")[1] == 0
    with opened(f"sqlite:///{tmp_path}/starmap.db") as engine:
        check(engine)


def test_two_platforms_in_one_folder_are_one(tmp_path: Path) -> None:
    (tmp_path / "running.json").write_text(
        f'{{"pid": {os.getpid()}, "address": "127.0.0.1:1", "ui_url": "", "worker_pid": 0, "server_pid": 0,'
        '"database": "", "virtual_time": true, "since": ""}',
        encoding="utf-8",
    )

    refused(starmap(tmp_path, "up"), "ALREADY_RUNNING", "平台已在运行", "already running")
