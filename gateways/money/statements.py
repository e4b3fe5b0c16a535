"""Trial balances and statements, also of the past: by when entries were recorded, in the order of writing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, Select, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.money.accounts import CHART, kind_of
from domain.money.statements import Line, Statement, TrialBalance
from gateways.refusals import PeriodReversed, UnknownAccountName
from gateways.sql.database import reading
from models.tables.ledger import LedgerEntry, LedgerPosting


@dataclass(frozen=True)
class Booked:
    """An entry with its postings, which sum to nothing."""

    key: str
    kind: str
    legal_at: datetime
    recorded_at: datetime
    postings: list[tuple[str, int]]


ACCOUNT, FEN = col(LedgerPosting.account), col(LedgerPosting.fen)
IN_ENTRY = col(LedgerPosting.entry_id) == col(LedgerEntry.id)
recorded = col(LedgerEntry.recorded_at)
PAGE = 500


class SqlStatements:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def trial_balance(self, at: datetime | None = None) -> TrialBalance:
        """As the books stood at an instant, by when entries were recorded. None: as they stand."""
        sums = select(ACCOUNT, func.sum(FEN)).group_by(ACCOUNT)
        entries = select(func.count()).select_from(LedgerEntry)
        if at is not None:
            sums = sums.join(LedgerEntry, IN_ENTRY).where(recorded <= at)
            entries = entries.where(recorded <= at)
        with reading(self._engine) as session:
            accounts = {account: int(fen) for account, fen in session.execute(sums.order_by(ACCOUNT))}
            kinds = dict.fromkeys(CHART, 0)
            for account, fen in accounts.items():
                kinds[kind_of(account)] = kinds.get(kind_of(account), 0) + fen
            return TrialBalance(int(session.scalar(entries) or 0), kinds, accounts)

    def statement(self, account: str, since: datetime | None, until: datetime | None) -> Statement:
        """What was recorded from ``since`` on and before ``until``; None is the beginning, or now.

        Raises UnknownAccountName where nothing was ever posted, PeriodReversed.
        """
        if since is not None and until is not None and until < since:
            raise PeriodReversed(account)
        with reading(self._engine) as session:
            if session.scalar(select(ACCOUNT).where(col(LedgerPosting.account) == account).limit(1)) is None:
                raise UnknownAccountName(account)
            opening = 0 if since is None else _fen(session, _of(account).where(recorded < since))
            moved = _fen(session, _of(account).where(*_period(since, until)))
            count = _counted(account).where(*_period(since, until))
            return Statement(account, opening, opening + moved, int(session.scalar(count) or 0))

    def began(self, account: str) -> datetime | None:
        """When something was first posted to it; None: never."""
        first = select(func.min(recorded)).join(LedgerPosting, IN_ENTRY)
        with reading(self._engine) as session:
            return session.scalar(first.where(col(LedgerPosting.account) == account))

    def lines(self, statement: Statement, since: datetime | None, until: datetime | None) -> Iterator[Line]:
        """In the order they were written, read page by page: an account may have very many."""
        balance, after = statement.opening_fen, 0
        wanted = _lines(statement.account).where(*_period(since, until))
        wanted = wanted.order_by(col(LedgerPosting.id)).limit(PAGE)
        while True:
            with reading(self._engine) as session:
                page = session.execute(wanted.where(col(LedgerPosting.id) > after)).all()
            for posting, entry, fen in page:
                after, balance = int(posting or 0), balance + int(fen)
                yield _line(entry, int(fen), balance)
            if len(page) < PAGE:
                return


def entries_of(engine: Engine, commission_id: str) -> list[Booked]:
    """Of one commission, in the order they were written, each with its postings."""
    wanted = select(LedgerEntry, ACCOUNT, FEN).join(LedgerPosting, IN_ENTRY)
    wanted = wanted.where(col(LedgerEntry.commission_id) == commission_id)
    found: dict[str, Booked] = {}
    with reading(engine) as session:
        for entry, account, fen in session.execute(wanted.order_by(col(LedgerPosting.id))):
            booked = Booked(entry.key, entry.kind, entry.legal_at, entry.recorded_at, [])
            found.setdefault(entry.key, booked).postings.append((account, int(fen)))
    return list(found.values())


def _fen(session: Session, total: Select[int]) -> int:
    return int(session.scalar(total) or 0)


def _of(account: str) -> Select[int]:
    return (
        select(func.coalesce(func.sum(FEN), 0))
        .join(LedgerEntry, IN_ENTRY)
        .where(col(LedgerPosting.account) == account)
    )


def _counted(account: str) -> Select[int]:
    return select(func.count(FEN)).join(LedgerEntry, IN_ENTRY).where(col(LedgerPosting.account) == account)


def _lines(account: str) -> Select[int | None, LedgerEntry, int]:
    of = select(col(LedgerPosting.id), LedgerEntry, FEN)
    return of.join(LedgerEntry, IN_ENTRY).where(col(LedgerPosting.account) == account)


def _period(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    first = [] if since is None else [recorded >= since]
    return first if until is None else [*first, recorded < until]


def _line(entry: LedgerEntry, fen: int, balance_fen: int) -> Line:
    commission = entry.commission_id or ""
    return Line(entry.key, entry.kind, commission, entry.legal_at, entry.recorded_at, fen, balance_fen)
