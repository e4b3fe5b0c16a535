"""Whatever is planted in sound books is found and named by its id, and sound books have no finding."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from domain.operations.findings import line
from gateways.operations.audit.books.lives import OF_TIMELINES
from gateways.operations.audit.checking import check_ledger
from gateways.operations.audit.ledger import audit
from gateways.sandbox.bank_records import SandboxBankRecords
from gateways.sql.data_keys import FILE_NAME
from gateways.sql.database import open_database, reading
from tests.conftest import keys_in, new_database
from tests.gateways.plants import ENTRIES, Plant, plants
from tests.gateways.stories import told

PLANTS = list(plants())
AT_BANK = [each for each in PLANTS if not each.everywhere]
SHARES = 8
UNGUARDED = {
    "sqlite": "pragma defer_foreign_keys = on",
    "postgresql": "set session_replication_role = replica",
}
PERSONAL = ("atang@example.com", "汤某", "other@example.com", "别人", "13800000000", "13900000001")


@pytest.fixture(scope="module")
def sound_books(
    template: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Engine]]:
    """Of each kind of database one, which nobody may change for good."""
    with ExitStack() as stack:

        @cache
        def made(backend: str) -> Engine:
            folder = tmp_path_factory.mktemp("books")
            url = stack.enter_context(new_database(template(backend), folder))
            engine = open_database(url, keys=keys_in(folder))
            stack.callback(engine.dispose)
            told(engine)
            if backend == "sqlite":
                _unguarded(engine)
            return engine

        yield made


def _unguarded(engine: Engine) -> None:
    """Without the triggers that keep what is append only."""
    with engine.begin() as connection:
        names = connection.execute(text("select name from sqlite_master where type = 'trigger'")).scalars()
        for name in names.all():
            connection.execute(text(f"drop trigger {name}"))
    engine.dispose()
    with sqlite3.connect(str(engine.url.database)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()


def found(engine: Engine) -> set[tuple[str, str]]:
    report = check_ledger(engine, SandboxBankRecords(engine))
    said = [line(each, lang) for each in report.findings for lang in ("zh", "en")]
    assert not [each for each in said for secret in PERSONAL if secret in each]
    return {(each.kind, each.subject) for each in report.findings}


def test_in_sound_books_of_every_kind_of_story_nothing_is_found(engine: Engine) -> None:
    told(engine)

    assert found(engine) == set()
    with engine.connect() as connection:
        kinds = set(connection.execute(text("select kind from ledger_entries")).scalars())
    assert kinds >= {key.partition(":")[0] for key in ENTRIES} >= set(OF_TIMELINES)


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("share", range(SHARES))
def test_what_is_planted_in_the_books_is_found_by_its_id(
    sound_books: Callable[[str], Engine], backend: str, share: int
) -> None:
    every = SHARES if backend == "sqlite" else 5 * SHARES
    missed = []
    with reading(sound_books(backend)) as session:
        for plant in [each for each in PLANTS if each.everywhere][share::every]:
            session.execute(text(UNGUARDED[backend]))
            changed = sum(planted(session, statement) for statement in plant.sql)
            subjects = {each.subject for each in audit(session).findings}
            session.rollback()
            if not changed or not subjects & plant.ids:
                missed.append((plant.name, changed, sorted(subjects)))
    assert not missed


@pytest.mark.parametrize("plant", AT_BANK, ids=lambda plant: plant.name)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_is_planted_at_the_bank_or_in_a_record_is_found_by_its_id(
    sound_books: Callable[[str], Engine], tmp_path: Path, plant: Plant, backend: str
) -> None:
    copy = tmp_path / "starmap.db"
    books = Path(str(sound_books(backend).url.database))
    shutil.copy(books, copy)
    shutil.copy(books.with_name(FILE_NAME), tmp_path)
    with sqlite3.connect(copy) as connection:
        changed = sum(connection.execute(statement).rowcount for statement in plant.sql)
    connection.close()
    engine = open_database(f"sqlite:///{copy}")

    subjects = {subject for _, subject in found(engine)}

    engine.dispose()
    assert changed >= 1, "nothing was planted"
    assert subjects & plant.ids, subjects


def planted(session: Session, statement: str) -> int:
    """How many rows it changed."""
    return int(session.execute(text(statement.replace(":", "\\:"))).rowcount)  # type: ignore[attr-defined]
