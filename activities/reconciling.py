"""The daily reconciliation: our books and the bank's records beside each other. It never changes money.

It goes through both page by page and survives its worker as the other sweeps do.
"""

import asyncio
from collections.abc import Callable
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
from domain.operations.findings import ENDLESS_AFTER, OVERDUE_AFTER
from gateways.ports.sweeps import FindingStore, Looked, Reconciliation
from models.messages.sweep import SweepInput, SweepReport

ONE_BY_ONE = 1
"""A bank without a list is asked number by number, and no faster than was ordered."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class ReconciliationActivities:
    findings: FindingStore
    books: Reconciliation
    now: Callable[[], datetime] = _now

    @activity.defn
    async def sweep_reconciliation(self, given: SweepInput) -> SweepReport:
        """Ledger and bank both ways, deadlines nobody acted on, withdrawals without an end, holds adrift."""
        store, ours = self.findings, self.books
        late, long = given.at - OVERDUE_AFTER, given.at - ENDLESS_AFTER
        async with under_way("transfers", "deposits", "failed", "findings") as progress:
            await self._compare("transfers", given, progress, ours.transfers, "transfers")
            await self._compare("deposits", given, progress, ours.deposits, "deposits")
            await self._compare("payouts", given, progress, self._payouts(given))
            await self._compare("top_ups", given, progress, ours.top_ups)
            await ask(store, "overdue", given, progress, lambda *page: store.overdue(late, *page))
            await ask(store, "endless", given, progress, lambda *page: ours.endless(long, *page))
            adrift = await asyncio.to_thread(ours.adrift)
            await asyncio.to_thread(store.keep, given.sweep_id, adrift, given.at)
            first = await count_findings(store, given, progress)
        return await conclude(store, given, progress, self.now(), first)

    def _payouts(self, given: SweepInput) -> Callable[[str, int], Looked]:
        """All of them where the bank gives a list, else those of the last days."""
        since = None if self.books.lists else given.at - timedelta(days=given.start.days)
        return lambda after, limit: self.books.payouts(since, after, limit)

    async def _compare(
        self,
        question: str,
        given: SweepInput,
        progress: Progress,
        page: Callable[[str, int], Looked],
        word: str = "",
    ) -> None:
        """Both ways may find the same: it is kept once."""
        size = PAGE if self.books.lists else ONE_BY_ONE
        while question not in progress.done:
            looked = await asyncio.to_thread(page, progress.after, size)
            await asyncio.to_thread(self.findings.keep, given.sweep_id, looked.findings, given.at)
            progress.count(word or question, looked.count)
            progress.count("failed", looked.untold)
            progress.after = looked.after
            if not looked.count:
                progress.done.append(question)
            leave_if_the_worker_stops(progress)
            if looked.count and not self.books.lists:
                await asyncio.sleep(1 / given.start.per_second)
