"""What pages of very much cost beside a route that does nothing, and what a browser loads for each."""

import asyncio
import gzip
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

from benchmarks.by_http.asking import Asking
from benchmarks.by_http.side import Side
from benchmarks.place import BRAND, Place
from benchmarks.table import Row
from services.parties.sample import ATANG, QUOTES, add_creator
from tests.http.people import token_of
from tests.web.worlds import many

COMMISSIONS = 400
"""At every stage in turn: more are open than one page shows."""
DESK, TODAY, EMPTY = "desk of 200 rows", "today, of 100 rows", "empty"
PATHS = {DESK: "/desk", TODAY: "/today"}
ROWS = {DESK: 200, TODAY: 100}
READERS = {DESK: f"brand-{BRAND}", TODAY: f"creator-{ATANG.id}"}
READS = 5
"""Of a kind in a round."""
WARM_UP = 3
KB = 1_000
COMMISSION = re.compile(rb'href="/commissions/([\w-]+)"')
LOADED = re.compile(rb'(?:href|src)="(/assets/[^"#]+)')


@dataclass
class Pages:
    reads: dict[str, list[float]] = field(default_factory=dict)
    """Milliseconds: the median of each round."""
    kb: dict[str, float] = field(default_factory=dict)
    """Packed, with everything that the page loads."""
    calls: int | None = None
    """To Temporal, during all reads."""

    def ratio(self, page: str) -> float | None:
        """Beside the empty route, round by round."""
        rounds = zip(self.reads.get(page, []), self.reads.get(EMPTY, []), strict=True)
        return median([taken / empty for taken, empty in rounds] or [0]) or None

    @property
    def rows(self) -> list[Row]:
        return [
            Row(f"p50 of the {DESK} ÷ empty route", self.ratio(DESK), 500),
            Row(f"p50 of {TODAY} ÷ empty route", self.ratio(TODAY), 250),
            Row("Temporal calls of these pages", self.calls, 0),
            Row(f"{DESK}, with what it loads, packed", self.kb.get(DESK), 60, 1, " kB"),
            Row(f"{TODAY}, with what it loads, packed", self.kb.get(TODAY), 60, 1, " kB"),
        ]

    def lines(self) -> Iterator[str]:
        for name, rounds in self.reads.items():
            yield f"{name:22}{median(rounds):12.1f}{'':12}" + " ".join(f"{each:.1f}" for each in rounds)


async def run_pages(side: Side, rounds: int, say: Callable[[str], None], kept: Pages) -> None:
    """One after the other in turn, so that all meet the same load."""
    tokens = await asyncio.to_thread(_furnished, side.place)
    asked = {name: (side.gateway, path, tokens[name]) for name, path in PATHS.items()}
    asked[EMPTY] = (side.empty, "/empty", "")
    for name, page in asked.items():
        for _ in range(WARM_UP):
            _, found = await _opened(*page)
        if name in ROWS:
            assert len(set(COMMISSION.findall(found))) >= ROWS[name], f"{name}: it shows fewer"
            kept.kb[name] = await _weight(side.gateway, found) / KB
    before, kept.reads = side.calls.number, {name: [] for name in asked}
    for turn in range(rounds):
        for name, page in asked.items():
            kept.reads[name].append(median([(await _opened(*page))[0] for _ in range(READS)]))
        said = ", ".join(f"{name} {taken[-1]:.1f} ms" for name, taken in kept.reads.items())
        say(f"pages, round {turn + 1} of {rounds}: {said}")
    kept.calls = side.calls.number - before


def _furnished(place: Place) -> dict[str, str]:
    """What there is to be shown; by page, the session of its reader."""
    add_creator(place.engine, ATANG, QUOTES[ATANG], datetime.now(UTC))
    many(place.engine, COMMISSIONS)
    return {name: token_of(place.engine, who) for name, who in READERS.items()}


async def _opened(asking: Asking, path: str, session: str) -> tuple[float, bytes]:
    """Milliseconds, and what came."""
    begun = time.perf_counter()
    status, found = await asking.ask("GET", path, session=session)
    assert status == 200, found[:500]
    return 1000 * (time.perf_counter() - begun), found


async def _weight(asking: Asking, page: bytes) -> int:
    loaded = {each.decode() for each in LOADED.findall(page)}
    parts = [page, *[(await _opened(asking, each, ""))[1] for each in sorted(loaded)]]
    return sum(len(gzip.compress(each)) for each in parts)
