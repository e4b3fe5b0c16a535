"""Double entry in fen. Entries are added and never changed; every one of them sums to zero.

Accounts: ``brand:ID``, ``escrow:COMMISSION``, ``reserve:COMMISSION``, ``creator:ID``, ``fee``,
``transit:WITHDRAWAL`` and ``bank``, the world outside, the only one that may be negative.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.transition import Entry, Posting
from gateways.audit import CommissionSums, LedgerReport, audit, commission_sums
from gateways.database import lock, reading, writing
from gateways.ports import RecordConflict
from gateways.refusals import NotAnAmount, TopUpChanged, UnknownBrand
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.parties import Brand

BANK = "bank"
ACCOUNT, FEN = col(LedgerPosting.account), col(LedgerPosting.fen)


class Unbalanced(Exception):
    """An entry that does not sum to zero. It is a fault of ours, and nothing was written."""


class SqlLedger:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def top_up(self, brand_id: str, fen: int, key: str, at: datetime) -> int:
        """Credit a brand; its balance afterwards. The same key again changes nothing.

        Raises UnknownBrand, NotAnAmount, and TopUpChanged for another brand or amount under the same key.
        """
        if fen <= 0:
            raise NotAnAmount(str(fen))
        account = f"brand:{brand_id}"
        postings = (Posting(BANK, -fen), Posting(account, fen))
        with writing(self._engine) as session:
            lock(session, f"top_up:{key}")
            if session.get(Brand, brand_id) is None:
                raise UnknownBrand(brand_id)
            try:
                write_entry(session, Entry(f"top_up:{key}", "top_up", postings, at, at), None)
            except RecordConflict:
                raise TopUpChanged(key) from None
            return balance(session, account)

    def balances(self) -> dict[str, int]:
        totals = select(ACCOUNT, func.sum(FEN)).group_by(ACCOUNT)
        with reading(self._engine) as session:
            return {account: int(fen) for account, fen in session.execute(totals)}

    def commission_sums(self, commission_ids: Iterable[str] | None = None) -> Mapping[str, CommissionSums]:
        """Where each commission's money is, from the postings alone. None: of all commissions."""
        with reading(self._engine) as session:
            return commission_sums(session, commission_ids)

    def check(self) -> LedgerReport:
        with reading(self._engine) as session:
            return audit(session)


def balance(session: Session, account: str) -> int:
    postings = select(func.coalesce(func.sum(FEN), 0))
    return int(session.scalar(postings.where(col(LedgerPosting.account) == account)) or 0)


def find_entry(session: Session, key: str) -> LedgerEntry | None:
    return session.scalar(select(LedgerEntry).where(col(LedgerEntry.key) == key))


def write_entry(session: Session, entry: Entry, commission_id: str | None) -> None:
    """Write once. The same key again changes nothing; with other content it is a RecordConflict."""
    if not entry.postings or sum(posting.fen for posting in entry.postings) != 0:
        raise Unbalanced(entry.key)
    known = find_entry(session, entry.key)
    if known is not None:
        if not _same(session, known, entry, commission_id):
            raise RecordConflict(f"ledger entry {entry.key}")
        return
    row = LedgerEntry(
        key=entry.key,
        kind=entry.kind,
        commission_id=commission_id,
        legal_at=entry.legal_at,
        recorded_at=entry.recorded_at,
    )
    session.add(row)
    session.flush()
    session.add_all(
        LedgerPosting(entry_id=row.id, account=posting.account, fen=posting.fen) for posting in entry.postings
    )
    session.flush()


def is_covered(session: Session, entry: Entry) -> bool:
    """Whether every account the entry takes from has enough. True stays true until the transaction ends."""
    taken = sorted((posting for posting in entry.postings if posting.fen < 0), key=lambda each: each.account)
    for posting in taken:
        lock(session, posting.account)
    return all(balance(session, posting.account) + posting.fen >= 0 for posting in taken)


def _same(session: Session, known: LedgerEntry, entry: Entry, commission_id: str | None) -> bool:
    written = select(ACCOUNT, FEN).where(col(LedgerPosting.entry_id) == known.id)
    return (known.kind, known.commission_id) == (entry.kind, commission_id) and sorted(
        (account, fen) for account, fen in session.execute(written)
    ) == sorted((posting.account, posting.fen) for posting in entry.postings)
