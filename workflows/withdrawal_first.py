"""The first life of a withdrawal. Those that began so, go on so: their histories are replayed by this code.

One number each, and what the bank refuses comes back at once; the commission tries again.
"""

from collections.abc import Callable
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.money import yuan
    from models.messages.work import TransferAnswer, TransferOrder, WithdrawalEnd, WithdrawalStart
    from workflows import names
    from workflows.living import lived


OUR_BOOKS = RetryPolicy(
    maximum_interval=timedelta(seconds=30), non_retryable_error_types=["VendorRefused", "RecordConflict"]
)
"""Tried until they answer; what no retry can change is told to the commission."""


WORDS = {
    "withdrawal_begin": "转入途中 · into transit",
    "find_transfer": "询问银行 · ask the bank",
    "transfer": "转账 · transfer",
    "withdrawal_paid": "记为已到账 · book as paid",
    "withdrawal_returned": "记为退回 · book as returned",
}
"""What the Web UI's timeline says of each step."""
ENDS = {
    "paid": ("已到账", "paid"),
    "returned": ("银行退回", "returned by the bank"),
    "conflict": ("与账本冲突，请核对", "the books disagree: check them"),
}


class FirstLife:
    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show

    async def lived(self, start: WithdrawalStart) -> WithdrawalEnd:
        end = await lived(self._live(start), lambda _reason: None)  # a cancel stops no money
        self._tell(start, *ENDS[end.state], end.reason)
        return end

    async def _live(self, start: WithdrawalStart) -> WithdrawalEnd:
        self._tell(start, "等待银行确认", "waits for the bank")
        try:
            await self._begin(start)
            answer = await self._settled_by_the_bank(start)
            end = "paid" if answer.state == "paid" else "returned"
            await self._note(f"withdrawal_{end}", start, answer.reason)
        except ActivityError as failed:
            if _type(failed) == "VendorRefused":
                return WithdrawalEnd("returned", start.number, _code(failed))
            return WithdrawalEnd("conflict", start.number, _code(failed))
        return WithdrawalEnd(end, start.number, answer.reason)

    async def _settled_by_the_bank(self, start: WithdrawalStart) -> TransferAnswer:
        """Ask, send if the bank has never seen the number, and ask again until it says paid or refused."""
        pause = start.pace.first_retry_seconds
        while True:
            answer = await self._attempt("find_transfer", start)
            if answer is not None and answer.state == "not_found":
                answer = await self._attempt("transfer", start)
            if answer is not None and answer.state in ("paid", "refused"):
                return answer
            self._tell(
                start,
                "银行尚无答复，将再次询问，不会重复转账",
                "no answer yet; asked again, never sent twice",
            )
            await workflow.sleep(timedelta(seconds=pause), summary="再次询问银行 · ask the bank again")
            pause = min(pause * 2, start.pace.longest_retry_seconds)

    async def _attempt(self, name: str, start: WithdrawalStart) -> TransferAnswer | None:
        """None when the outcome is not known: then the bank is asked, never told again."""
        try:
            answer: TransferAnswer = await workflow.execute_activity(
                name,
                TransferOrder(start, workflow.now()),
                result_type=TransferAnswer,
                task_queue=names.payouts_queue(workflow.info().task_queue),
                start_to_close_timeout=timedelta(seconds=start.pace.bank_seconds),
                retry_policy=RetryPolicy(maximum_attempts=1),
                summary=f"{WORDS[name]} {start.number}",
            )
        except ActivityError:
            return None
        return answer

    async def _begin(self, start: WithdrawalStart) -> None:
        await workflow.execute_activity(
            "withdrawal_begin",
            TransferOrder(start, start.at),
            task_queue=names.payouts_queue(workflow.info().task_queue),
            start_to_close_timeout=timedelta(seconds=start.pace.bank_seconds),
            retry_policy=OUR_BOOKS,
            summary=f"{WORDS['withdrawal_begin']} {start.number}",
        )

    async def _note(self, name: str, start: WithdrawalStart, reason: str = "") -> None:
        await workflow.execute_activity(
            name,
            TransferOrder(start, workflow.now(), reason),
            task_queue=names.payouts_queue(workflow.info().task_queue),
            start_to_close_timeout=timedelta(seconds=start.pace.bank_seconds),
            retry_policy=OUR_BOOKS,
            summary=f"{WORDS[name]} {start.number}",
        )

    def _tell(self, start: WithdrawalStart, zh: str, en: str, reason: str = "") -> None:
        """The current details: how far it is, how much, to whom."""
        self._show(
            f"### {zh} · {en} {reason}\n\n"
            f"- 打款 payout CNY {yuan(start.fen)} → `{start.creator_id}`\n"
            f"- 银行编号 number at the bank `{start.number}`\n"
            f"- 任务 commission `{start.commission_id}`"
        )


def _type(failed: ActivityError) -> str | None:
    return failed.cause.type if isinstance(failed.cause, ApplicationError) else None


def _code(failed: ActivityError) -> str:
    cause = failed.cause
    return (
        str(cause.details[0]) if isinstance(cause, ApplicationError) and cause.details else str(cause)[:100]
    )
