"""A process that sweeps gives events their numbers, also again after the database was away."""

import asyncio
import time
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text

from gateways.outbox import Announced, Subject, announce, events_after
from gateways.sql.database import writing
from runtime import event_numbering
from runtime.event_numbering import numbering_events
from services.operations.events import AT_ONCE
from tests.gateways.records import NOON

PATIENCE = 20.0


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_numbering, "PAUSE", 0.02)


def tell(engine: Engine, subject_id: str, many: int = 1) -> None:
    with writing(engine) as session:
        for seq in range(1, many + 1):
            announce(session, Announced(Subject.WITHDRAWAL, subject_id, seq, "reserved", {}, NOON))


def numbers(engine: Engine) -> list[int]:
    return [each.number for each in events_after(engine, 0, 10 * AT_ONCE)]


def leases(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("select count(*) from leases")).scalar_one())


async def until(is_so: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < ends_at
        await asyncio.sleep(0.02)


async def test_events_get_their_numbers_without_being_asked_for(engine: Engine) -> None:
    tell(engine, "before", AT_ONCE + 2)

    async with numbering_events(engine):
        await until(lambda: numbers(engine) == list(range(1, AT_ONCE + 3)))
        tell(engine, "meanwhile")
        await until(lambda: numbers(engine)[-1] == AT_ONCE + 3)

    tell(engine, "afterwards")
    assert numbers(engine)[-1] == AT_ONCE + 3


async def test_of_two_processes_one_gives_numbers_and_each_once(engine: Engine) -> None:
    async with numbering_events(engine), numbering_events(engine):
        for number in range(20):
            tell(engine, f"w{number}")
        await until(lambda: len(numbers(engine)) == 20)
        assert leases(engine) == 1

    assert numbers(engine) == list(range(1, 21))
    assert leases(engine) == 0, "whoever stops lets another begin at once"


async def test_after_the_database_was_away_numbers_go_on(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with engine.begin() as connection:
        connection.execute(text("alter table leases rename to away"))
    tell(engine, "x")
    said = ""

    async with numbering_events(engine):
        while "events wait" not in said:
            await asyncio.sleep(0.02)
            said += capsys.readouterr().out
        with engine.begin() as connection:
            connection.execute(text("alter table away rename to leases"))
        await until(lambda: numbers(engine) == [1])
