"""One request: signed, to the address that was looked at, within its time, over little of the answer."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from standardwebhooks import Webhook

from domain.webhooks.addresses import Allowed, allowed
from domain.webhooks.attempt import Failure, Outcome
from gateways.ports.webhooks import Message
from gateways.webhooks import secrets
from gateways.webhooks.sender import HttpSender

HERE = allowed("127.0.0.1, hooks.example.com")
MESSAGE = Message("evt_7", "commission.accepted", '{"id":"evt_7","zh":"茶"}', 1, "schedule", 7)
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Receiver:
    def __init__(self) -> None:
        self.heads: list[str] = []
        self.bodies: list[bytes] = []

    def answering(self, *answer: bytes) -> Serve:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = int(head.lower().split("content-length: ")[1].split("\r\n")[0])
            self.heads.append(head)
            self.bodies.append(await reader.readexactly(length))
            for part in answer:
                writer.write(part)
            await writer.drain()
            writer.close()

        return serve


@asynccontextmanager
async def served(serve: Serve, trust: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(guarded, "127.0.0.1", 0, ssl=trust)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def nowhere(host: str, _port: int) -> Sequence[str]:
    raise OSError(host)


async def loopback(_host: str, _port: int) -> Sequence[str]:
    return ["127.0.0.1"]


async def sent(
    url: str,
    *,
    may: Allowed = HERE,
    resolve: Callable[[str, int], Awaitable[Sequence[str]]] = nowhere,
    keys: tuple[str, ...] = (secrets.new(),),
    seconds: float = 15,
    trust: ssl.SSLContext | None = None,
) -> Outcome:
    sender = HttpSender(may, resolve, seconds, trust or ssl.create_default_context())
    return await sender.send(url, keys, MESSAGE, datetime.now(UTC))


OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


async def test_what_arrives_is_verified_by_either_secret_and_are_the_bytes_that_were_signed() -> None:
    receiver, keys = Receiver(), (secrets.new(), secrets.new())
    async with served(receiver.answering(OK)) as port:
        outcome = await sent(f"http://127.0.0.1:{port}/hooks?x=1", keys=keys)

    (head,), (body,) = receiver.heads, receiver.bodies
    told = dict(line.split(": ", 1) for line in head.strip().split("\r\n")[1:])
    assert (outcome.succeeded, outcome.status, outcome.answer) == (True, 200, "ok")
    assert body == MESSAGE.body.encode()
    assert head.startswith("POST /hooks?x=1 HTTP/1.1\r\n")
    assert told["Host"] == f"127.0.0.1:{port}"
    for key in keys:
        Webhook(key).verify(body, told)


async def test_a_name_is_resolved_once_and_what_it_was_judged_by_is_connected_to() -> None:
    """A rebinding server of names: public first, ours afterwards."""
    asked: list[str] = []

    async def rebinding(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["8.8.8.8"] if len(asked) == 2 else ["127.0.0.1"]

    receiver = Receiver()
    async with served(receiver.answering(OK)) as port:
        refused = await sent(f"https://rebound.example:{port}/", may=Allowed(), resolve=rebinding)
        assert refused.failure is Failure.NOT_PUBLIC
        await sent("https://rebound.example/", may=Allowed(), resolve=rebinding, seconds=0.3)

    assert asked == ["rebound.example"] * 2
    assert receiver.heads == []


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["64:ff9b::7f00:1"], ["fe80::1%lo"]]
)
async def test_a_name_that_resolves_to_something_of_ours_is_not_connected_to(found: list[str]) -> None:
    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return found

    assert (
        await sent("https://inside.example/", may=Allowed(), resolve=resolve)
    ).failure is Failure.NOT_PUBLIC


async def test_a_name_that_does_not_resolve_is_a_failure_by_name() -> None:
    assert (await sent("https://nowhere.example/")).failure is Failure.NOT_RESOLVED


async def test_http_and_odd_ports_are_for_what_is_named_alone() -> None:
    in_network = allowed("127.0.0.0/8")

    plain = await sent("http://x.example:443/", may=in_network, resolve=loopback)
    port = await sent("https://x.example:22/", may=in_network, resolve=loopback)

    assert (plain.failure, port.failure) == (Failure.NOT_HTTPS, Failure.NOT_PUBLIC)


@pytest.mark.parametrize(
    ("answer", "failure", "status"),
    [
        (
            b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
            Failure.REDIRECT,
            302,
        ),
        (b"HTTP/1.1 500 x\r\ncontent-length: 0\r\n\r\n", Failure.STATUS, 500),
        (b"HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n", Failure.GONE, 410),
        (
            b"HTTP/1.1 400 x\r\nwebhook-delivery: abort-message\r\ncontent-length: 0\r\n\r\n",
            Failure.ABORTED,
            400,
        ),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + OK, None, 200),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000, Failure.NOT_HTTP, None),
        (b"SSH-2.0-OpenSSH_9.0\r\n", Failure.NOT_HTTP, None),
        (b"HTTP/1.1 200 OK\r\nx: " + b"a" * 200_000 + b"\r\n\r\n", Failure.NOT_HTTP, None),
        (b"", Failure.NOT_HTTP, None),
    ],
)
async def test_what_an_answer_makes_of_it(answer: bytes, failure: Failure | None, status: int | None) -> None:
    async with served(Receiver().answering(answer)) as port:
        outcome = await sent(f"http://127.0.0.1:{port}/")

    assert (outcome.failure, outcome.status) == (failure, status)


async def test_of_sixty_megabytes_four_thousand_bytes_are_read() -> None:
    written = 0

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal written
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 60000000\r\n\r\n")
        for _ in range(60):
            writer.write(b"a" * 1_000_000)
            await writer.drain()
            written += 1

    async with served(flood) as port:
        outcome = await sent(f"http://127.0.0.1:{port}/")

    assert outcome.succeeded
    assert len(outcome.answer) == 1_000
    assert written < 20


async def test_one_byte_a_second_is_over_when_the_time_is() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for byte in OK:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.1)

    began = time.monotonic()
    async with served(drip) as port:
        outcome = await sent(f"http://127.0.0.1:{port}/", seconds=0.5)

    assert outcome.failure is Failure.TIMEOUT
    assert time.monotonic() - began < 3


async def test_who_never_answers_and_who_is_not_there_are_told_apart() -> None:
    async def silent(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2)

    async with served(silent) as port:
        slow = await sent(f"http://127.0.0.1:{port}/", seconds=0.3)
    gone = await sent(f"http://127.0.0.1:{port}/")

    assert (slow.failure, gone.failure) == (Failure.TIMEOUT, Failure.REFUSED)


async def test_nothing_is_sent_that_is_not_signed() -> None:
    assert (await sent("https://hooks.example.com/", keys=())).failure is Failure.SECRET


def certified(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server with a certificate for the host, and whoever trusts it."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), 7, now - timedelta(days=1), now + timedelta(days=1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    held = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "both.pem").write_bytes(pem + held)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "both.pem")
    return server, ssl.create_default_context(cadata=pem.decode())


async def test_over_tls_the_host_is_asked_for_and_checked_by_its_name(tmp_path: Path) -> None:
    server, trusting = certified(tmp_path, "hooks.example.com")
    names: list[str | None] = []
    server.sni_callback = lambda _, name, __: names.append(name)  # type: ignore[assignment]
    receiver = Receiver()
    async with served(receiver.answering(OK), server) as port:
        url = f"https://hooks.example.com:{port}/"
        good = await sent(url, resolve=loopback, trust=trusting)
        self_signed = await sent(url, resolve=loopback)
        other = await sent(f"https://127.0.0.1:{port}/", trust=trusting)
        no_tls = await sent(f"http://127.0.0.1:{port}/")

    assert good.succeeded
    assert receiver.heads[0].split("\r\n")[1] == f"Host: hooks.example.com:{port}"
    assert names[0] == "hooks.example.com"
    assert (self_signed.failure, other.failure) == (Failure.TLS, Failure.TLS)
    assert no_tls.failure in (Failure.BROKEN, Failure.NOT_HTTP)
