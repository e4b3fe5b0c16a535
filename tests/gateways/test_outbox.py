"""One outbox for every subject: its steps in their order, public numbers, and a reader who misses none."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event as Signal

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from gateways.commissions.store import SqlCommissionStore
from gateways.outbox import LEASED, Announced, Subject, announce, events_after, number_events
from gateways.sql.database import opened, writing
from gateways.sql.migrating import _alembic, migrate
from tests.conftest import create_database
from tests.gateways.records import NOON, at_once, batch, funded_market, opening, transition
from tests.postgres import Postgres

BRAND = (
    "insert into brands (id, name, owner, phone, joined_at)"
    " values ('qingyou', '青柚', '', '', '2026-11-22 04:00:00')"
)
CREATOR = (
    "insert into creators (id, name, owner, phone, paused, payout_kind, payout_account, payout_holder,"
    " joined_at) values ('atang', '阿汤', '', '', false, '', '', '', '2026-11-22 04:00:00')"
)
COMMISSION = (
    "insert into commissions (id, digest, brand_id, creator_id, task_type, title, amount_fen, stage,"
    " attention, seq, record, opened_at, updated_at) values ('c1', '', 'qingyou', 'atang', 'article', '',"
    " 1, 'offered', '', 1, '{}', '2026-11-22 04:00:00', '2026-11-22 04:00:00')"
)
TOLD = (
    "insert into outbox (commission_id, seq, event, payload, created_at)"
    " values ('c1', 1, 'open', '{}', '2026-11-22 04:00:00')"
)
"""As a release before wrote them."""


@pytest.fixture
def empty(backend: str, tmp_path: Path, running_postgres: Callable[[], Postgres]) -> Iterator[Engine]:
    """No table yet."""
    if backend == "sqlite":
        url = f"sqlite:///{tmp_path / 'made' / 'on' / 'the' / 'way' / 'starmap.db'}"
    else:
        url = create_database(running_postgres().url, "")
    with opened(url) as engine:
        yield engine


def step(subject_id: str, seq: int = 1, kind: Subject = Subject.WITHDRAWAL) -> Announced:
    return Announced(kind, subject_id, seq, "reserved", {"withdrawal_id": subject_id}, NOON)


def tell(engine: Engine, *steps: Announced) -> None:
    for each in steps:
        with writing(engine) as session:
            announce(session, each)


def number(engine: Engine, limit: int = 100, holder: str = "a", after: timedelta = timedelta(0)) -> int:
    return number_events(engine, limit, holder=holder, now=NOON + after)


def test_each_subject_counts_its_own_steps(engine: Engine) -> None:
    tell(engine, step("x"), step("x", 2), step("y"), step("x", kind=Subject.COMMISSION))

    with pytest.raises(IntegrityError):
        tell(engine, step("x", 2))


def test_nothing_is_read_before_it_has_a_number(engine: Engine) -> None:
    tell(engine, step("x"))
    assert events_after(engine, 0, 10) == []

    assert number(engine) == 1

    (event,) = events_after(engine, 0, 10)
    assert (event.number, event.kind, event.subject_id, event.seq) == (1, Subject.WITHDRAWAL, "x", 1)
    assert (event.name, event.payload, event.at) == ("reserved", {"withdrawal_id": "x"}, NOON)


def test_numbers_follow_each_other_without_gaps_in_the_order_of_writing(engine: Engine) -> None:
    tell(engine, *(step("x", seq) for seq in range(1, 6)))

    assert [number(engine, 2) for _ in range(4)] == [2, 2, 1, 0]
    assert [(each.number, each.seq) for each in events_after(engine, 0, 10)] == [(n, n) for n in range(1, 6)]
    assert [each.number for each in events_after(engine, 2, 2)] == [3, 4]


def test_a_commissions_steps_stand_in_it_beside_those_of_a_withdrawal(engine: Engine) -> None:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening(), transition(seq=2)))
    tell(engine, step("x"))
    number(engine)

    kinds = [each.kind for each in events_after(engine, 0, 10)]

    assert kinds == [Subject.COMMISSION, Subject.COMMISSION, Subject.WITHDRAWAL]


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_row_that_is_committed_late_gets_a_later_number_and_no_reader_misses_it(engine: Engine) -> None:
    """It was written first, and had the smaller id."""
    written, read = Signal(), Signal()
    seen: list[str] = []

    def slow() -> None:
        with writing(engine) as session:
            announce(session, step("late"))
            written.set()
            read.wait(20)

    def reader() -> None:
        written.wait(20)
        tell(engine, step("quick"))
        number(engine)
        seen.extend(each.subject_id for each in events_after(engine, 0, 10))
        read.set()

    at_once(2, lambda which: reader() if which else slow())
    cursor = events_after(engine, 0, 10)[-1].number
    number(engine)

    assert seen == ["quick"]
    assert [each.subject_id for each in events_after(engine, cursor, 10)] == ["late"]


def test_while_one_holds_the_lease_another_gives_no_numbers_and_takes_it_over_once_it_is_over(
    engine: Engine,
) -> None:
    tell(engine, step("x"), step("y"))
    assert number(engine, 1, "a") == 1

    assert number(engine, 1, "b", LEASED / 2) == 0
    assert number(engine, 1, "a", LEASED / 2) == 1
    tell(engine, step("z"))
    assert number(engine, 1, "b", LEASED) == 0, "it was renewed"
    assert number(engine, 1, "b", LEASED * 1.5) == 1
    assert [each.subject_id for each in events_after(engine, 0, 10)] == ["x", "y", "z"]


def test_publishers_that_begin_at_once_give_each_number_once(engine: Engine) -> None:
    tell(engine, *(step("x", seq) for seq in range(1, 21)))

    at_once(4, lambda which: number(engine, 5, f"holder-{which}"))
    while number(engine, 7, "last", timedelta(minutes=1)):
        pass

    assert [each.number for each in events_after(engine, 0, 100)] == list(range(1, 21))


def test_a_delivery_belongs_to_a_consumer_and_an_event(engine: Engine) -> None:
    tell(engine, step("x"))
    number(engine)
    into = "insert into deliveries (consumer, event_no, attempt, next_at, state) values "

    with engine.begin() as connection:
        for consumer in ("webhook/1", "webhook/2"):
            connection.execute(text(f"{into} ('{consumer}', 1, 0, '2026-11-26 04:00:00', 'waiting')"))
    for again in ("'webhook/1', 1", "'webhook/1', 9"):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(f"{into} ({again}, 0, '2026-11-26 04:00:00', 'waiting')"))


def test_what_stood_in_the_outbox_of_commissions_is_kept_by_the_migration(empty: Engine) -> None:
    """And what a release before could not hold is left out on the way back."""
    with writing(empty) as session:
        command.upgrade(_alembic(session.connection()), "0015")
    with empty.begin() as connection:
        connection.execute(text(BRAND))
        connection.execute(text(CREATOR))
        connection.execute(text(COMMISSION))
        connection.execute(text(TOLD))

    migrate(empty)

    with empty.connect() as connection:
        kept = connection.execute(
            text("select id, subject_kind, subject_id, seq, event, event_no from outbox")
        )
        assert kept.all() == [(1, "commission", "c1", 1, "open", None)]
    tell(empty, step("c1", 2, Subject.COMMISSION), step("x"))
    assert number(empty) == 3
    assert [each.seq for each in events_after(empty, 0, 10)] == [1, 2, 1]

    with writing(empty) as session:
        command.downgrade(_alembic(session.connection()), "0015")
    with empty.connect() as connection:
        before = connection.execute(text("select commission_id, seq, event from outbox order by id")).all()
    assert before == [("c1", 1, "open"), ("c1", 2, "reserved")]
    migrate(empty)
