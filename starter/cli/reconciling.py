"""Where the pages of a reconciliation by hand come from: the bank's records, or a bill in a file."""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Engine

from domain.operations.reconciling import BankTransfer, transfer_difference
from gateways.money.bookings import booked
from gateways.operations.audit.against_bank import reconciled
from gateways.operations.reconciliation import SqlReconciliation
from gateways.ports.sweeps import Looked
from gateways.sql.database import reading
from services.books import Books
from services.vendors import bank_records

PAGE = 500


def against_records(books: Books, since: datetime) -> Iterator[tuple[Looked, str]]:
    """Both ways. A bank without a list is asked one number at a time, and only about what is recent."""
    ledger = SqlReconciliation(books.engine, bank_records(books.engine, books.settings))
    if ledger.lists:
        yield from reconciled(ledger, None)
        return
    for page in reconciled(ledger, since, 1):
        yield page
        time.sleep(1 / books.settings.sweep_per_second)


def against_bill(engine: Engine, bill: Sequence[BankTransfer]) -> Iterator[tuple[Looked, str]]:
    """Bank → ledger. What the bill leaves out says nothing: it is of a period."""
    for start in range(0, len(bill), PAGE):
        page = bill[start : start + PAGE]
        with reading(engine) as session:
            ours = booked(session, [each.number for each in page])
        found = (transfer_difference(ours.get(each.number), each) for each in page)
        yield Looked(len(page), [each for each in found if each is not None]), "transfers"
