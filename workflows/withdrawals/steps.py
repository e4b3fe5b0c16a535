"""What a withdrawal asks of our books and of the bank. The books by local activities, which cost little."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    import workflows.names as names  # noqa: PLR0402
    from domain.commissions.notices import filled
    from domain.money.amounts import yuan
    from domain.money.withdrawals.recording import Noted, Reservation, Reserved
    from domain.money.withdrawals.state import BankAnswer, Withdrawal
    from domain.money.withdrawals.steps import Step
    from domain.money.withdrawals.transitions import Event
    from domain.money.withdrawals.words import EVENT_WORDS, TEMPLATES
    from domain.notice import Notice
    from domain.process.applied import short
    from domain.process.trust import Trust
    from models.messages.pace import Pace
    from models.messages.work import ReboundInput, TransferAnswer, TransferInput
    from workflows.commissions.effects import RECORD_PATIENCE, RECORD_RETRY
    from workflows.telling import told

BEFORE_A_TIMER = timedelta(milliseconds=500)
TOLD = {
    BankAnswer.PAID: "paid",
    BankAnswer.REFUSED: "turned_down",
    BankAnswer.NOT_FOUND: "not_found",
}
"""The event each answer is."""
WORDS = {"transfer": "转账 · transfer", "find_transfer": "询问银行 · ask the bank"}


async def reserve(wanted: Reservation) -> Reserved:
    """Raises ApplicationError when the books contradict themselves."""
    reserved: Reserved = await workflow.execute_local_activity(
        "withdrawal_reserve",
        wanted,
        result_type=Reserved,
        start_to_close_timeout=RECORD_PATIENCE,
        retry_policy=RECORD_RETRY,
        local_retry_threshold=BEFORE_A_TIMER,
        summary=f"从余额预留 · reserve {wanted.withdrawal.number}",
    )
    return reserved


async def note(step: Noted) -> None:
    """Raises ApplicationError when the books hold something else under this step."""
    await workflow.execute_local_activity(
        "withdrawal_note",
        step,
        start_to_close_timeout=RECORD_PATIENCE,
        retry_policy=RECORD_RETRY,
        local_retry_threshold=BEFORE_A_TIMER,
        summary=f"{' · '.join(EVENT_WORDS[step.event.name])} {step.number}",
    )


async def is_rebound(w: Withdrawal) -> bool:
    """Whether another account is bound than the one its number went to."""
    rebound: bool = await workflow.execute_local_activity(
        "withdrawal_rebound",
        ReboundInput(w.creator_id, w.number),
        result_type=bool,
        start_to_close_timeout=RECORD_PATIENCE,
        retry_policy=RECORD_RETRY,
        local_retry_threshold=BEFORE_A_TIMER,
        summary=f"收款账户是否已更正 · was the account mended {w.number}",
    )
    return rebound


async def ask_the_bank(name: str, w: Withdrawal, pace: Pace) -> Event:
    """``transfer`` or ``find_transfer``, once. What is not answered is ``unknown``: it may have been done."""
    try:
        answer: TransferAnswer = await workflow.execute_activity(
            name,
            TransferInput(w.number, w.party, w.fen, workflow.now()),
            result_type=TransferAnswer,
            task_queue=names.payouts_queue(workflow.info().task_queue),
            start_to_close_timeout=timedelta(seconds=pace.bank_seconds),
            retry_policy=RetryPolicy(maximum_attempts=1),
            summary=f"{WORDS[name]} {w.number}",
        )
    except ActivityError as failed:
        return Event("unknown", workflow.now(), _why(failed))
    return Event(TOLD[answer.state], workflow.now(), answer.reason, rail=answer.rail)


async def tell_the_commission(w: Withdrawal, trust: str) -> None:
    """It shows operators and the creator that its payout waits. One that is over needs nobody to look."""
    said = {"ref": w.number, "reason": w.code[:100]}
    if trust != Trust.CLUSTER:  # what is signed counts once, and is named for that
        said["command_id"] = short(f"payout_waiting:{w.number}:{w.seq}:{w.code}")
    if not await told(trust, names.workflow_id(w.commission_id), "payout_waiting", said):
        workflow.logger.info("nobody to tell", extra={"move": "payout_waiting"})


def _why(failed: ActivityError) -> str:
    """Our vendors' failures name a code first; any other is named by its type alone."""
    cause = failed.cause
    if isinstance(cause, ApplicationError) and cause.type in ("NeverSent", "OutcomeUnknown"):
        return str(cause.message)[:100]
    return type(cause).__name__ if cause else ""


def sms_of(step: Step, w: Withdrawal) -> str:
    """The template that tells whose money it is of this step; empty where none does."""
    return step.tells_brand if w.brand_id else step.tells


def notice_of(template: str, w: Withdrawal) -> Notice | None:
    """The SMS to whose money it is, once under its key; None where there is nothing to tell."""
    if not template:
        return None
    words, params = TEMPLATES[template], {"amount": yuan(w.fen)}
    return Notice(
        f"{template}:{w.id}:{w.seq}",
        w.commission_id,
        w.party,
        words.channel,
        template,
        params,
        filled(words, params),
        workflow.now(),
    )
