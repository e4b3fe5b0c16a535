"""A client of the gateway without a network: it speaks to the application itself, byte for byte."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import FastAPI


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """Of a problem."""
        assert self.headers["content-type"] == "application/problem+json", self
        told = self.json
        assert told["status"] == self.status, told
        assert told["request_id"] == self.headers["request-id"], told
        return str(told["code"])


@dataclass
class Caller:
    api: FastAPI
    token: str = ""
    lang: str = ""
    keys: int = 0

    async def get(self, path: str, **headers: str) -> Answer:
        return await self.ask("GET", path, headers=headers)

    async def post(self, path: str, body: Any = None, *, key: str = "", method: str = "POST") -> Answer:
        self.keys += 1
        given = {"idempotency-key": key or f"key-{id(self)}-{self.keys}", "content-type": "application/json"}
        return await self.ask(method, path, json.dumps(body or {}).encode(), given)

    async def ask(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] = b"",
        headers: Mapping[str, str] | None = None,
        client: str = "127.0.0.1",
    ) -> Answer:
        given = {name.replace("_", "-").lower(): value for name, value in (headers or {}).items()}
        if self.token:
            given.setdefault("authorization", f"Bearer {self.token}")
        if self.lang:
            given.setdefault("accept-language", self.lang)
        parts = urlsplit(path)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": parts.path,
            "raw_path": quote(parts.path).encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
            "client": (client, 50_000),
            "server": ("127.0.0.1", 80),
            "state": {},
        }
        return await told_by(self.api, scope, [body] if isinstance(body, bytes) else list(body))


async def told_by(api: FastAPI, scope: dict[str, Any], chunks: list[bytes]) -> Answer:
    left = [
        {"type": "http.request", "body": each, "more_body": at < len(chunks) - 1}
        for at, each in enumerate(chunks)
    ]
    sent: list[Any] = []

    async def receive() -> Any:
        if left:
            return left.pop(0)
        await asyncio.Event().wait()
        return None

    async def send(message: Any) -> None:  # the shape of ASGI
        sent.append(message)

    await api(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(each.get("body", b"") for each in sent[1:]))
