"""A withdrawal driven by its own table, with the real books and activities: what its workflow does.

Every step is written twice, as after a lost answer of ours: the second time must change nothing.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.money.withdrawals.recording import Noted, Reservation
from domain.money.withdrawals.state import ENDED, State, Withdrawal
from domain.money.withdrawals.terms import DEFAULT_TERMS
from domain.money.withdrawals.transitions import Event, resumed, take
from domain.refusals import Refused
from gateways.ports.work import NeverSent, OutcomeUnknown
from models.messages.work import TransferInput
from tests.gateways.records import asked_for

if TYPE_CHECKING:
    from tests.programs.life import Life
    from tests.programs.market import Market

ANSWERS = {"paid": "paid", "refused": "turned_down", "not_found": "not_found"}


class Payout:
    def __init__(self, market: "Market", wanted: Withdrawal, life: "Life | None" = None) -> None:
        self.market, self.wanted, self.life = market, wanted, life
        self.w = wanted
        asked_for(market.engine, wanted, market.now)
        self._begin()

    def _begin(self) -> None:
        begun = self._reserved()
        if begun.event == "reserved":
            self.w = begun.withdrawal
            again = self._reserved()
            assert (again.resumed, again.withdrawal.fen) == (True, self.w.fen), "reserved twice"
        elif begun.resumed:
            self.w = resumed(begun.withdrawal, self.market.now, DEFAULT_TERMS)
        else:
            event = Event(begun.event, self.market.now, begun.code)
            self.w = take(self.w, event, DEFAULT_TERMS).withdrawal
        self._end()

    def _reserved(self):  # type: ignore[no-untyped-def]  # noqa: ANN202
        wanted = Reservation(self.wanted, self.market.now, DEFAULT_TERMS)
        return self.market.withdrawals.reserve(wanted)

    @property
    def is_over(self) -> bool:
        return self.w.state in ENDED

    def goes_on(self) -> None:
        """One step: told to the bank, asked of it, or, where it waits, its time is over."""
        match self.w.state:
            case State.SENDING:
                self._take(self._asked("transfer"))
            case State.ASKING:
                self._take(self._asked("find_transfer"))
            case State.WAITING:
                self.market.wait(max(self.w.until - self.market.now, self.market.MOMENT))
                self.hears("waited")

    def hears(self, name: str) -> bool:
        """A word, and whether it was taken: the table lets each in one state only."""
        by_hand = {"actor": "operator:li", "reason": "核查"} if name in ("retry", "cancel") else {}
        try:
            self._take(Event(name, self.market.now, **by_hand))
        except Refused:
            return False
        return True

    def is_lost(self) -> None:
        """Its process is killed: another one begins with what the books say."""
        if not self.is_over:
            self.w = self.wanted
            self._begin()

    def sent_back(self) -> None:
        """Asked some days later, the bank says that the payee's bank has refunded the transfer."""
        event = self._asked("find_transfer")
        if self.w.state is State.PAID and event.name == "turned_down":
            self._take(replace(event, name="refunded"))

    def _asked(self, name: str) -> Event:
        w, now = self.w, self.market.now
        try:
            asked = TransferInput(w.number, w.party, w.fen, now)
            answer = getattr(self.market.payout_activities, name)(asked)
        except (NeverSent, OutcomeUnknown) as failed:
            return Event("unknown", now, str(failed))
        return Event(ANSWERS[answer.state], now, answer.reason)

    def _take(self, event: Event) -> None:
        number = self.w.number
        taken = take(self.w, event, DEFAULT_TERMS)
        self.w = taken.withdrawal
        noted = Noted(self.w, event, number, taken.step.moves)
        self.market.withdrawals.note(noted)
        self.market.withdrawals.note(noted)
        if taken.step.alerts == "payout_failed" and self.life:
            self.life.payout_waits(self.w.number, self.w.code)
        self._end()

    def _end(self) -> None:
        """Its commission waits for it once; a refund days later is no news to it."""
        if self.life and self.life.pays_out and self.is_over:
            ends = {State.PAID: "paid", State.KEPT: "kept"}
            self.life.payout_ended(ends.get(self.w.state, "returned"))
