"""A top-up stands at the bank and in the books under one number, whatever is repeated or lost."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from gateways.money.ledger import SqlLedger
from gateways.parties.catalogue import SqlCatalogue
from gateways.refusals import BookRefusal, NotAnAmount, TopUpChanged, UnknownBrand
from models.tables.sandbox import SandboxDeposit
from services.money.topping_up import Cashier, cashier_of
from services.parties.sample import furnish_if_empty
from tests.gateways.records import NOON, at_once, counted, market

MANY = 50


@pytest.fixture
def cashier(engine: Engine) -> Cashier:
    market(engine)
    return cashier_of(engine)


def stand(engine: Engine) -> tuple[int, int]:
    return counted(engine, "sandbox_deposit"), counted(engine, "ledger_entries")


def deposits(cashier: Cashier) -> list[SandboxDeposit]:
    assert cashier.bank is not None
    return cashier.bank.deposits()


def at_the_bank(cashier: Cashier) -> None:
    assert cashier.bank is not None
    cashier.bank.deposit("b-1", "qingyou", 500, NOON)


def test_what_a_brand_pays_in_stands_at_the_bank_and_in_the_books(cashier: Cashier) -> None:
    assert cashier.top_up("qingyou", 500, "b-1", NOON) == 500

    (deposit,) = deposits(cashier)
    assert (deposit.number, deposit.brand_id, deposit.fen) == ("b-1", "qingyou", 500)
    assert cashier.ledger.balances() == {"bank": -500, "brand:qingyou": 500}


def test_a_top_up_the_bank_repeats_changes_nothing(engine: Engine, cashier: Cashier) -> None:
    cashier.top_up("qingyou", 500, "b-1", NOON)

    assert cashier.top_up("qingyou", 500, "b-1", NOON + timedelta(days=1)) == 500

    assert stand(engine) == (1, 1)


def test_a_deposit_whose_booking_was_lost_is_booked_when_repeated(engine: Engine, cashier: Cashier) -> None:
    at_the_bank(cashier)

    assert cashier.top_up("qingyou", 500, "b-1", NOON) == 500

    assert stand(engine) == (1, 1)


@pytest.mark.parametrize(("brand", "fen"), [("qingyou", 501), ("shanxing", 500)])
@pytest.mark.parametrize("booked", ["booked", "only at the bank"])
def test_another_brand_or_amount_under_the_number_is_refused_and_changes_nothing(
    engine: Engine, cashier: Cashier, brand: str, fen: int, booked: str
) -> None:
    market_of_two(engine)
    at_the_bank(cashier)
    if booked == "booked":
        cashier.top_up("qingyou", 500, "b-1", NOON)
    before = stand(engine)

    with pytest.raises(TopUpChanged):
        cashier.top_up(brand, fen, "b-1", NOON)

    assert stand(engine) == before


@pytest.mark.parametrize(
    ("brand", "fen", "refusal"),
    [("qingyou", 0, NotAnAmount), ("qingyou", -1, NotAnAmount), ("nobody", 1, UnknownBrand)],
)
def test_what_the_books_refuse_does_not_reach_the_bank(
    engine: Engine, cashier: Cashier, brand: str, fen: int, refusal: type[BookRefusal]
) -> None:
    with pytest.raises(refusal):
        cashier.top_up(brand, fen, "b-1", NOON)

    assert stand(engine) == (0, 0)


def test_of_fifty_with_one_number_at_once_one_is_booked(engine: Engine, cashier: Cashier) -> None:
    assert at_once(MANY, lambda _: cashier.top_up("qingyou", 500, "b-1", NOON)) == MANY * [500]
    assert stand(engine) == (1, 1)


def test_of_fifty_amounts_under_one_number_one_is_booked(cashier: Cashier) -> None:
    def act(number: int) -> str:
        try:
            cashier.top_up("qingyou", 500 + number, "b-1", NOON)
        except TopUpChanged as refused:
            return refused.code
        return "done"

    assert sorted(at_once(MANY, act)) == (MANY - 1) * ["TOP_UP_CHANGED"] + ["done"]
    (deposit,) = deposits(cashier)
    assert cashier.ledger.balances()["brand:qingyou"] == deposit.fen


def test_beside_a_real_bank_a_number_is_only_booked(engine: Engine) -> None:
    market(engine)

    assert Cashier(None, SqlLedger(engine)).top_up("qingyou", 500, "b-1", NOON) == 500

    assert stand(engine) == (0, 1)


def test_the_sample_accounts_stand_at_the_bank_as_they_stand_in_the_books(engine: Engine) -> None:
    furnish_if_empty(engine)

    at_bank = sum(each.fen for each in deposits(cashier_of(engine)))
    assert at_bank == -SqlLedger(engine).balances()["bank"] > 0


def market_of_two(engine: Engine) -> None:
    SqlCatalogue(engine).add_brand("shanxing", "山行户外", "山行", "13900000002", NOON)
