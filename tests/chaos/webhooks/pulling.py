"""A brand's system that reads its events by number through the gateway, beside the webhooks, and goes on."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.chaos.by_http.platform import Platform

PAUSE = 0.5
AGAIN = frozenset({429, 503})


@dataclass
class Pulling:
    address: str
    brand_id: str
    key: str = field(repr=False)
    numbers: list[int] = field(default_factory=list)
    """In the order they were read."""
    unanswered: int = 0
    after: int | None = None

    async def run(self) -> None:
        while True:
            try:
                found = await asyncio.to_thread(self._next)
            except HTTPError as refused:
                if refused.code not in AGAIN:
                    raise
                self.unanswered += 1
            except (OSError, HTTPException):  # the gateway is away, and comes back where it was
                self.unanswered += 1
            else:
                self.numbers += [each["number"] for each in found["events"]]
                self.after = found["after"]
                if found["more"]:
                    continue
            await asyncio.sleep(PAUSE)

    def _next(self) -> dict[str, Any]:
        behind = "" if self.after is None else f"?after={self.after}"
        address = f"{self.address}/v1/events{behind}"
        request = Request(address, headers={"Authorization": f"Bearer {self.key}"})  # noqa: S310  # ours
        with urlopen(request, timeout=30) as answer:  # noqa: S310  # ours
            told: dict[str, Any] = json.load(answer)
            return told


@asynccontextmanager
async def pulling(platform: Platform, brand_id: str) -> AsyncIterator[Pulling]:
    """It reads while the block runs; what ended it otherwise is raised at the end."""
    words = ("key", "create", brand_id, "--name", "ERP", "--operator", "li", "--json")
    told, code = await platform.command(*words)
    assert code == 0, told
    made = Pulling(platform.address, brand_id, str(json.loads(told)["secret"]))
    task = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        task.cancel()
        (ended,) = await asyncio.gather(task, return_exceptions=True)
        if isinstance(ended, Exception):
            raise ended
