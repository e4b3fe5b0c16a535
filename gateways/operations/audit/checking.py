"""The check of the whole ledger: by itself, and with a provider's records also against them."""

from datetime import datetime

from sqlalchemy import Engine

from gateways.operations.audit.against_bank import against_bank
from gateways.operations.audit.ledger import LedgerReport, audit
from gateways.operations.audit.part import audit_span
from gateways.ports.bank_records import BankRecords
from gateways.sql.database import reading


def check_span(engine: Engine, since: datetime, until: datetime) -> LedgerReport:
    """What was booked within a span, by the books alone."""
    with reading(engine) as session:
        return audit_span(session, since, until)


def check_ledger(engine: Engine, records: BankRecords | None = None) -> LedgerReport:
    with reading(engine) as session:
        report = audit(session)
    return report if records is None else against_bank(report, engine, records)
