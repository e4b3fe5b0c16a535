"""The statement of an account by month, as whoever owns it reads it: each line with the title it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.commissions.money.income import Income
from domain.money.statements import Line
from gateways.commissions.listing import titles
from gateways.money.income import SqlIncome
from gateways.money.statements import SqlStatements
from gateways.refusals import UnknownAccountName
from services.files.periods import Month, month_of, months


@dataclass(frozen=True)
class MonthlyLine:
    line: Line
    title: str
    """Of the commission; empty where it is about none."""
    fee_fen: int = 0
    """Of the platform, where the creator bears it: the line is what is left."""

    @property
    def gross_fen(self) -> int:
        return self.line.fen + self.fee_fen


@dataclass(frozen=True)
class Monthly:
    month: Month
    opening_fen: int
    closing_fen: int
    lines: tuple[MonthlyLine, ...]
    """In the order they were written."""
    months: tuple[Month, ...]
    """Those that there are, the newest first."""

    @property
    def change_fen(self) -> int:
        return self.closing_fen - self.opening_fen


def monthly(engine: Engine, account: str, wanted: Month | None, now: datetime) -> Monthly:
    """``account``: ``creator:ID`` or ``brand:ID``. Without a month, of the newest that has something."""
    books = SqlStatements(engine)
    began = books.began(account)
    month = wanted or _newest(books, account, began, now)
    offered = tuple(months(began, now)) if began else ()
    try:
        found = books.statement(account, month.begins, month.ends)
    except UnknownAccountName:
        return Monthly(month, 0, 0, (), offered)
    lines = tuple(books.lines(found, month.begins, month.ends))
    named = titles(engine, {each.commission for each in lines if each.commission})
    earned = _earned(engine, account, lines)
    told = tuple(
        MonthlyLine(
            each, named.get(each.commission, ""), earned[each.key].fee_fen if each.key in earned else 0
        )
        for each in lines
    )
    return Monthly(month, found.opening_fen, found.closing_fen, told, offered)


def titles_of(engine: Engine, commission_ids: Sequence[str]) -> dict[str, str]:
    return titles(engine, commission_ids)


def _newest(books: SqlStatements, account: str, began: datetime | None, now: datetime) -> Month:
    if began is None:
        return month_of(now)
    with_something = (
        each for each in months(began, now) if books.statement(account, each.begins, each.ends).count
    )
    return next(with_something, month_of(now))


def _earned(engine: Engine, account: str, lines: tuple[Line, ...]) -> dict[str, Income]:
    kind, _, owner = account.partition(":")
    if kind != "creator" or not lines:
        return {}
    since = min(each.legal_at for each in lines)
    return {each.key: each for each in SqlIncome(engine).income(owner, since)}
