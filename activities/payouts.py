"""The steps of a withdrawal. Our books and the bank are different activities: each can be repeated.

The books are read and written by local activities, those of ``WithdrawalRecording``. The other ways to write
them serve withdrawals that earlier versions began.
"""

from collections.abc import Callable
from dataclasses import dataclass

from temporalio import activity

from activities.refusing import final_when_in_conflict, final_when_refused
from domain.withdrawals.terms import WithdrawalTerms
from gateways.ports import (
    Bank,
    Noted,
    OutcomeUnknown,
    Reservation,
    Reserved,
    Transfer,
    VendorRefused,
    WithdrawalBook,
)
from models.messages.work import (
    EffectOrder,
    EffectResult,
    NoteOrder,
    ReboundOrder,
    ReserveOrder,
    TransferAnswer,
    TransferOrder,
)


@dataclass(frozen=True)
class WithdrawalRecording:
    book: WithdrawalBook
    terms: Callable[[], WithdrawalTerms] | None = None
    """The platform's own: what may be asked for is judged by them, and not by what a start says they are."""

    @activity.defn(no_thread_cancel_exception=True)
    def withdrawal_reserve(self, order: ReserveOrder) -> Reserved:
        terms = self.terms() if self.terms else order.terms
        with final_when_in_conflict():
            return self.book.reserve(Reservation(order.withdrawal, order.at, terms))

    @activity.defn(no_thread_cancel_exception=True)
    def withdrawal_note(self, order: NoteOrder) -> None:
        with final_when_in_conflict():
            self.book.note(Noted(order.withdrawal, order.event, order.number, order.moves))

    @activity.defn(no_thread_cancel_exception=True)
    def withdrawal_rebound(self, order: ReboundOrder) -> bool:
        return self.book.is_rebound(order.creator_id, order.number)


@dataclass(frozen=True)
class PayoutActivities:
    book: WithdrawalBook
    bank: Bank

    @activity.defn(no_thread_cancel_exception=True)
    def withdrawal_begin(self, order: TransferOrder) -> None:
        start = order.start
        with final_when_refused(), final_when_in_conflict():
            self.book.begin(
                start.withdrawal_id,
                start.generation,
                start.creator_id,
                start.commission_id,
                start.fen,
                order.at,
            )

    @activity.defn(no_thread_cancel_exception=True)
    def find_transfer(self, order: TransferOrder) -> TransferAnswer:
        found = self.bank.find(order.start.number)
        if found and found.fen not in (None, order.start.fen):
            raise OutcomeUnknown("OTHER_AMOUNT")
        return self._answer(found) if found else TransferAnswer("not_found")

    @activity.defn(no_thread_cancel_exception=True)
    def transfer(self, order: TransferOrder) -> TransferAnswer:
        """A missing account is a proven failure: nothing was sent."""
        start = order.start
        try:
            account = self.book.account_of(start.party, start.number)
            with final_when_in_conflict():
                self.book.check_under_way(start.number, start.party, start.fen)
            return self._answer(self.bank.transfer(start.number, account, start.fen, order.at))
        except VendorRefused as refused:
            return TransferAnswer("refused", refused.code)

    @activity.defn(no_thread_cancel_exception=True)
    def ask_payout(self, order: EffectOrder) -> EffectResult:
        """Where the books have a commission's payout: ``waiting``, or anything other."""
        standing = self.book.standing(order.commission_id)
        if standing is None or standing.state != "waiting":
            return EffectResult("other", reason="打款未在等待处理 · the payout does not wait")
        return EffectResult("waiting", reason=standing.reason, ref=standing.number)

    @activity.defn(no_thread_cancel_exception=True)
    def payout_begun(self, order: EffectOrder) -> EffectResult:
        """Whether the books have a commission's payout, under this number or a later one."""
        standing = self.book.standing(order.commission_id)
        generation = int(standing.number.rpartition("-")[2]) if standing else -1
        begun = generation >= int(order.effect.params["generation"])
        return EffectResult("begun" if begun else "absent")

    def _answer(self, transfer: Transfer) -> TransferAnswer:
        reason = f"{transfer.refusal} {transfer.said}".strip()
        rail = self.book.rail_of(transfer.number)
        return TransferAnswer("paid" if transfer.paid else "refused", reason, rail)

    @activity.defn(no_thread_cancel_exception=True)
    def withdrawal_paid(self, order: TransferOrder) -> None:
        with final_when_in_conflict():
            self.book.paid(order.start.withdrawal_id, order.start.generation, order.at)

    @activity.defn(no_thread_cancel_exception=True)
    def withdrawal_returned(self, order: TransferOrder) -> None:
        start = order.start
        with final_when_in_conflict():
            self.book.returned(start.withdrawal_id, start.generation, order.reason, order.at)
