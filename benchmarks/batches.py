"""Whole lives side by side: 微头条 of ours from the order to the end, and the floors' of the same shape."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from temporalio.client import WorkflowHandle
from temporalio.testing import TimeSkipper

from benchmarks.floors import shape
from benchmarks.place import BRAND, FLOORS, Place
from benchmarks.processes import Aside
from domain.commissions.ordering.order import Order
from gateways.ports.work import PayoutAccount
from services.commissions import commands as commissions
from tests.workflows.world import monday

Told = TypeVar("Told")
AT_ONCE = 20
PATIENCE = 120.0
LOOK_EVERY = 0.05
QUIET = 0.4
"""After the last has come: notices nobody waits for end too."""
PRICE_FEN = 300_000
DAYS = timedelta(days=60)
PAID = "json_extract(record, '$.payout.state') = 'paid'"


@dataclass
class Batch:
    """What it has cost beside CPU."""

    place: Place
    size: int
    aside: Aside = field(default_factory=Aside)
    answers_ms: list[float] = field(default_factory=list)
    last: str = ""
    """A workflow of it, to be looked at."""

    async def answered(self, asked: Awaitable[Any]) -> None:
        began = time.perf_counter()
        await asked
        self.answers_ms.append(1000 * (time.perf_counter() - began))

    async def until(self, reached: Callable[[], int], what: str) -> None:
        gives_up_at = time.monotonic() + PATIENCE
        while True:
            with self.aside:
                number = reached()
            if number >= self.size:
                break
            assert time.monotonic() < gives_up_at, f"{number} of {self.size} came to {what}"
            await asyncio.sleep(LOOK_EVERY)
        await asyncio.sleep(QUIET)


async def few_at_once(wanted: Iterable[Awaitable[Told]]) -> list[Told]:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(each: Awaitable[Told]) -> Told:
        async with room:
            return await each

    return await asyncio.gather(*(one(each) for each in wanted))


async def skipped(skipper: TimeSkipper, handles: Sequence[WorkflowHandle[Any, Any]], span: timedelta) -> None:
    await asyncio.gather(*(asyncio.wait_for(skipper.fast_forward(each, span), PATIENCE) for each in handles))


def creators(place: Place, number: int) -> list[str]:
    """New ones, each with an account: made before anything is measured."""
    batch, made = uuid4().hex[:6], []
    for each in range(number):
        creator, phone = f"cr{batch}{each}", f"13{uuid4().int % 10**9:09d}"
        now = datetime.now(UTC)
        place.catalogue.add_creator(creator, "阿汤说茶", f"owner-{creator}", phone, now, real_name="汤小明")
        place.catalogue.bind_account(creator, PayoutAccount("alipay", f"{creator}@example.com", "汤小明"))
        made.append(creator)
    return made


def order_of(creator: str) -> Order:
    order = Order(BRAND, creator, "青柚茶饮", "阿汤说茶", "micro_post", "夏日新品测评", PRICE_FEN)
    return replace(order, terms=replace(order.terms, sms_pause_minutes=0))  # hours pass in a moment here


async def placed(place: Place, creator: str, start_at: datetime | None = None) -> str:
    order, key = order_of(creator), uuid4().hex[:12]
    done = await commissions.place(
        place.client, place.catalogue, place.settings, order, order_key=key, digest="-", start_at=start_at
    )
    return done.commission_id


class Books:
    """Where the commissions of a batch stand, counted in the file itself."""

    def __init__(self, place: Place, ids: Sequence[str]) -> None:
        assert place.engine.url.database is not None
        self._raw = sqlite3.connect(f"file:{place.engine.url.database}?mode=ro", uri=True)
        self._ids = tuple(ids)
        self._among = f"id in ({','.join('?' * len(self._ids))})"

    def _count(self, what: str, *given: str) -> int:
        told = self._raw.execute(
            f"select count(*) from commissions where {self._among} and {what}",  # noqa: S608  # marks alone
            (*self._ids, *given),
        )
        return int(told.fetchone()[0])

    def at(self, *stages: str) -> Callable[[], int]:
        return lambda: self._count(f"stage in ({','.join('?' * len(stages))})", *stages)

    def those_at(self, stage: str) -> list[str]:
        told = self._raw.execute(
            "select id from commissions where stage = ? order by opened_at, id", (stage,)
        )
        wanted = set(self._ids)
        return [each for (each,) in told if each in wanted]

    def paid(self) -> int:
        return self._count(PAID)

    def close(self) -> None:
        self._raw.close()


async def ours(batch: Batch, people: Sequence[str]) -> None:
    """Accepted, written, audited, approved, released, settled and paid out."""
    place, start_at = batch.place, monday()
    ids = await few_at_once(placed(place, each, start_at) for each in people)
    handles = [commissions.handle_of(place.client, each) for each in ids]
    batch.last = handles[0].id
    books = Books(place, ids)
    try:
        await skipped(place.skipper, handles, start_at - datetime.now(UTC))
        await batch.until(books.at("offered"), "offered")
        await _written(batch, books, dict(zip(ids, people, strict=True)))
        await batch.until(books.at("content_review", "final_review"), "review")
        await _asked(batch, ids, "approve", release_at="now")
        await batch.until(books.at("published"), "published")
        await _asked(batch, ids, "settle")
        await batch.until(books.paid, "paid")
        await skipped(place.skipper, handles, DAYS)
        await asyncio.gather(*(each.result() for each in handles))
    finally:
        books.close()


async def _written(batch: Batch, books: Books, people: dict[str, str]) -> None:
    place, items = batch.place, {}
    await _asked(batch, list(people), "accept")
    await batch.until(books.at("content_drafting"), "drafting")
    now = monday() + timedelta(minutes=1)
    with batch.aside:
        for cid, creator in people.items():
            items[cid] = place.mp.draft(creator, "标题", "正文", at=now)
            place.mp.tick(items[cid], cid, at=now)
            place.mp.publish_by_creator(items[cid], now)
    await few_at_once(
        commissions.tell(place.client, cid, "submitted", item=items[cid], creator=people[cid])
        for cid in people
    )
    await batch.until(books.at("platform_audit"), "the platform's audit")
    with batch.aside:
        for item in items.values():
            place.mp.audit(item, passed=True)
    await few_at_once(
        commissions.tell(place.client, cid, "audited", item=items[cid], passed=True) for cid in people
    )


async def _asked(batch: Batch, ids: Sequence[str], name: str, **fields: str) -> None:
    await few_at_once(
        batch.answered(commissions.send(batch.place.client, cid, name, **fields)) for cid in ids
    )


async def floor(batch: Batch, kind: str) -> None:
    place, start_at, name = batch.place, monday(), uuid4().hex[:6]
    place.marks.clear()
    handles = await few_at_once(_begun(batch, kind, f"{name}/{each}") for each in range(batch.size))
    batch.last = handles[0].id
    await skipped(place.plain_skipper, handles, start_at - datetime.now(UTC))
    steps = (shape.OFFERED, shape.DRAFTING, shape.AUDIT, shape.REVIEW, shape.PUBLISHED)
    for step in steps:
        await batch.until(partial(place.marks.__getitem__, step), f"mark {step}")
        if step in (shape.DRAFTING, shape.AUDIT):
            await few_at_once(each.signal("told", shape.MESSAGE) for each in handles)
        else:
            await few_at_once(batch.answered(each.execute_update("asked", shape.MESSAGE)) for each in handles)
    await batch.until(lambda: place.marks[shape.PAID], "paid")
    await skipped(place.plain_skipper, handles, DAYS)
    await asyncio.gather(*(each.result() for each in handles))


async def _begun(batch: Batch, kind: str, number: str) -> WorkflowHandle[Any, Any]:
    place = batch.place
    return await place.plain.start_workflow(
        kind,
        shape.START,
        id=f"floor/{number}",
        task_queue=FLOORS,
        search_attributes=commissions.search_attributes(order_of("creator")),
        static_summary="a commission of the brand for the creator",
        start_delay=monday() - datetime.now(UTC),
    )
