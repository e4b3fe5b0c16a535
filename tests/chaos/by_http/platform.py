"""A platform as `./starmap up` runs it, in a folder of its own; its parts are killed by their process ids.

What dies is started again by `up` itself: that belongs to what is on trial.
"""

import asyncio
import json
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from settings import ROOT

PARTS = ("gateway", "worker", "server")
PATIENCE = 120.0
LOOKS_EVERY = 0.1
ENDS_WITHIN = 60.0


@dataclass
class Platform:
    folder: Path
    supervisor: asyncio.subprocess.Process
    also: Mapping[str, str] = field(default_factory=dict)
    """Of its environment."""
    kills: Counter[str] = field(default_factory=Counter)

    @property
    def address(self) -> str:
        return str(self._told()["http_url"])

    @property
    def temporal(self) -> str:
        return str(self._told()["address"])

    @property
    def database_url(self) -> str:
        return self.also.get("STARMAP_DATABASE_URL", f"sqlite:///{self.folder / 'starmap.db'}")

    async def kill(self, part: str) -> None:
        """kill -9; returns when another one does its work."""
        pid, said = self._pid(part), self._said_ready()
        os.kill(pid, signal.SIGKILL)
        self.kills[part] += 1
        await self._until(lambda: self._pid(part) not in {pid, 0}, part)
        match part:
            case "gateway":
                await self._until(self._is_serving, part)
            case "worker":
                await self._until(lambda: self._said_ready() > said, part)

    async def command(self, *words: str) -> tuple[str, int]:
        """One of `./starmap`, for this platform: what it says, and its exit code."""
        run = await started(self.folder, *words, stdout=asyncio.subprocess.PIPE, also=self.also)
        told, _ = await run.communicate()
        return told.decode(), run.returncode or 0

    async def _until(self, holds: Callable[[], bool], part: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while not await asyncio.to_thread(holds):
                assert self.supervisor.returncode is None, f"up ended after {part} was killed"
                await asyncio.sleep(LOOKS_EVERY)

    def _is_serving(self) -> bool:
        try:
            with urlopen(f"{self.address}/health", timeout=5) as answer:  # noqa: S310  # ours
                return bool(answer.status == 200)
        except (URLError, OSError, HTTPException):
            return False

    def _said_ready(self) -> int:
        return (self.folder / "worker.log").read_text(errors="replace").count("worker ready")

    def _pid(self, part: str) -> int:
        return int(self._told()[f"{part}_pid"])

    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.folder / "running.json").read_text(encoding="utf-8"))
        return told


async def started(
    folder: Path, *words: str, stdout: int, also: Mapping[str, str]
) -> asyncio.subprocess.Process:
    ours = {"STARMAP_STATE": str(folder), **dict.fromkeys(("STARMAP_PORT", "STARMAP_UI_PORT"), "0")}
    elsewhere = ("TEMPORAL_ADDRESS", "STARMAP_DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if name not in elsewhere}
    return await asyncio.create_subprocess_exec(
        str(ROOT / "starmap"),
        *words,
        env={**kept, **ours, "STARMAP_HTTP_PORT": "0", "LANG": "C.UTF-8", **also},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=stdout,
        stderr=asyncio.subprocess.STDOUT,
    )


@asynccontextmanager
async def platform(folder: Path, **also: str) -> AsyncIterator[Platform]:
    """``also``: of its environment."""
    supervisor = await started(folder, "up", stdout=asyncio.subprocess.DEVNULL, also=also)
    made = Platform(folder, supervisor, also)
    try:
        await made._until((folder / "running.json").exists, "up")  # it has been started now
        yield made
    finally:
        if supervisor.returncode is None:
            supervisor.send_signal(signal.SIGINT)
        try:
            await asyncio.wait_for(supervisor.wait(), ENDS_WITHIN)
        except TimeoutError:
            supervisor.kill()  # what it had started ends by itself then
            raise
