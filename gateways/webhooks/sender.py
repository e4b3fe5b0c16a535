"""One signed request to an endpoint: to an address that was looked at, within a time, over what it says last.

A name is resolved once, and the connection goes to the very address that was judged. Redirects are not
followed, and of the answer little is read. Each request has a connection of its own.
"""

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

import h11

from domain.refusals import Refused
from domain.texts import harmless
from domain.webhooks.addresses import Address, Allowed, usable
from domain.webhooks.attempt import (
    ABORT_HEADER,
    ANSWER_KEPT,
    ANSWER_READ,
    SECONDS_MAX,
    Failure,
    Outcome,
    meaning,
)
from domain.webhooks.target import PORTS, Target, is_named, read
from gateways.ports.webhooks import Message
from gateways.webhooks.signing import headers

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
LOOKUPS = 64
"""Names that are looked up at once: a slow server of names holds up its own only."""
CHUNK = 4_096
HEAD_MAX = 64 * 1024
"""Bytes before the body of an answer, also of many that are not final."""


FAILURES = (
    (Refused, Failure.NOT_PUBLIC),
    (TimeoutError, Failure.TIMEOUT),
    (ssl.SSLError, Failure.TLS),
    (h11.RemoteProtocolError, Failure.NOT_HTTP),
    (ConnectionRefusedError, Failure.REFUSED),
    (OSError, Failure.BROKEN),
)
"""The first that it is."""


class _Unsent(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


@dataclass(frozen=True)
class Answer:
    status: int
    header: str
    body: bytes


@dataclass(frozen=True)
class HttpSender:
    may: Allowed
    resolve: Resolve
    seconds: float = SECONDS_MAX
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    async def send(self, url: str, secrets: Sequence[str], message: Message, at: datetime) -> Outcome:
        began = time.monotonic()
        failure, answer = await self._sent(url, secrets, message, at)
        ms = int(1000 * (time.monotonic() - began))
        if answer is None:
            return Outcome(failure, ms=ms)
        told = harmless(answer.body.decode(errors="replace"), lines=True)[:ANSWER_KEPT]
        return Outcome(meaning(answer.status, answer.header), answer.status, ms, told)

    async def _sent(
        self, url: str, secrets: Sequence[str], message: Message, at: datetime
    ) -> tuple[Failure | None, Answer | None]:
        if not secrets:
            return Failure.SECRET, None
        try:
            async with asyncio.timeout(self.seconds):
                target = read(url)
                address = await self._looked_at(target)
                signed = headers(secrets, message.id, at, message.body)
                return None, await self._asked(target, address, signed, message.body.encode())
        except _Unsent as found:
            return found.failure, None
        except (Refused, OSError, h11.RemoteProtocolError) as failed:
            return next(each for kind, each in FAILURES if isinstance(failed, kind)), None

    async def _looked_at(self, target: Target) -> Address:
        """The address that is connected to. Raises _Unsent."""
        if target.address:
            found: Sequence[str] = [target.host]
        else:
            try:
                found = await self.resolve(target.host, target.port)
            except (OSError, UnicodeError):
                raise _Unsent(Failure.NOT_RESOLVED) from None
        if not found:
            raise _Unsent(Failure.NOT_RESOLVED)
        address = usable(target.host, found, self.may)
        named = is_named(target, self.may)
        if address is None or (target.port not in PORTS and not named):
            raise _Unsent(Failure.NOT_PUBLIC)
        if target.scheme != "https" and not named:
            raise _Unsent(Failure.NOT_HTTPS)
        return address

    async def _asked(self, target: Target, address: Address, signed: dict[str, str], body: bytes) -> Answer:
        secure = target.scheme == "https"
        reader, writer = await asyncio.open_connection(
            str(address),
            target.port,
            ssl=self.trust if secure else None,
            server_hostname=target.host if secure else None,
        )
        try:
            http = h11.Connection(h11.CLIENT)
            request = h11.Request(method="POST", target=target.path, headers=_head(target, signed, len(body)))
            for part in (request, h11.Data(body), h11.EndOfMessage()):
                writer.write(http.send(part) or b"")
            await writer.drain()
            return await _answered(http, reader)
        finally:
            writer.transport.abort()  # nobody waits for the other side's goodbye


def _head(target: Target, signed: dict[str, str], length: int) -> list[tuple[str, str]]:
    return [
        ("Host", target.authority),
        ("User-Agent", "Starmap-Webhooks/1"),
        ("Content-Type", "application/json"),
        ("Content-Length", str(length)),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
        *signed.items(),
    ]


async def _answered(http: h11.Connection, reader: asyncio.StreamReader) -> Answer:
    status, header, body, took = 0, "", b"", 0
    while True:
        event = http.next_event()
        if event is h11.NEED_DATA:
            chunk = await reader.read(CHUNK)
            took += len(chunk)
            if took > HEAD_MAX + ANSWER_READ:
                raise _Unsent(Failure.NOT_HTTP)
            http.receive_data(chunk)
        elif isinstance(event, h11.Response):
            status = event.status_code
            header = dict(event.headers).get(ABORT_HEADER.encode(), b"").decode("ascii", "replace")
        elif isinstance(event, h11.Data):
            body += bytes(event.data)
            if len(body) >= ANSWER_READ:
                return Answer(status, header, body[:ANSWER_READ])
        elif not isinstance(event, h11.InformationalResponse):
            return Answer(status, header, body)


@dataclass(frozen=True)
class SystemNames:
    """The names as this machine resolves them, in threads of their own."""

    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(LOOKUPS, thread_name_prefix="names")
    )

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self.threads, _looked_up, host, port)
        return list(dict.fromkeys(found))


def _looked_up(host: str, port: int) -> list[str]:
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
