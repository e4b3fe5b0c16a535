"""What the ledger says of a number of the provider's, and the numbers it has booked, in order of booking."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.money.withdrawals.state import InBooks
from domain.operations.reconciling import Booked, TopUp
from domain.parties.erased import ERASED
from domain.parties.payee import payee_digest
from gateways.personal import rows
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.payers import TopUpPayer
from models.tables.withdrawals import PayoutAccountRow, WithdrawalRow

ID, KEY = col(LedgerEntry.id), col(LedgerEntry.key)
Payees = Mapping[str, str | None]
"""By number; None of somebody erased."""
STEPS = ("payout_sent", "payout_arrived", "payout_returned", "payout_refunded")


def booked(session: Session, numbers: Sequence[str]) -> dict[str, Booked]:
    """By number; one that neither an entry nor a withdrawal knows is left out.

    A withdrawal is reserved once, and its later numbers have no entry of their own before they end.
    """
    stands: dict[str, dict[str, int]] = {}
    for key, _, fen in _credits(session, [f"{step}:{number}" for step in STEPS for number in numbers]):
        step, _, number = key.partition(":")
        stands.setdefault(number, {})[step] = fen
    rows, payees = _rows(session, numbers), _payees(session, numbers)
    return {
        number: _booked(number, stands.get(number, {}), rows.get(number), payees)
        for number in numbers
        if number in stands or number in rows
    }


def _booked(number: str, steps: Mapping[str, int], row: WithdrawalRow | None, payees: Payees) -> Booked:
    """A withdrawal that has lines kept the account of each number before it was sent."""
    missing = "" if row is not None and row.seq else None
    return Booked(
        number,
        next(iter(steps.values())) if steps else row.fen if row else 0,
        arrived="payout_arrived" in steps,
        returned="payout_returned" in steps,
        refunded="payout_refunded" in steps,
        under_way=row is not None and (row.number, row.state) == (number, InBooks.UNDER_WAY),
        payee=payees.get(number, missing),
    )


def _payees(session: Session, numbers: Sequence[str]) -> Payees:
    kept = select(PayoutAccountRow).where(col(PayoutAccountRow.number).in_(numbers))
    found = list(session.scalars(kept))
    rows.prepare(session, found, "account")
    return {each.number: _digest(session, each) for each in found}


def top_ups(session: Session, numbers: Sequence[str]) -> dict[str, TopUp]:
    found, payers = {}, _payers(session, numbers)
    for key, account, fen in _credits(session, [f"top_up:{number}" for number in numbers]):
        number = key.partition(":")[2]
        found[number] = TopUp(number, account.partition(":")[2], fen, payers.get(number, ""))
    return found


def _payers(session: Session, numbers: Sequence[str]) -> dict[str, str]:
    noted = select(TopUpPayer).where(col(TopUpPayer.top_up).in_(numbers))
    return {each.top_up: _digest(session, each) or "" for each in session.scalars(noted)}


def _digest(session: Session, row: PayoutAccountRow | TopUpPayer) -> str | None:
    """None of somebody erased: there is nothing left to compare."""
    account, holder = (rows.shown(session, row, each) for each in ("account", "holder"))
    return None if ERASED in (account, holder) else payee_digest(row.kind, account, holder)


def payouts_after(session: Session, since: datetime | None, after: int, limit: int) -> tuple[list[str], int]:
    """Numbers booked as arrived, and the id of the last entry."""
    page = _page("payout_arrived", after, limit)
    if since is not None:
        page = page.where(col(LedgerEntry.recorded_at) >= since)
    return _numbers(session, page)


def top_ups_after(session: Session, after: int, limit: int) -> tuple[list[str], int]:
    return _numbers(session, _page("top_up", after, limit))


def _page(kind: str, after: int, limit: int) -> Select[int | None, str]:
    return (
        select(ID, KEY)
        .where(col(LedgerEntry.kind) == kind, col(LedgerEntry.id) > after)
        .order_by(ID)
        .limit(limit)
    )


def _numbers(session: Session, page: Select[int | None, str]) -> tuple[list[str], int]:
    rows = session.execute(page).all()
    return [key.partition(":")[2] for _, key in rows], int(rows[-1][0] or 0) if rows else 0


def _credits(session: Session, keys: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Key, account and fen of what the entries brought to an account."""
    account, fen = col(LedgerPosting.account), col(LedgerPosting.fen)
    lines = select(KEY, account, fen).join(LedgerPosting, col(LedgerPosting.entry_id) == ID)
    for key, to, amount in session.execute(lines.where(KEY.in_(keys), fen > 0)):
        yield key, to, int(amount)


def _rows(session: Session, numbers: Sequence[str]) -> dict[str, WithdrawalRow]:
    """The withdrawal of each number that it has used so far."""
    parts = {number: number.rpartition("-") for number in numbers}
    found = select(WithdrawalRow).where(col(WithdrawalRow.id).in_({id_ for id_, _, _ in parts.values()}))
    rows = {row.id: row for row in session.scalars(found)}
    return {
        number: rows[id_]
        for number, (id_, _, generation) in parts.items()
        if id_ in rows and generation.isdecimal() and 1 <= int(generation) <= rows[id_].generation
    }
