"""The sweeps: one activity each, which goes through all commissions page by page and never changes money.

It survives whatever happens to its worker: the next attempt goes on after the commission its last heartbeat
names, and what it repeats changes nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from domain.findings import ATTENTION_AFTER, OVERDUE_AFTER, Finding, line
from domain.sweeps import COUNTS, summed_up
from gateways.ports import MetricsBook, NeverSent, OutcomeUnknown, Publishing, VendorRefused, Visibility
from gateways.sweep_ports import Facts, FindingBook, ItemBook, PublishedItem
from models.messages.sweep import SweepOrder, SweepReport

PAGE = 100
SHOWN = 20
SLOWEST = 0.1
BEAT_SECONDS = 2
FAILURES = (NeverSent, OutcomeUnknown, VendorRefused)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Progress:
    """What a heartbeat carries: how far this sweep has come."""

    done: list[str] = field(default_factory=list)
    """Questions that are answered for all commissions."""
    after: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, word: str, by: int = 1) -> None:
        self.counts[word] = self.counts.get(word, 0) + by


@dataclass(frozen=True)
class SweepActivities:
    findings: FindingBook
    items: ItemBook
    publishing: Publishing
    metrics_book: MetricsBook
    facts: Facts
    now: Callable[[], datetime] = _now

    @activity.defn
    async def sweep_daily(self, order: SweepOrder) -> SweepReport:
        """Deadlines nobody acted on, reasons that wait for a person, money that does not agree."""
        book, late, long = self.findings, order.at - OVERDUE_AFTER, order.at - ATTENTION_AFTER
        async with _under_way("findings") as progress:
            await self._ask("overdue", order, progress, lambda *page: book.overdue(late, *page))
            await self._ask("waiting", order, progress, lambda *page: book.waiting(long, *page))
            wrong = await asyncio.to_thread(book.disagreements)
            await asyncio.to_thread(book.keep, order.sweep_id, wrong, order.at)
            progress.counts["findings"], first = await asyncio.to_thread(book.found, order.sweep_id, SHOWN)
        return await self._conclude(order, progress, [f"{line(f, 'zh')} / {line(f, 'en')}" for f in first])

    @activity.defn
    async def sweep_visibility(self, order: SweepOrder) -> SweepReport:
        """Look at every published item while its money is undecided; tell a commission what is new to it."""
        async with _under_way("looked_at", "public", "hidden", "unknown", "told", "failed") as progress:

            async def look(seen: PublishedItem) -> None:
                answer = await asyncio.to_thread(self.publishing.visibility, seen.item)
                progress.count(answer.value)
                if answer is not Visibility.UNKNOWN:
                    progress.count("told", await self._note(seen, public=answer is Visibility.PUBLIC))

            await self._each(order, progress, self.items.unsettled, look)
        return await self._conclude(order, progress)

    @activity.defn
    async def sweep_metrics(self, order: SweepOrder) -> SweepReport:
        """Keep one reading of each item's figures a day, for so many days after its publication."""
        since = order.at - timedelta(days=order.start.days)
        async with _under_way("looked_at", "kept", "failed") as progress:

            async def pull(seen: PublishedItem) -> None:
                at = self.now()
                figures = await asyncio.to_thread(self.publishing.metrics, seen.item, at)
                kept = await asyncio.to_thread(self.metrics_book.keep_daily, seen.commission_id, figures, at)
                progress.count("kept", int(kept))

            await self._each(order, progress, lambda *page: self.items.published_since(since, *page), pull)
        return await self._conclude(order, progress)

    async def _note(self, seen: PublishedItem, *, public: bool) -> int:
        """1 when the commission was told. A stretch is told once: what becomes of it is the commission's."""
        stretch = await asyncio.to_thread(self.items.observe, seen, self.now(), public=public)
        if public == seen.public or stretch.told:
            return 0
        await self.facts.visibility_changed(seen.commission_id, seen.item, stretch.began_at, public=public)
        await asyncio.to_thread(self.items.told, seen.commission_id, stretch.began_at)
        return 1

    async def _each(
        self,
        order: SweepOrder,
        progress: Progress,
        page: Callable[[str, int], Sequence[PublishedItem]],
        act: Callable[[PublishedItem], Awaitable[None]],
    ) -> None:
        """One after the other, no faster than was ordered. A failure is counted and stops nothing."""
        while rows := await asyncio.to_thread(page, progress.after, PAGE):
            for seen in rows:
                progress.count("looked_at")
                try:
                    await act(seen)
                except FAILURES:
                    progress.count("failed")
                progress.after = seen.commission_id
                _leave_if_the_worker_stops(progress)
                await asyncio.sleep(1 / max(order.start.per_second, SLOWEST))

    async def _ask(
        self,
        question: str,
        order: SweepOrder,
        progress: Progress,
        page: Callable[[str, int], Sequence[Finding]],
    ) -> None:
        """All answers to one question, kept page by page."""
        while question not in progress.done:
            found = await asyncio.to_thread(page, progress.after, PAGE)
            if found:
                await asyncio.to_thread(self.findings.keep, order.sweep_id, found, order.at)
                progress.after = found[-1].subject
            else:
                progress.done.append(question)
                progress.after = ""
            _leave_if_the_worker_stops(progress)

    async def _conclude(
        self, order: SweepOrder, progress: Progress, findings: Sequence[str] = ()
    ) -> SweepReport:
        name, counts = order.start.name, {word: n for word, n in progress.counts.items() if word in COUNTS}
        await asyncio.to_thread(self.findings.conclude, order.sweep_id, name, counts, order.at, self.now())
        return SweepReport(
            name, counts, tuple(findings), summed_up(name, counts, "zh"), summed_up(name, counts, "en")
        )


@asynccontextmanager
async def _under_way(*words: str) -> AsyncIterator[Progress]:
    """From the beginning, or from where an earlier attempt came to; told to the server every few seconds."""
    told = activity.info().heartbeat_details
    progress = Progress(**told[0]) if told else Progress(counts=dict.fromkeys(words, 0))
    beating = asyncio.create_task(_beat(progress))
    try:
        yield progress
    finally:
        beating.cancel()


async def _beat(progress: Progress) -> None:
    """Beside the work: a platform that takes its time to answer is not a worker that died."""
    while True:
        activity.heartbeat(asdict(progress))
        await asyncio.sleep(BEAT_SECONDS)


def _leave_if_the_worker_stops(progress: Progress) -> None:
    """A sweep may take hours: whoever takes over goes on from here."""
    if activity.is_worker_shutdown():
        activity.heartbeat(asdict(progress))
        raise ApplicationError(
            "the worker stops; another goes on from here",
            category=ApplicationErrorCategory.BENIGN,
            next_retry_delay=timedelta(seconds=1),
        )
