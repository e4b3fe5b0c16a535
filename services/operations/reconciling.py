"""Ledger and bank held against each other by hand; and the ledger checked by itself."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine

from domain.instants import beijing
from domain.operations.findings import Finding
from domain.operations.reconciling import BankTransfer, transfer_difference
from gateways.money.bookings import booked
from gateways.operations.audit.against_bank import reconciled
from gateways.operations.audit.checking import check_ledger, check_span
from gateways.operations.reconciliation import SqlReconciliation
from gateways.ports.sweeps import Looked
from gateways.sql.database import reading
from services.vendors import bank_records
from settings import Settings

PAGE = 500
Counts = Mapping[str, int]
"""What was looked at, by what it is."""


@dataclass(frozen=True)
class Checked:
    counts: Counts
    findings: Sequence[Finding]
    total_fen: int
    """Of all postings: nothing, where the books agree."""
    against_the_bank: bool
    """Whether the bank gives a list, and the ledger was held against it."""

    @property
    def ok(self) -> bool:
        return not self.findings


def check(engine: Engine, settings: Settings) -> Checked:
    """The whole ledger."""
    records = bank_records(engine, settings) if settings.bank == "sandbox" else None
    found = check_ledger(engine, records)
    counts = {"entries": found.entries, **found.counts}
    return Checked(counts, found.findings, found.total, records is not None)


def check_day(engine: Engine, day: date) -> Checked:
    """What was booked on a Beijing day, and all it belongs to. As much work as the day had, not the books."""
    since = beijing(day)
    found = check_span(engine, since, since + timedelta(days=1))
    counts = {"entries": found.entries, **found.counts}
    return Checked(counts, found.findings, found.total, against_the_bank=False)


@dataclass(frozen=True)
class Reconciled:
    counts: Counts
    findings: Sequence[Finding]
    """Each once, in the order they were found."""
    untold: int
    """How many the bank could not tell of."""


def reconcile(
    engine: Engine,
    settings: Settings,
    bill: Sequence[BankTransfer] | None = None,
    tell: Callable[[Counts], None] = lambda _: None,
) -> Reconciled:
    """Number by number, with the bank's own records or with a ``bill`` of its; ``tell`` hears how far."""
    counts: dict[str, int] = {}
    found: dict[Finding, None] = {}
    untold = 0
    pages = _against_records(engine, settings) if bill is None else _against_bill(engine, bill)
    for looked, word in pages:
        counts[word] = counts.get(word, 0) + looked.count
        found.update(dict.fromkeys(looked.findings))
        untold += looked.untold
        tell(counts)
    return Reconciled(counts, list(found), untold)


def _against_records(engine: Engine, settings: Settings) -> Iterator[tuple[Looked, str]]:
    """Both ways. A bank without a list is asked one number at a time, and only about what is recent."""
    ledger = SqlReconciliation(engine, bank_records(engine, settings))
    if ledger.lists:
        yield from reconciled(ledger, None)
        return
    since = datetime.now(UTC) - timedelta(days=settings.reconciliation_days)
    for page in reconciled(ledger, since, 1):
        yield page
        time.sleep(1 / settings.sweep_per_second)


def _against_bill(engine: Engine, bill: Sequence[BankTransfer]) -> Iterator[tuple[Looked, str]]:
    """Bank → ledger. What the bill leaves out says nothing: it is of a period."""
    for start in range(0, len(bill), PAGE):
        page = bill[start : start + PAGE]
        with reading(engine) as session:
            ours = booked(session, [each.number for each in page])
        found = (transfer_difference(ours.get(each.number), each) for each in page)
        yield Looked(len(page), [each for each in found if each is not None]), "transfers"
