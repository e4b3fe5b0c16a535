"""SQL that was compiled for one SQLite database of the tests is not compiled again for the next one.

Every test has a database and an engine of its own, and an engine keeps what it compiled for itself: there
went a third of the time of the tests of the books.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import LRUCache

Key = tuple[Any, ...]


class Compiled(LRUCache[Key, Any]):
    """By the kind of dialect, where an engine asks by its own."""

    def get(self, key: Key, default: Any = None) -> Any:
        return super().get(_of_its_kind(key), default)

    def __setitem__(self, key: Key, value: Any) -> None:
        super().__setitem__(_of_its_kind(key), value)


def _of_its_kind(key: Key) -> Key:
    dialect, *rest = key
    return (type(dialect), dialect._json_serializer, *rest)


COMPILED = Compiled(5_000)


def share_what_is_compiled() -> None:
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.engine._compiled_cache = COMPILED  # type: ignore[assignment]
