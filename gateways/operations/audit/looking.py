"""Commissions and withdrawals gone through page by page, each whole, and what was found of them."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from domain.operations.findings import Finding
from gateways.operations.audit.books.digests import vouched
from gateways.operations.audit.books.lives import Life
from gateways.operations.audit.books.payouts import Payout, WithdrawalMismatch, payout_findings
from gateways.operations.audit.books.timelines import timeline_findings


class Looked:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.found: list[Finding] = []
        self.vouched: set[str] = set()
        """Keys of entries that a line of another rulebook answers for."""
        self.mismatches: list[WithdrawalMismatch] = []
        self.commissions = self.withdrawals = 0

    def at_commissions(self, pages: Iterable[Sequence[Life]]) -> None:
        for page in pages:
            self.commissions += len(page)
            for life in page:
                if life.is_ours:
                    self.found += timeline_findings(life)
                    continue
                keys, wrong = vouched(life)
                self.vouched |= keys
                self.found += wrong

    def at_withdrawals(self, pages: Iterable[Sequence[Payout]]) -> None:
        for page in pages:
            self.withdrawals += len(page)
            for payout in page:
                self.found += payout_findings(payout)
                if payout.mismatch:
                    self.mismatches.append(payout.mismatch)
