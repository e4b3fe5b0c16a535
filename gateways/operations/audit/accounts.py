"""What is wrong with accounts: below zero, off the chart, holding money for nobody."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.state.stages import CLOSED
from domain.money.accounts import may_be_below_zero, stands_in_chart
from domain.money.amounts import yuan
from domain.operations.findings import Finding
from gateways.sql.beginnings import begins
from models.tables.commissions import CommissionRow
from models.tables.ledger import LedgerPosting

ACCOUNT, FEN = col(LedgerPosting.account), col(LedgerPosting.fen)
PAGE = 500


def accounts(session: Session) -> int:
    return int(session.scalar(select(func.count(ACCOUNT.distinct()))) or 0)


def overdrawn(session: Session) -> dict[str, int]:
    below = select(ACCOUNT, func.sum(FEN)).group_by(ACCOUNT).having(func.sum(FEN) < 0)
    return {account: int(fen) for account, fen in session.execute(below) if not may_be_below_zero(account)}


def off_chart(session: Session) -> Iterator[Finding]:
    for account, fen in session.execute(select(ACCOUNT, func.sum(FEN)).group_by(ACCOUNT).order_by(ACCOUNT)):
        if not stands_in_chart(account):
            yield Finding("off_chart", account, yuan(int(fen)))


def adrift(session: Session) -> Iterator[Finding]:
    """Escrow or reserve with money in it, and its commission is over or was never heard of."""
    held: dict[str, int] = {}
    full = select(ACCOUNT, func.sum(FEN)).group_by(ACCOUNT).having(func.sum(FEN) > 0)
    ours = or_(begins(session, ACCOUNT, "escrow:"), begins(session, ACCOUNT, "reserve:"))
    for account, fen in session.execute(full.where(ours)):
        commission = account.partition(":")[2]
        held[commission] = held.get(commission, 0) + int(fen)
    ids = sorted(held)
    for start in range(0, len(ids), PAGE):
        page = ids[start : start + PAGE]
        known = select(col(CommissionRow.id), col(CommissionRow.stage)).where(col(CommissionRow.id).in_(page))
        stages = {row.id: row.stage for row in session.execute(known)}
        for commission in page:
            stage = stages.get(commission)
            if stage is None or stage in CLOSED:
                yield Finding("adrift", commission, f"{yuan(held[commission])} {stage or '?'}")
