import ast
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Event

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Inspector, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError, StatementError
from sqlmodel import SQLModel

from gateways.refusals import DatabaseAhead, DatabaseBehind
from gateways.sql import database
from gateways.sql.database import opened, reading, writing
from gateways.sql.migrating import _alembic, migrate
from gateways.sql.schema import check, newest
from models.tables.every import MODULES
from models.tables.parties import Brand
from tests.gateways.records import NOON, at_once, counted, funded_market
from tests.unsynced import AS_THE_PRODUCT

ANOTHER = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM first'); c.close()"


def test_the_migrations_and_the_models_describe_the_same_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, SQLModel.metadata)

    assert differences == []


def test_the_migrations_and_the_models_have_the_same_checks(engine: Engine, empty: Engine) -> None:
    SQLModel.metadata.create_all(empty)

    assert checks(inspect(engine)) == checks(inspect(empty))


def checks(found: Inspector) -> set[tuple[str, str | None]]:
    return {
        (table, each["name"])
        for table in found.get_table_names()
        for each in found.get_check_constraints(table)
    }


def test_opening_makes_the_folder_and_migrating_makes_the_tables(empty: Engine) -> None:
    migrate(empty)

    check(empty)
    assert counted(empty, "commissions") == 0


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    funded_market(engine)

    migrate(engine)

    assert counted(engine, "ledger_entries") == 1


def test_two_that_migrate_at_once_both_find_it_done(empty: Engine) -> None:
    at_once(4, lambda _: migrate(empty))

    check(empty)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_migration_waits_its_turn_longer_than_other_writers(
    empty: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a large book the migration before it takes minutes."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(database, "PRAGMAS", ("busy_timeout=50", "journal_mode=WAL"))
    held = Event()

    def first(number: int) -> None:
        if number:
            held.wait()
            migrate(empty)
            return
        with opened(empty.url.render_as_string()) as another, writing(another) as session:
            session.connection()
            held.set()
            time.sleep(1)

    at_once(2, first)

    check(empty)
    with empty.connect() as connection:
        assert connection.exec_driver_sql("pragma busy_timeout").scalar_one() == 50


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("backend")
def test_two_that_open_it_at_once_make_one_file(tmp_path: Path) -> None:
    def act(_: int) -> None:
        with opened(f"sqlite:///{tmp_path / 'starmap.db'}") as engine:
            migrate(engine)

    at_once(4, act)

    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["starmap.db"]


def test_a_migration_that_fails_half_way_leaves_nothing(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.execute(text("create table withdrawals (id text)"))

    with pytest.raises((OperationalError, ProgrammingError), match="already exists"):
        migrate(empty)

    assert inspect(empty).get_table_names() == ["withdrawals"]


def test_a_database_without_tables_is_named_as_behind(empty: Engine) -> None:
    with pytest.raises(DatabaseBehind) as refused:
        check(empty)

    assert "升级" in refused.value.zh
    assert "migrate" in refused.value.en


def of_a_newer_program(engine: Engine, floor: str = "9999") -> None:
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
        connection.execute(text("update schema_floor set revision = :floor"), {"floor": floor})


def test_the_workers_of_the_version_before_go_on_where_a_newer_program_only_added(engine: Engine) -> None:
    of_a_newer_program(engine, floor=newest())

    check(engine)
    migrate(engine)

    with engine.connect() as connection:
        assert connection.execute(text("select version_num from alembic_version")).scalar_one() == "9999"


def test_a_database_of_a_newer_program_is_named_as_ahead(engine: Engine) -> None:
    of_a_newer_program(engine)

    with pytest.raises(DatabaseAhead, match="9999") as refused:
        check(engine)

    assert refused.value.code == "DATABASE_AHEAD"


def test_a_database_of_a_newer_program_is_not_migrated(engine: Engine) -> None:
    of_a_newer_program(engine)

    with pytest.raises(DatabaseAhead, match="9999"):
        migrate(engine)

    with engine.connect() as connection:
        assert connection.execute(text("select version_num from alembic_version")).scalar_one() == "9999"


def test_the_first_migration_is_never_taken_back(engine: Engine) -> None:
    funded_market(engine)

    with pytest.raises(NotImplementedError, match="books"), writing(engine) as session:
        command.downgrade(_alembic(session.connection()), "base")

    assert counted(engine, "ledger_entries") == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_sqlite_is_opened_for_safety_first(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PRAGMAS", AS_THE_PRODUCT)
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with empty.connect() as connection:
        found = [connection.exec_driver_sql(f"pragma {each}").scalar_one() for each in asked]

    assert found == ["wal", 2, 1, 10_000]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_on_sqlite_a_writer_keeps_other_writers_out_from_its_beginning(empty: Engine) -> None:
    migrate(empty)
    with writing(empty) as session:
        session.connection()

        with empty.execution_options(reading=True).connect() as other:
            other.exec_driver_sql("pragma busy_timeout=0")
            with pytest.raises(OperationalError, match="locked"):
                other.exec_driver_sql("delete from brands")


def test_a_reader_sees_one_picture_while_others_write(engine: Engine) -> None:
    with reading(engine) as session:
        assert session.query(Brand).count() == 0
        funded_market(engine)
        assert session.query(Brand).count() == 0


def test_what_fails_in_a_transaction_takes_all_of_it_back(engine: Engine) -> None:
    def fail_after_writing() -> None:
        with writing(engine) as session:
            session.add(Brand(id="qingyou", name="青柚茶饮", joined_at=NOON))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_writing()

    assert counted(engine, "brands") == 0


def test_instants_come_back_aware_and_in_utc(engine: Engine) -> None:
    beijing = datetime(2026, 11, 22, 12, 0, 0, 123_456, tzinfo=timezone(timedelta(hours=8)))
    with writing(engine) as session:
        session.add(Brand(id="qingyou", name="青柚茶饮", joined_at=beijing))

    with reading(engine) as session:
        found = session.get_one(Brand, "qingyou").joined_at

    assert found == beijing
    assert found.tzinfo == UTC


def test_an_instant_without_a_zone_is_refused(engine: Engine) -> None:
    naive = datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001

    with pytest.raises(StatementError, match="without a zone"), writing(engine) as session:
        session.add(Brand(id="qingyou", name="青柚茶饮", joined_at=naive))


@pytest.mark.parametrize("table", ["ledger_entries", "ledger_postings"])
@pytest.mark.parametrize("change", ["update {} set id = id + 100", "delete from {}"])
def test_the_ledger_can_only_be_added_to(engine: Engine, table: str, change: str) -> None:
    funded_market(engine)
    before = counted(engine, table)

    with pytest.raises(DBAPIError, match="append only"), engine.begin() as connection:
        connection.execute(text(change.format(table)))

    assert counted(engine, table) == before > 0


def test_looking_at_the_file_takes_no_lock_of_this_process_away(tmp_path: Path) -> None:
    """POSIX locks end with the first descriptor of the file that a process closes, whoever opened it: another
    process then takes itself for the last one, and takes the log that is being written away.
    """
    url = f"sqlite:///{tmp_path / 'starmap.db'}"
    with opened(url) as engine:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE first (x)")
        with opened(url):
            subprocess.run([sys.executable, "-c", ANOTHER, str(tmp_path / "starmap.db")], check=True)

        assert (tmp_path / "starmap.db-wal").exists()
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE second (x)")


def test_the_newest_revision_is_the_head_of_the_migrations() -> None:
    head = ScriptDirectory.from_config(_alembic()).get_current_head()

    assert newest() == head


@pytest.mark.parametrize("module", [each.__name__ for each in MODULES])
def test_a_table_brings_along_those_it_refers_to(module: str) -> None:
    """Whoever writes through one module alone finds them: no command loads every table."""
    imported = {
        f"{node.module}.{name.name}"
        for node in ast.walk(ast.parse(Path(sys.modules[module].__file__ or "").read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    } | {module}
    homes = {each.__tablename__: each.__module__ for each in SQLModel.__subclasses__() if each.metadata}

    for table in SQLModel.metadata.tables.values():
        if homes.get(table.name) == module:
            referred = {homes[key.column.table.name] for key in table.foreign_keys}
            assert referred <= imported, table.name
