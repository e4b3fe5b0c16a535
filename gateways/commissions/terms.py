"""The versions of the terms that the platform has served with, and what each of them says.

A version is kept when it is first met, and refused for ever after with other numbers: an order names the
version it was struck under, and whoever looks it up is to find what was agreed.
"""

from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.ordering.editions import Edition, changed, digest
from domain.refusals import in_words
from gateways.refusals import BookRefusal
from gateways.sql.database import lock, reading, writing
from models.tables.terms import TermsVersion

SHOWN = 12
"""Characters of a digest that people compare."""


class TermsChanged(BookRefusal):
    """The same version with other numbers. Each of them is named, and what to do."""

    code = "TERMS_CHANGED"

    def __init__(self, kept: TermsVersion, edition: Edition) -> None:
        now = edition.numbers
        found = changed(kept.numbers, now)
        differs = "; ".join(f"{name} {_told(was)} → {_told(is_)}" for name, was, is_ in found)
        self.subject = f"{kept.version}, {kept.digest[:SHOWN]} → {digest(now)[:SHOWN]}: {differs}"
        self.zh, self.en = in_words(self.code, which=self.subject)
        Exception.__init__(self, f"{self.code}: {self.zh} / {self.en}")


class SqlTermsStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, edition: Edition, at: datetime) -> None:
        """From now on the version says this. Again: nothing happens. Raises TermsChanged.

        Of two at once with other numbers the first is kept and the second refused.
        """
        with reading(self._engine) as session:
            if _is_kept(session, edition):
                return
        with writing(self._engine) as session:
            lock(session, "terms")
            if not _is_kept(session, edition):
                session.add(_row(edition, at))

    def check(self, edition: Edition) -> None:
        """Raises TermsChanged. Nothing is kept."""
        with reading(self._engine) as session:
            _is_kept(session, edition)

    def first_met(self, version: str) -> datetime | None:
        with reading(self._engine) as session:
            row = session.get(TermsVersion, version)
            return row.at if row else None

    def since(self, version: str) -> datetime | None:
        """When it was first met by a platform that knew another before; None of the very first."""
        with reading(self._engine) as session:
            row = session.get(TermsVersion, version)
            earlier = select(col(TermsVersion.version)).where(col(TermsVersion.at) < row.at) if row else None
            known = earlier is not None and session.scalar(earlier.limit(1))
            return row.at if row and known else None


def _is_kept(session: Session, edition: Edition) -> bool:
    row = session.get(TermsVersion, edition.version)
    if row is None:
        return False
    if row.digest != digest(edition.numbers) and changed(row.numbers, edition.numbers):
        raise TermsChanged(row, edition)
    return True


def _told(value: object) -> str:
    """A type that says nothing of its own has the term of all."""
    return "–" if value is None else str(value)


def _row(edition: Edition, at: datetime) -> TermsVersion:
    numbers = {part: dict(said) for part, said in edition.numbers.items()}
    return TermsVersion(
        version=edition.version,
        digest=digest(numbers),
        numbers=numbers,
        effective_from=edition.terms.effective_from,
        at=at,
    )
