"""Whether every withdrawal's row says the same as the ledger: in transit, at the bank, and entry by entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from domain.findings import Finding
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.withdrawals import WithdrawalRow

ACCOUNT, FEN = col(LedgerPosting.account), col(LedgerPosting.fen)
KEY, KIND = col(LedgerEntry.key), col(LedgerEntry.kind)
IN_TRANSIT = ("under_way", "waiting")
ENTRIES: Mapping[str, tuple[str, ...]] = {
    "under_way": ("payout_sent",),
    "waiting": ("payout_sent",),
    "paid": ("payout_sent", "payout_arrived"),
    "returned": ("payout_sent", "payout_returned"),
    "refunded": ("payout_sent", "payout_arrived", "payout_refunded"),
}
"""What must stand under the withdrawal's present number, by its state."""
ENDS = ("payout_returned", "payout_refunded")
"""A number that is not the present one came back before the next was begun."""


@dataclass(frozen=True)
class WithdrawalMismatch:
    """A withdrawal whose row says other than the ledger. ``state`` is empty when there is no row."""

    withdrawal: str
    state: str
    in_transit: int
    at_bank: int
    """What arrived there and was not sent back."""


def withdrawal_mismatches(session: Session) -> tuple[WithdrawalMismatch, ...]:
    rows = {row.id: row for row in session.scalars(select(WithdrawalRow))}
    in_transit, at_bank = _in_transit(session), _at_bank(session)
    found = []
    for withdrawal in sorted({*rows, *in_transit, *at_bank}):
        row = rows.get(withdrawal)
        ledger = (in_transit.get(withdrawal, 0), at_bank.get(withdrawal, 0))
        if row is None or ledger != _expected(row):
            found.append(WithdrawalMismatch(withdrawal, row.state if row else "", *ledger))
    return tuple(found)


def payout_findings(session: Session) -> Iterator[Finding]:
    """Entries that must be there and are not."""
    keys = set(session.scalars(select(KEY).where(KIND.startswith("payout_"))))
    present = set()
    for row in session.scalars(select(WithdrawalRow).order_by(col(WithdrawalRow.id))):
        present.add(row.number)
        due = (f"{kind}:{row.number}" for kind in ENTRIES[row.state])
        yield from (Finding("missing", key) for key in due if key not in keys)
    for key in sorted(keys):
        kind, _, number = key.partition(":")
        ended = number in present or any(f"{end}:{number}" in keys for end in ENDS)
        if kind == "payout_sent" and not ended:
            yield Finding("missing", f"payout_returned:{number}")


def _expected(row: WithdrawalRow) -> tuple[int, int]:
    return (row.fen if row.state in IN_TRANSIT else 0, row.fen if row.state == "paid" else 0)


def _in_transit(session: Session) -> dict[str, int]:
    total = select(ACCOUNT, func.sum(FEN)).where(ACCOUNT.startswith("transit:")).group_by(ACCOUNT)
    return {account.partition(":")[2]: int(fen) for account, fen in session.execute(total)}


def _at_bank(session: Session) -> dict[str, int]:
    """What the bank received out of each withdrawal's transit, less what it sent back."""
    bank = aliased(LedgerPosting)
    same_entry = col(bank.entry_id) == col(LedgerPosting.entry_id)
    total = (
        select(ACCOUNT, func.sum(bank.fen))
        .join(bank, (same_entry) & (col(bank.account) == "bank"))
        .where(ACCOUNT.startswith("transit:"))
        .group_by(ACCOUNT)
    )
    found = {account.partition(":")[2]: int(fen) for account, fen in session.execute(total)}
    back = select(KEY, FEN).join(LedgerPosting, col(LedgerPosting.entry_id) == col(LedgerEntry.id))
    for key, fen in session.execute(back.where(KIND == "payout_refunded", ACCOUNT == "bank")):
        withdrawal = key.partition(":")[2].rpartition("-")[0]
        found[withdrawal] = found.get(withdrawal, 0) + int(fen)
    return found
