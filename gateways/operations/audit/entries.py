"""What is wrong with entries by themselves: not zero, empty, of nobody; and claims without one."""

from collections.abc import Iterator

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from domain.operations.findings import Finding
from models.tables.claims import ClaimRow
from models.tables.commissions import CommissionRow, TimelineRow
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.withdrawals import WithdrawalLine, WithdrawalRow

FEN, ENTRY, KEY = col(LedgerPosting.fen), col(LedgerPosting.entry_id), col(LedgerEntry.key)
ID = col(LedgerEntry.id)


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


def orphans(session: Session) -> Iterator[Finding]:
    """Postings of no entry, lines of no commission or withdrawal: what they belonged to is gone."""
    alone = select(ENTRY).where(ENTRY.not_in(select(ID))).distinct().order_by(ENTRY)
    yield from (Finding("unexplained", str(entry)) for entry in session.scalars(alone))
    of, known = col(TimelineRow.commission_id), select(col(CommissionRow.id))
    lines = select(of).where(of.not_in(known)).distinct().order_by(of)
    yield from (Finding("timeline", id_, "?") for id_ in session.scalars(lines))
    payout, rows = col(WithdrawalLine.withdrawal_id), select(col(WithdrawalRow.id))
    steps = select(payout).where(payout.not_in(rows)).distinct().order_by(payout)
    yield from (Finding("withdrawal", id_, "?") for id_ in session.scalars(steps))
