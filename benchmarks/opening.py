"""What many openings cost: the worker's memory for each, and how long an answer takes meanwhile."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.batches import Books, creators, few_at_once, placed
from benchmarks.place import Place
from benchmarks.processes import cpu_ms, memory_kb
from services.commissions import commands as commissions

ASKED = 20
"""Commissions that are accepted one after the other, before and right after."""
STEP = 250
LOOK_EVERY = 0.2
QUIET = 3.0
AT_REST_MS = 100
"""In a second."""


@dataclass
class Opening:
    kb_per_open: float = 0
    before_ms: float = 0
    after_ms: float = 0
    seconds: float = 0
    """For the burst."""

    @property
    def ratio(self) -> float:
        return self.after_ms / self.before_ms if self.before_ms else 0


async def opened(place: Place, open_now: int, burst: int, say: Callable[[str], None], kept: Opening) -> None:
    """``open_now`` of them stay in the worker's memory; then a ``burst`` comes while people go on working."""
    await place.fresh_worker()
    warm = await _begun(place, ASKED)
    await _settle(place, warm)
    kept.before_ms = median(await _accepted(place, warm))
    say(f"an answer takes {kept.before_ms:.0f} ms while nothing else is going on")
    before = memory_kb(place.worker)
    ids: list[str] = []
    while len(ids) < open_now:
        ids += await _begun(place, min(STEP, open_now - len(ids)))
        say(f"{len(ids)} of {open_now} commissions are open")
    await _settle(place, ids)
    kept.kb_per_open = (memory_kb(place.worker) - before) / len(ids)
    say(f"the worker holds {kept.kb_per_open:.0f} KB for each open commission")
    await _burst(place, burst, say, kept)


async def _burst(place: Place, burst: int, say: Callable[[str], None], kept: Opening) -> None:
    began, ids = time.monotonic(), list[str]()
    while len(ids) < burst:
        ids += await _begun(place, min(STEP, burst - len(ids)))
        say(f"{len(ids)} of {burst} were opened at once")
    kept.seconds = time.monotonic() - began
    offered = await _offered(place, ids)
    chosen = offered[:: max(1, len(offered) // ASKED)][:ASKED]
    kept.after_ms = median(await _accepted(place, chosen))
    say(f"an answer takes {kept.after_ms:.0f} ms right after")
    await _settle(place, ids)


async def _begun(place: Place, number: int) -> list[str]:
    people = await asyncio.to_thread(creators, place, number)
    return await few_at_once(placed(place, each) for each in people)


async def _offered(place: Place, ids: list[str]) -> list[str]:
    books = Books(place, ids)
    try:
        return books.those_at("offered")
    finally:
        books.close()


async def _settle(place: Place, ids: list[str]) -> None:
    """Until all are offered and their notices are out."""
    books = Books(place, ids)
    try:
        while books.at("awaiting_payment")() or await _unfinished(place):  # noqa: ASYNC110  # no bell rings
            await asyncio.sleep(LOOK_EVERY)
    finally:
        books.close()
    await asyncio.sleep(QUIET)


async def _unfinished(place: Place) -> bool:
    """Whether the worker is busy: nobody says when the last notice is out."""
    before = cpu_ms(place.worker)
    await asyncio.sleep(1)
    return cpu_ms(place.worker) - before > AT_REST_MS


async def _accepted(place: Place, ids: list[str]) -> list[float]:
    taken = []
    for each in ids:
        began = time.perf_counter()
        await commissions.send(place.client, each, "accept")
        taken.append(1000 * (time.perf_counter() - began))
    return taken
