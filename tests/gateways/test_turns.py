"""The writers of one process wait for each other, and not for SQLite's file; PostgreSQL needs no queue."""

from threading import Event, Thread

import pytest
from sqlalchemy import Engine, select

from gateways.sql import database
from gateways.sql.database import WRITER, reading, writing
from models.tables.parties import Brand
from tests.gateways.records import NOON, counted


def brand(number: int) -> Brand:
    return Brand(id=f"b{number}", name="青柚茶饮", joined_at=NOON)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_writes_has_the_turn_and_gives_it_back_whatever_happens(engine: Engine) -> None:
    turn = engine.get_execution_options()[WRITER]

    with writing(engine):
        assert turn.locked()
    with pytest.raises(ZeroDivisionError), writing(engine):
        raise ZeroDivisionError

    assert not turn.locked()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_second_writer_begins_when_the_first_is_done_and_readers_wait_for_nobody(engine: Engine) -> None:
    began, seen = Event(), list[int]()

    def second() -> None:
        began.set()
        with writing(engine) as session:
            session.add(brand(len(session.scalars(select(Brand)).all())))

    with writing(engine) as session:
        session.add(brand(0))
        other = Thread(target=second)
        other.start()
        began.wait(5)
        other.join(0.2)
        assert other.is_alive()
        with reading(engine) as looked:
            seen.append(len(looked.scalars(select(Brand)).all()))
    other.join(5)

    assert seen == [0]
    assert counted(engine, "brands") == 2


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_has_waited_long_enough_leaves_it_to_the_file(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    turn = engine.get_execution_options()[WRITER]

    with turn, writing(engine) as session:
        session.add(brand(1))

    assert counted(engine, "brands") == 1
    assert not turn.locked()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_postgresql_lets_them_write_side_by_side(engine: Engine) -> None:
    assert WRITER not in engine.get_execution_options()
