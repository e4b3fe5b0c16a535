"""What is PostgreSQL's alone: addresses, the pool, time limits, restarts, migrations side by side."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from gateways.commissions.store import SqlCommissionStore
from gateways.money.ledger import SqlLedger
from gateways.operations.audit.checking import check_ledger
from gateways.parties.catalogue import SqlCatalogue
from gateways.refusals import DatabaseAddressUnusable, TextUnusable
from gateways.sql.database import address, lock, opened, reading, writing
from gateways.sql.migrating import migrate
from gateways.sql.pool import Pool, is_lost
from gateways.sql.schema import check
from models.tables.parties import Brand
from runtime.failures import named
from runtime.readiness import lacking_in_database
from settings import Settings
from tests.conftest import administer, create_database, keys_in
from tests.gateways.records import NOON, at_once, batch, funded_market, transition
from tests.postgres import Postgres, postgres

on_postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_an_address_without_a_driver_means_psycopg(given: str, meant: str) -> None:
    assert address(given).render_as_string() == meant


def test_an_address_that_is_none_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseAddressUnusable) as refused:
        address("my secret: hunter2@host")

    assert "hunter2" not in str(refused.value)
    assert "postgresql://" in refused.value.en


@pytest.mark.parametrize("bad", ["a\0b", "\0", "half \ud83d", "\udc00"])
def test_text_that_postgresql_cannot_hold_is_refused_by_name_on_both(engine: Engine, bad: str) -> None:
    """The door refuses it first (`domain.texts`); this is for what no door has read."""
    catalogue = SqlCatalogue(engine)

    with pytest.raises(TextUnusable, match="TEXT_UNUSABLE"), writing(engine) as session:
        session.add(Brand(id="qingyou", name=bad, owner="owner", phone="13900000001", joined_at=NOON))
    with pytest.raises(TextUnusable):
        catalogue.brand(bad)

    assert catalogue.brands() == []


def test_every_other_character_comes_back_as_it_went_in(engine: Engine) -> None:
    strange = "青柚🍵 \u007f\u0085\u200b\u202e\ufeff\uffff'\"\\%_;--" + chr(0x10FFFF)

    with writing(engine) as session:
        session.add(Brand(id="qingyou", name=strange, owner="owner", phone="13900000001", joined_at=NOON))

    assert SqlCatalogue(engine).brand("qingyou").name == strange


@on_postgresql
def test_a_process_opens_as_many_connections_as_its_pool_allows(database_url: str) -> None:
    pool = Pool(size=1, overflow=1, wait_seconds=0.2)

    with (
        opened(database_url, pool) as engine,
        engine.connect(),
        engine.connect(),
        pytest.raises(NoFreeConnection),
    ):
        engine.connect()


def test_records_never_wait_for_a_connection_that_another_role_holds() -> None:
    settings = Settings()

    assert settings.pool.size >= settings.threads
    assert settings.pool.size + settings.pool.overflow >= 2 * settings.threads


@on_postgresql
def test_a_statement_and_a_wait_for_a_lock_have_their_limits(database_url: str) -> None:
    with opened(database_url, Pool(statement_seconds=0.3, lock_seconds=0.2)) as engine:
        with pytest.raises(OperationalError, match="statement timeout"), writing(engine) as session:
            session.execute(text("select pg_sleep(30)"))
        with writing(engine) as first:
            lock(first, "one")
            with pytest.raises(OperationalError, match="lock timeout"), writing(engine) as second:
                lock(second, "one")


@on_postgresql
def test_a_migration_waits_for_another_one_however_long_it_takes(database_url: str) -> None:
    empty = create_database(make_url(database_url).render_as_string(hide_password=False), "")
    with opened(empty, Pool(statement_seconds=0.2, lock_seconds=0.2)) as engine:
        with writing(engine) as other:
            lock(other, "migration")
            waiting = threading.Thread(target=migrate, args=(engine,))
            waiting.start()
            waiting.join(1)
            assert waiting.is_alive()
        waiting.join(60)

        check(engine)
    administer(empty, f"drop database {make_url(empty).database} with (force)")


@on_postgresql
def test_a_reader_keeps_its_picture_and_holds_no_writer_up(engine: Engine) -> None:
    with reading(engine) as session:
        assert session.query(Brand).count() == 0
        funded_market(engine)
        assert session.query(Brand).count() == 0

    assert len(SqlCatalogue(engine).brands()) == 1


@on_postgresql
def test_connections_that_were_cut_are_replaced(engine: Engine, database_url: str) -> None:
    funded_market(engine)
    at_once(5, lambda _: SqlLedger(engine).balances())
    cut_all(database_url)

    assert at_once(5, lambda _: check_ledger(engine).ok) == 5 * [True]


@on_postgresql
def test_a_pool_leaves_a_server_that_was_demoted_and_comes_back_by_itself(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    """Connections of before stay read-only for as long as they live: only new ones see the new primary."""
    funded_market(engine)
    at_once(5, lambda _: SqlLedger(engine).balances())
    demote(database_url, "on")
    at_once(5, lambda _: SqlLedger(engine).balances())  # their sessions begin read-only once they are new
    cut_all(database_url)
    store = SqlCommissionStore(engine)

    for _ in range(2):
        with pytest.raises(OperationalError, match="read-only") as refused:
            store.record(batch(transition(1)))
        assert refused.value.connection_invalidated
        assert [each.code for each in named(refused.value)] == ["DATABASE_UNAVAILABLE"]
    assert [each.code for each in lacking_in_database(engine)] == ["DATABASE_READ_ONLY"]
    assert check_ledger(engine).ok, "what can be read is read"
    demote(database_url, "off")

    refusals = 0
    for each in (transition(1), transition(2, "accept")):
        while outcome(lambda each=each: store.record(batch(each))) != "done":
            refusals += 1
            assert refusals == 1, "one that is refused leaves with all that are kept"
    with opened(database_url, keys=keys_in(tmp_path)) as anew:
        assert lacking_in_database(anew) == []


@pytest.mark.parametrize(
    ("state", "lost"),
    [
        ("25006", True),
        ("57P01", True),
        ("57P02", True),
        ("57P03", True),
        ("08006", True),
        ("08003", True),
        ("57014", False),
        ("55P03", False),
        ("23505", False),
        ("40001", False),
        (None, False),
    ],
)
def test_a_failure_is_of_the_server_or_of_what_was_asked(state: str | None, lost: bool) -> None:  # noqa: FBT001
    assert is_lost(state) is lost


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except OperationalError as failed:
        return type(failed).__name__
    return "done"


def demote(url: str, value: str) -> None:
    """As a failover does it to who is connected: new sessions begin read-only until it is over."""
    admin = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        name = make_url(url).database
        connection.execute(text(f"alter database {name} set default_transaction_read_only = {value}"))
    admin.dispose()


def cut_all(url: str) -> None:
    place = make_url(url).set(database="postgres")
    admin = create_engine(place, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    cut = text("select pg_terminate_backend(pid) from pg_stat_activity where datname = :name")
    with admin.connect() as connection:
        connection.execute(cut, {"name": make_url(url).database})


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Postgres]:
    with postgres() as made:
        yield made


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["stopped", "plug pulled"])
def test_what_was_answered_before_a_restart_is_there_after_it(
    own_postgres: Postgres, how: int, tmp_path: Path
) -> None:
    url = create_database(own_postgres.url, "")
    with opened(url, keys=keys_in(tmp_path)) as engine:
        migrate(engine)
        funded_market(engine)
        answered: list[int] = []
        stop = threading.Event()
        writer = threading.Thread(target=keep_writing, args=(SqlCommissionStore(engine), answered, stop))

        writer.start()
        wait_until(lambda: len(answered) > 20)
        own_postgres.stop(how)
        own_postgres.start()
        seen = len(answered)
        wait_until(lambda: len(answered) > seen + 20)
        stop.set()
        writer.join(60)

        with engine.connect() as connection:
            written = set(connection.execute(text("select seq from timeline")).scalars())
        assert written == set(answered)


def keep_writing(store: SqlCommissionStore, answered: list[int], stop: threading.Event) -> None:
    """As the workflow's local activity does: the same record again until it is answered."""
    seq = 1
    while not stop.is_set():
        try:
            store.record(batch(transition(seq, move="extend")))
        except OperationalError:
            time.sleep(0.02)
        else:
            answered.append(seq)
            seq += 1


def wait_until(true: Callable[[], bool]) -> None:
    gives_up_at = time.monotonic() + 60
    while not true():
        assert time.monotonic() < gives_up_at
        time.sleep(0.02)
