"""Whether every withdrawal's row says the same as the ledger: in transit, at the bank, and entry by entry."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from domain.findings import Finding
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.withdrawals import WithdrawalRow, vendor_number

ACCOUNT, FEN = col(LedgerPosting.account), col(LedgerPosting.fen)
KEY, KIND = col(LedgerEntry.key), col(LedgerEntry.kind)
IN_TRANSIT = ("under_way", "waiting")
ENDS = ("payout_arrived", "payout_returned")
"""Each takes out of transit what one ``payout_sent`` put there, be it under a later number."""
LAST: Mapping[str, tuple[str, ...]] = {
    "paid": ("payout_arrived",),
    "returned": ("payout_returned",),
    "refunded": ("payout_arrived", "payout_refunded"),
}
"""What must stand under the withdrawal's present number, by its state."""


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
    booked: dict[str, Counter[str]] = {}
    for key in keys:
        kind, _, number = key.partition(":")
        booked.setdefault(number.rpartition("-")[0], Counter())[kind] += 1
    for row in session.scalars(select(WithdrawalRow).order_by(col(WithdrawalRow.id))):
        due = [f"{kind}:{row.number}" for kind in LAST.get(row.state, ())]
        missing = [key for key in due if key not in keys]
        yield from (Finding("missing", key) for key in missing or _uneven(row, booked.get(row.id), keys))


def _uneven(row: WithdrawalRow, booked: Mapping[str, int] | None, keys: set[str]) -> list[str]:
    """Whatever was reserved has come to one end, or is in transit: one reservation outlives its numbers."""
    moved = booked or {}
    ended = sum(moved.get(end, 0) for end in ENDS)
    lacking = ended + (row.state in IN_TRANSIT) - moved.get("payout_sent", 0)
    numbers = [vendor_number(row.id, generation) for generation in range(1, row.generation + 1)]
    if lacking > 0:
        return [f"payout_sent:{each}" for each in numbers if f"payout_sent:{each}" not in keys][:lacking]
    open_ = [each for each in numbers if not any(f"{end}:{each}" in keys for end in ENDS)]
    return [f"payout_returned:{each}" for each in open_][: max(-lacking, 0)]


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
