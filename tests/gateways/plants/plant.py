"""One error to plant, and the ids by which it is to be found."""

from dataclasses import dataclass

LATE = "'2099-01-01 00:00:00.000000'"


@dataclass(frozen=True)
class Plant:
    name: str
    sql: tuple[str, ...]
    ids: frozenset[str]
    """One of these is named by what is found."""
    everywhere: bool = True
    """False where only SQLite lets it be planted, or only the bank's side shows it."""
