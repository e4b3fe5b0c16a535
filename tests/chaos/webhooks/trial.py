"""A trial in three parts: all endpoints well; some ill; some ill while every part is killed in turn."""

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from gateways.sql.database import opened
from services.connection import connect
from services.webhooks.waking import wake
from settings import Settings
from tests.chaos.by_http.platform import PARTS, Platform, platform
from tests.chaos.report import Figures
from tests.chaos.webhooks.ground import Endpoint, Ground
from tests.chaos.webhooks.judging import Judged, at_most
from tests.chaos.webhooks.pulling import Pulling, pulling
from tests.chaos.webhooks.receiving import Receiving, receiving

ALLOW = "127.0.0.1"
LOOKS_EVERY = 1.0
KILLED = ("receiver", *PARTS, "database")


@dataclass(frozen=True)
class Scale:
    events: int = 2_000
    endpoints: int = 50
    ill: int = 10
    brands: int = 10
    a_second: float = 5.0
    """Events."""
    rounds: int = 3
    """So often each part is killed, at least."""
    held_seconds: float = 12.0
    """The database's writing lock: longer than any writer waits for it."""
    pause: float = 4.0
    """Seconds between two blows."""
    patience: float = 600.0
    """Until everything has arrived: beyond the third attempt of the schedule."""


SMALL = Scale(events=200, endpoints=10, ill=3, brands=2, a_second=10.0, rounds=1, held_seconds=3.0, pause=0.5)


@dataclass
class Trial:
    platform: Platform
    receiving: Receiving
    pulling: Pulling
    ground: Ground
    scale: Scale
    kills: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)

    async def run(self) -> None:
        """Every event has arrived at every endpoint afterwards, or patience has ended."""
        quarter = self.scale.events // 4
        await self._part("before", self.scale.brands)  # the first start of each workflow
        await self._part("well", quarter)
        self.receiving.fall_ill()
        await self._part("ill", quarter)
        killing = asyncio.create_task(self._kill())
        try:
            await self._part("killed", self.scale.events - 2 * quarter, killing)
        finally:
            killing.cancel()
            await asyncio.gather(killing, return_exceptions=True)
        self.receiving.recover()
        await self._enable([each for each in self.ground.endpoints if each.is_ill])
        await self._arrived(self.ground.endpoints)
        await self._pulled()

    def judged(self) -> Judged:
        return Judged.of(self.ground, self.receiving.arrivals())

    def violations(self) -> list[str]:
        judged = self.judged()
        return [*judged.violations(), *judged.of_the_pull(self.pulling.brand_id, self.pulling.numbers)]

    def figures(self) -> Figures:
        judged, scale = self.judged(), self.scale
        found: Figures = [
            ("events", len(judged.events)),
            ("endpoints, of them dead or slow", f"{scale.endpoints}, {scale.ill}"),
            ("events read by number through the gateway", len(self.pulling.numbers)),
            ("requests of that without an answer", self.pulling.unanswered),
            ("arrivals, of them repeats", f"{len(judged.arrivals)}, {judged.repeats}"),
        ]
        found += [(f"kill -9 of the {part}", self.kills[part]) for part in KILLED if part != "database"]
        held = f"{self.kills['database']} × {scale.held_seconds:g} s"
        found.append(("the database's writing lock held", held))
        delays = {part: judged.delays(part) for part in ("well", "ill", "killed")}
        for part, words in (("well", "all well"), ("ill", "some ill"), ("killed", "and parts killed")):
            p50, p99 = (f"{at_most(delays[part], share):.2f}" for share in (0.5, 0.99))
            found.append((f"delay at healthy endpoints p50 / p99 (s), {words}", f"{p50} / {p99}"))
        ratios = (at_most(delays["ill"], share) / at_most(delays["well"], share) for share in (0.5, 0.99))
        found.append(("some ill ÷ all well, p50 / p99", " / ".join(f"{each:.2f}" for each in ratios)))
        return found + [
            (f"seconds of the part: {name}", f"{each:.0f}") for name, each in self.seconds.items()
        ]

    async def _part(self, name: str, events: int, beside: "asyncio.Task[None] | None" = None) -> None:
        """So many events at an even pace; it ends when healthy endpoints have all, and ``beside`` is done."""
        begun = time.monotonic()
        for number in range(events):
            await asyncio.to_thread(self.ground.tell, name)
            left = begun + (number + 1) / self.scale.a_second - time.monotonic()
            await asyncio.sleep(max(left, 0))
        if beside is not None:
            await beside
        await self._arrived([each for each in self.ground.endpoints if not each.is_ill])
        self.seconds[name] = time.monotonic() - begun

    async def _arrived(self, at: list[Endpoint]) -> None:
        ends_at = time.monotonic() + self.scale.patience
        while time.monotonic() < ends_at:
            judged = await asyncio.to_thread(self.judged)
            told = {(each.subject_id, each.seq) for each in judged.events}
            if self.ground.announced.keys() <= told and not judged.missing(at):
                return
            await asyncio.sleep(LOOKS_EVERY)

    async def _pulled(self) -> None:
        """Whoever reads by number has come to the last, or patience has ended."""
        ends_at = time.monotonic() + self.scale.patience
        while time.monotonic() < ends_at:
            judged = await asyncio.to_thread(self.judged)
            if not list(judged.of_the_pull(self.pulling.brand_id, self.pulling.numbers)):
                return
            await asyncio.sleep(LOOKS_EVERY)

    async def _kill(self) -> None:
        blows: dict[str, Callable[[], Awaitable[None]]] = {
            "receiver": self._kill_receiver,
            **{part: lambda part=part: self.platform.kill(part) for part in PARTS},  # type: ignore[misc]
            "database": lambda: asyncio.to_thread(self._hold_the_books),
        }
        for _ in range(self.scale.rounds):
            for part in KILLED:
                await asyncio.sleep(self.scale.pause)
                await blows[part]()
                self.kills[part] += 1

    async def _kill_receiver(self) -> None:
        await self.receiving.kill()
        await self.receiving.start()

    def _hold_the_books(self) -> None:
        """As whoever repairs the file by hand."""
        path = self.platform.folder / "starmap.db"
        with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as held:
            held.execute("BEGIN IMMEDIATE")
            time.sleep(self.scale.held_seconds)
            held.execute("ROLLBACK")

    async def _enable(self, endpoints: list[Endpoint]) -> None:
        """As their owners would: what has waited is sent at once."""
        client = await connect(self.platform.temporal)
        for each in endpoints:
            await asyncio.to_thread(self.ground.begin_anew, each)
            await wake(client, Settings().queue, each.id)


@asynccontextmanager
async def trial(folder: Path, scale: Scale) -> AsyncIterator[Trial]:
    async with (
        platform(folder / "state", STARMAP_WEBHOOK_ALLOW=ALLOW) as made,
        receiving(folder / "receiver") as received,
    ):
        settings = Settings(state=made.folder, webhook_allow=ALLOW, database_url=made.database_url)
        with opened(settings.database, settings.pool, settings.data_keys) as engine:
            ground = Ground(engine)
            ground.furnish(received, settings, scale.endpoints, scale.ill, scale.brands)
            await received.start()
            async with pulling(made, ground.endpoints[0].brand_id) as pulled:
                yield Trial(made, received, pulled, ground, scale)
