"""Trial balances of any instant, and statements of any account, on every database."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from domain.money.accounts import CHART
from gateways.money import statements
from gateways.money.ledger import SqlLedger
from gateways.money.statements import SqlStatements
from gateways.refusals import PeriodReversed, UnknownAccountName
from tests.gateways.records import NOON, PRICE, market
from tests.gateways.sound import NET, sound

MINUTE = timedelta(minutes=1)


def test_a_trial_balance_has_every_kind_of_the_chart_and_sums_to_zero(engine: Engine) -> None:
    sound(engine)

    found = SqlStatements(engine).trial_balance()

    assert (found.entries, found.total, sum(found.kinds.values())) == (8, 0, 0)
    assert found.kinds.keys() == CHART.keys()
    assert found.kinds["bank"] == NET - 3 * PRICE
    assert (found.kinds["escrow"], found.accounts["escrow:c2"]) == (PRICE, PRICE)


def test_a_trial_balance_of_the_past_knows_only_what_was_recorded_then(engine: Engine) -> None:
    sound(engine)
    books = SqlStatements(engine)

    opened, held, before = (books.trial_balance(at) for at in (NOON, NOON + MINUTE, NOON - MINUTE))

    assert (before.entries, before.accounts) == (0, {})
    assert (held.entries, held.kinds["escrow"]) == (opened.entries + 3, 3 * PRICE)
    assert [each.total for each in (opened, held, before)] == [0, 0, 0]


def test_a_statement_leads_from_the_opening_to_the_closing_balance(engine: Engine) -> None:
    sound(engine)
    books = SqlStatements(engine)

    of = books.statement("brand:qingyou", None, None)
    lines = list(books.lines(of, None, None))

    assert (of.opening_fen, of.closing_fen, of.count) == (0, PRICE, len(lines))
    assert [each.key for each in lines] == ["top_up:d1", "hold:c1", "hold:c2", "hold:c3", "refund:c3"]
    assert [each.balance_fen for each in lines] == [3 * PRICE, 2 * PRICE, PRICE, 0, PRICE]
    assert lines[1].commission == "c1"


def test_a_period_takes_its_first_instant_and_leaves_its_last(engine: Engine) -> None:
    sound(engine)
    books = SqlStatements(engine)
    since, until = NOON + MINUTE, NOON + timedelta(hours=1)

    of = books.statement("brand:qingyou", since, until)
    lines = list(books.lines(of, since, until))

    assert (of.opening_fen, of.closing_fen) == (3 * PRICE, 0)
    assert [each.key for each in lines] == ["hold:c1", "hold:c2", "hold:c3"]


def test_pages_of_a_statement_follow_one_another_without_gap(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    market(engine)
    ledger, books = SqlLedger(engine), SqlStatements(engine)
    for number in range(7):
        ledger.top_up("qingyou", 1, f"t{number}", NOON)
    monkeypatch.setattr(statements, "PAGE", 3)

    lines = list(books.lines(books.statement("brand:qingyou", None, None), None, None))

    assert [each.balance_fen for each in lines] == list(range(1, 8))


def test_an_account_nobody_used_and_a_reversed_period_are_refused_by_name(engine: Engine) -> None:
    sound(engine)
    books = SqlStatements(engine)

    with pytest.raises(UnknownAccountName, match="brand:nobody"):
        books.statement("brand:nobody", None, None)
    with pytest.raises(PeriodReversed):
        books.statement("fee", NOON, NOON - MINUTE)
