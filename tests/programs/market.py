"""Two brands, two creators, a bank and our books in one file; and the clock that everything goes by."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import Engine

from activities.payouts import PayoutActivities
from domain.commissions.state.commission import Commission, Effect
from domain.commissions.state.transition import Transition
from domain.money.claims import Outcome
from domain.money.withdrawals.state import Withdrawal
from gateways.commissions.store import SqlCommissionStore
from gateways.money.claims import Decided, SqlClaims
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import HoldVerdict, PayoutAccount
from gateways.refusals import BookRefusal
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from services.money.topping_up import Cashier
from tests.domain.story import MONDAY
from tests.programs.life import Life
from tests.programs.payout import Payout
from tests.races.ground import batch

BRANDS, CREATORS = ("qingyou", "shanxing"), ("atang", "laozhou")
GOOD, BAD = (
    PayoutAccount("alipay", "atang@example.com", "汤某"),
    PayoutAccount("alipay", "13800000000", "汤某"),
)


class Market:
    MOMENT = timedelta(seconds=1)

    def __init__(self, engine: Engine) -> None:
        self.engine, self.now, self._numbers = engine, MONDAY, count(1)
        self.store, self.ledger = SqlCommissionStore(engine), SqlLedger(engine)
        self.withdrawals, self.faults = SqlWithdrawalStore(engine), SandboxFaults(engine)
        self.bank, self.catalogue = SandboxBank(engine, self.faults), SqlCatalogue(engine)
        self.claims = SqlClaims(engine)
        self.payout_activities = PayoutActivities(self.withdrawals, self.bank)
        self.lives: list[Life] = []
        self.payouts: dict[str, Payout] = {}
        self.cashier = Cashier(self.bank, self.ledger)
        self._ordered: list[tuple[Withdrawal, Life]] = []
        for brand in BRANDS:
            self.catalogue.add_brand(brand, "青柚茶饮", f"{brand} co", "13900000001", MONDAY)
        for creator in CREATORS:
            self.catalogue.add_creator(creator, "阿汤说茶", f"{creator} co", "13800000001", MONDAY)
            self.catalogue.verify(creator, GOOD.holder)
            self.catalogue.bind_account(creator, GOOD)
        self.catalogue.pay_by_hand("laozhou", by_hand=True)  # and atang is paid out on settlement

    def record(self, c: Commission, transition: Transition) -> HoldVerdict | None:
        """Twice, as an attempt that was lost after its commit does."""
        wanted = batch(c, [transition])
        verdict = self.store.record(wanted)
        assert self.store.record(wanted) == verdict, "recorded again, it was told something else"
        return verdict

    def top_up(self, brand: str, fen: int) -> None:
        key = f"top-up-{next(self._numbers)}"
        self.cashier.top_up(brand, fen, key, self.now)
        self.cashier.top_up(brand, fen, key, self.now)

    def order(
        self,
        brand: str,
        creator: str,
        price_fen: int,
        payer: str,
        outline: bool,  # noqa: FBT001
        cid: str = "",
        **terms: Any,
    ) -> Life:
        terms = {"fee_payer": payer, "fee_bps": 333 if price_fen % 2 else 500, **terms}
        cid = cid or f"c-{next(self._numbers)}"
        life = Life(
            self,
            cid,
            brand_id=brand,
            creator_id=creator,
            price_fen=price_fen,
            terms=terms,
            outline_wanted=outline,
        )
        self.lives.append(life)
        return life

    def pay_out(self, life: Life, effect: Effect) -> None:
        """Begun once the step that ordered it is over: a child workflow begins after its parent's task."""
        cid, pays = life.c.id, effect.pays
        assert pays
        self._ordered.append((Withdrawal(cid, pays.creator, pays.fen, cid, pays.generation), life))

    def begin_payouts(self) -> None:
        while self._ordered:
            wanted, life = self._ordered.pop(0)
            self.payouts[wanted.id] = Payout(self, wanted, life)

    def withdraw(self, creator: str, fen: int) -> Payout:
        """By hand; 0 asks for all there is."""
        wanted = Withdrawal(f"{creator}.w{next(self._numbers)}", creator, fen)
        self.payouts[wanted.id] = Payout(self, wanted)
        return self.payouts[wanted.id]

    def balance(self, account: str) -> int:
        return self.ledger.balances().get(account, 0)

    def claw_back(self, life: Life, creator_bps: int) -> None:
        key, cid, order = f"k{next(self._numbers)}", life.c.id, life.c.order
        self._claim(lambda: self.claims.clawback(cid, order, creator_bps, key, self._operator()))

    def compensate(self, party: str, fen: int) -> None:
        key = f"k{next(self._numbers)}"
        self._claim(lambda: self.claims.compensation(party, fen, key, self._operator()))

    def write_off(self, creator: str, fen: int) -> None:
        key = f"k{next(self._numbers)}"
        self._claim(lambda: self.claims.write_off(creator, fen, key, self._operator()))

    def _claim(self, decide: Callable[[], Outcome]) -> None:
        """Twice, as after a lost answer. What a refusal is called is held elsewhere."""
        with suppress(BookRefusal):
            assert decide() == decide(), "decided again, it was told something else"

    def _operator(self) -> Decided:
        return Decided("operator:li", "核查", self.now)

    def wealthy(self) -> list[str]:
        """The creators that have something."""
        return [creator for creator in CREATORS if self.balance(f"creator:{creator}") > 0]

    def wait(self, span: timedelta) -> None:
        """For everybody alike."""
        self.now += span
        for life in self.lives:
            life.until(self.now)

    def comes_to_rest(self) -> None:
        """The bank works again, and every withdrawal that is under way comes to its end."""
        self.faults.clear()
        for creator in CREATORS:
            self.catalogue.bind_account(creator, GOOD)
        self.begin_payouts()
        for payout in [*self.payouts.values()]:
            while not payout.is_over:
                payout.goes_on()
            payout.sent_back()
