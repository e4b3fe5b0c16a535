"""The reconciliation goes on where a worker died, asks a bank without a list slowly, and counts silence."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Engine
from temporalio.testing import ActivityEnvironment

from activities.reconciling import ReconciliationActivities
from domain.operations.findings import Finding
from domain.operations.reconciling import AtBank
from gateways.operations.findings import SqlFindingStore
from gateways.ports.sweeps import Looked
from models.messages.sweep import SweepInput, SweepReport, SweepStart
from tests.gateways.records import NOON

ORDER = SweepInput("s1", SweepStart("reconciliation", per_second=20, days=3), NOON)


class Books:
    """Three payouts, one of which the bank cannot tell of; it notes what it was asked."""

    def __init__(self, *, lists: bool) -> None:
        self.lists = lists
        self.asked: list[tuple[str, str, int]] = []
        self.since: set[datetime | None] = set()

    def _page(self, question: str, after: str, limit: int) -> Looked:
        self.asked.append((question, after, limit))
        number = int(after or 0) + 1
        if number > 3:
            return Looked(0)
        found = [Finding("transfer_missing", "c2-1", "1.00")] if number == 2 else []
        return Looked(1, found, str(number), untold=int(number == 3))

    def transfers(self, after: str, limit: int) -> Looked:
        return self._page("transfers", after, limit) if self.lists else Looked(0)

    def payouts(self, since: datetime | None, after: str, limit: int) -> Looked:
        self.since.add(since)
        return self._page("payouts", after, limit)

    def deposits(self, after: str, limit: int) -> Looked:  # noqa: ARG002
        return Looked(0)

    def top_ups(self, after: str, limit: int) -> Looked:  # noqa: ARG002
        return Looked(0)

    def endless(self, before: datetime, after: str, limit: int) -> Sequence[Finding]:  # noqa: ARG002
        return [] if after else [Finding("endless", "w1", "waiting", NOON)]

    def adrift(self) -> Sequence[Finding]:
        return [Finding("adrift", "c9", "3.00 ?")]


async def reconciled(engine: Engine, books: Books, *heartbeat: object) -> SweepReport:
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, heartbeat_details=list(heartbeat))
    activities = ReconciliationActivities(SqlFindingStore(engine), books)
    report: SweepReport = await environment.run(activities.sweep_reconciliation, ORDER)
    return report


async def test_both_ways_may_find_the_same_and_it_is_kept_once(engine: Engine) -> None:
    report = await reconciled(engine, Books(lists=True))

    assert report.counts == {"transfers": 3, "deposits": 0, "failed": 2, "findings": 3}
    assert [each.split(" · ")[0] for each in report.findings] == ["c2-1", "w1", "c9"]


async def test_another_worker_goes_on_where_the_first_came_to(engine: Engine) -> None:
    books = Books(lists=True)
    came_to = {"done": ["transfers", "deposits"], "after": "2", "counts": {"transfers": 3, "findings": 0}}

    report = await reconciled(engine, books, came_to)

    assert [(question, after) for question, after, _ in books.asked] == [("payouts", "2"), ("payouts", "3")]
    assert report.counts["transfers"] == 3


async def test_a_bank_without_a_list_is_asked_one_by_one_and_only_about_the_last_days(engine: Engine) -> None:
    books = Books(lists=False)
    began = time.monotonic()

    report = await reconciled(engine, books)

    assert {limit for _, _, limit in books.asked} == {1}
    assert books.since == {NOON - timedelta(days=3)}
    assert time.monotonic() - began >= 3 / ORDER.start.per_second
    assert report.counts["failed"] == 1, AtBank.UNKNOWN


async def test_a_bank_with_a_list_is_held_against_all_that_was_ever_paid(engine: Engine) -> None:
    books = Books(lists=True)

    await reconciled(engine, books)

    assert books.since == {None}
