"""After a payout to a bank card: its bank may send the money back days later (退票), to the balance.

It is begun by the payout itself, and by an operator whose reconciliation found money that came back.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    import workflows.names as names  # noqa: PLR0402
    import workflows.withdrawals.steps as payout_steps
    from domain.copies import replace
    from domain.money.withdrawals.recording import noted
    from domain.money.withdrawals.state import State
    from domain.money.withdrawals.terms import DEFAULT_TERMS
    from domain.money.withdrawals.transitions import take
    from models.messages.work import RefundWatchStart
    from workflows.messages.foreign import is_under_its_id, turned_away
    from workflows.messages.strangers import Strangers


@workflow.defn(name=names.REFUND_WATCH)
class RefundWatchWorkflow(Strangers):
    @workflow.run
    async def run(self, start: RefundWatchStart) -> str:
        w, own = start.withdrawal, names.refund_watch_id(start.withdrawal.number)
        ours = is_under_its_id(own, or_below=True)  # an operator asks beside the one that watches
        if not ours or w.state is not State.PAID:  # of no other is there a refund to be booked
            turned_away(w.number)
            return "not ours"
        for day in start.days:
            left = start.paid_at + timedelta(days=day) - workflow.now()
            await workflow.sleep(max(left, timedelta(0)), summary=f"第 {day} 天询问退票 · ask on day {day}")
            event = await payout_steps.ask_the_bank("find_transfer", w, start.pace)
            if event.name == "turned_down":
                sent_back = replace(event, name="refunded")
                taken = take(w, sent_back, DEFAULT_TERMS)
                template = payout_steps.sms_of(taken.step, taken.withdrawal)
                notice = payout_steps.notice_of(template, taken.withdrawal)
                try:
                    await payout_steps.note(noted(taken, notice))
                except ApplicationError:  # another that watches was first
                    return "booked before"
                return "refunded"
        return "kept"
