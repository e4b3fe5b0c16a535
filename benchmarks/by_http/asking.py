"""HTTP/1.1 on connections that stay open, as little as a client can spend: the other side is measured."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from starter.http.calling import COOKIE

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Asking:
    address: str
    idle: list[Line] = field(default_factory=list)

    async def ask(
        self,
        method: str,
        path: str,
        token: str = "",
        body: Mapping[str, Any] | None = None,
        key: str = "",
        session: str = "",
    ) -> tuple[int, bytes]:
        """A program comes with its token, a browser with a session."""
        reader, writer = await self._line()
        sent = json.dumps(body).encode() if body is not None else b""
        told = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(self.address).netloc}"]
        told += [f"Authorization: Bearer {token}"] if token else []
        told += [f"Cookie: {COOKIE}={session}"] if session else []
        told += [f"Idempotency-Key: {key}"] if key else []
        told += ["Content-Type: application/json", f"Content-Length: {len(sent)}"] if sent else []
        writer.write("\r\n".join([*told, "", ""]).encode() + sent)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        found = await reader.readexactly(length)
        self.idle.append((reader, writer))
        return int(head[9:12]), found

    async def _line(self) -> Line:
        """One that the other side has not closed meanwhile."""
        while self.idle:
            found = self.idle.pop()
            if not found[0].at_eof():
                return found
            found[1].close()
        place = urlsplit(self.address)
        return await asyncio.open_connection(place.hostname, place.port)

    def close(self) -> None:
        for _, writer in self.idle:
            writer.close()
