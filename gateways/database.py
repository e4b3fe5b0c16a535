"""One door to the application's database: SQLite in a file, or PostgreSQL.

Every transaction may write unless it was opened by ``reading``. On SQLite a writer takes the only write lock
as it begins, so what it reads stays true until it commits.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from gateways.refusals import DatabaseAhead, DatabaseBehind
from models import migrations

PRAGMAS = ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


def open_database(url: str) -> Engine:
    """Open, and for SQLite make the folder and the file. It does not migrate."""
    place = make_url(url)
    readable_json = partial(json.dumps, ensure_ascii=False)
    if place.get_backend_name() != "sqlite":
        return create_engine(place, json_serializer=readable_json, pool_pre_ping=True)
    if place.database:
        Path(place.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(place, json_serializer=readable_json)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest revision, all or nothing. Two at once: the second finds it done."""
    with writing(engine) as session:
        lock(session, "migration")
        command.upgrade(_alembic(session.connection()), "head")


def check(engine: Engine) -> None:
    """Raises DatabaseBehind or DatabaseAhead unless the schema is the one this program was written for."""
    script = ScriptDirectory.from_config(_alembic())
    with reading(engine) as session:
        found = MigrationContext.configure(session.connection()).get_current_revision()
    if found == script.get_current_head():
        return
    known = {revision.revision for revision in script.walk_revisions()}
    if found is None or found in known:
        raise DatabaseBehind(found or "-")
    raise DatabaseAhead(found)


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction: all of it is kept, or on an exception none."""
    with Session(engine) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One consistent picture, which holds nobody up."""
    if engine.dialect.name == "sqlite":
        pictured = engine.execution_options(reading=True)
    else:
        pictured = engine.execution_options(isolation_level="REPEATABLE READ")
    with Session(pictured, expire_on_commit=False) as session:
        yield session


def lock(session: Session, name: str) -> None:
    """Wait until nobody else holds the name; it is ours until the transaction ends.

    SQLite needs nothing: BEGIN IMMEDIATE already keeps every other writer out.
    """
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def _alembic(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(migrations.__path__[0])).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _prepare(raw: SQLiteConnection, _: ConnectionPoolEntry) -> None:
    raw.isolation_level = None  # the driver would begin late and never IMMEDIATE: we begin ourselves
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
