"""The whole reconciliation at once, for the check by hand; the sweep asks the same questions page by page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from domain.operations.findings import Finding
from gateways.operations.audit.ledger import LedgerReport
from gateways.operations.reconciliation import SqlReconciliation
from gateways.ports.bank_records import BankRecords
from gateways.ports.sweeps import Looked

PAGE = 500


@dataclass
class Outcome:
    """Counts by what was looked at, as ``domain.operations.sweeps.COUNTS`` names them."""

    counts: dict[str, int] = field(default_factory=dict)
    findings: dict[Finding, None] = field(default_factory=dict)
    """In the order they were found, each once: both ways may find the same."""


def against_bank(report: LedgerReport, engine: Engine, records: BankRecords) -> LedgerReport:
    outcome = Outcome()
    for looked, word in reconciled(SqlReconciliation(engine, records), None):
        outcome.counts[word] = outcome.counts.get(word, 0) + looked.count
        outcome.findings.update(dict.fromkeys(looked.findings))
    return report.joined(outcome.findings, outcome.counts)


def reconciled(
    ledger: SqlReconciliation, since: datetime | None, size: int = PAGE
) -> Iterator[tuple[Looked, str]]:
    """Page by page, both ways, each with what its count is of."""
    questions: tuple[tuple[str, Callable[[str, int], Looked]], ...] = (
        ("transfers", ledger.transfers),
        ("payouts", lambda after, limit: ledger.payouts(since, after, limit)),
        ("deposits", ledger.deposits),
        ("top_ups", ledger.top_ups),
    )
    for word, ask in questions:
        after = ""
        while (looked := ask(after, size)).count:
            yield looked, word
            after = looked.after
