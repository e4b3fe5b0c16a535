"""What is asked after every step of a program can fail: errors planted one by one are seen."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.commissions.money import postings
from domain.commissions.money.postings import divide
from domain.commissions.state.commission import Commission
from domain.money.entries import Division
from domain.money.withdrawals.transitions import Event
from gateways.sandbox.faults import Fault
from tests.gateways.records import planted
from tests.programs.holds import everything_holds
from tests.programs.market import Market
from tests.programs.payout import Payout


def told(market: Market, steps: int = 9) -> Payout:
    """Ordered, settled, and its payout begun."""
    market.top_up("qingyou", 400_000)
    life = market.order("qingyou", "atang", 300_000, "creator", outline=False)
    for _ in range(steps):
        life.go_on()
    market.begin_payouts()
    return market.payouts[life.c.id]


def a_fen_more(name: str, of: str) -> Callable[[Commission, int], Division]:
    def divided(c: Commission, creator_bps: int) -> Division:
        parts = divide(c, creator_bps)
        return replace(parts, **{name: getattr(parts, name) + 1, of: getattr(parts, of) - 1})

    return divided


def test_without_an_error_everything_holds(engine: Engine) -> None:
    market = Market(engine)
    payout = told(market)
    payout.goes_on()

    assert payout.w.state == "paid"
    everything_holds(market)


@pytest.mark.parametrize(
    ("name", "of"), [("creator_fen", "fee_fen"), ("creator_fen", "brand_fen"), ("brand_fen", "fee_fen")]
)
def test_a_fen_that_goes_to_the_wrong_party_is_seen(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, name: str, of: str
) -> None:
    monkeypatch.setattr(postings, "divide", a_fen_more(name, of))
    market = Market(engine)
    told(market)

    with pytest.raises(AssertionError, match="c-"):
        everything_holds(market)


def test_a_fen_out_of_nothing_is_seen_as_it_is_decided(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def divided(c: Commission, creator_bps: int) -> Division:
        return replace(divide(c, creator_bps), creator_fen=c.order.net_fen + 1)

    monkeypatch.setattr(postings, "divide", divided)

    with pytest.raises(AssertionError, match="I1"):
        told(Market(engine))


def test_silence_taken_for_a_no_pays_twice_and_is_seen(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Payout._asked

    def hasty(payout: Payout, name: str) -> Event:
        event = asked(payout, name)
        return replace(event, name="turned_down") if event.name == "unknown" else event

    monkeypatch.setattr(Payout, "_asked", hasty)
    market = Market(engine)
    payout = told(market)
    market.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer")
    while not payout.is_over:
        payout.goes_on()

    with pytest.raises(AssertionError):
        everything_holds(market)
    assert sum(each.paid for each in market.bank.log()) == 2


PLANTED = {
    "a wrong fen": "update ledger_postings set fen = fen + 1 where account = 'fee'",
    "a missing side": "delete from ledger_postings where account = 'fee'",
    "a transfer nobody ordered": "update sandbox_transfer set number = 'c-9-1'",
}


@pytest.mark.parametrize("error", PLANTED)
def test_what_is_changed_behind_the_books_is_seen(engine: Engine, error: str) -> None:
    market = Market(engine)
    told(market).goes_on()

    planted(engine, PLANTED[error])

    with pytest.raises((AssertionError, KeyError)):
        everything_holds(market)
