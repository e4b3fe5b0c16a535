"""`up` with real processes: what dies comes back, and open commissions go on."""

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from runtime.server import find_binary
from starter.cli.exits import exit_of
from tests.starter.typed import typed

ROOT = Path(__file__).parents[2]
ORDER = "qingyou-QY-2026-1101"
PATIENCE = 120.0


class Place:
    """One platform in a folder of its own, driven by the command line alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            "STARMAP_STATE": str(folder),
            "STARMAP_PORT": "0",
            "STARMAP_UI_PORT": "0",
            "STARMAP_CALLED_FROM": str(ROOT),
            "LANG": "C.UTF-8",
            "COLUMNS": "200",
        }
        self.env.pop("TEMPORAL_ADDRESS", None)
        self.supervisor: asyncio.subprocess.Process | None = None

    async def up(self) -> None:
        self.supervisor = await self._start("up", stdout=asyncio.subprocess.DEVNULL)
        for _ in range(2400):
            if (self.folder / "running.json").exists():
                return
            await asyncio.sleep(0.05)
        raise AssertionError("up did not come up")

    async def down(self) -> None:
        if self.supervisor and self.supervisor.returncode is None:
            self.supervisor.send_signal(signal.SIGINT)
            await asyncio.wait_for(self.supervisor.wait(), 40)

    def running(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.folder / "running.json").read_text())
        return told

    async def starmap(self, *words: str, code: int = 0) -> str:
        text, ended = await typed(*words, env=self.env)
        assert ended == code, text
        return text

    async def insist(self, *words: str) -> str:
        """As one who gets no answer is told: the same again under the same id."""
        said = (*words, "--command-id", uuid4().hex)
        gives_up_at = time.monotonic() + PATIENCE
        while "NO_ANSWER_YET" in (told := await typed(*said, env=self.env))[0]:
            assert time.monotonic() < gives_up_at, told
        assert told[1] == 0, told
        return told[0]

    async def process(self, *words: str, code: int = 0) -> str:
        """The command as a person starts it."""
        process = await self._start(*words, stdout=asyncio.subprocess.PIPE)
        output, _ = await process.communicate()
        text = output.decode()
        assert process.returncode == code, text
        return text

    async def until(self, said: str, *words: str) -> str:
        gives_up_at = time.monotonic() + PATIENCE
        while said not in (text := await self.starmap(*words)):
            assert time.monotonic() < gives_up_at, f"{said!r} never came:\n{text}"
            await asyncio.sleep(0.3)
        return text

    async def _start(self, *words: str, stdout: int) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            str(ROOT / "starmap"),
            *words,
            env=self.env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=stdout,
            stderr=asyncio.subprocess.STDOUT,
        )


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    made = Place(tmp_path)
    await made.up()
    yield made
    await made.down()


@pytest.mark.timeout(900)  # for hangs only
async def test_a_commission_is_played_by_hand_through_kills_of_every_part(place: Place) -> None:
    assert f"ordered: {ORDER}" in await place.process("commission", "new", "examples/article.yaml")
    assert f"already ordered: {ORDER}" in await place.starmap("commission", "new", "examples/article.yaml")
    await _accept_by_the_temporal_command_line(place)
    await place.until("outline in the making", "commission", "show", ORDER)

    os.kill(place.running()["worker_pid"], signal.SIGKILL)
    await place.insist("submit", ORDER, "--ref", "outline-1")
    refused = await place.starmap("reject", ORDER, code=exit_of("REASON_NEEDED"))
    assert "REASON_NEEDED" in refused
    assert "请填写理由" in refused
    await place.starmap("reject", ORDER, "--reason", "少了对比")
    await place.starmap("submit", ORDER, "--ref", "outline-2")

    os.kill(place.running()["server_pid"], signal.SIGKILL)
    await _until_restarted(place, 2)
    await place.insist("approve", ORDER)
    await place.starmap("mp", "write", ORDER)
    await place.until(ORDER, "commission", "list", "--stage", "content_review")
    await place.starmap("approve", ORDER, "--release-at", "now")
    await place.until(ORDER, "commission", "list", "--stage", "published")

    await place.down()
    await place.up()
    await place.starmap("time", "skip", "9d")
    await place.until("2,850.00 paid", "commission", "show", ORDER)
    assert "difference 0.00" in await place.starmap("ledger", "check")
    assert "已结算" in await place.starmap("phone", "atang")


async def _accept_by_the_temporal_command_line(place: Place) -> None:
    process = await asyncio.create_subprocess_exec(
        find_binary(),
        *("workflow", "signal", "--address", place.running()["address"]),
        *("--workflow-id", f"commission/{ORDER}", "--name", "accept"),
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert await process.wait() == 0


async def _until_restarted(place: Place, times: int) -> None:
    for _ in range(300):
        if place.running()["restarts"] >= times:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("nothing was restarted")


@pytest.mark.parametrize(
    ("command", "code"),
    [(("commission", "list"), "NO_SUCH_DATABASE"), (("accept", "c-1"), "NOT_RUNNING")],
    ids=["reads the books", "asks the platform"],
)
async def test_without_a_platform_every_command_says_how_to_start_one(
    tmp_path: Path, command: tuple[str, ...], code: str
) -> None:
    nowhere = Place(tmp_path)

    told = await nowhere.starmap(*command, code=exit_of(code))

    assert code in told
    assert "make up" in told
