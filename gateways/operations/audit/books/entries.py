"""Entries as they stand in the books, with the number they were written under."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.money.entries import Entry, Posting
from models.tables.ledger import LedgerEntry, LedgerPosting

ID, KEY = col(LedgerEntry.id), col(LedgerEntry.key)
PAGE = 500
BEFORE_ALL = -(2**31)
"""A number below zero is nobody's, and is looked at like any other."""


@dataclass(frozen=True)
class Written:
    id: int
    commission_id: str | None
    entry: Entry

    @property
    def key(self) -> str:
        return self.entry.key


def by_keys(session: Session, keys: Iterable[str]) -> dict[str, Written]:
    wanted = list(keys)
    found: dict[str, Written] = {}
    for start in range(0, len(wanted), PAGE):
        page = select(LedgerEntry).where(KEY.in_(wanted[start : start + PAGE]))
        found |= {each.key: each for each in _read(session, page)}
    return found


def of_commissions(session: Session, ids: Sequence[str]) -> list[Written]:
    """In the order of writing."""
    return _read(session, select(LedgerEntry).where(col(LedgerEntry.commission_id).in_(ids)).order_by(ID))


def recorded(session: Session, since: datetime, until: datetime) -> Iterator[list[Written]]:
    """What was recorded within a span, page by page, along the index of it."""
    at = col(LedgerEntry.recorded_at)
    place = (since, BEFORE_ALL)
    while True:
        within = select(LedgerEntry).where(at >= place[0], at < until, tuple_(at, ID) > place)
        page = _read(session, within.order_by(at, ID).limit(PAGE))
        if not page:
            return
        yield page
        place = (page[-1].entry.recorded_at, page[-1].id)


def in_order(session: Session) -> Iterator[list[Written]]:
    """All of them, page by page, in the order of writing."""
    after = BEFORE_ALL
    while page := _read(session, select(LedgerEntry).where(after < ID).order_by(ID).limit(PAGE)):
        yield page
        after = page[-1].id


def _read(session: Session, wanted: Select[LedgerEntry]) -> list[Written]:
    rows = session.scalars(wanted).all()
    postings: dict[int, list[Posting]] = {}
    of = select(col(LedgerPosting.entry_id), col(LedgerPosting.account), col(LedgerPosting.fen))
    for entry, account, fen in session.execute(
        of.where(col(LedgerPosting.entry_id).in_([row.id for row in rows])).order_by(col(LedgerPosting.id))
    ):
        postings.setdefault(entry or 0, []).append(Posting(account, int(fen)))
    found = [_written(row, postings.get(row.id or 0, [])) for row in rows]
    session.expunge_all()  # a check reads everything and keeps nothing
    return found


def _written(row: LedgerEntry, postings: Sequence[Posting]) -> Written:
    entry = Entry(row.key, row.kind, tuple(postings), row.legal_at, row.recorded_at)
    return Written(row.id or 0, row.commission_id, entry)
