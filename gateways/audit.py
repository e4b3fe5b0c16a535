"""Whether the books are right, asked of the rows alone and of nothing that wrote them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.findings import Finding
from domain.money import yuan
from gateways.account_audit import accounts, adrift, off_chart, overdrawn
from gateways.entry_audit import claim_findings, count, due_findings, empty_entries, unbalanced_entries
from gateways.withdrawal_audit import WithdrawalMismatch, payout_findings, withdrawal_mismatches
from models.tables.claims import ClaimRow
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
class LedgerReport:
    entries: int
    counts: Mapping[str, int]
    """How many of each were looked at: postings, accounts, withdrawals, commissions, claims."""
    unbalanced: tuple[int, ...]
    """Ids of entries that do not sum to zero."""
    empty: tuple[int, ...]
    """Ids of entries without postings."""
    keys: Mapping[int, str]
    """Of the entries above."""
    overdrawn: Mapping[str, int]
    """Accounts below zero that the chart does not allow to be."""
    differences: Mapping[str, int]
    """Commissions whose money does not add up."""
    withdrawals: tuple[WithdrawalMismatch, ...]
    others: tuple[Finding, ...]
    """Missing entries, other amounts, accounts off the chart, holds adrift, differences with the bank."""
    total: int
    """The sum of all postings."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of the above, each with what it is about by its id."""
        named = {kind: getattr(self, kind) for kind in ("unbalanced", "empty")}
        found = [Finding(kind, str(each), self.keys.get(each, "")) for kind in named for each in named[kind]]
        found += [Finding("overdrawn", account, yuan(fen)) for account, fen in self.overdrawn.items()]
        found += [Finding("difference", cid, yuan(fen)) for cid, fen in self.differences.items()]
        found += [Finding("withdrawal", each.withdrawal, each.state or "?") for each in self.withdrawals]
        found += self.others
        return (*found, *((Finding("total", "ledger", yuan(self.total)),) if self.total else ()))

    @property
    def ok(self) -> bool:
        return not self.findings

    def joined(self, more: Iterable[Finding], counts: Mapping[str, int]) -> "LedgerReport":
        """With what was found elsewhere: at the bank."""
        return replace(self, others=(*self.others, *more), counts={**self.counts, **counts})


def audit(session: Session) -> LedgerReport:
    """One consistent picture of the whole ledger; it writes nothing."""
    sums = commission_sums(session, None)
    unbalanced, empty = unbalanced_entries(session), empty_entries(session)
    due, looked_at = due_findings(session)
    return LedgerReport(
        entries=count(session, LedgerEntry),
        counts={
            "postings": count(session, LedgerPosting),
            "accounts": accounts(session),
            "withdrawals": count(session, WithdrawalRow),
            "commissions": looked_at,
            "claims": count(session, ClaimRow),
        },
        unbalanced=tuple(unbalanced),
        empty=tuple(empty),
        keys={**unbalanced, **empty},
        overdrawn=overdrawn(session),
        differences={commission: of.difference for commission, of in sums.items() if of.difference},
        withdrawals=withdrawal_mismatches(session),
        others=(
            *due,
            *payout_findings(session),
            *claim_findings(session),
            *off_chart(session),
            *adrift(session),
        ),
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
