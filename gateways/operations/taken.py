"""Who has taken on what. Of two at the same instant one is first, and the other is told who it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlmodel import col

from gateways.sql.database import lock, reading, writing
from models.tables.taken import TakenRow


@dataclass(frozen=True)
class Taken:
    subject: str
    account: str
    operator: str
    at: datetime


class SqlTaken:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, wanted: Taken, since: datetime | None) -> Taken:
        """Whoever has it then: ``wanted``, or who was quicker. One who took it before it began to wait anew
        (``since``) took something else.
        """
        with writing(self._engine) as session:
            lock(session, f"taken:{wanted.subject}")
            row = session.get(TakenRow, wanted.subject)
            if row is not None and not _lapsed(row, since):
                return _taken(row)
            if row is None:
                session.add(TakenRow(**vars(wanted)))
            else:
                row.account, row.operator, row.at = wanted.account, wanted.operator, wanted.at
            return wanted

    def let_go(self, subject: str, account: str = "") -> Taken | None:
        """Whoever had it. With an account: only where it is that one's."""
        with writing(self._engine) as session:
            lock(session, f"taken:{subject}")
            row = session.get(TakenRow, subject)
            if row is None:
                return None
            had = _taken(row)
            if not account or row.account == account:
                session.delete(row)
            return had

    def of(self, since: Mapping[str, datetime | None]) -> dict[str, Taken]:
        """By subject, those that are taken; each with the instant since which it waits."""
        with reading(self._engine) as session:
            rows = session.scalars(select(TakenRow).where(col(TakenRow.subject).in_(_few(since)))).all()
        return {row.subject: _taken(row) for row in rows if not _lapsed(row, since[row.subject])}


def _few(subjects: Iterable[str]) -> list[str]:
    return sorted(subjects)


def _lapsed(row: TakenRow, since: datetime | None) -> bool:
    return since is not None and row.at < since


def _taken(row: TakenRow) -> Taken:
    return Taken(row.subject, row.account, row.operator, row.at)
