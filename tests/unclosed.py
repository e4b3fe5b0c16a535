"""A SQLite connection that nobody closed is a warning, as Python 3.13 gives it, on every version.

Warnings are errors here. It says where the connection was opened; what is still referred to is no leak yet.
"""

import sqlite3
import traceback
import warnings
from pathlib import Path
from typing import Any
from weakref import WeakSet

ROOT = str(Path(__file__).parents[1])
plain_connect = sqlite3.connect
watched: "WeakSet[Watched]" = WeakSet()


class Watched(sqlite3.Connection):
    opened_at = "?"

    def __del__(self) -> None:
        if is_open(self):
            text = f"unclosed database, opened at {self.opened_at}"
            try:
                warnings.warn(text, ResourceWarning, stacklevel=1, source=self)
            finally:
                self.close()


def is_open(connection: sqlite3.Connection) -> bool:
    try:
        connection.total_changes  # noqa: B018  # the one question that is answered to every thread
    except sqlite3.ProgrammingError:
        return False
    return True


def still_open() -> set[int]:
    """The connections of this process that are open now."""
    return {id(each) for each in list(watched) if is_open(each)}


def connect(*given: Any, **more: Any) -> sqlite3.Connection:
    made: sqlite3.Connection = plain_connect(*given, **{"factory": Watched, **more})
    if isinstance(made, Watched):
        frames = [each for each in traceback.extract_stack() if each.filename.startswith(ROOT)]
        ours = [each for each in frames if ".venv" not in each.filename][:-1]
        watched.add(made)
        made.opened_at = " < ".join(f"{each.filename}:{each.lineno}" for each in reversed(ours[-3:]))
    return made


def pytest_configure() -> None:
    """Before anything is opened; SQLAlchemy looks for it in the second place, each time."""
    sqlite3.connect = sqlite3.dbapi2.connect = connect  # type: ignore[assignment]
