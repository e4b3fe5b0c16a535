"""The ledger by day, and what a night has in turn: as much work as the day had, not as the books are long."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from domain.instants import beijing_day
from gateways.commissions.store import SqlCommissionStore
from gateways.operations.audit.checking import check_ledger, check_span
from gateways.operations.audit.nightly import Before, ids_in, nightly
from gateways.operations.findings import SqlFindingStore
from gateways.sql.database import reading
from services.operations.reconciling import check_day
from tests.gateways.long_books import earlier
from tests.gateways.records import NOON, PRICE, batch, funded_market, opening, planted, settled

DAY = timedelta(days=1)


def found(findings: Any) -> set[tuple[str, str]]:
    return {(each.kind, each.subject) for each in findings}


@contextmanager
def counting(engine: Engine) -> Iterator[list[int]]:
    """Statements, and the steps SQLite took for them."""
    counts = [0, 0]

    def stepped() -> None:
        counts[1] += 1

    def lent(connection: Any, *_: object) -> None:
        connection.set_progress_handler(stepped, 1)

    def asked(*_: object) -> None:
        counts[0] += 1

    event.listen(engine, "checkout", lent)
    event.listen(engine, "before_cursor_execute", asked)
    yield counts
    event.remove(engine, "checkout", lent)
    event.remove(engine, "before_cursor_execute", asked)


@pytest.fixture
def books(engine: Engine) -> Engine:
    funded_market(engine)
    settled(engine)
    return engine


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_day_is_as_much_work_in_long_books_as_in_short_ones(books: Engine) -> None:
    work = []
    for numbers in (range(10), range(10, 1_000)):
        earlier(books, numbers)

        with counting(books) as counts:
            report = check_span(books, NOON - DAY, NOON + DAY)
        work.append(tuple(counts))
        assert (report.counts["commissions"], report.entries) == (1, 3)

    assert work[0] == work[1]
    assert all(each > 0 for each in work[0])


def test_a_day_tells_what_is_wrong_with_what_was_booked_on_it(books: Engine) -> None:
    planted(books, "update ledger_postings set fen = fen - 1 where account = 'fee'")
    planted(books, "update ledger_entries set key = 'strange:c1' where key = 'hold:c1'")

    of_the_day = check_day(books, beijing_day(NOON))
    of_another = check_day(books, beijing_day(NOON + DAY))

    whole = found(check_ledger(books).findings)
    assert found(of_the_day.findings) <= whole
    assert {("unexplained", "strange:c1"), ("total", "ledger")} <= found(of_the_day.findings)
    assert (of_another.findings, of_another.counts["commissions"]) == ((), 0)


def test_a_day_without_fault_is_told_what_was_looked_at(books: Engine) -> None:
    seen = check_day(books, beijing_day(NOON))

    assert seen.ok
    assert seen.counts == {"entries": 3, "postings": 7, "commissions": 1, "withdrawals": 0, "claims": 0}


def test_small_books_are_gone_through_whole_every_night(books: Engine) -> None:
    planted(books, "update ledger_postings set fen = fen - 1 where account = 'fee'")

    with reading(books) as session:
        seen = nightly(session, Before(NOON + DAY, 0, []))

    assert found(seen.findings) == found(check_ledger(books).findings)
    assert seen.turn == 0


def test_large_books_have_their_turn_and_begin_anew(engine: Engine) -> None:
    """Three commissions, one a night: what is wrong with one is found in its turn, and until it is mended."""
    funded_market(engine, 3 * PRICE)
    store = SqlCommissionStore(engine)
    for number in (1, 2, 3):
        at = NOON + number * timedelta(hours=1)
        asked = opening(f"c{number}", at=at, recorded_at=at)
        store.record(batch(asked, commission=f"c{number}"))
    planted(engine, "delete from ledger_postings where account = 'escrow:c2'")
    night, turns, seen = Before(NOON + 2 * DAY, 0, []), [], []

    for _ in range(4):
        with reading(engine) as session:
            this = nightly(session, night, most=1)
        turns.append(this.turn > 0)
        seen.append(any("c2" in each.subject for each in this.findings))
        night = Before(night.at, this.turn, [each.subject for each in this.findings])

    assert turns == [True, True, True, False]
    assert seen == [False, True, True, True]


def test_a_sweep_goes_on_where_the_one_before_it_came_to(engine: Engine) -> None:
    funded_market(engine, 2 * PRICE)
    for number in (1, 2):
        at = NOON + number * timedelta(hours=1)
        asked = opening(f"c{number}", at=at, recorded_at=at)
        SqlCommissionStore(engine).record(batch(asked, commission=f"c{number}"))
    store = SqlFindingStore(engine, most=1)

    places = []
    for number in range(4):
        place = store.disagreements("daily").place
        store.conclude(f"s{number}", "daily", place, NOON + number * DAY, NOON + number * DAY)
        places.append(place["turn"])

    assert (places[0], places[3]) == (0, 0)
    assert 0 < places[1] < places[2]


def test_a_subject_names_its_commission_by_account_or_by_key() -> None:
    assert {"c1", "w.k1"} <= {*ids_in(["escrow:c1", "payout_sent:w.k1-2"])}
