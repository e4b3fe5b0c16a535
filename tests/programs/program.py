"""The rules a program is made of. Hypothesis puts them in any order, and shortens what it finds."""

import atexit
import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.party import PEOPLE, Party
from gateways.sandbox.faults import Fault
from gateways.sql.database import open_database, opened
from gateways.sql.migrating import migrate
from tests.programs.holds import everything_holds, seen
from tests.programs.market import BAD, BRANDS, CREATORS, GOOD, Market


class Wanted(NamedTuple):
    brand: str
    creator: str
    price: int
    payer: str
    outline: bool
    steps: int
    """How far it goes at once."""


SHARES = ["all", "all", "half", "half", "more", "a fen", "negative"]
brands, creators = st.sampled_from(BRANDS), st.sampled_from(CREATORS)
orders = st.builds(
    Wanted,
    brands,
    creators,
    st.sampled_from([1, 99, 88_888, 300_000, 777_777]),
    st.sampled_from(["creator", "brand"]),
    st.booleans(),
    st.sampled_from([0, 3, 5, 5, 6, 9, 11, 11]),
)
BACK = ("resume", "uphold_rejection", "strike_rejection")
which = st.integers(0, 99)
"""Of the lives or withdrawals there are, counted round."""


class Program(RuleBasedStateMachine):
    template: ClassVar[Path | None] = None
    programs: ClassVar[int] = 0
    steps: ClassVar[int] = 0
    seen: ClassVar[Counter[str]] = Counter()
    """Where commissions and withdrawals stood in the end, and how often each entry was written."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="starmap-program-"))
        shutil.copy(_template(), self.folder / "starmap.db")
        self.engine = open_database(f"sqlite:///{self.folder / 'starmap.db'}")
        self.market = Market(self.engine)
        Program.programs += 1

    def teardown(self) -> None:
        try:
            self.market.comes_to_rest()
            everything_holds(self.market)
            Program.seen.update(seen(self.market))
        finally:
            self.engine.dispose()
            shutil.rmtree(self.folder, ignore_errors=True)

    @invariant()
    def holds(self) -> None:
        self.market.begin_payouts()
        everything_holds(self.market)
        Program.steps += 1

    # --- brands and creators ---

    @initialize(fen=st.sampled_from([300_000, 3_000_000]), orders=st.lists(orders, min_size=2, max_size=4))
    def begins_with_money(self, fen: int, orders: list[Wanted]) -> None:
        for brand in BRANDS:
            self.market.top_up(brand, fen)
        for order in orders:
            self.orders(order)

    @rule(brand=brands, fen=st.integers(1, 1_000_000))
    def tops_up(self, brand: str, fen: int) -> None:
        self.market.top_up(brand, fen)

    @rule(order=orders)
    def orders(self, order: Wanted) -> None:
        life = self.market.order(order.brand, order.creator, order.price, order.payer, order.outline)
        for _ in range(order.steps):
            life.go_on()

    @precondition(lambda self: self.market.lives)
    @rule(n=which, steps=st.integers(1, 4))
    def goes_on(self, n: int, steps: int) -> None:
        for _ in range(steps):
            self._life(n).go_on()

    @precondition(lambda self: self.market.lives)
    @rule(
        n=which,
        party=st.sampled_from(PEOPLE),
        move=which,
        decision=st.sampled_from(["settle", "refund", "split", "split", "rework", "approve", *BACK]),
        bps=st.integers(1, 9_999),
        agree=st.booleans(),
    )
    def somebody_does_what_is_possible(
        self,
        n: int,
        party: Party,
        move: int,
        decision: str,
        bps: int,
        agree: bool,  # noqa: FBT001
    ) -> None:
        life = self._life(n)
        if listed := life.may(party):
            share = bps if decision == "split" else None
            name = listed[move % len(listed)]
            life.try_to(party, name, decision=decision, creator_bps=share, agree=agree, party="brand")

    @precondition(lambda self: self.market.lives)
    @rule(n=which, name=st.sampled_from(["cancel", "force_refund", "force_settle"]))
    def ends_early(self, n: int, name: str) -> None:
        self._life(n).try_to(Party.OPERATOR if name.startswith("force") else Party.BRAND, name)

    @precondition(lambda self: self.market.lives)
    @rule(n=which, decision=st.sampled_from(["settle", "refund", "split"]), bps=st.integers(1, 9_999))
    def is_disputed_and_decided(self, n: int, decision: str, bps: int) -> None:
        """As far as it is possible now; appeals and the end of the appeal's time are for other rules."""
        life = self._life(n)
        life.try_to(Party.BRAND, "complain")
        life.try_to(Party.CREATOR, "answer_complaint")
        share = bps if decision == "split" else None
        life.try_to(Party.OPERATOR, "arbitrate", decision=decision, creator_bps=share)

    @precondition(lambda self: self.market.lives)
    @rule(n=which, bps=st.sampled_from([0, 1, 3_333, 5_000, 9_999]))
    def is_clawed_back(self, n: int, bps: int) -> None:
        self.market.claw_back(self._life(n), bps)

    @rule(party=st.sampled_from(["creator:atang", "brand:qingyou"]), fen=st.integers(1, 50_000))
    def platform_compensates(self, party: str, fen: int) -> None:
        self.market.compensate(party, fen)

    @rule(creator=creators, fen=st.integers(1, 100_000))
    def debt_is_given_up(self, creator: str, fen: int) -> None:
        self.market.write_off(creator, fen)

    @rule(hours=st.sampled_from([1, 30, 24 * 4, 24 * 9, 24 * 20]))
    def time_passes(self, hours: int) -> None:
        self.market.wait(timedelta(hours=hours))

    # --- withdrawals, and a bank that misbehaves ---

    @precondition(lambda self: self.market.wealthy())
    @rule(n=which, share=st.sampled_from(SHARES))
    def withdraws(self, n: int, share: str) -> None:
        creator = self.market.wealthy()[n % len(self.market.wealthy())]
        has = self.market.balance(f"creator:{creator}")
        fen = {"all": 0, "half": has // 2, "more": has + 1, "a fen": 1, "negative": -1}[share]
        payout = self.market.withdraw(creator, fen)
        reserved = self.market.balance(f"transit:{payout.w.id}")
        assert reserved in ((0, has // 2 or has) if share == "half" else (0, has)), "not as asked for"
        assert not reserved or share in ("all", "half"), f"{share} was granted"

    @precondition(lambda self: self.market.payouts)
    @rule(n=which, steps=st.integers(1, 3))
    def withdrawal_goes_on(self, n: int, steps: int) -> None:
        for _ in range(steps):
            self._payout(n).goes_on()

    @precondition(lambda self: self.market.payouts)
    @rule(n=which, word=st.sampled_from(["retry", "cancel", "account_changed"]))
    def withdrawal_hears(self, n: int, word: str) -> None:
        self._payout(n).hears(word)

    @precondition(lambda self: self.market.payouts)
    @rule(n=which)
    def withdrawal_is_lost(self, n: int) -> None:
        self._payout(n).is_lost()

    @rule(
        fault=st.sampled_from([Fault.REFUSE, Fault.FAIL_BEFORE, Fault.LOSE_ANSWER]),
        operation=st.sampled_from(["transfer", "find"]),
        note=st.sampled_from(["BANK_BUSY", "ACCOUNT_INVALID", "AMOUNT_INVALID"]),
        times=st.integers(1, 3),
    )
    def bank_misbehaves(self, fault: Fault, operation: str, note: str, times: int) -> None:
        if operation == "transfer" or fault is not Fault.REFUSE:
            self.market.faults.arm("bank", fault, operation=operation, note=note, times=times)

    @rule(creator=creators, good=st.booleans())
    def binds(self, creator: str, good: bool) -> None:  # noqa: FBT001
        self.market.catalogue.bind_account(creator, GOOD if good else BAD)

    @precondition(lambda self: self.market.payouts)
    @rule(n=which, asks=st.booleans())
    def bank_sends_back(self, n: int, asks: bool) -> None:  # noqa: FBT001
        """退票: refunded by the payee's bank, days after; perhaps before we have asked at all."""
        for transfer in self.market.bank.log():
            if transfer.paid and transfer.number == self._payout(n).w.number:
                self.market.wait(timedelta(days=2))
                self.market.bank.refund(transfer.number, self.market.now)
        if asks:
            self._payout(n).sent_back()

    def _life(self, n: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
        return self.market.lives[n % len(self.market.lives)]

    def _payout(self, n: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
        """Of those under way, where there are any."""
        known = [*self.market.payouts.values()]
        under_way = [each for each in known if not each.is_over] or known
        return under_way[n % len(under_way)]


def _template() -> Path:
    """A migrated database, made once for all programs of a process."""
    if Program.template is None:
        folder = tempfile.mkdtemp(prefix="starmap-programs-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        Program.template = Path(folder) / "starmap.db"
        with opened(f"sqlite:///{Program.template}") as engine:
            migrate(engine)
    return Program.template
