"""What is wrong with entries: not zero, empty, missing, or other than the rules say."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from domain.due import Due, Told, due_entries, rows_of_money
from domain.findings import Finding
from domain.money import yuan
from domain.order import Order
from models.tables.claims import ClaimRow
from models.tables.commissions import CommissionRow, TimelineRow
from models.tables.ledger import LedgerEntry, LedgerPosting

FEN, ENTRY, KEY = col(LedgerPosting.fen), col(LedgerPosting.entry_id), col(LedgerEntry.key)
ID = col(LedgerEntry.id)
ORDER = TypeAdapter(Order)
PAGE = 500


def count(session: Session, table: type[SQLModel]) -> int:
    return int(session.scalar(select(func.count()).select_from(table)) or 0)


def unbalanced_entries(session: Session) -> dict[int, str]:
    """Their keys, by id."""
    sums = select(ENTRY).group_by(ENTRY).having(func.sum(FEN) != 0).subquery()
    found = select(sums.c.entry_id, KEY).outerjoin(LedgerEntry, sums.c.entry_id == ID)
    return {int(entry): key or "" for entry, key in session.execute(found.order_by(sums.c.entry_id))}


def empty_entries(session: Session) -> dict[int, str]:
    without = select(ID, KEY).where(ID.not_in(select(ENTRY))).order_by(ID)
    return {int(entry): key for entry, key in session.execute(without) if entry is not None}


def claim_findings(session: Session) -> Iterator[Finding]:
    """Every claim has its entry."""
    key = literal("").concat(col(ClaimRow.kind)).concat(":").concat(col(ClaimRow.key))
    without = select(key).outerjoin(LedgerEntry, key == KEY).where(ID.is_(None)).order_by(key)
    yield from (Finding("missing", each) for each in session.scalars(without))


def due_findings(session: Session) -> tuple[list[Finding], int]:
    """What every timeline says must be booked, in one pass; and how many commissions were looked at."""
    found: list[Finding] = []
    looked_at, after = 0, ""
    while page := _page(session, after):
        after, looked_at = page[-1][0], looked_at + len(page)
        found += _differences(session, page)
    return found, looked_at


def _page(session: Session, after: str) -> Sequence[tuple[str, dict[str, Any]]]:
    id_ = col(CommissionRow.id)
    rows = select(id_, col(CommissionRow.record)).where(id_ > after).order_by(id_).limit(PAGE)
    return [(id_, record) for id_, record in session.execute(rows)]


def _differences(session: Session, page: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[Finding]:
    told = _told(session, [id_ for id_, _ in page])
    due = [each for id_, record in page for each in _due(id_, record, told.get(id_, [])).values()]
    moved = _moved(session, [each.key for each in due])
    for each in due:
        if each.key not in moved:
            yield Finding("missing", each.key)
        elif not each.is_met(moved[each.key]):
            amounts = (f"{account} {yuan(fen)}" for account, fen in sorted(moved[each.key].items()))
            yield Finding("amount", each.key, ", ".join(amounts))


def _due(commission_id: str, record: Mapping[str, Any], lines: list[Told]) -> dict[str, Due]:
    due = due_entries(commission_id, _order(record), lines)
    hold = f"hold:{commission_id}"
    if record.get("held"):  # also where the line itself is lost
        due.setdefault(hold, Due(hold))
    return due


def _order(record: Mapping[str, Any]) -> Order | None:
    """None of a commission that was started by hand with an order nobody can read."""
    try:
        return ORDER.validate_python(record.get("order"))
    except ValidationError:
        return None


def _told(session: Session, ids: Sequence[str]) -> dict[str, list[Told]]:
    of, row = col(TimelineRow.commission_id), col(TimelineRow.row)
    lines = select(of, row, col(TimelineRow.details)).where(of.in_(ids), row.in_(rows_of_money()))
    told: dict[str, list[Told]] = {}
    for id_, row_id, details in session.execute(lines.order_by(of, col(TimelineRow.seq))):
        told.setdefault(id_, []).append(Told(row_id, details))
    return told


def _moved(session: Session, keys: Sequence[str]) -> dict[str, dict[str, int]]:
    """Fen by account, of the entries that are there."""
    lines = select(KEY, col(LedgerPosting.account), FEN).outerjoin(LedgerPosting, ENTRY == ID)
    moved: dict[str, dict[str, int]] = {}
    for start in range(0, len(keys), PAGE):
        for key, account, fen in session.execute(lines.where(KEY.in_(keys[start : start + PAGE]))):
            sums = moved.setdefault(key, {})
            if account is not None:
                sums[account] = sums.get(account, 0) + int(fen)
    return moved
