"""How each kind of effect is carried out, and which move its result becomes."""

from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy, SearchAttributeUpdate
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    ChildWorkflowError,
    WorkflowAlreadyStartedError,
)
from temporalio.workflow import ParentClosePolicy

with workflow.unsafe.imports_passed_through():
    from domain.commissions.moves import Move
    from domain.commissions.rules.engine import done
    from domain.commissions.rules.looks import answered
    from domain.commissions.state.commission import Commission, Effect
    from domain.commissions.state.payout import Nudge, Pays
    from domain.commissions.state.transition import Shown
    from domain.money.amounts import yuan
    from domain.money.withdrawals.state import End
    from domain.party import Party
    from domain.process.applied import short
    from models.messages.pace import Pace
    from models.messages.work import (
        EffectInput,
        EffectResult,
        RecordedInput,
        RecordedState,
        RecordInput,
        Start,
        TakenUp,
        TakeUpInput,
        WithdrawalEnd,
        WithdrawalStart,
    )
    from workflows import names
    from workflows.telling import told

QUEUES = {
    "call": names.notices_queue,
    "ask_notice": names.notices_queue,
    "ask_payout": names.payouts_queue,
}
FAILED = "failed"
REFUSED = "refused"
RECORD_PATIENCE = timedelta(seconds=3)
"""An answer waits as long for its record. What a late attempt still writes, the next finds done."""
RECORD_RETRY = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    maximum_interval=timedelta(seconds=30),
    non_retryable_error_types=["RecordConflict"],
)
LOOK_ATTEMPTS = 3
ATTACH_AGAIN = timedelta(minutes=1)


async def record(order: RecordInput) -> str | None:
    """Retried by timer until the database answers: a sick database holds no reply, and no clock moves."""
    verdict: str | None = await workflow.execute_local_activity(
        "record",
        order,
        result_type=str | None,  # type: ignore[arg-type]  # a verdict, or none where nothing was held
        start_to_close_timeout=RECORD_PATIENCE,
        retry_policy=RECORD_RETRY,
        local_retry_threshold=timedelta(milliseconds=500),
        summary=", ".join(transition.move for transition in order.transitions)[:150],
    )
    return verdict


async def recorded(commission_id: str, from_seq: int) -> RecordedState:
    """What stands in the database from this number on."""
    state: RecordedState = await workflow.execute_local_activity(
        "recorded",
        RecordedInput(commission_id, from_seq),
        result_type=RecordedState,
        start_to_close_timeout=RECORD_PATIENCE,
        retry_policy=RECORD_RETRY,
        local_retry_threshold=timedelta(milliseconds=500),
        summary=f"recorded from {from_seq}",
    )
    return state


async def take_up(commission_id: str, run: str) -> TakenUp:
    """The commission as the books have it, led by this run from now on, or none: no such order."""
    taken: TakenUp = await workflow.execute_local_activity(
        "take_up",
        TakeUpInput(commission_id, run),
        result_type=TakenUp,
        start_to_close_timeout=RECORD_PATIENCE,
        retry_policy=RECORD_RETRY,
        local_retry_threshold=timedelta(milliseconds=500),
        summary="从账目恢复 · take up from the books",
    )
    return taken


async def perform(commission_id: str, effect: Effect, start: Start) -> EffectResult:
    """Carry an effect out. Attempts are bounded; what failed for now comes back as ``failed``."""
    try:
        if effect.pays:
            return await _pay_out(commission_id, effect, effect.pays, start)
        if effect.nudge:
            return await _nudge_payout(commission_id, effect.key, effect.nudge, start.trust)
        return await _activity(commission_id, effect, start.pace)
    except ActivityError as failed:
        cause = failed.cause
        refused = isinstance(cause, ApplicationError) and cause.type == "VendorRefused"
        return EffectResult(REFUSED if refused else FAILED, reason=str(cause)[:200])
    except ChildWorkflowError as failed:
        return EffectResult(FAILED, reason=str(failed.cause)[:200])


async def _activity(commission_id: str, effect: Effect, pace: Pace) -> EffectResult:
    queue = workflow.info().task_queue
    is_call = effect.kind == "call"
    attempts = 1 if is_call else pace.attempts  # each attempt of a call is a clock of the rulebook
    if effect.kind == "look":  # a platform that is silent for longer is asked again by the rulebook's clock
        attempts = min(LOOK_ATTEMPTS, attempts)
    result: EffectResult = await workflow.execute_activity(
        effect.kind,
        EffectInput(commission_id, effect),
        result_type=EffectResult,
        task_queue=QUEUES.get(effect.kind, names.publishing_queue)(queue),
        start_to_close_timeout=timedelta(seconds=pace.notice_seconds if is_call else pace.publishing_seconds),
        retry_policy=_retry(pace, attempts),
        summary=_label(effect),
    )
    return result


def _retry(pace: Pace, attempts: int) -> RetryPolicy:
    return RetryPolicy(
        initial_interval=timedelta(seconds=pace.first_retry_seconds),
        maximum_interval=timedelta(seconds=pace.longest_retry_seconds),
        maximum_attempts=attempts,
        non_retryable_error_types=["VendorRefused"],
    )


def _label(effect: Effect) -> str:
    if effect.call:
        return f"{effect.call.recipient}: {effect.call.text}"[:180]
    return f"{effect.kind} {effect.item or effect.notice}".rstrip()[:180]


async def _pay_out(commission_id: str, effect: Effect, pays: Pays, of: Start) -> EffectResult:
    """An abandoned child: a payout outlives its commission. Issued again, one generation is one payout."""
    start = WithdrawalStart(
        withdrawal_id=commission_id,
        commission_id=commission_id,
        creator_id=pays.creator,
        fen=pays.fen,
        generation=pays.generation,
        at=effect.at,
        pace=of.pace,
        terms=of.payout_terms,
        trust=of.trust,
    )
    while True:
        try:
            end: WithdrawalEnd = await workflow.execute_child_workflow(
                names.WITHDRAWAL,
                start,
                result_type=WithdrawalEnd,
                id=names.withdrawal_workflow_id(commission_id),
                task_queue=workflow.info().task_queue,
                parent_close_policy=ParentClosePolicy.ABANDON,
                static_summary=f"打款 {yuan(start.fen)} → {start.creator_id} · {start.asked.number}",
            )
        except WorkflowAlreadyStartedError:  # carried over continue-as-new: wait for the one under way
            await workflow.sleep(ATTACH_AGAIN, summary="payout under way")
            if not await _is_begun(commission_id, effect, of.pace):
                occupied = names.withdrawal_workflow_id(commission_id)
                return EffectResult(FAILED, reason=f"FOREIGN_WORKFLOW {occupied}")
            continue
        return EffectResult(end.state, reason=end.reason)


async def _is_begun(commission_id: str, effect: Effect, pace: Pace) -> bool:
    """Whether the books have the payout: what runs under its id and has reserved nothing is another's."""
    told: EffectResult = await workflow.execute_activity(
        "payout_begun",
        EffectInput(commission_id, effect),
        result_type=EffectResult,
        task_queue=names.payouts_queue(workflow.info().task_queue),
        start_to_close_timeout=timedelta(seconds=pace.bank_seconds),
        retry_policy=_retry(pace, pace.attempts),
        summary="打款是否已在账上 · do the books have the payout",
    )
    return told.outcome == "begun"


async def _nudge_payout(commission_id: str, key: str, nudge: Nudge, trust: str) -> EffectResult:
    """One that does not wait any more takes no notice. Told again, it is told once."""
    said = {"actor": nudge.actor, "reason": nudge.reason, "command_id": short(key)}
    workflow_id = names.withdrawal_workflow_id(commission_id)
    return EffectResult("told" if await told(trust, workflow_id, "retry_payout", said) else "over")


def landed(
    commission: Commission, effect: Effect, result: EffectResult, now: datetime
) -> tuple[Commission, tuple[Move, ...]]:
    """The commission without what is done, and the moves that follow. What failed stays until its move."""
    if effect.kind == "look":
        return answered(commission, effect, result.item, now)
    following = moves(effect, result, now)
    if any(move.name in ("effect_failed", "notice_failed") for move in following):
        return commission, following
    return done(commission, effect), following


def moves(effect: Effect, result: EffectResult, now: datetime) -> tuple[Move, ...]:
    """What a result means to the commission; an effect that just succeeds means nothing more."""
    name = _move_name(effect, result.outcome)
    if not name:
        return ()
    at = effect.at if effect.kind == "probe" and name != "effect_failed" else now
    happened = result.happened_at or (effect.at if effect.kind == "call" else None)
    shows = {"probed_public": True, "probed_hidden": False}.get(name)
    return (
        Move(
            name,
            Party.SYSTEM,
            at,
            now,
            happened_at=happened,
            reason=result.reason[:100],
            key=result.ref if name == "notice_failed" else effect.key,
            public=shows,
            item=effect.item,
            ref=result.ref,
        ),
    )


MOVES = {
    ("probe", "public"): "probed_public",
    ("probe", "hidden"): "probed_hidden",
    ("probe", "unknown"): "probed_unknown",
    ("probe", FAILED): "probed_unknown",
    ("publish", "published"): "published",
    ("publish", REFUSED): "publish_refused",
    ("pay_out", End.PAID): "payout_paid",
    ("pay_out", End.RETURNED): "payout_failed",
    ("pay_out", End.CONFLICT): "payout_conflict",
    ("pay_out", End.KEPT): "payout_kept",
    ("ask_payout", "waiting"): "payout_waiting",
    ("ask_payout", "other"): "fact_denied",
    ("ask_notice", "not_sent"): "notice_failed",
    ("ask_notice", "other"): "fact_denied",
}
"""The move a result becomes; what is not here and failed is tried again, what is not here is simply done."""


def _move_name(effect: Effect, outcome: str) -> str:
    if effect.kind == "call":
        return "call_answered" if outcome == "answered" else "call_unanswered"
    return MOVES.get((effect.kind, outcome), "effect_failed" if outcome == FAILED else "")


def attributes(now: Shown, before: Shown | None) -> list[SearchAttributeUpdate]:  # type: ignore[type-arg]
    """What changed in the lists since the last upsert; everything, for one that was started without any."""
    changed: list[SearchAttributeUpdate] = []  # type: ignore[type-arg]
    if before is None:
        changed += [names.TASK_TYPE.value_set(now.task_type), names.BRAND_ID.value_set(now.brand_id)]
        changed += [names.CREATOR_ID.value_set(now.creator_id), names.AMOUNT_FEN.value_set(now.amount_fen)]
    if before is None or now.stage != before.stage:
        changed.append(names.STAGE.value_set(now.stage.value))
    if before is None or now.deadline != before.deadline:
        changed.append(
            names.DEADLINE.value_set(now.deadline) if now.deadline else names.DEADLINE.value_unset()
        )
    if now.attention != (before.attention if before else ()):
        changed.append(names.ATTENTION.value_set(list(now.attention)))
    return changed
