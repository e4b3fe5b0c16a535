"""Whether the books are right, asked of the rows alone and of nothing that wrote them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.copies import replace
from domain.money.amounts import yuan
from domain.operations.findings import Finding
from gateways.money.sums import CommissionSums, commission_sums
from gateways.operations.audit.accounts import accounts, adrift, off_chart, overdrawn
from gateways.operations.audit.books.freezing import freeze_findings
from gateways.operations.audit.books.lives import lives
from gateways.operations.audit.books.payers import payer_findings
from gateways.operations.audit.books.payouts import WithdrawalMismatch, payouts
from gateways.operations.audit.books.running import Running
from gateways.operations.audit.entries import (
    claim_findings,
    count,
    empty_entries,
    orphans,
    unbalanced_entries,
)
from gateways.operations.audit.looking import Looked
from models.tables.claims import ClaimRow
from models.tables.ledger import LedgerEntry, LedgerPosting

__all__ = ["CommissionSums", "LedgerReport", "audit", "commission_sums"]


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
    """One consistent picture of the whole ledger; it writes nothing, and holds one page of it at a time."""
    unbalanced, empty = unbalanced_entries(session), empty_entries(session)
    looked = Looked(session)
    looked.at_commissions(lives(session))
    looked.at_withdrawals(payouts(session))
    sums = commission_sums(session, None)
    running = Running(session, looked.vouched)
    return LedgerReport(
        entries=count(session, LedgerEntry),
        unbalanced=tuple(unbalanced),
        empty=tuple(empty),
        keys={**unbalanced, **empty},
        overdrawn=overdrawn(session),
        others=(
            *looked.found,
            *running.findings(),
            *freeze_findings(session),
            *payer_findings(session),
            *claim_findings(session),
            *orphans(session),
            *off_chart(session),
            *adrift(session),
        ),
        differences={commission: of.difference for commission, of in sums.items() if of.difference},
        withdrawals=(*looked.mismatches, *running.in_transit_for_nobody()),
        counts={
            "postings": count(session, LedgerPosting),
            "accounts": accounts(session),
            "withdrawals": looked.withdrawals,
            "commissions": looked.commissions,
            "claims": count(session, ClaimRow),
        },
        total=int(session.scalar(select(func.coalesce(func.sum(col(LedgerPosting.fen)), 0))) or 0),
    )
