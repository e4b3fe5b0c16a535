"""The receiver of all endpoints, a process of its own: it verifies, writes down what came, and answers.

``python receiver.py FOLDER PORT PORT_OF_THE_DEAD``. While the folder has a file ``ill``, the second port is
closed, ``/late/…`` is answered after 20 s and ``/drip/…`` a byte a second; all others are well.
"""

import asyncio
import hashlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

LATE_SECONDS = 20.0
LOOKS_EVERY = 0.1
WELL = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
DRIPPING = b"HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n"


class Receiver:
    def __init__(self, folder: Path) -> None:
        self._secrets: dict[str, str] = json.loads((folder / "secrets.json").read_text(encoding="utf-8"))
        self._ill = folder / "ill"
        self._journal = os.open(folder / "arrivals", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def serve(self, port: int, port_of_the_dead: int) -> None:
        dead: asyncio.Server | None = None
        async with await asyncio.start_server(self._take, "127.0.0.1", port):
            while True:
                if self._ill.exists() and dead is not None:
                    dead.close()
                    dead = None
                elif not self._ill.exists() and dead is None:
                    dead = await asyncio.start_server(self._take, "127.0.0.1", port_of_the_dead)
                await asyncio.sleep(LOOKS_EVERY)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            path, headers, body = await _request(reader)
            self._note(path, headers, body)
            await self._answer(path.split("/")[1], writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # whoever asked is gone
        finally:
            writer.close()

    async def _answer(self, how: str, writer: asyncio.StreamWriter) -> None:
        if how == "drip" and self._ill.exists():
            writer.write(DRIPPING)
            for _ in range(60):
                writer.write(b".")
                await writer.drain()
                await asyncio.sleep(1)
            return
        if how == "late" and self._ill.exists():
            await asyncio.sleep(LATE_SECONDS)
        writer.write(WELL)
        await writer.drain()

    def _note(self, path: str, headers: dict[str, str], body: bytes) -> None:
        """Before it is answered: whoever dies between the two is sent it again."""
        at, name = time.time(), path.rpartition("/")[2]
        try:
            event: dict[str, Any] = Webhook(self._secrets[name]).verify(body, headers)
        except WebhookVerificationError:
            event = {}
        line = {
            "at": at,
            "endpoint": name,
            "id": headers.get("webhook-id", ""),
            "bytes": hashlib.sha256(body).hexdigest(),
            "verified": bool(event),
            "number": event.get("number"),
            "subject": event.get("subject", {}).get("id"),
            "seq": event.get("subject", {}).get("seq"),
            "previous_missing": event.get("previous_missing"),
        }
        os.write(self._journal, json.dumps(line).encode() + b"\n")


async def _request(reader: asyncio.StreamReader) -> tuple[str, dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii").split("\r\n")
    lines = (each.split(":", 1) for each in head[1:] if each)
    headers = {name.strip().lower(): value.strip() for name, value in lines}
    return head[0].split(" ")[1], headers, await reader.readexactly(int(headers["content-length"]))


if __name__ == "__main__":
    asyncio.run(Receiver(Path(sys.argv[1])).serve(int(sys.argv[2]), int(sys.argv[3])))
