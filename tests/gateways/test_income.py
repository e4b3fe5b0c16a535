"""What a creator and a brand are told of their money is what the entries say."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from domain.commissions.money.income import Income
from gateways.commissions.store import SqlCommissionStore
from gateways.money.claims import SqlClaims
from gateways.money.income import SqlIncome
from gateways.money.wallets import SqlWallets, Wallet
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.operations.audit.checking import check_ledger
from gateways.ports.work import Batch
from gateways.refusals import UnknownBrand, UnknownCreator
from tests.gateways.records import NOON, PRICE, batch, funded_market, market, opening, settled, transition
from tests.gateways.test_claims import LI, ORDER, paid_out


def priced(engine: Engine, commission: str, payer: str) -> None:
    """Settled, with a record that says who bears the fee."""
    settled(engine, commission)
    record = {"id": commission, "order": {"title": "秋茶新品", "terms": {"fee_payer": payer}}, "seq": 3}
    told = batch(transition(3, "rate"), commission=commission)
    SqlCommissionStore(engine).record(Batch(commission, told.transitions, told.shown, record))


def brief(lines: list[Income]) -> list[tuple[str, int, int, int, int]]:
    return [(each.kind, each.gross_fen, each.fee_fen, each.balance_fen, each.debt_fen) for each in lines]


def test_income_is_told_by_entry_with_its_fee_and_what_it_did_to_the_debt(engine: Engine) -> None:
    funded_market(engine, 2 * PRICE)
    claims = SqlClaims(engine)
    priced(engine, "c1", "creator")
    paid_out(engine)
    claims.clawback("c1", ORDER, 5_000, "k1", LI)
    priced(engine, "c2", "brand")
    claims.compensation("creator:atang", 700, "k2", LI)

    lines = SqlIncome(engine).income("atang")

    assert sorted(brief(lines)) == sorted(
        [
            ("release", 300_000, 15_000, 285_000, 0),
            ("clawback", -150_000, -7_500, 0, -142_500),
            ("release", 285_000, 0, 285_000, 0),
            ("netting", 0, 0, -142_500, 142_500),
            ("compensation", 700, 0, 700, 0),
        ]
    )
    standing = SqlIncome(engine).standing("atang")
    assert sum(each.balance_fen for each in lines) - 285_000 == standing.balance_fen == 143_200
    assert -sum(each.debt_fen for each in lines) == standing.owed_fen == 0
    assert {each.title for each in lines if each.commission_id} == {"秋茶新品"}


def test_income_of_a_period_is_by_its_legal_instant(engine: Engine) -> None:
    funded_market(engine)
    settled(engine)
    income = SqlIncome(engine)
    day = timedelta(days=1)

    assert len(income.income("atang", NOON, NOON + day)) == 1
    assert income.income("atang", NOON + day) == []
    assert income.income("atang", None, NOON) == []


def test_money_on_its_way_is_told_apart_from_the_balance(engine: Engine) -> None:
    funded_market(engine, 2 * PRICE)
    settled(engine)
    SqlCommissionStore(engine).record(batch(opening("c2"), commission="c2"))
    SqlWithdrawalStore(engine).begin("c1", 0, "atang", "c1", 285_000, NOON)

    standing = SqlIncome(engine).standing("atang")

    assert (standing.balance_fen, standing.in_transit_fen) == (0, 285_000)
    assert list(standing.under_way) == ["c2"]


def test_a_wallet_tells_what_is_free_held_and_spent(engine: Engine) -> None:
    funded_market(engine, 3 * PRICE)
    settled(engine, "c1")
    SqlCommissionStore(engine).record(batch(opening("c2"), commission="c2"))
    SqlClaims(engine).compensation("brand:qingyou", 500, "k1", LI)

    wallet = SqlWallets(engine).wallet("qingyou")

    assert wallet == Wallet(PRICE + 500, {"c2": PRICE}, 3 * PRICE, 500)
    assert (wallet.held_fen, wallet.spent_fen) == (PRICE, PRICE)


def test_what_comes_back_after_a_clawback_is_not_spent(engine: Engine) -> None:
    funded_market(engine)
    settled(engine)
    SqlClaims(engine).clawback("c1", ORDER, 5_000, "k1", LI)

    wallet = SqlWallets(engine).wallet("qingyou")

    assert (wallet.available_fen, wallet.spent_fen) == (150_000, 150_000)
    assert check_ledger(engine).ok


def test_nobodys_money_is_nobodys(engine: Engine) -> None:
    market(engine)

    with pytest.raises(UnknownCreator):
        SqlIncome(engine).standing("nobody")
    with pytest.raises(UnknownCreator):
        SqlIncome(engine).income("nobody")
    with pytest.raises(UnknownBrand):
        SqlWallets(engine).wallet("nobody")
