"""Freezes beside their journal, and what was withdrawn although it was frozen."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.money.withdrawals.withholding import Withheld
from domain.operations.findings import Finding
from gateways.money.withholdings import of_began, of_ended
from gateways.operations.audit.books.entries import Written
from models.tables.commissions import CommissionRow
from models.tables.parties import CreatorFreeze
from models.tables.withholdings import Withholding

WITHHELD = col(CommissionRow.withheld_fen)
Said = tuple[object, ...]


def freeze_findings(session: Session) -> Iterator[Finding]:
    """Each freeze has its two lines, and each line its freeze; a commission withholds what was noted last."""
    noted: dict[int, list[Said]] = {}
    last: dict[str, int] = {}
    for each in changes(session):
        if each.commission_id is not None:
            last[each.commission_id] = each.fen
        else:
            noted.setdefault(each.freeze_id or 0, []).append(_said(each))
    due = {row.id or 0: list(_due(row)) for row in session.scalars(select(CreatorFreeze))}
    for id_ in sorted(due.keys() | noted.keys()):
        if due.get(id_, []) != noted.get(id_, []):
            yield Finding("freeze", str((due.get(id_) or noted[id_])[0][0]), f"#{id_}")
    rows = session.execute(select(col(CommissionRow.id), WITHHELD).where(WITHHELD > 0))
    stands = {row.id: int(row.withheld_fen) for row in rows}
    for commission in sorted(stands.keys() | last.keys()):
        if stands.get(commission, 0) != last.get(commission, 0):
            yield Finding("freeze", commission)


def changes(session: Session) -> list[Withholding]:
    """In the order of the ledger."""
    found = session.scalars(select(Withholding)).all()
    return sorted(found, key=lambda each: (each.after_entry, each.id or 0))


def _due(row: CreatorFreeze) -> Iterator[Said]:
    yield _said(of_began(row))
    if row.ended_at is not None:
        yield _said(of_ended(row))


def _said(change: Withholding) -> Said:
    return (change.creator_id, change.fen, change.at, change.operator, change.reason)


@dataclass
class Frozen:
    """What is withheld at each moment of the ledger."""

    coming: deque[Withholding]
    accounts: dict[str, str] = field(default_factory=dict)
    commissions: dict[str, dict[str, int]] = field(default_factory=dict)
    earned: dict[str, int] = field(default_factory=dict)
    """Of commissions that a freeze ever reached: what they put on their creator's balance, and left there."""

    def __post_init__(self) -> None:
        self.reached = {each.commission_id: each.creator_id for each in self.coming if each.commission_id}

    def taken(self, found: Written, balances: dict[str, int]) -> Iterator[Finding]:
        """Asked entry by entry, before the entry has moved anything."""
        while self.coming and self.coming[0].after_entry < found.id:
            self._change(self.coming.popleft())
        if found.entry.kind.startswith("payout"):
            if found.entry.kind == "payout_sent":
                yield from self._sent(found, balances)
        elif found.commission_id in self.reached:
            account = f"creator:{self.reached[found.commission_id]}"
            fen = sum(each.fen for each in found.entry.postings if each.account == account)
            if fen:
                self.earned[found.commission_id] = self.earned.get(found.commission_id, 0) + fen

    def _change(self, change: Withholding) -> None:
        if change.commission_id is not None:
            self.commissions.setdefault(change.creator_id, {})[change.commission_id] = change.fen
        elif change.fen:
            self.accounts[change.creator_id] = change.reason or "-"
        else:
            self.accounts.pop(change.creator_id, None)

    def _sent(self, found: Written, balances: dict[str, int]) -> Iterator[Finding]:
        for posting in found.entry.postings:
            kind, _, creator = posting.account.partition(":")
            has = balances.get(posting.account, 0)
            if kind == "creator" and posting.fen < 0 and -posting.fen > self._withheld(creator).free_fen(has):
                yield Finding("frozen", found.key, self._withheld(creator).said(has))

    def _withheld(self, creator: str) -> Withheld:
        """Of a settled one what is left of it, as where a withdrawal is reserved."""
        fens = {
            commission: min(fen, self.earned.get(commission, fen))
            for commission, fen in self.commissions.get(creator, {}).items()
        }
        return Withheld(self.accounts.get(creator, ""), {each: fen for each, fen in fens.items() if fen > 0})
