"""One outbox for every subject: its steps in their order, public numbers, and a reader who misses none."""

from datetime import timedelta
from threading import Event as Signal

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from gateways.commissions.store import SqlCommissionStore
from gateways.operations.gauges import SqlGauges, Waiting
from gateways.outbox import LEASED, Announced, Subject, announce, events_after, number_events
from gateways.sql.database import writing
from gateways.sql.migrating import _alembic, migrate
from tests.gateways.records import NOON, at_once, batch, funded_market, opening, transition

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
    " values ('c1', {seq}, 'open', '{{}}', '2026-11-22 04:00:00')"
)
"""As the release before writes it."""


def step(subject_id: str, seq: int = 1, kind: Subject = Subject.WITHDRAWAL) -> Announced:
    return Announced(kind, subject_id, seq, "reserved", {"withdrawal_id": subject_id}, NOON)


def tell(engine: Engine, *steps: Announced) -> None:
    for each in steps:
        with writing(engine) as session:
            announce(session, each)


def number(engine: Engine, limit: int = 100, holder: str = "a", after: timedelta = timedelta(0)) -> int:
    return number_events(engine, limit, holder=holder, now=NOON + after)


def test_each_subject_counts_its_own_steps(engine: Engine) -> None:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening()))
    tell(engine, step("c1"), step("c1", 2), step("y"))

    for again in (step("c1", 2), step("c1", kind=Subject.COMMISSION)):
        with pytest.raises(IntegrityError):
            tell(engine, again)


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


def test_numbering_again_leaves_every_number_as_it_is(engine: Engine) -> None:
    tell(engine, step("x"), step("y"))
    number(engine)
    before = events_after(engine, 0, 10)

    assert [number(engine, holder=holder, after=LEASED * 2) for holder in ("a", "b")] == [0, 0]

    assert events_after(engine, 0, 10) == before


def test_what_waits_for_a_number_is_counted_and_what_has_one_is_not(engine: Engine) -> None:
    tell(engine, step("x"), step("y"))
    waiting = SqlGauges(engine).read(NOON + timedelta(minutes=1)).outbox
    number(engine)

    assert (waiting, SqlGauges(engine).read(NOON).outbox) == (Waiting(2, 60.0), Waiting())


def at_0015(empty: Engine) -> None:
    """A book of the release before, with one event."""
    with writing(empty) as session:
        command.upgrade(_alembic(session.connection()), "0015")
    with empty.begin() as connection:
        for each in (BRAND, CREATOR, COMMISSION, TOLD.format(seq=1)):
            connection.execute(text(each))


def test_what_the_release_before_wrote_and_goes_on_writing_gets_subject_and_number(empty: Engine) -> None:
    """It knows the commission alone, before the migration and beside this program."""
    at_0015(empty)

    migrate(empty)

    with empty.begin() as connection:
        connection.execute(text(TOLD.format(seq=2)))
    tell(empty, step("c1", 3, Subject.COMMISSION), step("x"))
    assert number(empty) == 4
    found = [(each.number, each.kind, each.subject_id, each.seq) for each in events_after(empty, 0, 10)]
    of_it = [(seq, "commission", "c1", seq) for seq in (1, 2, 3)]
    assert found == [*of_it, (4, "withdrawal", "x", 1)]


def test_two_releases_do_not_tell_of_the_same_step(empty: Engine) -> None:
    at_0015(empty)
    migrate(empty)

    with pytest.raises(IntegrityError):
        tell(empty, step("c1", 1, Subject.COMMISSION))


def test_the_way_back_leaves_out_what_the_table_of_before_has_no_room_for(empty: Engine) -> None:
    at_0015(empty)
    migrate(empty)
    tell(empty, step("c1", 2, Subject.COMMISSION), step("x"))
    number(empty)

    with writing(empty) as session:
        command.downgrade(_alembic(session.connection()), "0015")

    with empty.begin() as connection:
        left = connection.execute(text("select commission_id, seq, event from outbox order by id")).all()
        connection.execute(text(TOLD.format(seq=3)))
    assert left == [("c1", 1, "open"), ("c1", 2, "reserved")]
    migrate(empty)
    assert number(empty) == 3
