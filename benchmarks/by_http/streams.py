"""Events: from the commit to whoever reads them, beside a bare loop; and what streams weigh."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from sqlalchemy import Engine, select

from benchmarks.batches import creators
from benchmarks.by_http.loop import p99
from benchmarks.by_http.side import Side
from benchmarks.place import BRAND
from benchmarks.processes import memory_kb, own_cpu_ms
from benchmarks.table import Row
from gateways.outbox import OUTBOX, Announced, Subject, announce, number_events
from gateways.sql.database import looking, opened, writing
from gateways.sql.migrating import migrate
from models.api.events import Events
from tests.http.people import token_of

EVENTS, IDLE, PARTIES = 200, 1_000, 50
LOOKS_EVERY = 0.25
"""Of the bare loop, and of whoever pulls: as often as the publisher and the watcher look."""
COUNTED, AT_ONCE = 2_000, 100
SETTLES = 3.0


@dataclass
class Streams:
    """Milliseconds from the commit."""

    streamed: list[float] = field(default_factory=list)
    pulled: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    kb_each: float | None = None
    numbering: float | None = None
    """CPU, beside what writing an event takes."""

    @property
    def rows(self) -> list[Row]:
        return [
            Row("p99 of commit → stream ÷ bare loop", self._ratio(self.streamed), 4, 1),
            Row("p99 of commit → pull ÷ bare loop", self._ratio(self.pulled), 4, 1),
            Row("CPU of numbering an event ÷ of writing it", self.numbering, 1, 2),
            Row("gateway's memory for each of 1,000 streams", self.kb_each, 150, 0, " KB"),
        ]

    def lines(self) -> Iterator[str]:
        kinds = (("event by stream", self.streamed), ("by pull", self.pulled), ("bare loop", self.bare))
        for name, taken in kinds:
            if taken:
                yield f"{name:22}{median(taken):12.1f}{p99(taken):12.1f}"

    def _ratio(self, taken: list[float]) -> float | None:
        return p99(taken) / p99(self.bare) if taken and self.bare else None


async def run_streams(side: Side, say: Callable[[str], None], kept: Streams) -> None:
    await _delays(side, kept)
    say(f"events: p99 {p99(kept.streamed):.0f} ms by stream, {p99(kept.bare):.0f} ms by a bare loop")
    kept.numbering = await asyncio.to_thread(_numbered)
    kept.kb_each = await _idle(side)
    say(f"{IDLE} idle streams: {kept.kb_each:.0f} KB each")


async def _delays(side: Side, kept: Streams) -> None:
    """All three meet the same events and the same load."""
    written: dict[int, float] = {}
    engine, chance = side.place.engine, Random(1)
    async with _stream(side, side.key) as reader:
        await reader.readuntil(b": here")
        kinds = (
            (kept.streamed, _streamed(reader)),
            (kept.pulled, _pulled(side)),
            (kept.bare, _bare(engine)),
        )
        reading = [asyncio.create_task(_noted(written, taken, seen)) for taken, seen in kinds]
        for seq in range(1, EVENTS + 1):
            await asyncio.to_thread(_happens, engine, seq, written)
            await asyncio.sleep(chance.uniform(0.01, 0.1))
        await asyncio.gather(*reading)


async def _noted(written: dict[int, float], taken: list[float], seen: AsyncIterator[int]) -> None:
    async for seq in seen:
        taken.append(1000 * (time.perf_counter() - written[seq]))
        if len(taken) == EVENTS:
            return


def _happens(engine: Engine, seq: int, written: dict[int, float]) -> None:
    at = datetime.now(UTC)
    step = Announced(Subject.WITHDRAWAL, "bench", seq, "paid", {"fen": seq}, at, brand_id=BRAND)
    with writing(engine) as session:
        announce(session, step)
        written[seq] = time.perf_counter()


async def _streamed(reader: asyncio.StreamReader) -> AsyncIterator[int]:
    while line := await reader.readline():
        if line.startswith(b"data: ") and b'"id":"bench"' in line:
            yield int(line.partition(b'"fen":')[2].partition(b"}")[0])


async def _pulled(side: Side) -> AsyncIterator[int]:
    after = ""
    while True:
        status, found = await side.gateway.ask("GET", f"/v1/events?limit=500{after}", side.key)
        assert status == 200, found
        told = Events.model_validate_json(found)
        after = f"&after={told.after}"
        for each in told.events:
            if each.subject.id == "bench":
                yield each.subject.seq
        await asyncio.sleep(LOOKS_EVERY)


async def _bare(engine: Engine) -> AsyncIterator[int]:
    """By the row's id alone, which misses what commits late: the least that anybody could do."""
    last = 0

    def look() -> list[tuple[int, int, str]]:
        c = OUTBOX.c
        asked = select(c.id, c.seq, c.subject_id).where(c.id > last).order_by(c.id)
        with looking(engine) as connection:
            return [(row.id, row.seq, row.subject_id) for row in connection.execute(asked)]

    while True:
        for number, seq, subject in await asyncio.to_thread(look):
            last = number
            if subject == "bench":
                yield seq
        await asyncio.sleep(LOOKS_EVERY)


def _numbered() -> float:
    with TemporaryDirectory() as folder, opened(f"sqlite:///{Path(folder) / 'events.db'}") as engine:
        migrate(engine)
        began = own_cpu_ms()
        for seq in range(1, COUNTED + 1):
            _happens(engine, seq, {})
        wrote = own_cpu_ms()
        while number_events(engine, AT_ONCE, holder="bench", now=datetime.now(UTC)):
            pass
        return (own_cpu_ms() - wrote) / (wrote - began)


async def _idle(side: Side) -> float:
    people = await asyncio.to_thread(creators, side.place, PARTIES)
    tokens = [token_of(side.place.engine, f"creator-{each}") for each in people]
    before = memory_kb(side.gateway_pid)
    async with AsyncExitStack() as held:
        for number in range(IDLE):
            reader = await held.enter_async_context(_stream(side, tokens[number % PARTIES]))
            await reader.readuntil(b": here")
        await asyncio.sleep(SETTLES)
        return (memory_kb(side.gateway_pid) - before) / IDLE


@asynccontextmanager
async def _stream(side: Side, token: str) -> AsyncIterator[asyncio.StreamReader]:
    place = urlsplit(side.gateway.address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    told = f"GET /v1/events/stream HTTP/1.1\r\nHost: {place.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n"
    writer.write(told.encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert b" 200 " in head, head
    try:
        yield reader
    finally:
        writer.close()
