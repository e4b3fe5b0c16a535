"""Books that are long already, made in moments."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, MetaData, Table, insert, select, text

A_YEAR_BEFORE = datetime(2025, 11, 22, tzinfo=UTC)
BOOKED = ("opened_at", "recorded_at")
COPIED = {"commissions": "id", "timeline": "commission_id", "ledger_entries": "commission_id"}
POSTINGS = """
insert into ledger_postings (entry_id, account, fen)
select copy.id, 'escrow:' || copy.commission_id, posting.fen
from ledger_entries copy
join ledger_entries first on first.commission_id = 'c1' and first.kind = copy.kind
join ledger_postings posting on posting.entry_id = first.id
where copy.commission_id like 'x%' and copy.id not in (select entry_id from ledger_postings)
"""


def earlier(engine: Engine, numbers: range) -> None:
    """Copies of the commission c1 with its lines and entries, all of a year before."""
    with engine.begin() as connection:
        for name, own in COPIED.items():
            table = Table(name, MetaData(), autoload_with=connection)
            rows = connection.execute(select(table).where(table.c[own] == "c1")).mappings().all()
            copies = [_copy(dict(row), own, f"x{number}") for number in numbers for row in rows]
            connection.execute(insert(table), copies)
        connection.execute(text(POSTINGS))


def _copy(row: dict[str, Any], own: str, commission: str) -> dict[str, Any]:
    row |= {own: commission} | {at: A_YEAR_BEFORE for at in BOOKED if at in row}
    if "order_key" in row:
        row["order_key"] = commission
    if "key" in row:
        row["key"] = f"{row['kind']}:{commission}"
        del row["id"]
    return row
