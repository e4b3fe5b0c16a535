"""The receiver's process as the trial handles it: started, killed, made ill; what it wrote down."""

import asyncio
import json
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from settings import ROOT

PROGRAM = Path(__file__).with_name("receiver.py")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@dataclass(frozen=True)
class Arrival:
    at: float
    """Seconds of the wall."""
    endpoint: str
    id: str
    bytes: str
    """The digest of the body."""
    verified: bool
    number: int | None
    subject: str | None
    seq: int | None
    previous_missing: bool | None


@dataclass
class Receiving:
    folder: Path
    port: int = field(default_factory=_free_port)
    port_of_the_dead: int = field(default_factory=_free_port)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Returns when it takes requests."""
        words = (str(self.folder), str(self.port), str(self.port_of_the_dead))
        self.process = await asyncio.create_subprocess_exec(sys.executable, str(PROGRAM), *words, cwd=ROOT)
        async with asyncio.timeout(60):
            while self.process.returncode is None:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.sleep(0.02)
                else:
                    writer.close()
                    return
        raise AssertionError("the receiver ended")

    async def kill(self) -> None:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    def know(self, secrets: dict[str, str]) -> None:
        """By the last part of each path, before it is started."""
        (self.folder / "secrets.json").write_text(json.dumps(secrets), encoding="utf-8")

    def fall_ill(self) -> None:
        (self.folder / "ill").touch()

    def recover(self) -> None:
        (self.folder / "ill").unlink()

    def arrivals(self) -> list[Arrival]:
        """In their order; of a line that was being written as it was killed, none."""
        if not (self.folder / "arrivals").exists():
            return []
        lines = (self.folder / "arrivals").read_bytes().split(b"\n")[:-1]
        return [Arrival(**json.loads(each)) for each in lines]


@asynccontextmanager
async def receiving(folder: Path) -> AsyncIterator[Receiving]:
    await asyncio.to_thread(folder.mkdir)
    made = Receiving(folder)
    try:
        yield made
    finally:
        if made.process is not None:
            await made.kill()
