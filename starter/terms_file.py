"""The terms of new orders: terms.toml in the project root, over the defaults, under a task type's own."""

import tomllib
from pathlib import Path
from typing import Any

from domain.task_types.kind import TaskType
from domain.terms import BadTerms, Terms, terms_from
from domain.withdrawals.terms import WithdrawalTerms, withdrawal_terms_from
from settings import ROOT

TERMS_FILE = ROOT / "terms.toml"
WITHDRAWAL = "withdrawal"


def read_terms(path: Path = TERMS_FILE) -> Terms:
    """Raises BadTerms with every problem at once; a missing file means the defaults."""
    found = _read(path)
    return terms_from({name: value for name, value in found.items() if name != WITHDRAWAL})


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
