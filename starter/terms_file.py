"""The terms of new orders: terms.toml in the project root, over the defaults, under a task type's own."""

import tomllib
from pathlib import Path

from domain.task_types.kind import TaskType
from domain.terms import BadTerms, Terms, terms_from
from settings import ROOT

TERMS_FILE = ROOT / "terms.toml"


def read_terms(path: Path = TERMS_FILE) -> Terms:
    """Raises BadTerms with every problem at once; a missing file means the defaults."""
    if not path.exists():
        return Terms()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise BadTerms(f"{path.name}: {broken}") from None
    return terms_from(found)


def terms_for(kind: TaskType, path: Path = TERMS_FILE) -> Terms:
    return terms_from(kind.terms, read_terms(path))
