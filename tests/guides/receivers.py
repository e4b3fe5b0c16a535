"""The receivers of the guide as processes of their own, and a sender that signs as the standard says."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection

from standardwebhooks import Webhook

SECRET, OTHER = "whsec_" + "c3RhcmFz" * 4, "whsec_" + "bWFwbWFw" * 4


@dataclass
class Receiver:
    port: int
    process: asyncio.subprocess.Process

    async def post(self, body: str, headers: Mapping[str, str]) -> int:
        return await asyncio.to_thread(self._post, body.encode(), dict(headers))

    def _post(self, body: bytes, headers: dict[str, str]) -> int:
        asking = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            asking.request("POST", "/", body, headers)
            return asking.getresponse().status
        finally:
            asking.close()

    async def told(self) -> str:
        """Its next line."""
        assert self.process.stdout is not None
        return (await asyncio.wait_for(self.process.stdout.readline(), 10)).decode().strip()

    async def is_silent(self) -> bool:
        try:
            return not await asyncio.wait_for(self.told(), 0.3)
        except TimeoutError:
            return True


def signed(body: str, message_id: str, *secrets: str, at: datetime | None = None) -> dict[str, str]:
    at = at or datetime.now(UTC)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(each).sign(message_id, at, body) for each in secrets),
        "content-type": "application/json",
    }


@asynccontextmanager
async def running(*words: str, env: Mapping[str, str]) -> AsyncIterator[Receiver]:
    """``words`` and a free port."""
    port = _free_port()
    process = await asyncio.create_subprocess_exec(
        *words, str(port), env=dict(env), stdout=asyncio.subprocess.PIPE
    )
    try:
        await _until_open(port, process)
        yield Receiver(port, process)
    finally:
        process.kill()
        await process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


async def _until_open(port: int, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(20):
        while process.returncode is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return
    raise AssertionError("the receiver ended")
