"""Somebody who reads a stream of events from the application itself, without a network."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI

PATIENCE = 20.0


@dataclass
class Listener:
    status: int = 0
    text: str = ""
    is_over: bool = False
    came: asyncio.Event = field(default_factory=asyncio.Event)
    reads: asyncio.Event = field(default_factory=asyncio.Event)
    """Cleared: it takes nothing that is sent."""
    left: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def events(self) -> list[dict[str, Any]]:
        lines = self.text.splitlines()
        return [json.loads(each.removeprefix("data: ")) for each in lines if each.startswith("data: ")]

    @property
    def numbers(self) -> list[int]:
        return [each["number"] for each in self.events]

    @property
    def last_id(self) -> str:
        """As a browser would send it when it comes again."""
        return [each.removeprefix("id: ") for each in self.text.splitlines() if each.startswith("id: ")][-1]

    async def until(self, is_so: Any) -> None:
        async with asyncio.timeout(PATIENCE):
            while not is_so(self):
                self.came.clear()
                await self.came.wait()

    async def send(self, message: Any) -> None:
        await self.reads.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.text += message.get("body", b"").decode()
            self.is_over = not message.get("more_body", False)
        self.came.set()


@asynccontextmanager
async def listening(
    api: FastAPI, token: str, query: str = "", last_event_id: str = ""
) -> AsyncIterator[Listener]:
    """Until the block ends: then the reader is gone."""
    reader, asked = Listener(), False
    reader.reads.set()
    given = {
        "authorization": f"Bearer {token}",
        **({"last-event-id": last_event_id} if last_event_id else {}),
    }
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/v1/events/stream",
        "raw_path": b"/v1/events/stream",
        "query_string": query.encode(),
        "root_path": "",
        "client": ("127.0.0.1", 5),
        "state": {},
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "server": ("127.0.0.1", 80),
    }

    async def receive() -> Any:
        nonlocal asked
        if not asked:
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await reader.left.wait()
        return {"type": "http.disconnect"}

    task = asyncio.create_task(api(scope, receive, reader.send))
    try:
        yield reader
    finally:
        reader.left.set()
        reader.reads.set()
        async with asyncio.timeout(PATIENCE):
            await task
