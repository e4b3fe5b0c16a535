"""Whether the books are right, asked of the rows alone and of nothing that wrote them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from domain.accounts import may_be_below_zero
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.withdrawals import WithdrawalRow


@dataclass(frozen=True)
class CommissionSums:
    """held = to_creators + fee + refunded + still_held, at every moment."""

    held: int = 0
    to_creators: int = 0
    fee: int = 0
    refunded: int = 0
    still_held: int = 0

    @property
    def difference(self) -> int:
        return self.held - self.to_creators - self.fee - self.refunded - self.still_held


@dataclass(frozen=True)
class WithdrawalMismatch:
    """A withdrawal whose row says other than the ledger. ``state`` is empty when there is no row."""

    withdrawal: str
    state: str
    in_transit: int
    at_bank: int


@dataclass(frozen=True)
class LedgerReport:
    entries: int
    unbalanced: tuple[int, ...]
    """Ids of entries that do not sum to zero."""
    empty: tuple[int, ...]
    """Ids of entries without postings."""
    overdrawn: Mapping[str, int]
    """Accounts below zero that the chart does not allow to be."""
    differences: Mapping[str, int]
    """Commissions whose money does not add up."""
    withdrawals: tuple[WithdrawalMismatch, ...]
    total: int
    """The sum of all postings."""

    @property
    def ok(self) -> bool:
        findings = (self.unbalanced, self.empty, self.overdrawn, self.differences, self.withdrawals)
        return self.total == 0 and not any(findings)


def audit(session: Session) -> LedgerReport:
    sums = commission_sums(session, None)
    return LedgerReport(
        entries=int(session.scalar(select(func.count()).select_from(LedgerEntry)) or 0),
        unbalanced=_unbalanced(session),
        empty=_empty(session),
        overdrawn=_overdrawn(session),
        differences={commission: of.difference for commission, of in sums.items() if of.difference},
        withdrawals=_withdrawal_mismatches(session),
        total=int(session.scalar(select(func.coalesce(func.sum(FEN), 0))) or 0),
    )


def commission_sums(session: Session, commission_ids: Iterable[str] | None) -> dict[str, CommissionSums]:
    """None: of all commissions the ledger knows. A commission without money has no sums."""
    wanted = None if commission_ids is None else sorted(set(commission_ids))
    moved = {row.commission_id: row for row in session.execute(_moved(wanted))}
    kept = _kept(session, wanted)
    return {
        commission: CommissionSums(
            *(
                (int(row.held), int(row.to_creators), int(row.fee), int(row.refunded))
                if row
                else (0, 0, 0, 0)
            ),
            still_held=kept.get(commission, 0),
        )
        for commission, row in ((each, moved.get(each)) for each in sorted({*moved, *kept}))
    }


ACCOUNT, FEN, KIND = col(LedgerPosting.account), col(LedgerPosting.fen), col(LedgerEntry.kind)


def _moved(wanted: list[str] | None) -> Select[str | None, int, int, int, int]:
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
        total = total.where(or_(ACCOUNT.startswith("escrow:"), ACCOUNT.startswith("reserve:")))
    else:
        total = total.where(
            ACCOUNT.in_([f"{side}:{each}" for each in wanted for side in ("escrow", "reserve")])
        )
    kept: dict[str, int] = {}
    for account, fen in session.execute(total):
        commission = account.partition(":")[2]
        kept[commission] = kept.get(commission, 0) + int(fen)
    return kept


def _sum_where(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, FEN), else_=0)), 0)


def _unbalanced(session: Session) -> tuple[int, ...]:
    entry = col(LedgerPosting.entry_id)
    return tuple(session.scalars(select(entry).group_by(entry).having(func.sum(FEN) != 0).order_by(entry)))


def _empty(session: Session) -> tuple[int, ...]:
    entry = col(LedgerEntry.id)
    without = select(entry).where(entry.not_in(select(col(LedgerPosting.entry_id)))).order_by(entry)
    return tuple(each for each in session.scalars(without) if each is not None)


def _overdrawn(session: Session) -> dict[str, int]:
    below = select(ACCOUNT, func.sum(FEN)).group_by(ACCOUNT).having(func.sum(FEN) < 0)
    return {account: int(fen) for account, fen in session.execute(below) if not may_be_below_zero(account)}


def _withdrawal_mismatches(session: Session) -> tuple[WithdrawalMismatch, ...]:
    rows = {row.id: row for row in session.scalars(select(WithdrawalRow))}
    in_transit, at_bank = _in_transit(session), _at_bank(session)
    found = []
    for withdrawal in sorted({*rows, *in_transit, *at_bank}):
        row = rows.get(withdrawal)
        ledger = (in_transit.get(withdrawal, 0), at_bank.get(withdrawal, 0))
        if row is None or ledger != _expected(row):
            found.append(WithdrawalMismatch(withdrawal, row.state if row else "", *ledger))
    return tuple(found)


def _expected(row: WithdrawalRow) -> tuple[int, int]:
    in_transit = row.fen if row.state in ("under_way", "waiting") else 0
    return (in_transit, row.fen if row.state in ("paid", "refunded") else 0)


def _in_transit(session: Session) -> dict[str, int]:
    total = select(ACCOUNT, func.sum(FEN)).where(ACCOUNT.startswith("transit:")).group_by(ACCOUNT)
    return {account.partition(":")[2]: int(fen) for account, fen in session.execute(total)}


def _at_bank(session: Session) -> dict[str, int]:
    """What the bank received by the entries that took it out of each withdrawal's transit."""
    bank = aliased(LedgerPosting)
    same_entry = col(bank.entry_id) == col(LedgerPosting.entry_id)
    total = (
        select(ACCOUNT, func.sum(bank.fen))
        .join(bank, and_(same_entry, col(bank.account) == "bank"))
        .where(ACCOUNT.startswith("transit:"))
        .group_by(ACCOUNT)
    )
    return {account.partition(":")[2]: int(fen) for account, fen in session.execute(total)}
