"""Decisions after a settlement: in the books once, and every fen of the hold still has a place."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.commissions.state.stages import Stage
from domain.money.claims import Outcome
from gateways.commissions.store import SqlCommissionStore
from gateways.money.claims import Decided, SqlClaims
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.operations.audit.checking import check_ledger
from gateways.operations.audit.ledger import CommissionSums
from gateways.refusals import (
    BookRefusal,
    ClaimChanged,
    ClaimIncomplete,
    MoreThanOwed,
    NotAnAmount,
    NotSettled,
    PartyUnclear,
    ShareNotLower,
    UnknownBrand,
    UnknownCommission,
    UnknownCreator,
)
from tests.gateways.records import (
    NOON,
    PRICE,
    at_once,
    batch,
    counted,
    entry,
    funded_market,
    opening,
    settled,
    transition,
)

ORDER = Order("qingyou", "atang", "青柚茶饮", "阿汤说茶", "article", "秋茶新品", PRICE)
LI = Decided("operator:li", "发布后内容被替换", NOON)
MANY = 50


@pytest.fixture
def claims(engine: Engine) -> SqlClaims:
    return SqlClaims(engine)


def paid_out(engine: Engine, commission: str = "c1") -> None:
    """The creator's 285,000 fen have left the platform."""
    store = SqlWithdrawalStore(engine)
    store.begin(commission, 0, "atang", commission, 285_000, NOON)
    store.paid(commission, 0, NOON)


def test_a_clawback_takes_from_the_balance_what_is_there(engine: Engine, claims: SqlClaims) -> None:
    funded_market(engine)
    settled(engine)

    outcome = claims.clawback("c1", ORDER, 6_000, "k1", LI)

    assert outcome.claim.fen == 114_000
    assert outcome.moved == {"creator:atang": -114_000, "fee": -6_000, "brand:qingyou": 120_000}
    sums = SqlLedger(engine).commission_sums()["c1"]
    assert sums == CommissionSums(PRICE, to_creators=171_000, fee=9_000, refunded=120_000)
    assert check_ledger(engine).ok


def test_what_the_platform_paid_goes_back_to_the_platform(engine: Engine, claims: SqlClaims) -> None:
    funded_market(engine)
    moved = {"escrow:c1": -PRICE, "brand:qingyou": PRICE, "compensation": -30_000, "creator:atang": 30_000}
    whole = entry("make_whole:c1", "make_whole", moved)
    paid = transition(2, "decide_limit", to_stage=Stage.REFUNDED, entries=(whole,))
    SqlCommissionStore(engine).record(batch(opening("c1"), paid, commission="c1"))

    outcome = claims.clawback("c1", ORDER, 0, "k1", LI)

    assert outcome.moved == {"creator:atang": -30_000, "compensation": 30_000}
    assert SqlLedger(engine).commission_sums()["c1"] == CommissionSums(PRICE, refunded=PRICE)


def test_what_was_paid_out_stands_as_a_debt_and_the_brand_has_its_money(
    engine: Engine, claims: SqlClaims
) -> None:
    funded_market(engine)
    settled(engine)
    paid_out(engine)

    claims.clawback("c1", ORDER, 0, "k1", LI)

    balances = SqlLedger(engine).balances()
    assert (balances["creator:atang"], balances["clawback:atang"]) == (0, -285_000)
    assert (balances["brand:qingyou"], balances["fee"]) == (PRICE, 0)
    assert SqlLedger(engine).commission_sums()["c1"] == CommissionSums(PRICE, refunded=PRICE)
    assert check_ledger(engine).ok


def test_where_the_brand_bears_the_fee_its_part_comes_back_to_the_brand(
    engine: Engine, claims: SqlClaims
) -> None:
    order = replace(ORDER, terms=replace(Terms(), fee_payer="brand"))
    funded_market(engine, order.hold_fen)
    moved = {"escrow:c1": -order.hold_fen, "creator:atang": PRICE, "fee": order.fee_fen}
    paid = transition(2, "settle", entries=(entry("release:c1", "release", moved),))
    SqlCommissionStore(engine).record(batch(opening(fen=order.hold_fen), paid))

    outcome = claims.clawback("c1", order, 5_000, "k1", LI)

    assert outcome.moved == {"creator:atang": -150_000, "fee": -7_500, "brand:qingyou": 157_500}
    assert check_ledger(engine).ok


def test_later_income_pays_the_debt_in_the_same_transaction(engine: Engine, claims: SqlClaims) -> None:
    funded_market(engine, 3 * PRICE)
    settled(engine, "c1")
    paid_out(engine)
    claims.clawback("c1", ORDER, 0, "k1", LI)

    settled(engine, "c2")
    after_one = SqlLedger(engine).balances()
    settled(engine, "c3")
    after_two = SqlLedger(engine).balances()

    assert (after_one["creator:atang"], after_one["clawback:atang"]) == (0, 0)
    assert (after_two["creator:atang"], after_two["clawback:atang"]) == (285_000, 0)
    assert SqlLedger(engine).commission_sums()["c2"].to_creators == 285_000
    assert check_ledger(engine).ok


def test_a_payout_that_comes_back_pays_the_debt_first(engine: Engine, claims: SqlClaims) -> None:
    funded_market(engine)
    settled(engine)
    store = SqlWithdrawalStore(engine)
    store.begin("c1", 0, "atang", "c1", 285_000, NOON)
    claims.clawback("c1", ORDER, 6_000, "k1", LI)

    store.returned("c1", 0, "ACCOUNT_INVALID", NOON)

    balances = SqlLedger(engine).balances()
    assert (balances["creator:atang"], balances["clawback:atang"]) == (171_000, 0)
    assert check_ledger(engine).ok


def test_a_share_is_lowered_again_from_the_one_in_force(engine: Engine, claims: SqlClaims) -> None:
    funded_market(engine)
    settled(engine)

    claims.clawback("c1", ORDER, 6_000, "k1", LI)
    claims.clawback("c1", ORDER, 1_000, "k2", LI)

    sums = SqlLedger(engine).commission_sums()["c1"]
    assert (sums.to_creators, sums.fee, sums.refunded) == (28_500, 1_500, 270_000)
    assert [row.creator_bps for row in claims.claims(commission_id="c1")] == [6_000, 1_000]


@pytest.mark.parametrize("bps", [6_000, 6_001, 10_000, -1])
def test_a_share_that_is_not_lower_is_refused(engine: Engine, claims: SqlClaims, bps: int) -> None:
    funded_market(engine)
    settled(engine)
    claims.clawback("c1", ORDER, 6_000, "k1", LI)

    with pytest.raises(ShareNotLower):
        claims.clawback("c1", ORDER, bps, "k2", LI)

    assert counted(engine, "claims") == 1


def test_money_that_is_still_held_is_not_clawed_back(engine: Engine, claims: SqlClaims) -> None:
    funded_market(engine)
    SqlCommissionStore(engine).record(batch(opening()))

    with pytest.raises(NotSettled):
        claims.clawback("c1", ORDER, 0, "k1", LI)

    assert counted(engine, "claims") == 0


def test_the_platform_pays_a_creator_or_a_brand_out_of_its_own_pocket(
    engine: Engine, claims: SqlClaims
) -> None:
    funded_market(engine)
    settled(engine)

    claims.compensation("creator:atang", 500, "k1", LI, "c1")
    claims.compensation("brand:qingyou", 700, "k2", LI)

    balances = SqlLedger(engine).balances()
    assert (balances["creator:atang"], balances["brand:qingyou"]) == (285_500, 700)
    assert balances["compensation"] == -1_200
    assert SqlLedger(engine).commission_sums()["c1"].difference == 0
    assert check_ledger(engine).ok


def test_a_debt_is_given_up_as_far_as_it_goes_and_no_further(engine: Engine, claims: SqlClaims) -> None:
    funded_market(engine)
    settled(engine)
    paid_out(engine)
    claims.clawback("c1", ORDER, 0, "k1", LI)

    claims.write_off("atang", 284_000, "k2", LI)
    with pytest.raises(MoreThanOwed):
        claims.write_off("atang", 1_001, "k3", LI)

    assert SqlLedger(engine).balances()["clawback:atang"] == -1_000
    assert SqlLedger(engine).balances()["compensation"] == -284_000
    assert SqlLedger(engine).commission_sums()["c1"].difference == 0


Act = Callable[[SqlClaims], Outcome]
ACTS: dict[str, Act] = {
    "clawback": lambda c: c.clawback("c1", ORDER, 6_000, "k1", LI),
    "compensation": lambda c: c.compensation("creator:atang", 500, "k1", LI),
    "write_off": lambda c: c.write_off("atang", 1, "k1", LI),
}
OTHERS: dict[str, list[Act]] = {
    "clawback": [
        lambda c: c.clawback("c1", ORDER, 5_999, "k1", LI),
        lambda c: c.clawback("c1", ORDER, 6_000, "k1", replace(LI, reason="另一理由")),
        lambda c: c.clawback("c1", ORDER, 6_000, "k1", replace(LI, operator="operator:wang")),
        lambda c: c.clawback("c2", ORDER, 6_000, "k1", LI),
        lambda c: c.compensation("creator:atang", 114_000, "k1", LI),
    ],
    "compensation": [
        lambda c: c.compensation("creator:atang", 501, "k1", LI),
        lambda c: c.compensation("brand:qingyou", 500, "k1", LI),
    ],
    "write_off": [lambda c: c.write_off("atang", 2, "k1", LI)],
}


def indebted(engine: Engine, claims: SqlClaims) -> None:
    """Two commissions settled: the first is open to claims, the second left a debt of 285,000 fen."""
    funded_market(engine, 2 * PRICE)
    settled(engine, "c2")
    paid_out(engine, "c2")
    claims.clawback("c2", ORDER, 0, "before", LI)
    settled(engine, "c1")


@pytest.mark.parametrize("kind", list(ACTS))
def test_the_same_claim_again_changes_nothing_and_answers_the_same(
    engine: Engine, claims: SqlClaims, kind: str
) -> None:
    indebted(engine, claims)
    first = ACTS[kind](claims) if kind != "write_off" else _owing(claims, ACTS[kind])
    stood = SqlLedger(engine).balances(), counted(engine, "ledger_entries"), counted(engine, "claims")

    assert ACTS[kind](claims) == first
    assert (
        SqlLedger(engine).balances(),
        counted(engine, "ledger_entries"),
        counted(engine, "claims"),
    ) == stood


def _owing(claims: SqlClaims, act: Act) -> Outcome:
    claims.clawback("c1", ORDER, 0, "all", LI)
    return act(claims)


@pytest.mark.parametrize(("kind", "other"), [(kind, each) for kind in OTHERS for each in OTHERS[kind]])
def test_another_claim_under_the_same_key_is_refused(
    engine: Engine, claims: SqlClaims, kind: str, other: Act
) -> None:
    indebted(engine, claims)
    _owing(claims, ACTS[kind]) if kind == "write_off" else ACTS[kind](claims)
    stood = SqlLedger(engine).balances()

    with pytest.raises(ClaimChanged):
        other(claims)

    assert SqlLedger(engine).balances() == stood


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda c: c.compensation("creator:atang", 0, "k1", LI), NotAnAmount),
        (lambda c: c.compensation("creator:atang", -1, "k1", LI), NotAnAmount),
        (lambda c: c.write_off("atang", 0, "k1", LI), NotAnAmount),
        (lambda c: c.write_off("atang", 1, "k1", LI), MoreThanOwed),
        (lambda c: c.write_off("nobody", 1, "k1", LI), UnknownCreator),
        (lambda c: c.compensation("creator:nobody", 1, "k1", LI), UnknownCreator),
        (lambda c: c.compensation("brand:nobody", 1, "k1", LI), UnknownBrand),
        (lambda c: c.compensation("brand:qingyou", 1, "k1", LI, "c9"), UnknownCommission),
        (lambda c: c.compensation("fee", 1, "k1", LI), PartyUnclear),
        (lambda c: c.compensation("brand:", 1, "k1", LI), PartyUnclear),
        (lambda c: c.clawback("c9", ORDER, 1, "k1", LI), UnknownCommission),
        (lambda c: c.clawback("c1", ORDER, 1, "", LI), ClaimIncomplete),
        (lambda c: c.clawback("c1", ORDER, 1, "k" * 65, LI), ClaimIncomplete),
        (lambda c: c.clawback("c1", ORDER, 1, "k1", replace(LI, reason=" ")), ClaimIncomplete),
        (lambda c: c.clawback("c1", ORDER, 1, "k1", replace(LI, reason="长" * 101)), ClaimIncomplete),
        (lambda c: c.clawback("c1", ORDER, 1, "k1", replace(LI, operator="li")), ClaimIncomplete),
        (lambda c: c.clawback("c1", ORDER, 1, "k1", replace(LI, operator="brand:li")), ClaimIncomplete),
        (lambda c: c.clawback("c1", ORDER, 1, "k1", replace(LI, operator="operator:")), ClaimIncomplete),
    ],
)
def test_a_claim_that_lacks_something_is_refused_by_name_and_changes_nothing(
    engine: Engine, claims: SqlClaims, act: Act, refusal: type[BookRefusal]
) -> None:
    funded_market(engine)
    settled(engine)
    stood = SqlLedger(engine).balances()

    with pytest.raises(refusal):
        act(claims)

    assert (SqlLedger(engine).balances(), counted(engine, "claims")) == (stood, 0)


@pytest.mark.parametrize("kind", ["clawback", "compensation"])
def test_of_fifty_with_one_key_at_once_one_entry_is_written(
    engine: Engine, claims: SqlClaims, kind: str
) -> None:
    funded_market(engine)
    settled(engine)
    before = counted(engine, "ledger_entries")

    answers = at_once(MANY, lambda _: ACTS[kind](claims))

    assert all(answer == answers[0] for answer in answers)
    assert (counted(engine, "ledger_entries"), counted(engine, "claims")) == (before + 1, 1)


def test_of_fifty_keys_with_one_share_at_once_one_is_taken(engine: Engine, claims: SqlClaims) -> None:
    funded_market(engine)
    settled(engine)

    def act(number: int) -> str:
        try:
            claims.clawback("c1", ORDER, 6_000, f"k{number}", LI)
        except ShareNotLower as refused:
            return refused.code
        return "done"

    assert sorted(at_once(MANY, act)) == (MANY - 1) * ["SHARE_NOT_LOWER"] + ["done"]
    assert check_ledger(engine).ok


def test_claims_settlements_and_withdrawals_at_once_leave_no_fen_behind(
    engine: Engine, claims: SqlClaims
) -> None:
    funded_market(engine, 11 * PRICE)
    settled(engine, "c0")
    paid_out(engine, "c0")

    def act(number: int) -> None:
        if number == 0:
            claims.clawback("c0", ORDER, 0, "k1", LI)
        elif number <= 10:
            settled(engine, f"c{number}")
        else:
            claims.compensation("creator:atang", 1_000, f"p{number}", LI)

    at_once(20, act)

    balances = SqlLedger(engine).balances()
    earned = 10 * 285_000 + 9 * 1_000
    assert balances["creator:atang"] + balances.get("clawback:atang", 0) == earned - 285_000
    assert balances.get("clawback:atang", 0) == 0
    assert check_ledger(engine).ok
