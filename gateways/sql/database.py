"""One door to the application's database: SQLite in a file, or PostgreSQL.

Every transaction may write unless it was opened by ``reading``. On SQLite a writer takes the only write lock
as it begins, so what it reads stays true until it commits.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from threading import Lock

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from gateways.refusals import (
    DatabaseAddressUnusable,
    TextUnusable,
)
from gateways.sql import sqlite_file
from gateways.sql.data_keys import DATA_KEYS, FILE_NAME, DataKeys
from gateways.sql.pool import Pool, leave_the_wrong_server

UNWRITABLE = re.compile("[\\x00\\ud800-\\udfff]")
"""NUL and one half of a surrogate pair: PostgreSQL's text takes neither, so SQLite is not given them."""
POSTGRESQL = "postgresql+psycopg"
PLAIN = {int, float, bool, type(None)}
"""Holds no text; everything else is looked at."""
DRIVERS = {each: each for each in ("sqlite", POSTGRESQL)} | {"postgresql": POSTGRESQL, "postgres": POSTGRESQL}
"""Psycopg 3 alone: `postgres://` is what hosts of databases hand out. No other database was ever tried."""
POOL = Pool()
WRITER = "writer"
"""The option of a SQLite engine that holds its writers' lock."""
PATIENCE = "patience"
"""The option of a SQLite engine whose writers wait so many seconds for their turn, where others wait ten."""
READABLE_JSON = partial(json.dumps, ensure_ascii=False)
BUSY_SECONDS = 10
PRAGMAS = (f"busy_timeout={1000 * BUSY_SECONDS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


def address(url: str) -> URL:
    """Where the database is. Raises DatabaseAddressUnusable, which never repeats the password."""
    try:
        place = make_url(url)
        return place.set(drivername=DRIVERS[place.drivername])
    except (ArgumentError, ValueError, KeyError):
        raise DatabaseAddressUnusable(url.partition("://")[0] if "://" in url else "…") from None


@contextmanager
def opened(url: str, pool: Pool = POOL, keys: DataKeys | None = None) -> Iterator[Engine]:
    """Closed again, with every connection, however the block ends."""
    engine = open_database(url, pool, keys)
    try:
        yield engine
    finally:
        engine.dispose()


def open_database(url: str, pool: Pool = POOL, keys: DataKeys | None = None) -> Engine:
    """Whoever opens it disposes of it. For SQLite it makes the folder and the file. It does not migrate.

    ``keys``: those that personal data is sealed under; without it those of the file beside SQLite's.
    """
    place = address(url)
    engine = _postgresql(place, pool) if place.get_backend_name() != "sqlite" else _sqlite(place)
    engine.update_execution_options(**{DATA_KEYS: keys or _beside(place)})
    event.listen(engine, "before_cursor_execute", _refuse_unwritable)
    return engine


def _beside(place: URL) -> DataKeys:
    if place.get_backend_name() != "sqlite" or not place.database or place.database.startswith(":"):
        return DataKeys()
    return DataKeys(Path(place.database).with_name(FILE_NAME), may_make=True)


def _postgresql(place: URL, pool: Pool) -> Engine:
    engine = create_engine(
        place,
        json_serializer=READABLE_JSON,
        hide_parameters=True,  # an error is read by people and kept in histories: no row stands in it
        pool_pre_ping=True,  # a connection that a restart cut is replaced, not found out by a request
        pool_size=pool.size,
        max_overflow=pool.overflow,
        pool_timeout=pool.wait_seconds,
        connect_args={"connect_timeout": pool.connect_seconds, "options": pool.options},
    )
    event.listen(engine, "handle_error", leave_the_wrong_server)
    return engine


def _sqlite(place: URL) -> Engine:
    if place.database and not place.database.startswith((":", "file:")):
        sqlite_file.prepare(Path(place.database))
    engine = create_engine(
        place,
        json_serializer=READABLE_JSON,
        hide_parameters=True,
        execution_options={WRITER: Lock()},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def reads_only(engine: Engine) -> bool:
    """Whether the server at this address takes no writes: a standby, or one that was demoted."""
    if engine.dialect.name != "postgresql":
        return False
    with Session(engine) as session:
        return bool(session.scalar(text("show transaction_read_only")) == "on")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction: all of it is kept, or on an exception none."""
    with _in_turn(engine), Session(engine) as session, session.begin():
        yield session


@contextmanager
def _in_turn(engine: Engine) -> Iterator[None]:
    """SQLite has one writer, and lets others look again and again, the unlucky one for seconds: the threads
    of a process wait here instead. Whoever has waited as long as SQLite would asks SQLite itself.
    """
    writer = engine.get_execution_options().get(WRITER)
    if writer is None:
        yield
        return
    is_ours = writer.acquire(timeout=engine.get_execution_options().get(PATIENCE, BUSY_SECONDS))
    try:
        yield
    finally:
        if is_ours:
            writer.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One consistent picture, which holds nobody up."""
    with Session(_pictured(engine), expire_on_commit=False) as session:
        yield session


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """As ``reading``, for whoever wants a few columns and no objects."""
    with _pictured(engine).connect() as connection:
        yield connection


def _pictured(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine.execution_options(reading=True)
    return engine.execution_options(isolation_level="REPEATABLE READ")


def lock(session: Session, name: str) -> None:
    """Wait until nobody else holds the name; it is ours until the transaction ends.

    SQLite needs nothing: BEGIN IMMEDIATE already keeps every other writer out.
    """
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def _refuse_unwritable(
    _connection: object, _cursor: object, _statement: str, given: object, *_: object
) -> None:
    """In any parameter of any statement: also in what is only looked for. Raises TextUnusable."""
    if isinstance(given, str):
        if found := UNWRITABLE.search(given):
            raise TextUnusable(ascii(found[0]))
    elif isinstance(given, Mapping | list | tuple):
        for each in given.values() if isinstance(given, Mapping) else given:
            if each.__class__ not in PLAIN:
                _refuse_unwritable(_connection, _cursor, _statement, each)


def _prepare(raw: SQLiteConnection, _: ConnectionPoolEntry) -> None:
    raw.isolation_level = None  # the driver would begin late and never IMMEDIATE: we begin ourselves
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if PATIENCE in options:
        _wait(connection, options[PATIENCE])
    try:
        connection.exec_driver_sql("BEGIN" if options.get("reading", False) else "BEGIN IMMEDIATE")
    finally:
        if PATIENCE in options:
            _wait(connection, BUSY_SECONDS)  # the next to be given this connection is in a hurry again


def _wait(connection: Connection, seconds: float) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout={int(1000 * seconds)}")
