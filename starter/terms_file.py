"""The terms of new orders: terms.toml in the project root, over the defaults, under a task type's own."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from domain.bounds import BadTerms
from domain.instants import beijing_day
from domain.task_types.kind import TaskType
from domain.terms import Terms, terms_from
from domain.withdrawals.terms import WithdrawalTerms, withdrawal_terms_from
from settings import ROOT

TERMS_FILE = ROOT / "terms.toml"
WITHDRAWAL = "withdrawal"
NEXT = "next"
NOTICE_DAYS = 7


def read_terms(path: Path = TERMS_FILE, today: date | None = None) -> Terms:
    """Raises BadTerms with every problem at once; a missing file means the defaults.

    The ``[next]`` table has what changes from its own day on, in Beijing; until then the terms above it hold.
    """
    later = next_terms(path)
    begun = (
        later is not None and later.effective_from <= (today or beijing_day(datetime.now(UTC))).isoformat()
    )
    return later if later is not None and begun else _present(_read(path))


def next_terms(path: Path = TERMS_FILE) -> Terms | None:
    """The terms published for later, if there are any. Raises BadTerms: they need a version and a day."""
    found = _read(path)
    told, now = found.get(NEXT), _present(found)
    if told is None:
        return None
    if not isinstance(told, dict):
        raise BadTerms("next: expected a table / 应为一个表")
    later = terms_from(told, now)
    if later.version == now.version or later.effective_from <= now.effective_from:
        raise BadTerms(
            "next: needs a new version and a later effective_from / 须有新的 version 和更晚的 effective_from"
        )
    return later


def short_notice(later: Terms, today: date) -> int | None:
    """Days until terms that were published begin, where they are fewer than the law's (电子商务法 §34)."""
    left = (date.fromisoformat(later.effective_from) - today).days
    return left if 0 < left < NOTICE_DAYS else None


def _present(found: dict[str, Any]) -> Terms:
    return terms_from({name: value for name, value in found.items() if name not in (WITHDRAWAL, NEXT)})


def read_withdrawal_terms(path: Path = TERMS_FILE) -> WithdrawalTerms:
    """The `[withdrawal]` table over the defaults. Raises BadTerms."""
    found = _read(path).get(WITHDRAWAL, {})
    if not isinstance(found, dict):
        raise BadTerms("withdrawal: expected a table / 应为一个表")
    return withdrawal_terms_from(found)


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise BadTerms(f"{path.name}: {broken}") from None


def terms_for(kind: TaskType, path: Path = TERMS_FILE) -> Terms:
    return terms_from(kind.terms, read_terms(path))
