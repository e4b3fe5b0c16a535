"""A migrated database without rows for every test: SQLite, and a real PostgreSQL.

The data suite (`tests/gateways`, `tests/activities`) runs on both; any other test says which it wants by
``@pytest.mark.parametrize("backend", …, indirect=True)`` and gets SQLite when it says nothing.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from gateways.sql.data_keys import FILE_NAME, DataKeys
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from tests.absent import pytest_collection_modifyitems, pytest_terminal_summary
from tests.compiled import share_what_is_compiled
from tests.emptied import Emptied
from tests.garbage import pytest_collection
from tests.groups import pytest_collection_finish, pytest_runtest_logreport
from tests.parts import pytest_addoption, pytest_ignore_collect
from tests.postgres import Postgres, postgres
from tests.unclosed import pytest_configure
from tests.unsynced import wait_for_no_disk

__all__ = [
    "pytest_addoption",
    "pytest_collection",
    "pytest_collection_finish",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_ignore_collect",
    "pytest_runtest_logreport",
    "pytest_terminal_summary",
]

BACKENDS = ("sqlite", "postgresql")
os.environ.setdefault(
    "STARMAP_WORKFLOW_SANDBOX", "on"
)  # whatever the tests start finds what workflows must not do

share_what_is_compiled()
wait_for_no_disk()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    said = any("backend" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))
    of_the_data = metafunc.definition.path.parent.name in {"gateways", "activities"}
    if of_the_data and not said and "backend" in metafunc.fixturenames:
        metafunc.parametrize("backend", BACKENDS, indirect=True)


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def running_postgres() -> Iterator[Callable[[], Postgres]]:
    """Started when it is first asked for, ended with the session."""
    with ExitStack() as session:

        @cache
        def ask() -> Postgres:
            return session.enter_context(postgres())

        yield ask


@pytest.fixture(scope="session")
def template(
    tmp_path_factory: pytest.TempPathFactory, running_postgres: Callable[[], Postgres]
) -> Callable[[str], str]:
    """A migrated database of the kind asked for, which is only ever copied."""

    @cache
    def made(backend: str) -> str:
        if backend == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('template') / 'starmap.db'}"
        else:
            url = create_database(running_postgres().url, "")
        with opened(url) as engine:
            migrate(engine)
        return url

    return made


@pytest.fixture(scope="session")
def emptied(template: Callable[[str], str]) -> Emptied:
    def made() -> str:
        return copied(template("postgresql"))

    return Emptied(made, dropped)


@pytest.fixture
def database_url(
    template: Callable[[str], str], emptied: Emptied, backend: str, tmp_path: Path
) -> Iterator[str]:
    if backend == "postgresql":
        yield emptied.given()
        emptied.empty()
    else:
        with new_database(template(backend), tmp_path) as url:
            yield url


@contextmanager
def new_database(template: str, folder: Path) -> Iterator[str]:
    if make_url(template).get_backend_name() == "sqlite":
        copy = folder / "starmap.db"
        shutil.copy(str(make_url(template).database), copy)
        yield f"sqlite:///{copy}"
        return
    url = copied(template)
    yield url
    dropped(url)


@pytest.fixture
def engine(database_url: str, tmp_path: Path) -> Iterator[Engine]:
    with opened(database_url, keys=keys_in(tmp_path)) as engine:
        yield engine


@pytest.fixture
def empty(backend: str, tmp_path: Path, running_postgres: Callable[[], Postgres]) -> Iterator[Engine]:
    """No table yet."""
    if backend == "sqlite":
        url = f"sqlite:///{tmp_path / 'made' / 'on' / 'the' / 'way' / 'starmap.db'}"
    else:
        url = create_database(running_postgres().url, "")
    with opened(url, keys=keys_in(tmp_path)) as engine:
        yield engine


def keys_in(folder: Path) -> DataKeys:
    """As the embedded default has them: made with the first person, in this folder."""
    return DataKeys(folder / FILE_NAME, may_make=True)


def copied(template: str) -> str:
    return create_database(template, f"template {make_url(template).database} strategy file_copy")


def dropped(url: str) -> None:
    administer(url, f"drop database {make_url(url).database} with (force)")


def create_database(server: str, of: str) -> str:
    name = f"starmap_{uuid4().hex}"
    administer(server, f"create database {name} {of}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def administer(url: str, statement: str) -> None:
    place = make_url(url).set(database="postgres")
    engine = create_engine(
        place, isolation_level="AUTOCOMMIT", poolclass=NullPool
    )  # closed as it is given back
    with engine.connect() as connection:
        connection.execute(text(statement))
