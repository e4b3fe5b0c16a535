"""The sweeps: one activity each, which goes through all commissions page by page and never changes money.

It survives whatever happens to its worker: the next attempt goes on after the commission its last heartbeat
names, and what it repeats changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from temporalio import activity

from activities.progress import (
    PAGE,
    Progress,
    ask,
    conclude,
    count_findings,
    leave_if_the_worker_stops,
    under_way,
)
from domain.operations.findings import ATTENTION_AFTER, OVERDUE_AFTER, replaced
from gateways.ports.sweeps import Facts, FindingStore, ItemStore, Lives, PublishedItem, Tasks
from gateways.ports.work import MetricsStore, NeverSent, OutcomeUnknown, Publishing, VendorRefused, Visibility
from models.messages.sweep import SweepInput, SweepReport

SLOWEST = 0.1
FAILURES = (NeverSent, OutcomeUnknown, VendorRefused)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class SweepActivities:
    findings: FindingStore
    items: ItemStore
    publishing: Publishing
    metrics_book: MetricsStore
    facts: Facts
    lives: Lives | None = None
    """None where no server is asked: what runs is then not held against the books."""
    tasks: Tasks | None = None
    """None likewise: nobody is asked whose tasks fail."""
    now: Callable[[], datetime] = _now

    @activity.defn
    async def sweep_daily(self, given: SweepInput) -> SweepReport:
        """Deadlines nobody acted on, reasons that wait, money that disagrees, workflows lost or stuck."""
        store, late, long = self.findings, given.at - OVERDUE_AFTER, given.at - ATTENTION_AFTER
        async with under_way("findings") as progress:
            await ask(store, "overdue", given, progress, lambda *page: store.overdue(late, *page))
            await ask(store, "waiting", given, progress, lambda *page: store.waiting(long, *page))
            wrong = await asyncio.to_thread(store.disagreements, given.start.name)
            stuck = await self.tasks.failing() if self.tasks else []
            await asyncio.to_thread(store.keep, given.sweep_id, [*stuck, *wrong.findings], given.at)
            await self._lives(given)
            first = await count_findings(store, given, progress)
        return await conclude(store, given, progress, self.now(), first, wrong.place)

    async def _lives(self, given: SweepInput) -> None:
        """Open in the books and not running, running and not open in the books."""
        if self.lives is not None:
            found = [each async for each in self.lives.findings(self.now())]
            await asyncio.to_thread(self.findings.keep, given.sweep_id, found, given.at)
            await asyncio.to_thread(self.findings.mark_replaced, replaced(found), given.at)

    @activity.defn
    async def sweep_visibility(self, given: SweepInput) -> SweepReport:
        """Look at every published item while its money is undecided; tell a commission what is new to it."""
        async with under_way("looked_at", "public", "hidden", "unknown", "told", "failed") as progress:

            async def look(seen: PublishedItem) -> None:
                answer = await asyncio.to_thread(self.publishing.visibility, seen.item)
                progress.count(answer.value)
                if answer is not Visibility.UNKNOWN:
                    progress.count("told", await self._note(seen, public=answer is Visibility.PUBLIC))

            await self._each(given, progress, self.items.watched, look)
        return await conclude(self.findings, given, progress, self.now())

    @activity.defn
    async def sweep_metrics(self, given: SweepInput) -> SweepReport:
        """Keep one reading of each item's figures a day, for so many days after its publication."""
        since = given.at - timedelta(days=given.start.days)
        async with under_way("looked_at", "kept", "failed") as progress:

            async def pull(seen: PublishedItem) -> None:
                at = self.now()
                figures = await asyncio.to_thread(self.publishing.metrics, seen.item, at)
                kept = await asyncio.to_thread(self.metrics_book.keep_daily, seen.commission_id, figures, at)
                progress.count("kept", int(kept))

            await self._each(given, progress, lambda *page: self.items.published_since(since, *page), pull)
        return await conclude(self.findings, given, progress, self.now())

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
        given: SweepInput,
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
                leave_if_the_worker_stops(progress)
                await asyncio.sleep(1 / max(given.start.per_second, SLOWEST))
