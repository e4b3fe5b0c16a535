"""A part of the ledger: what was booked within a span, and all that it belongs to, each whole.

It reads no more than the span has, however long the books are. What only the whole tells is left to `ledger`:
what accounts held at each moment, and lines that should have moved money and did not.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.money.withdrawals.movements import MOVEMENTS
from gateways.money.sums import commission_sums
from gateways.operations.audit.books import entries
from gateways.operations.audit.books.claims import CLAIMS
from gateways.operations.audit.books.comparing import differences, unexplained
from gateways.operations.audit.books.entries import Written
from gateways.operations.audit.books.lives import OF_TIMELINES, PAGE, lives_of
from gateways.operations.audit.books.payouts import payouts_of
from gateways.operations.audit.books.running import Reasons, top_up_of
from gateways.operations.audit.ledger import LedgerReport
from gateways.operations.audit.looking import Looked
from models.tables.commissions import CommissionRow
from models.tables.withdrawals import WithdrawalRow


def audit_span(session: Session, since: datetime, until: datetime, also: Sequence[str] = ()) -> LedgerReport:
    """``also``: ids of commissions or withdrawals that are looked at whether anything was booked or not."""
    part = _Part(session)
    for page in entries.recorded(session, since, until):
        part.at_entries(page)
    part.at(opened(session, since, until))
    part.at(also)
    return part.report()


def opened(session: Session, since: datetime, until: datetime) -> list[str]:
    """Commissions by the instant they were ordered."""
    at = col(CommissionRow.opened_at)
    return list(session.scalars(select(col(CommissionRow.id)).where(at >= since, at < until)))


class _Part:
    def __init__(self, session: Session) -> None:
        self._session, self._looked, self._seen = session, Looked(session), set[str]()
        self._unbalanced: dict[int, str] = {}
        self._empty: dict[int, str] = {}
        self._differences: dict[str, int] = {}
        self._unclaimed: list[Written] = []
        self._entries = self._postings = self._claims = self._total = 0

    def at_entries(self, page: Sequence[Written]) -> None:
        reasons, ids = Reasons(self._session, page), list[str]()
        for found in page:
            self._weigh(found)
            kind, _, of = found.key.partition(":")
            ids += filter(None, (found.commission_id, of if kind in OF_TIMELINES else ""))
            ids += [of.rpartition("-")[0]] if kind in MOVEMENTS else []
            if kind in CLAIMS and found.key in reasons.claims:
                self._claims += 1
            elif kind == "top_up" and of:
                self._looked.found += differences(found, [top_up_of(found.entry)], None)
            elif not reasons.elsewhere(found.key) and not self._follows(kind, of):
                self._unclaimed.append(found)
        self.at(ids)

    def at(self, ids: Sequence[str]) -> None:
        """Ids of commissions or withdrawals; a payout that follows a settlement has its commission's."""
        new = sorted({*ids} - self._seen)
        for start in range(0, len(new), PAGE):
            self._at(new[start : start + PAGE])

    def _at(self, ids: Sequence[str]) -> None:
        self._looked.at_commissions(lives_of(self._session, ids))
        of = select(col(WithdrawalRow.id)).where(col(WithdrawalRow.commission_id).in_(ids))
        payouts = {*ids, *self._session.scalars(of)} - self._seen
        self._looked.at_withdrawals(payouts_of(self._session, sorted(payouts)))
        sums = commission_sums(self._session, ids)
        self._differences |= {id_: each.difference for id_, each in sums.items() if each.difference}
        self._seen |= payouts

    def report(self) -> LedgerReport:
        strange = [each for each in self._unclaimed if each.key not in self._looked.vouched]
        return LedgerReport(
            entries=self._entries,
            unbalanced=tuple(self._unbalanced),
            empty=tuple(self._empty),
            keys={**self._unbalanced, **self._empty},
            overdrawn={},
            others=(*self._looked.found, *map(unexplained, strange)),
            differences=self._differences,
            withdrawals=tuple(self._looked.mismatches),
            counts={
                "postings": self._postings,
                "withdrawals": self._looked.withdrawals,
                "commissions": self._looked.commissions,
                "claims": self._claims,
            },
            total=self._total,
        )

    def _weigh(self, found: Written) -> None:
        total = sum(posting.fen for posting in found.entry.postings)
        self._entries, self._total = self._entries + 1, self._total + total
        self._postings += len(found.entry.postings)
        if total:
            self._unbalanced[found.id] = found.key
        if not found.entry.postings:
            self._empty[found.id] = found.key

    def _follows(self, kind: str, of: str) -> bool:
        """A netting follows the income it is named after."""
        return kind == "netting" and of in entries.by_keys(self._session, [of])
