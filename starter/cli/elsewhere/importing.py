"""Many orders from one file, ordered elsewhere: a batch in each request, and what became of each row."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.api.commissions import BULK_MAX, RowAnswer
from services.commissions.import_results import Results
from services.commissions.ordering import Why
from services.commissions.row_verdicts import Outcome, RowResult
from services.files.order_files import OrderRow, WrittenRow, written_orders
from starter.cli.console import called_from
from starter.cli.elsewhere.speaking import check_own
from starter.cli.importing import place_of, tell_import
from starter.cli.report import telling
from starter.remote.client import Client

BYTES = 48_000
"""Of briefs in one request: what may be sent is a little more."""


def import_orders(there: Client, orders: Path, results: Path | None, *, check: bool, as_json: bool) -> None:
    """What was ordered before a connection broke is found again by its order number: run it again."""
    file = called_from(orders)
    place, rows = place_of(file, results), written_orders(file)
    for brand in sorted({str(row.fields["brand"]) for row in rows if row.fields and "brand" in row.fields}):
        check_own(there, "brand", brand)
    kept_in = place if results or not check else None
    with telling(as_json=as_json) as report:
        with Results(kept_in) as kept:
            for result in _ordered(there, rows, check=check):
                kept.tell(result)
        if check:
            report.tell(checked=True, ok=not kept.count(Outcome.REFUSED))
        tell_import(report, kept, _ended(kept))


def _ended(kept: Results) -> Why | None:
    unfinished = (each for each in kept.told if each.outcome is Outcome.UNFINISHED)
    return next((why for each in unfinished for why in each.reasons), None)


def _ordered(there: Client, rows: Sequence[WrittenRow], *, check: bool) -> Iterator[RowResult]:
    """In the order of the file."""
    for batch in _batches(rows):
        briefs = [_brief(row) for row in batch if row.fields is not None]
        answers = iter(there.order_many(briefs, dry_run=check) if briefs else [])
        for row in batch:
            yield _unread(row) if row.fields is None else _told(row, next(answers))


def _batches(rows: Sequence[WrittenRow]) -> Iterator[list[WrittenRow]]:
    batch: list[WrittenRow] = []
    size = 0
    for row in rows:
        own = len(json.dumps(_brief(row), ensure_ascii=False).encode())
        if batch and (len(batch) == BULK_MAX or size + own > BYTES):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += own
    yield batch


def _brief(row: WrittenRow) -> dict[str, object]:
    return {name: each for name, each in (row.fields or {}).items() if name != "brand"}


def _unread(row: WrittenRow) -> RowResult:
    whys = tuple(Why(each.code or "BAD_ROW", each.zh, each.en) for each in row.problems)
    return RowResult(OrderRow(row.number, row.order, None), Outcome.REFUSED, "", whys)


def _told(row: WrittenRow, answer: RowAnswer) -> RowResult:
    reasons = tuple(Why(each.code, each.detail, each.detail) for each in answer.reasons)
    known = OrderRow(row.number, row.order, None)
    return RowResult(known, Outcome(answer.outcome), answer.commission_id, reasons)
