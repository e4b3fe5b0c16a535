"""A migrated database of its own for every test: SQLite, or PostgreSQL where one is named.

``STARMAP_TEST_POSTGRES`` is the address of a PostgreSQL database whose user may create others.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from gateways.database import migrate, open_database

POSTGRES = os.environ.get("STARMAP_TEST_POSTGRES", "")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database that is only ever copied."""
    if POSTGRES:
        return _create_postgres(POSTGRES, f"starmap_{uuid4().hex}", migrated=True)
    url = f"sqlite:///{tmp_path_factory.mktemp('template') / 'starmap.db'}"
    _migrate(url)
    return url


@pytest.fixture
def database_url(template: str, tmp_path: Path) -> Iterator[str]:
    with new_database(template, tmp_path) as url:
        yield url


@contextmanager
def new_database(template: str, folder: Path) -> Iterator[str]:
    if POSTGRES:
        url = _create_postgres(template, f"starmap_{uuid4().hex}", migrated=False)
        yield url
        _administer(f"drop database {make_url(url).database}")
        return
    copy = folder / "starmap.db"
    shutil.copy(str(make_url(template).database), copy)
    yield f"sqlite:///{copy}"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


def _migrate(url: str) -> None:
    engine = open_database(url)
    migrate(engine)
    engine.dispose()


def _create_postgres(template: str, name: str, *, migrated: bool) -> str:
    source = "" if migrated else f" template {make_url(template).database}"
    _administer(f"create database {name}{source}")
    url = make_url(template).set(database=name).render_as_string(hide_password=False)
    if migrated:
        _migrate(url)
    return url


def _administer(statement: str) -> None:
    engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
