"""Which account paid a top-up in, and what has gone back there: a brand's balance leaves that way alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.money.withdrawals.state import OPEN, InBooks
from domain.money.withdrawals.way_back import PaidIn, Payer, PayingAccount, left_of
from domain.operators import check_reason, is_operator
from domain.parties.payee import is_account, is_name, masked_account, masked_name, plain_account
from domain.texts import settled
from domain.wording import check_words
from gateways.personal import rows
from gateways.ports.work import PayoutAccount
from gateways.refusals import (
    BadRealName,
    DecisionIncomplete,
    PayerInvalid,
    PayerKnown,
    UnknownBrand,
    UnknownTopUp,
)
from gateways.sql.database import lock, reading, writing
from models.tables.ledger import LedgerEntry, LedgerPosting
from models.tables.parties import Brand
from models.tables.payers import TopUpPayer
from models.tables.withdrawals import WithdrawalRow

REASON_MAX = 100
THERE = (*OPEN, InBooks.PAID)
"""Of a withdrawal that has gone back to an account, or may: what came back is paid in still."""
TOP_UP = "top_up:"


@dataclass(frozen=True)
class NotedBy:
    """The operator who knows which account an older top-up came from, and how."""

    operator: str
    reason: str
    at: datetime


class SqlPayers:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def give(self, top_up: str, payer: PayoutAccount, by: NotedBy) -> str:
        """Note the account of a top-up that came without one; the brand. The same again: nothing.

        Raises UnknownTopUp, PayerKnown where another was noted, PayerInvalid, BadRealName,
        DecisionIncomplete.
        """
        if not is_operator(by.operator) or not by.reason.strip() or len(by.reason) > REASON_MAX:
            raise DecisionIncomplete(by.operator or "-")
        check_reason(by.reason, REASON_MAX)
        check_words({"operator": by.operator, "reason": by.reason})
        plain = plain_payer(payer)
        with writing(self._engine) as session:
            lock(session, f"{TOP_UP}{top_up}")
            brand = next((brand for number, brand, _ in _booked(session, top_up=top_up)), "")
            if not brand:
                raise UnknownTopUp(top_up)
            known = session.get(TopUpPayer, top_up)
            if known is not None and of_row(session, known) != plain:
                raise PayerKnown(top_up)
            if known is None:
                session.add(_row(session, top_up, brand, plain, by.at, by.operator, by.reason.strip()))
            return brand

    def of(self, brand_id: str) -> list[Payer]:
        """Its top-ups, the oldest first. Raises UnknownBrand."""
        with reading(self._engine) as session:
            if session.get(Brand, brand_id) is None:
                raise UnknownBrand(brand_id)
            left = left_of(paid_in(session, brand_id), went_back(session, brand_id))
            known = {row.top_up: row for row in session.scalars(_of(brand_id))}
            booked = _booked(session, brand_id=brand_id)
            return [_shown(session, number, fen, known.get(number), left) for number, _, fen in booked]


def plain_payer(payer: PayoutAccount) -> PayoutAccount:
    """As it is kept. Raises PayerInvalid, BadRealName; neither repeats the whole of what was given."""
    account, holder = plain_account(payer.account), settled(payer.holder).strip()
    if not is_account(payer.kind, account):
        raise PayerInvalid(f"{payer.kind} {masked_account(account)}")
    if not is_name(holder):
        raise BadRealName("-")
    return PayoutAccount(payer.kind, account, holder)


def note_payer(session: Session, top_up: str, brand_id: str, payer: PayoutAccount, at: datetime) -> None:
    """With the top-up's own entry, in one transaction."""
    session.add(_row(session, top_up, brand_id, payer, at))
    session.flush()


def payer_of(session: Session, top_up: str | None) -> PayoutAccount | None:
    row = session.get(TopUpPayer, top_up) if top_up else None
    return of_row(session, row) if row else None


def paid_in(session: Session, brand_id: str) -> Sequence[PaidIn]:
    known = {row.top_up: row for row in session.scalars(_of(brand_id))}
    return [
        PaidIn(number, fen, account_of(session, known[number]) if number in known else None)
        for number, _, fen in _booked(session, brand_id=brand_id)
    ]


def went_back(session: Session, brand_id: str) -> dict[PayingAccount, int]:
    """Sums are made here: an account that paid in twice is sealed twice, and looks another each time."""
    known = {row.top_up: row for row in session.scalars(_went(brand_id))}
    found = (
        select(col(WithdrawalRow.top_up), func.sum(col(WithdrawalRow.fen)))
        .where(col(WithdrawalRow.brand_id) == brand_id, col(WithdrawalRow.state).in_(THERE))
        .where(col(WithdrawalRow.top_up).in_(known))
        .group_by(col(WithdrawalRow.top_up))
    )
    sums: dict[PayingAccount, int] = {}
    for top_up, fen in session.execute(found):
        account = account_of(session, known[str(top_up)])
        sums[account] = sums.get(account, 0) + int(fen)
    return sums


def paying_accounts(
    session: Session, brand_id: str, told: Callable[[Session, TopUpPayer, str], str]
) -> tuple[set[str], set[str]]:
    """The holders and the accounts the brand ever paid in from."""
    found = list(session.scalars(_of(brand_id)))
    holders, accounts = ({told(session, each, name) for each in found} for name in ("holder", "account"))
    return holders - {""}, accounts - {""}


def account_of(session: Session, row: TopUpPayer) -> PayingAccount:
    return row.kind, rows.shown(session, row, "account")


def of_row(session: Session, row: TopUpPayer) -> PayoutAccount:
    return PayoutAccount(row.kind, *(rows.read(session, row, each) for each in ("account", "holder")))


def _of(brand_id: str) -> Select[TopUpPayer]:
    return select(TopUpPayer).where(col(TopUpPayer.brand_id) == brand_id)


def _went(brand_id: str) -> Select[TopUpPayer]:
    """Those that the brand's withdrawals go back to, whosever they are."""
    its = select(col(WithdrawalRow.top_up)).where(col(WithdrawalRow.brand_id) == brand_id)
    return select(TopUpPayer).where(col(TopUpPayer.top_up).in_(its))


def _booked(session: Session, *, brand_id: str = "", top_up: str = "") -> list[tuple[str, str, int]]:
    """Number, brand and fen of top-ups, in the order of booking."""
    key, account, fen = col(LedgerEntry.key), col(LedgerPosting.account), col(LedgerPosting.fen)
    found = (
        select(key, account, fen)
        .join(LedgerPosting, col(LedgerPosting.entry_id) == col(LedgerEntry.id))
        .where(col(LedgerEntry.kind) == "top_up", fen > 0)
        .order_by(col(LedgerEntry.id))
    )
    if brand_id:
        found = found.where(account == f"brand:{brand_id}")
    if top_up:
        found = found.where(key == f"{TOP_UP}{top_up}")
    return [
        (key.removeprefix(TOP_UP), account.partition(":")[2], int(fen))
        for key, account, fen in session.execute(found)
    ]


def _row(
    session: Session,
    top_up: str,
    brand_id: str,
    payer: PayoutAccount,
    at: datetime,
    operator: str = "",
    reason: str = "",
) -> TopUpPayer:
    row = TopUpPayer(
        top_up=top_up,
        brand_id=brand_id,
        kind=payer.kind,
        account="",
        holder="",
        at=at,
        operator=operator,
        reason=reason,
    )
    rows.keep(session, row, account=payer.account, holder=payer.holder)
    return row


def _shown(
    session: Session, top_up: str, fen: int, row: TopUpPayer | None, left: dict[PayingAccount, int]
) -> Payer:
    if row is None:
        return Payer(top_up, fen)
    account, holder = (rows.shown(session, row, each) for each in ("account", "holder"))
    told = (row.kind, masked_account(account), masked_name(holder))
    return Payer(top_up, fen, *told, max(left[account_of(session, row)], 0))
