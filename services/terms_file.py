"""The terms of new orders: terms.toml in the project root, over the defaults, under a task type's own."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from domain.bounds import BadTerms
from domain.commissions.ordering.editions import Edition
from domain.commissions.ordering.terms import Terms, terms_from
from domain.commissions.task_types.kind import TaskType
from domain.instants import beijing_day
from domain.money.withdrawals.terms import WithdrawalTerms, withdrawal_terms_from
from settings import ROOT

TERMS_FILE = ROOT / "terms.toml"
WITHDRAWAL = "withdrawal"
NEXT = "next"
NOTICE_DAYS = 7


@dataclass(frozen=True)
class Published:
    """What a terms file says: the terms as they are, and those that begin on a day of their own."""

    present: Edition
    later: Edition | None = None

    def on(self, day: date) -> Edition:
        """In force on a day in Beijing: until the later ones begin, those above them."""
        if self.later is not None and self.later.terms.effective_from <= day.isoformat():
            return self.later
        return self.present

    @property
    def editions(self) -> list[Edition]:
        return [each for each in (self.present, self.later) if each]

    @property
    def now(self) -> Edition:
        return self.on(beijing_day(datetime.now(UTC)))


def read_published(path: Path = TERMS_FILE) -> Published:
    """Raises BadTerms with every problem of the present terms, or of the later ones, at once."""
    found = _read(path)
    present = _edition({name: value for name, value in found.items() if name != NEXT}, Edition())
    if NEXT not in found:
        return Published(present)
    if not isinstance(found[NEXT], dict):
        raise BadTerms("next: expected a table / 应为一个表")
    later = _edition(found[NEXT], present)
    if later.version == present.version or later.terms.effective_from <= present.terms.effective_from:
        raise BadTerms(
            "next: needs a new version and a later effective_from / 须有新的 version 和更晚的 effective_from"
        )
    return Published(present, later)


def read_terms(path: Path = TERMS_FILE, today: date | None = None) -> Terms:
    """Raises BadTerms with every problem at once; a missing file means the defaults.

    The ``[next]`` table has what changes from its own day on, in Beijing; until then the terms above it hold.
    """
    published = read_published(path)
    return (published.on(today) if today else published.now).terms


def next_terms(path: Path = TERMS_FILE) -> Terms | None:
    """The terms published for later, if there are any. Raises BadTerms: they need a version and a day."""
    later = read_published(path).later
    return later.terms if later else None


def short_notice(later: Terms, today: date) -> int | None:
    """Days until terms that were published begin, where they are fewer than the law's (电子商务法 §34)."""
    left = (date.fromisoformat(later.effective_from) - today).days
    return left if 0 < left < NOTICE_DAYS else None


def read_withdrawal_terms(path: Path = TERMS_FILE) -> WithdrawalTerms:
    """The `[withdrawal]` table over the defaults. Raises BadTerms."""
    return read_published(path).now.withdrawal


def terms_for(kind: TaskType, path: Path = TERMS_FILE) -> Terms:
    return terms_from(kind.terms, read_terms(path))


def _edition(found: Mapping[str, Any], base: Edition) -> Edition:
    """What a table says over what it starts from. Both kinds of terms are read before any problem is told."""
    told = found.get(WITHDRAWAL, {})
    problems = [] if isinstance(told, dict) else ["withdrawal: expected a table / 应为一个表"]
    terms, withdrawal = base.terms, base.withdrawal
    try:
        terms = terms_from({name: value for name, value in found.items() if name != WITHDRAWAL}, terms)
    except BadTerms as bad:
        problems.append(str(bad))
    try:
        withdrawal = withdrawal_terms_from(told if isinstance(told, dict) else {}, withdrawal)
    except BadTerms as bad:
        problems.append(str(bad))
    if problems:
        raise BadTerms("; ".join(problems))
    return Edition(terms, withdrawal)


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise BadTerms(f"{path.name}: {broken}") from None
