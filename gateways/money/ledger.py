"""Double entry in fen. Entries are added and never changed; every one of them sums to zero.

Accounts are those of ``domain.money.accounts``. Only the ones it names may be below zero; an entry that
would bring another one there is a fault of ours and is not written.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, bindparam, func, insert, select
from sqlalchemy.orm import Session

from domain.money.accounts import may_be_below_zero, stands_in_chart
from domain.money.amounts import is_amount
from domain.money.claims import creators_credited, netting
from domain.money.entries import Entry, Posting
from gateways.money.payers import note_payer, payer_of, plain_payer
from gateways.money.sums import CommissionSums, commission_sums
from gateways.ports.work import PayoutAccount, RecordConflict
from gateways.refusals import NotAnAmount, TopUpChanged, UnknownBrand
from gateways.sql.database import lock, reading, writing
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.parties import Brand
from models.tables.plain import table_of

BANK = "bank"
ENTRIES, POSTINGS = table_of(LedgerEntry), table_of(LedgerPosting)
ACCOUNT, FEN = POSTINGS.c.account, POSTINGS.c.fen
KNOWN = select(ENTRIES.c.id, ENTRIES.c.kind, ENTRIES.c.commission_id).where(ENTRIES.c.key == bindparam("key"))
MOVED = select(ACCOUNT, FEN).where(POSTINGS.c.entry_id == bindparam("entry"))
BALANCE = select(func.coalesce(func.sum(FEN), 0)).where(bindparam("of") == ACCOUNT)


class Unbalanced(Exception):
    """An entry that does not sum to zero. It is a fault of ours, and nothing was written."""


class Overdrawn(RecordConflict):
    """An entry takes more from an account than is there. Nothing was written, and a person must look."""


class UnknownAccount(RecordConflict):
    """An entry names an account that does not stand in the chart. Nothing was written."""


class SqlLedger:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def top_up(
        self, brand_id: str, fen: int, key: str, at: datetime, payer: PayoutAccount | None = None
    ) -> int:
        """Credit a brand; its balance afterwards. The same key again changes nothing.

        ``payer`` is the account the money came from, and the only one it can go back to; None where nobody
        told. Raises UnknownBrand, NotAnAmount, AccountInvalid, BadRealName, and TopUpChanged for another
        brand, amount or payer under the same key.
        """
        entry, payer = _top_up(brand_id, fen, key, at), plain_payer(payer) if payer else None
        with writing(self.engine) as session:
            lock(session, entry.key)
            known = _check_top_up(session, brand_id, entry, key, payer)
            write_entry(session, entry, None)
            if payer and not known:
                note_payer(session, key, brand_id, payer, at)
            return balance(session, f"brand:{brand_id}")

    def check_top_up(
        self, brand_id: str, fen: int, key: str, at: datetime, payer: PayoutAccount | None = None
    ) -> None:
        """Refuse what ``top_up`` would refuse, and change nothing."""
        payer = plain_payer(payer) if payer else None
        with reading(self.engine) as session:
            _check_top_up(session, brand_id, _top_up(brand_id, fen, key, at), key, payer)

    def knows(self, key: str) -> bool:
        with reading(self.engine) as session:
            return find_entry(session, key) is not None

    def balances(self) -> dict[str, int]:
        totals = select(ACCOUNT, func.sum(FEN)).group_by(ACCOUNT)
        with reading(self.engine) as session:
            return {account: int(fen) for account, fen in session.execute(totals)}

    def commission_sums(self, commission_ids: Iterable[str] | None = None) -> Mapping[str, CommissionSums]:
        """Where each commission's money is, from the postings alone. None: of all commissions."""
        with reading(self.engine) as session:
            return commission_sums(session, commission_ids)


def balance(session: Session, account: str) -> int:
    return int(session.connection().scalar(BALANCE, {"of": account}) or 0)


class Known(NamedTuple):
    """An entry that was written before."""

    id: int
    kind: str
    commission_id: str | None


def find_entry(session: Session, key: str) -> Known | None:
    found = session.connection().execute(KNOWN, {"key": key}).first()
    return Known(*found) if found else None


def write_entry(session: Session, entry: Entry, commission_id: str | None) -> None:
    """Write once. The same key again changes nothing; with other content it is a RecordConflict.

    What it brings to a creator who owes goes to the debt, by an entry of its own in the same transaction.
    Raises Unbalanced, UnknownAccount, and Overdrawn where ``is_covered`` says no.
    """
    _check_form(entry)
    known = find_entry(session, entry.key)
    if known is not None:
        if not _same(session, known, entry, commission_id):
            raise RecordConflict(f"ledger entry {entry.key}")
        return
    if not is_covered(session, entry):
        raise Overdrawn(f"ledger entry {entry.key}")
    debts = {creator: owed(session, creator) for creator in sorted(creators_credited(entry))}
    _append(session, entry, commission_id)  # after the debts are ours: numbers follow what each one saw
    paid_off = netting(entry, debts)
    if paid_off:
        _append(session, paid_off, commission_id)


def owed(session: Session, creator_id: str) -> int:
    """What the creator owes after decisions against payouts. It stays true until the transaction ends."""
    lock(session, f"clawback:{creator_id}")
    return -balance(session, f"clawback:{creator_id}")


def write_if_covered(session: Session, entry: Entry, commission_id: str | None) -> bool:
    """As ``write_entry``, where the balance decides: False, and nothing written, when it does not suffice."""
    try:
        write_entry(session, entry, commission_id)
    except Overdrawn:
        return False
    return True


def is_covered(session: Session, entry: Entry) -> bool:
    """Whether every account the entry takes from has enough. True stays true until the transaction ends.

    Accounts are locked in the order of their names, so that two entries never wait for each other.
    """
    moved: Counter[str] = Counter()
    for posting in entry.postings:
        moved[posting.account] += posting.fen
    taken = sorted(account for account, fen in moved.items() if fen < 0 and not may_be_below_zero(account))
    for account in taken:
        lock(session, account)
    return all(balance(session, account) + moved[account] >= 0 for account in taken)


def _append(session: Session, entry: Entry, commission_id: str | None) -> None:
    session.flush()  # what it stands for, a commission say, is there before it
    connection = session.connection()
    row = {
        "key": entry.key,
        "kind": entry.kind,
        "commission_id": commission_id,
        "legal_at": entry.legal_at,
        "recorded_at": entry.recorded_at,
    }
    (number,) = connection.execute(insert(ENTRIES), row).inserted_primary_key or (None,)
    moved = [
        {"entry_id": number, "account": posting.account, "fen": posting.fen} for posting in entry.postings
    ]
    connection.execute(insert(POSTINGS), moved)


def _check_form(entry: Entry) -> None:
    if not entry.postings or sum(posting.fen for posting in entry.postings) != 0:
        raise Unbalanced(entry.key)
    for posting in entry.postings:
        if not stands_in_chart(posting.account):
            raise UnknownAccount(f"{posting.account} in ledger entry {entry.key}")


def _top_up(brand_id: str, fen: int, key: str, at: datetime) -> Entry:
    if not is_amount(fen):
        raise NotAnAmount(str(fen))
    return Entry(f"top_up:{key}", "top_up", (Posting(BANK, -fen), Posting(f"brand:{brand_id}", fen)), at, at)


def _check_top_up(
    session: Session, brand_id: str, entry: Entry, key: str, payer: PayoutAccount | None
) -> bool:
    """Whether it was booked before. A repeat need not say again who paid."""
    if session.get(Brand, brand_id) is None:
        raise UnknownBrand(brand_id)
    known = find_entry(session, entry.key)
    if known is None:
        return False
    other_payer = payer is not None and payer != payer_of(session, key)
    if other_payer or not _same(session, known, entry, None):
        raise TopUpChanged(key)
    return True


def _same(session: Session, known: Known, entry: Entry, commission_id: str | None) -> bool:
    written = session.connection().execute(MOVED, {"entry": known.id})
    return (known.kind, known.commission_id) == (entry.kind, commission_id) and sorted(
        (account, fen) for account, fen in written
    ) == sorted((posting.account, posting.fen) for posting in entry.postings)
