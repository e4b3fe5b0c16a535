"""The steps of a withdrawal. Our books and the bank are different activities: each can be repeated.

The books are written by local activities, those of ``WithdrawalRecording``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from temporalio import activity

from activities.refusing import final_when_in_conflict
from domain.copies import replace
from domain.money.withdrawals.recording import Noted, Reservation, Reserved
from domain.money.withdrawals.state import BankAnswer, State
from domain.money.withdrawals.terms import WithdrawalTerms
from gateways.ports.work import Bank, OutcomeUnknown, Transfer, VendorRefused, WithdrawalStore
from models.messages.work import (
    EffectInput,
    EffectResult,
    ReboundInput,
    TransferAnswer,
    TransferInput,
)


@dataclass(frozen=True)
class WithdrawalRecording:
    store: WithdrawalStore
    terms: Callable[[], WithdrawalTerms] | None = None
    """The platform's own: what may be asked for is judged by them, and not by what a start says they are."""
    when_ordered: Callable[[], None] = lambda: None
    """Called once a notice stands in the books: it leaves now."""

    @activity.defn(no_thread_cancel_exception=True)
    def withdrawal_reserve(self, given: Reservation) -> Reserved:
        terms = self.terms() if self.terms else given.terms
        with final_when_in_conflict():
            return self.store.reserve(replace(given, terms=terms), _run())

    @activity.defn(no_thread_cancel_exception=True)
    def withdrawal_note(self, given: Noted) -> None:
        with final_when_in_conflict():
            self.store.note(given)
        if given.notice:
            self.when_ordered()

    @activity.defn(no_thread_cancel_exception=True)
    def withdrawal_rebound(self, given: ReboundInput) -> bool:
        return self.store.is_rebound(given.creator_id, given.number)


@dataclass(frozen=True)
class PayoutActivities:
    store: WithdrawalStore
    bank: Bank

    @activity.defn(no_thread_cancel_exception=True)
    def find_transfer(self, given: TransferInput) -> TransferAnswer:
        found = self.bank.find(given.number)
        if found and found.fen not in (None, given.fen):
            raise OutcomeUnknown("OTHER_AMOUNT")
        return self._answer(found) if found else TransferAnswer(BankAnswer.NOT_FOUND)

    @activity.defn(no_thread_cancel_exception=True)
    def transfer(self, given: TransferInput) -> TransferAnswer:
        """A missing account is a proven failure: nothing was sent."""
        try:
            account = self.store.account_of(given.party, given.number)
            with final_when_in_conflict():
                self.store.check_under_way(given.number, given.party, given.fen)
            return self._answer(self.bank.transfer(given.number, account, given.fen, given.at))
        except VendorRefused as refused:
            return TransferAnswer(BankAnswer.REFUSED, refused.code)

    @activity.defn(no_thread_cancel_exception=True)
    def ask_payout(self, given: EffectInput) -> EffectResult:
        """Where the books have a commission's payout: ``waiting``, or anything other."""
        standing = self.store.standing(given.commission_id)
        if standing is None or standing.state is not State.WAITING:
            return EffectResult("other", reason="打款未在等待处理 · the payout does not wait")
        return EffectResult("waiting", reason=standing.code, ref=standing.number)

    @activity.defn(no_thread_cancel_exception=True)
    def payout_begun(self, given: EffectInput) -> EffectResult:
        """Whether the books have a commission's payout, under this number or a later one."""
        standing = self.store.standing(given.commission_id)
        generation = standing.generation if standing else -1
        pays = given.effect.pays
        return EffectResult("begun" if pays and generation >= pays.generation else "absent")

    def _answer(self, transfer: Transfer) -> TransferAnswer:
        reason = f"{transfer.refusal} {transfer.said}".strip()
        rail = self.store.rail_of(transfer.number)
        return TransferAnswer(BankAnswer.PAID if transfer.paid else BankAnswer.REFUSED, reason, rail)


def _run() -> str:
    """The workflow run that asks; empty outside of one."""
    return (activity.info().workflow_run_id or "") if activity.in_activity() else ""
