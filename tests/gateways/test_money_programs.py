"""Random programs of everything that moves money in the books, on both databases.

After every step no account is below zero but those the chart names, and every commission is in agreement.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from domain.commissions.money.postings import divide_hold
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.money.accounts import may_be_below_zero
from domain.money.amounts import BPS
from gateways.commissions.store import SqlCommissionStore
from gateways.money.claims import SqlClaims
from gateways.money.income import SqlIncome
from gateways.money.ledger import SqlLedger
from gateways.money.wallets import SqlWallets
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.operations.audit.checking import check_ledger
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import HoldVerdict, VendorRefused
from gateways.refusals import BookRefusal
from tests.gateways.records import NOON, batch, counted, entry, transition
from tests.gateways.test_claims import LI


@dataclass
class Market:
    """One brand and one creator of this example's own, and what they have done so far."""

    engine: Engine
    order: Order
    number: int = 0
    held: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    under_way: list[str] = field(default_factory=list)

    @property
    def me(self) -> tuple[str, str]:
        return self.order.brand_id, self.order.creator_id

    def key(self) -> str:
        self.number += 1
        return f"{self.order.brand_id}-{self.number}"

    def top_up(self, fen: int) -> None:
        SqlLedger(self.engine).top_up(self.order.brand_id, fen, self.key(), NOON)

    def hold(self, _: int) -> None:
        cid, fen = self.key(), self.order.hold_fen
        moved = {f"brand:{self.order.brand_id}": -fen, f"escrow:{cid}": fen}
        opening = transition(entries=(entry(f"hold:{cid}", "hold", moved),), hold=True)
        if self._record(cid, opening) is HoldVerdict.HELD:
            self.held.append(cid)

    def settle(self, bps: int) -> None:
        if not self.held:
            return
        cid, parts = self.held.pop(), divide_hold(self.order, bps % (BPS + 1))
        brand, creator = self.me
        moved = {
            f"escrow:{cid}": -self.order.hold_fen,
            f"creator:{creator}": parts.creator_fen,
            "fee": parts.fee_fen,
            f"brand:{brand}": parts.brand_fen,
        }
        kept = {account: fen for account, fen in moved.items() if fen}
        self._record(cid, transition(2, "settle", entries=(entry(f"release:{cid}", "release", kept),)))
        self.settled.append(cid)

    def withdraw(self, fen: int) -> None:
        if self.settled:
            withdrawal = self.key()
            SqlWithdrawalStore(self.engine).begin(withdrawal, 0, self.me[1], self.settled[-1], fen, NOON)
            self.under_way.append(withdrawal)

    def arrive(self, _: int) -> None:
        if self.under_way:
            SqlWithdrawalStore(self.engine).paid(self.under_way.pop(), 0, NOON)

    def fail(self, _: int) -> None:
        if self.under_way:
            SqlWithdrawalStore(self.engine).returned(self.under_way.pop(), 0, "ACCOUNT_INVALID", NOON)

    def claw_back(self, bps: int) -> None:
        for cid in self.settled[-2:]:
            SqlClaims(self.engine).clawback(cid, self.order, bps % (BPS + 1), self.key(), LI)

    def compensate(self, fen: int) -> None:
        party = f"brand:{self.me[0]}" if fen % 2 else f"creator:{self.me[1]}"
        SqlClaims(self.engine).compensation(party, fen, self.key(), LI)

    def write_off(self, fen: int) -> None:
        SqlClaims(self.engine).write_off(self.me[1], fen, self.key(), LI)

    def _record(self, cid: str, step: object) -> HoldVerdict | None:
        brand, creator = self.me
        told = batch(step, commission=cid, brand_id=brand, creator_id=creator)  # type: ignore[arg-type]
        return SqlCommissionStore(self.engine).record(told)


STEPS: dict[str, Callable[[Market, int], None]] = {
    "top_up": Market.top_up,
    "hold": Market.hold,
    "settle": Market.settle,
    "withdraw": Market.withdraw,
    "arrive": Market.arrive,
    "fail": Market.fail,
    "claw_back": Market.claw_back,
    "compensate": Market.compensate,
    "write_off": Market.write_off,
}
PROGRAMS = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(1, 20_000)), max_size=25)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PROGRAMS, st.sampled_from(["creator", "brand"]), st.integers(1, 9_999), st.integers(0, 3_000))
def test_whatever_is_done_in_whatever_order_every_fen_has_a_place(
    engine: Engine, program: list[tuple[str, int]], payer: str, price: int, fee_bps: int
) -> None:
    terms = replace(Terms(), fee_payer=payer, fee_bps=fee_bps)
    run = uuid4().hex[:12]
    market = Market(engine, Order(f"b{run}", f"c{run}", "甲", "乙", "article", "新品", price, terms))
    SqlCatalogue(engine).add_brand(market.me[0], "甲", "甲", "", NOON)
    SqlCatalogue(engine).add_creator(market.me[1], "乙", "乙", "", NOON)

    for step, number in [("top_up", 20_000), ("hold", 1), ("settle", BPS), *program]:
        before = counted(engine, "ledger_entries")
        try:
            STEPS[step](market, number)
        except (BookRefusal, VendorRefused):
            assert step in {"withdraw", "claw_back", "write_off"}
            assert counted(engine, "ledger_entries") == before or step == "claw_back"
        _check(market)


def _check(market: Market) -> None:
    engine, (brand, creator) = market.engine, market.me
    balances = SqlLedger(engine).balances()
    assert sum(balances.values()) == 0
    assert [each for each, fen in balances.items() if fen < 0 and not may_be_below_zero(each)] == []
    assert balances.get(f"clawback:{creator}", 0) <= 0
    sums = SqlLedger(engine).commission_sums([*market.held, *market.settled])
    assert {each.difference for each in sums.values()} <= {0}
    assert all(each.held == market.order.hold_fen for each in sums.values())
    assert all(min(each.to_creators, each.fee, each.refunded) >= 0 for each in sums.values())
    _check_pages(market, brand, creator, balances)


def _check_pages(market: Market, brand: str, creator: str, balances: dict[str, int]) -> None:
    """What people are told agrees with the ledger."""
    wallet, standing = (
        SqlWallets(market.engine).wallet(brand),
        SqlIncome(market.engine).standing(creator),
    )
    sums = SqlLedger(market.engine).commission_sums([*market.held, *market.settled]).values()
    assert wallet.spent_fen == sum(each.to_creators + each.fee for each in sums)
    assert wallet.held_fen == sum(each.still_held for each in sums)
    income = SqlIncome(market.engine).income(creator)
    assert -sum(each.debt_fen for each in income) == standing.owed_fen >= 0
    assert standing.balance_fen == balances.get(f"creator:{creator}", 0)
    assert len(standing.under_way) == len(market.held)


def test_a_program_of_every_step_leaves_books_that_are_right(engine: Engine) -> None:
    order = Order("qingyou", "atang", "甲", "乙", "article", "新品", 9_999)
    market = Market(engine, order)
    SqlCatalogue(engine).add_brand("qingyou", "甲", "甲", "", NOON)
    SqlCatalogue(engine).add_creator("atang", "乙", "乙", "", NOON)

    for step, number in (
        ("top_up", 20_000),
        ("hold", 1),
        ("settle", BPS),
        ("withdraw", 9_000),
        ("arrive", 1),
        ("claw_back", 100),
        ("write_off", 50),
        ("compensate", 200),
        ("hold", 1),
        ("settle", BPS),
        ("withdraw", 500),
        ("fail", 1),
    ):
        STEPS[step](market, number)
        _check(market)

    assert check_ledger(engine).ok
