"""The books alone: read where no platform runs, also from a copy. Nothing here needs the Temporal server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from gateways.database import address, opened
from gateways.ledger import SqlLedger
from gateways.refusals import NoSuchDatabase
from gateways.schema import check
from settings import Settings


@dataclass(frozen=True)
class Books:
    engine: Engine
    settings: Settings
    ledger: SqlLedger


@contextmanager
def open_books(settings: Settings, database: str = "") -> Iterator[Books]:
    """``database`` names another one than the settings': an address, or an SQLite file.

    Raises NoSuchDatabase where there is no such file (none is made), DatabaseBehind, DatabaseAhead.
    """
    url = _url(database) if database else settings.database
    place = address(url)
    if place.get_backend_name() == "sqlite" and not Path(place.database or "").exists():
        raise NoSuchDatabase(place.database or "-")
    with opened(url, settings.pool) as engine:
        check(engine)
        yield Books(engine, settings, SqlLedger(engine))


def _url(database: str) -> str:
    return database if "://" in database else f"sqlite:///{database}"
