"""The books of account, read: trial balance, statements, a brand's wallet."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine

from domain.money.statements import Line, Statement, TrialBalance
from gateways.money.statements import Booked, SqlStatements
from gateways.money.statements import entries_of as entries_in_books

__all__ = ["Booked", "entries_of", "statement", "trial_balance"]


def trial_balance(engine: Engine, at: datetime | None = None) -> TrialBalance:
    """As the books stood at an instant; as they stand now without one."""
    return SqlStatements(engine).trial_balance(at)


def statement(
    engine: Engine, account: str, since: datetime | None, until: datetime | None
) -> tuple[Statement, Iterator[Line]]:
    """Of a period, with its lines: they are read as they are asked for, page by page.

    Raises UnknownAccountName, PeriodReversed.
    """
    statements = SqlStatements(engine)
    found = statements.statement(account, since, until)
    return found, statements.lines(found, since, until)


def entries_of(engine: Engine, commission_id: str) -> list[Booked]:
    """Every entry of one commission, in the order they were written."""
    return entries_in_books(engine, commission_id)
