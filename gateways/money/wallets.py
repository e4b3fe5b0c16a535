"""A brand's wallet, from entries alone: topped up + compensated = available + held + gone back + spent."""

from sqlalchemy import Engine, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.money.wallet import Wallet
from domain.money.withdrawals.movements import MOVEMENTS
from gateways.money.ledger import balance
from gateways.refusals import UnknownBrand
from gateways.sql.database import reading
from models.tables.commissions import CommissionRow
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.parties import Brand

ACCOUNT, FEN = col(LedgerPosting.account), col(LedgerPosting.fen)
COMMISSION = col(CommissionRow.id)


class SqlWallets:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def wallet(self, brand_id: str) -> Wallet:
        """Raises UnknownBrand."""
        with reading(self._engine) as session:
            if session.get(Brand, brand_id) is None:
                raise UnknownBrand(brand_id)
            return Wallet(
                balance(session, f"brand:{brand_id}"),
                _held(session, brand_id),
                _moved(session, brand_id, "top_up"),
                _moved(session, brand_id, "compensation"),
                -_moved(session, brand_id, *MOVEMENTS),
            )


def _held(session: Session, brand_id: str) -> dict[str, int]:
    kept = or_(ACCOUNT == "escrow:" + COMMISSION, ACCOUNT == "reserve:" + COMMISSION)
    total = (
        select(COMMISSION, func.sum(FEN))
        .join(LedgerPosting, kept)
        .where(col(CommissionRow.brand_id) == brand_id)
        .group_by(COMMISSION)
        .having(func.sum(FEN) != 0)
        .order_by(COMMISSION)
    )
    return {commission: int(fen) for commission, fen in session.execute(total)}


def _moved(session: Session, brand_id: str, *kinds: str) -> int:
    """What entries of these kinds brought to the wallet, what they took taken off."""
    account = f"brand:{brand_id}"
    total = (
        select(func.coalesce(func.sum(FEN), 0))
        .join(LedgerEntry, col(LedgerEntry.id) == col(LedgerPosting.entry_id))
        .where(col(LedgerPosting.account) == account, col(LedgerEntry.kind).in_(kinds))
    )
    return int(session.scalar(total) or 0)
