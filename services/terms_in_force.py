"""The terms that serve now: read from the file, and held against what the books know of their version.

Whoever serves under a version keeps it in the books, and the later one that is published beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine

from domain.commissions.ordering.editions import Edition
from domain.commissions.ordering.terms import Terms
from domain.counts import how_many
from domain.instants import beijing_day
from gateways.commissions.terms import SqlTermsStore, TermsChanged
from services.terms_file import NOTICE_DAYS, Published, read_published


@dataclass(frozen=True)
class Note:
    zh: str
    en: str


def in_force(engine: Engine, published: Published | None = None) -> Edition:
    """What is in force now, kept in the books. Raises BadTerms, TermsChanged: then nothing is kept."""
    published = published or read_published()
    check(engine, published)
    for edition in published.editions:
        SqlTermsStore(engine).keep(edition, datetime.now(UTC))
    return published.now


def against_orders(engine: Engine, *, keep: bool) -> TermsChanged | None:
    """Why the terms take no new order; None where they do. ``keep``: they are to be served with."""
    try:
        if keep:
            in_force(engine)
        else:
            check(engine, read_published())
    except TermsChanged as changed:
        return changed
    return None


def check(engine: Engine, published: Published) -> None:
    """Raises TermsChanged. Nothing is kept."""
    for edition in published.editions:
        SqlTermsStore(engine).check(edition)


def notes(engine: Engine, published: Published | None = None, today: date | None = None) -> list[Note]:
    """A change begins less than seven days after it was published; a date holds nothing."""
    published, today = published or read_published(), today or beijing_day(datetime.now(UTC))
    return list(_notes(SqlTermsStore(engine), published, today))


def _notes(store: SqlTermsStore, published: Published, today: date) -> Iterator[Note]:
    current = published.on(today).terms
    if current.effective_from > today.isoformat():
        yield of_a_day_to_come(current)
    since = store.since(current.version)
    if since and today < beijing_day(since) + timedelta(days=NOTICE_DAYS):
        yield from _short(current, beijing_day(since))
    later = published.later.terms if published.later else None
    if later and later != current:
        yield from _short(later, beijing_day(store.first_met(later.version) or datetime.now(UTC)))


def _short(terms: Terms, told: date) -> Iterator[Note]:
    """``told``: the day on which it could first be read here."""
    days = (date.fromisoformat(terms.effective_from) - told).days
    if days < NOTICE_DAYS:
        yield of_short_notice(terms, max(days, 0))


def of_short_notice(terms: Terms, days: int) -> Note:
    return Note(
        f"注意：条款 {terms.version} 公布 {days} 天后生效；规则修改须至少提前七日公示（电子商务法 §34）",
        f"note: terms {terms.version} begin {how_many(days, 'days')} after they were published; a change is "
        "published seven days before (电子商务法 §34)",
    )


def of_a_day_to_come(terms: Terms) -> Note:
    return Note(
        f"注意：条款 {terms.version} 写明 {terms.effective_from} 起生效，但不在 [next] 下，现已生效；"
        "尚未生效的改动请写在 [next] 下",
        f"note: terms {terms.version} say that they begin on {terms.effective_from} and hold already, "
        "since they do not stand under [next]; what is to begin later belongs there",
    )
