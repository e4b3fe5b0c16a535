"""Where a commission's money is, from the postings alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.copies import replace
from gateways.sql.beginnings import begins
from models.tables.ledger import LedgerEntry, LedgerPosting


@dataclass(frozen=True)
class CommissionSums:
    """held + from_platform = to_creators + fee + refunded + still_held, at every moment."""

    held: int = 0
    to_creators: int = 0
    fee: int = 0
    refunded: int = 0
    still_held: int = 0
    from_platform: int = 0
    """What the platform itself paid where it bears a decision or a failing of its own."""

    @property
    def difference(self) -> int:
        came = self.held + self.from_platform
        return came - self.to_creators - self.fee - self.refunded - self.still_held


def commission_sums(session: Session, commission_ids: Iterable[str] | None) -> dict[str, CommissionSums]:
    """None: of all commissions the ledger knows. A commission without money has no sums."""
    wanted = None if commission_ids is None else sorted(set(commission_ids))
    moved = {row.commission_id: _read(row) for row in session.execute(_moved(wanted))}
    kept = _kept(session, wanted)
    return {
        commission: replace(moved.get(commission, CommissionSums()), still_held=kept.get(commission, 0))
        for commission in sorted({*moved, *kept})
    }


def _read(row: Row[str | None, int, int, int, int, int]) -> CommissionSums:
    went = int(row.to_creators), int(row.fee), int(row.refunded)
    return CommissionSums(int(row.held), *went, from_platform=int(row.from_platform))


ACCOUNT, FEN, KIND = col(LedgerPosting.account), col(LedgerPosting.fen), col(LedgerEntry.kind)


def _moved(wanted: list[str] | None) -> Select[str | None, int, int, int, int, int]:
    """What the entries of each commission moved, by where it went."""
    commission = col(LedgerEntry.commission_id)
    payout = KIND.startswith("payout")
    moved = (
        select(
            commission,
            _sum_where(and_(KIND == "hold", ACCOUNT.startswith("escrow:"))).label("held"),
            _sum_where(and_(not_(payout), _of_creators())).label("to_creators"),
            _sum_where(ACCOUNT == "fee").label("fee"),
            _sum_where(and_(KIND != "hold", ACCOUNT.startswith("brand:"))).label("refunded"),
            _sum_where(ACCOUNT == "compensation", sign=-1).label("from_platform"),
        )
        .join(LedgerPosting, col(LedgerPosting.entry_id) == col(LedgerEntry.id))
        .where(commission.is_not(None))
        .group_by(commission)
    )
    return moved if wanted is None else moved.where(commission.in_(wanted))


def _of_creators() -> ColumnElement[bool]:
    """A creator's balance, and what the creator owes of it."""
    return or_(ACCOUNT.startswith("creator:"), ACCOUNT.startswith("clawback:"))


def _kept(session: Session, wanted: list[str] | None) -> dict[str, int]:
    """What stands in the escrow and reserve accounts now, whichever entry put it there."""
    total = select(ACCOUNT, func.sum(FEN)).group_by(ACCOUNT)
    if wanted is None:
        total = total.where(or_(begins(session, ACCOUNT, "escrow:"), begins(session, ACCOUNT, "reserve:")))
    else:
        total = total.where(
            ACCOUNT.in_([f"{side}:{each}" for each in wanted for side in ("escrow", "reserve")])
        )
    kept: dict[str, int] = {}
    for account, fen in session.execute(total):
        commission = account.partition(":")[2]
        kept[commission] = kept.get(commission, 0) + int(fen)
    return kept


def _sum_where(condition: ColumnElement[bool], sign: int = 1) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, sign * FEN), else_=0)), 0)
