"""What the books know of one creator's money. Only entries and withdrawals are asked, never a cached sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.money.income import KINDS, Income
from domain.money.withdrawals.withholding import NOTHING, Withheld
from gateways.money.freezes import withheld
from gateways.money.ledger import balance
from gateways.refusals import UnknownCreator
from gateways.sql.database import reading
from models.tables.commissions import CommissionRow
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.parties import Creator
from models.tables.withdrawals import WithdrawalRow

ACCOUNT, FEN = col(LedgerPosting.account), col(LedgerPosting.fen)
ENTRY, COMMISSION = col(LedgerEntry.id), col(CommissionRow.id)
FEE_PAYER = col(CommissionRow.record)["order"]["terms"]["fee_payer"].as_string()


@dataclass(frozen=True)
class Standing:
    """Now. ``under_way`` are the records of the commissions whose money is still held."""

    balance_fen: int
    owed_fen: int
    in_transit_fen: int
    under_way: Mapping[str, dict[str, Any]]
    frozen: Withheld = NOTHING

    @property
    def withheld_fen(self) -> int:
        return self.frozen.fen(self.balance_fen)

    @property
    def free_fen(self) -> int:
        return self.frozen.free_fen(self.balance_fen)


class SqlIncome:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def standing(self, creator_id: str) -> Standing:
        """Raises UnknownCreator."""
        with reading(self._engine) as session:
            _check_creator(session, creator_id)
            return Standing(
                balance(session, f"creator:{creator_id}"),
                -balance(session, f"clawback:{creator_id}"),
                _in_transit(session, creator_id),
                _under_way(session, creator_id),
                withheld(session, creator_id),
            )

    def income(
        self, creator_id: str, begin: datetime | None = None, end: datetime | None = None
    ) -> list[Income]:
        """By legal instant, from ``begin`` on and before ``end``. Raises UnknownCreator."""
        own, owing = f"creator:{creator_id}", f"clawback:{creator_id}"
        balance_fen = func.sum(case((col(LedgerPosting.account) == own, FEN), else_=0))
        debt_fen = func.sum(case((col(LedgerPosting.account) == owing, FEN), else_=0))
        own_fee = and_(ACCOUNT == "fee", FEE_PAYER == "creator")
        fee_fen = func.sum(case((own_fee, FEN), else_=0))
        found = (
            select(LedgerEntry, col(CommissionRow.title), balance_fen, debt_fen, fee_fen)
            .join(LedgerPosting, col(LedgerPosting.entry_id) == ENTRY)
            .outerjoin(CommissionRow, col(LedgerEntry.commission_id) == COMMISSION)
            .where(ENTRY.in_(_entries_of(own, owing)), col(LedgerEntry.kind).in_(list(KINDS)))
            .group_by(ENTRY, COMMISSION)
            .order_by(col(LedgerEntry.legal_at), ENTRY)
        )
        if begin is not None:
            found = found.where(col(LedgerEntry.legal_at) >= begin)
        if end is not None:
            found = found.where(col(LedgerEntry.legal_at) < end)
        with reading(self._engine) as session:
            _check_creator(session, creator_id)
            return [_income(*row) for row in session.execute(found)]


def _entries_of(*accounts: str) -> Select[int | None]:
    return select(col(LedgerPosting.entry_id)).where(ACCOUNT.in_(accounts))


def _income(entry: LedgerEntry, title: str | None, balance_fen: int, debt_fen: int, fee_fen: int) -> Income:
    return Income(
        key=entry.key,
        kind=entry.kind,
        commission_id=entry.commission_id or "",
        title=title or "",
        legal_at=entry.legal_at,
        balance_fen=int(balance_fen),
        debt_fen=int(debt_fen),
        fee_fen=int(fee_fen),
    )


def _check_creator(session: Session, creator_id: str) -> None:
    if session.get(Creator, creator_id) is None:
        raise UnknownCreator(creator_id)


def _in_transit(session: Session, creator_id: str) -> int:
    own = select("transit:" + col(WithdrawalRow.id)).where(col(WithdrawalRow.creator_id) == creator_id)
    return int(session.scalar(select(func.coalesce(func.sum(FEN), 0)).where(ACCOUNT.in_(own))) or 0)


def _under_way(session: Session, creator_id: str) -> dict[str, dict[str, Any]]:
    kept = or_(ACCOUNT == "escrow:" + COMMISSION, ACCOUNT == "reserve:" + COMMISSION)
    held = (
        select(COMMISSION)
        .join(LedgerPosting, kept)
        .where(col(CommissionRow.creator_id) == creator_id)
        .group_by(COMMISSION)
        .having(func.sum(FEN) > 0)
    )
    rows = session.scalars(select(CommissionRow).where(COMMISSION.in_(held)).order_by(COMMISSION))
    return {row.id: dict(row.record) for row in rows}
