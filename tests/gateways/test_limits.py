"""Limits in the books: claimed together or not at all, by however many at once."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine, func, select

from domain.parties.limits import HOUR, Limit, spending
from gateways.parties.limits import Claim, OverLimit, claim, forget_lapsed
from gateways.sql.database import reading, writing
from models.tables.access import RateLimit
from tests.gateways.records import NOON, at_once

FIVE = Limit("five", 5, HOUR, 3, "for a test")
TWO = Limit("two", 2, HOUR, 2, "for a test")


def asked(engine: Engine, *claims: Claim, at: timedelta = timedelta()) -> OverLimit | None:
    try:
        with writing(engine) as session:
            claim(session, claims, NOON + at)
    except OverLimit as over:
        return over
    return None


def kept(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalars(select(func.count()).select_from(RateLimit)).one()


def test_so_many_pass_at_once_and_the_next_is_told_when(engine: Engine) -> None:
    answers = [asked(engine, Claim(FIVE, "13800000001")) for _ in range(4)]

    assert answers[:3] == [None] * 3
    assert answers[3] is not None
    assert answers[3].seconds == FIVE.every / timedelta(seconds=1)
    wait = timedelta(seconds=answers[3].seconds)
    assert asked(engine, Claim(FIVE, "13800000001"), at=wait - timedelta(seconds=1)) is not None
    assert asked(engine, Claim(FIVE, "13800000001"), at=wait) is None


def test_another_phone_has_a_limit_of_its_own(engine: Engine) -> None:
    for _ in range(3):
        asked(engine, Claim(FIVE, "one"))

    assert asked(engine, Claim(FIVE, "another")) is None
    assert asked(engine, Claim(TWO, "one")) is None


def test_what_one_limit_refuses_costs_nothing_of_the_others(engine: Engine) -> None:
    two = [asked(engine, Claim(TWO, "x"), Claim(FIVE, "x")) for _ in range(4)]

    assert [each is None for each in two] == [True, True, False, False]
    assert asked(engine, Claim(FIVE, "x")) is None
    assert asked(engine, Claim(FIVE, "x")) is not None


def test_a_dear_one_takes_as_many_shares(engine: Engine) -> None:
    answers = [asked(engine, Claim(spending(100), "", 5)) for _ in range(11)]

    assert [each is None for each in answers] == [True] * 10 + [False]


@pytest.mark.parametrize("crowd", [50])
def test_fifty_at_once_get_what_is_there_and_no_more(engine: Engine, crowd: int) -> None:
    answers = at_once(crowd, lambda _: asked(engine, Claim(FIVE, "x"), Claim(spending(500), "", 5)))

    assert sum(each is None for each in answers) == FIVE.burst


def test_two_that_ask_in_another_order_do_not_wait_for_each_other(engine: Engine) -> None:
    both = [Claim(spending(1_000_000), str(each)) for each in range(6)]

    answers = at_once(12, lambda number: asked(engine, *(both if number % 2 else reversed(both))))

    assert answers == [None] * 12


def test_what_is_paid_off_is_forgotten_and_nothing_else(engine: Engine) -> None:
    asked(engine, Claim(TWO, "x"), Claim(FIVE, "x"))
    assert kept(engine) == 2

    for hours, left in pairwise(
        [(0, 2), (0.25, 1), (1, 0)]
    ):  # of five a share lasts 20 minutes, of two an hour
        del hours
        with writing(engine) as session:
            forget_lapsed(session, NOON + left[0] * HOUR + timedelta(minutes=10))
        assert kept(engine) == left[1]


def test_no_phone_and_no_address_stands_in_the_table(engine: Engine) -> None:
    asked(engine, Claim(FIVE, "13800000001"))

    with reading(engine) as session:
        [row] = session.scalars(select(RateLimit)).all()
    assert "138" not in row.key.partition(":")[0]
    assert "13800000001" not in row.key
