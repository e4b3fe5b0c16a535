"""What the gateway adds to a command, beside the bare update; to a read, beside an empty route and query."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, select
from sqlmodel import col

from benchmarks.batches import Books, creators, few_at_once, placed
from benchmarks.by_http.loop import Ask, open_loop, p99
from benchmarks.by_http.pages import Pages, run_pages
from benchmarks.by_http.side import Side, beside
from benchmarks.by_http.streams import Streams, run_streams
from benchmarks.place import BRAND, Place
from benchmarks.processes import cpu_ms
from benchmarks.table import Row
from gateways.commissions.listing import Wanted, line_by_line, lines
from gateways.sql.database import looking
from models.tables.commissions import CommissionRow
from services.commissions.commands import handle_of
from tests.http.people import token_of

COMMANDS_A_SECOND, READS_A_SECOND = 6.0, 20.0
READS = 30
"""Of a kind in a round."""
LISTED = 50
WARM_UP = 20
QUIET = 3.0
ONE, LIST, EMPTY, QUERY_OF_ONE, QUERY_OF_LIST = "one", "list of 50", "empty", "query of one", "query of 50"
TABLE = CommissionRow.__table__  # type: ignore[attr-defined]


@dataclass
class Gateway:
    """Milliseconds; of reads, the median of each round."""

    by_http: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    command_cpu: float | None = None
    reads: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    calls: int | None = None
    """To Temporal, during all reads."""
    pages: Pages = field(default_factory=Pages)
    streams: Streams = field(default_factory=Streams)

    @property
    def command_ratio(self) -> float | None:
        return p99(self.by_http) / p99(self.bare) if self.by_http else None

    def read_ratio(self, read: str, query: str) -> float | None:
        """Beside its floor, round by round."""
        rounds = zip(*(self.reads.get(each, []) for each in (read, EMPTY, query)), strict=True)
        return median([taken / (empty + bare) for taken, empty, bare in rounds] or [0]) or None

    @property
    def rows(self) -> list[Row]:
        return [
            Row("p99 of accept by HTTP ÷ of the bare update", self.command_ratio, 1.5, 2),
            Row("read of one ÷ empty route + bare query", self.read_ratio(ONE, QUERY_OF_ONE), 3, 2),
            Row("list of 50 ÷ empty route + bare query", self.read_ratio(LIST, QUERY_OF_LIST), 3, 2),
            Row("Temporal calls of all these reads", self.calls, 0),
            Row("gateway's CPU of a command", self.command_cpu, 40, 1, " ms"),
            Row("gateway's CPU of a read of one", self.cpu.get(ONE), 15, 1, " ms"),
            Row("gateway's CPU of a list of 50", self.cpu.get(LIST), 30, 1, " ms"),
            *self.pages.rows,
            *self.streams.rows,
        ]

    def lines(self) -> Iterator[str]:
        if self.by_http:
            yield f"{'ms':22}{'p50':>12}{'p99':>12}"
            for name, taken in (("accept by HTTP", self.by_http), ("bare update", self.bare)):
                yield f"{name:22}{median(taken):12.1f}{p99(taken):12.1f}"
        for name, rounds in self.reads.items():
            yield f"{name:22}{median(rounds):12.1f}{'':12}" + " ".join(f"{each:.1f}" for each in rounds)
        yield from self.streams.lines()
        yield from self.pages.lines()


async def run_gateway(
    place: Place, commands: int, rounds: int, say: Callable[[str], None], kept: Gateway
) -> None:
    async with beside(place) as side:
        await run_pages(side, rounds, say, kept.pages)
        await _commands(side, commands, say, kept)
        await _reads(side, rounds, say, kept)
        await run_streams(side, say, kept.streams)


async def _commands(side: Side, number: int, say: Callable[[str], None], kept: Gateway) -> None:
    """Both kinds in turn, in one loop: they meet the same load."""
    place, many = side.place, 2 * (number + WARM_UP)
    people = await asyncio.to_thread(creators, place, many)
    ids = await few_at_once(placed(place, each) for each in people)
    tokens = {each: token_of(place.engine, f"creator-{each}") for each in people}
    await _offered(place, ids)
    say(f"{many} commissions are offered")
    asked: list[Ask] = []
    for turn, (cid, creator) in enumerate(zip(ids, people, strict=True)):
        by_http = partial(_accept, side, cid, tokens[creator])
        asked.append(partial(_update, side, cid) if turn % 2 else by_http)
    await open_loop(asked[: 2 * WARM_UP], COMMANDS_A_SECOND)
    before = cpu_ms(side.gateway_pid)
    taken = await open_loop(asked[2 * WARM_UP :], COMMANDS_A_SECOND)
    kept.command_cpu = (cpu_ms(side.gateway_pid) - before) / number
    kept.by_http, kept.bare = taken[::2], taken[1::2]
    say(f"accept: p99 {p99(kept.by_http):.0f} ms by HTTP, {p99(kept.bare):.0f} ms by the bare update")


async def _offered(place: Place, ids: list[str]) -> None:
    books = Books(place, ids)
    try:
        while books.at("offered")() < len(ids):  # noqa: ASYNC110  # no bell rings
            await asyncio.sleep(0.2)
    finally:
        books.close()
    await asyncio.sleep(QUIET)


async def _accept(side: Side, cid: str, token: str) -> None:
    """What has no answer yet is asked again under its key, as clients do: the time goes on."""
    path, key = f"/v1/commissions/{cid}/commands/accept", uuid4().hex
    status = 503
    while status == 503:
        status, found = await side.gateway.ask("POST", path, token, {"fields": {}}, key)
    assert status == 200, found


async def _update(side: Side, cid: str) -> None:
    number = uuid4().hex
    await handle_of(side.client, cid).execute_update("accept", {"command_id": number}, id=number)


async def _reads(side: Side, rounds: int, say: Callable[[str], None], kept: Gateway) -> None:
    """One after the other in turn, so that all meet the same load; for their CPU, each by itself."""
    one = await asyncio.to_thread(_newest, side.place)
    kinds: dict[str, Callable[[], Awaitable[Any]]] = {
        ONE: partial(_read, side, f"/v1/commissions/{one}"),
        LIST: partial(_read, side, f"/v1/commissions?limit={LISTED}"),
        EMPTY: partial(side.empty.ask, "GET", "/empty"),
        QUERY_OF_ONE: partial(_query, side.place, select(TABLE).where(col(CommissionRow.id) == one)),
        QUERY_OF_LIST: partial(_query, side.place, line_by_line(Wanted(brand_id=BRAND), None, LISTED + 1)),
    }
    await open_loop([*kinds.values()] * WARM_UP, READS_A_SECOND)
    before, kept.reads = side.calls.number, {name: [] for name in kinds}
    for turn in range(rounds):
        taken = await open_loop([*kinds.values()] * READS, READS_A_SECOND)
        for at, name in enumerate(kinds):
            kept.reads[name].append(median(taken[at :: len(kinds)]))
        said = ", ".join(f"{name} {taken[-1]:.1f} ms" for name, taken in kept.reads.items())
        say(f"reads, round {turn + 1} of {rounds}: {said}")
    for name in (ONE, LIST):
        spent = cpu_ms(side.gateway_pid)
        await open_loop([kinds[name]] * READS, READS_A_SECOND)
        kept.cpu[name] = (cpu_ms(side.gateway_pid) - spent) / READS
    kept.calls = side.calls.number - before


async def _read(side: Side, path: str) -> None:
    status, found = await side.gateway.ask("GET", path, side.key)
    assert status == 200, found


async def _query(place: Place, asked: Select[Any]) -> None:
    def query() -> None:
        with looking(place.engine) as connection:
            connection.execute(asked).all()

    await asyncio.to_thread(query)


def _newest(place: Place) -> str:
    return lines(place.engine, Wanted(brand_id=BRAND), limit=1)[0].id
