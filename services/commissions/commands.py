"""The only way in: typed functions over the Temporal client. Ids are made here."""

import asyncio
import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from temporalio.client import (
    Client,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from domain.commissions.ordering.order import Order
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.commissions.views.view import summary
from domain.process.trust import Trust
from domain.refusals import REFUSALS, in_words
from gateways.commissions.orders import NewOrder, SqlOrders, Taken
from gateways.parties.catalogue import SqlCatalogue
from models.messages.work import Start
from models.tables.parties import CreatorFreeze
from services.between_runs import TOO_MANY_WAIT, takes_no_more, was_between_runs
from services.commissions.records import RECORD
from services.occupied import STRANGER, gave_way, state_of
from services.terms_file import read_withdrawal_terms
from services.threads import in_thread
from services.update_ids import update_id
from settings import Settings
from workflows import names

PATIENCE = timedelta(seconds=20)
LONGEST_ANSWER = 45.0
"""The server answers a wait without an end before our own limit now and then, and is asked again."""
PAUSES = (0.1, 0.3, 1.0, 3.0)
PAYLOAD_MAX = 32_768
SAFE_ID = re.compile(r"[^A-Za-z0-9._-]")


class CommandRefused(Exception):
    """The rules said no; the commission is as it was. ``seq`` is how far it had come, where it said so."""

    def __init__(self, code: str, zh: str, en: str, seq: int | None = None) -> None:
        super().__init__(f"{code}: {zh} / {en}")
        self.code, self.zh, self.en, self.seq = code, zh, en, seq

    @classmethod
    def named(cls, code: str, detail: str = "", **fields: object) -> "CommandRefused":
        """In the words of the registry."""
        return CommandRefused(code, *in_words(code, detail, **fields))


class Occupied(CommandRefused):
    """Something that is not ours runs under its id."""

    def __init__(self, workflow_id: str) -> None:
        zh, en = in_words("FOREIGN_WORKFLOW")
        super().__init__("FOREIGN_WORKFLOW", f"{zh}：{workflow_id}", f"{en}: {workflow_id}")


class NoAnswerYet(Exception):
    """The command may have been taken. Sending it again under the same id is safe."""

    def __init__(self, command_id: str) -> None:
        self.code = "NO_ANSWER_YET"
        self.zh, self.en = in_words(self.code, command_id=command_id)
        super().__init__(f"{self.code}: {self.zh} / {self.en}")


@dataclass(frozen=True)
class Pending:
    """An activity under way: which, how often it was begun, and what its last attempt failed with."""

    name: str
    attempt: int
    failure: str


@dataclass(frozen=True)
class Placed:
    commission_id: str
    new: bool


def commission_id_of(brand_id: str, order_key: str) -> str:
    """One brand's order number is one commission. Brand ids have no hyphen, so no two orders share an id."""
    return SAFE_ID.sub("_", f"{brand_id}-{order_key}")


async def place(
    client: Client,
    catalogue: SqlCatalogue,
    settings: Settings,
    order: Order,
    *,
    order_key: str,
    digest: str,
    start_at: datetime | None = None,
) -> Placed:
    """Order one commission. The same order again is the same one; another under its key is OrderChanged."""
    wanted = new_order(order, order_key, digest, settings.trust)
    taken = await in_thread(SqlOrders(catalogue.engine).register, wanted)
    return await begin(client, settings, order, taken, start_at)


def new_order(order: Order, order_key: str, digest: str, trust: str = Trust.CLUSTER) -> NewOrder:
    commission = Commission(id=commission_id_of(order.brand_id, order_key), order=order)
    return NewOrder(
        commission_id=commission.id,
        order_key=order_key,
        digest=digest,
        brand_id=order.brand_id,
        creator_id=order.creator_id,
        task_type=order.task_type,
        title=order.title,
        amount_fen=order.price_fen,
        record=RECORD.dump_python(commission, mode="json"),
        at=datetime.now(UTC),
        open_max=order.terms.open_commissions_max,
        trust=trust,
    )


async def begin(
    client: Client, settings: Settings, order: Order, taken: Taken, start_at: datetime | None = None
) -> Placed:
    """Start the workflow of an order that was taken, unless it has been started before.

    Raises Occupied where something else runs under its id.
    """
    if taken.heard_of:
        return Placed(taken.commission_id, new=False)
    commission = Commission(id=taken.commission_id, order=order)
    delay = max(start_at - datetime.now(UTC), timedelta(0)) if start_at else None
    start = Start(commission, settings.pace, settings.lang, read_withdrawal_terms())
    if taken.pinned is not None:
        start = replace(start, trust=taken.pinned.trust.value, keys=taken.pinned.keys)
    return Placed(taken.commission_id, new=await _start(client, settings, start, delay, taken.frozen))


def _frozen(freeze: CreatorFreeze | None) -> dict[str, Any]:
    """Signalled with the start: of a creator whose account was frozen after the order was taken."""
    if freeze is None:
        return {}
    said = {"actor": freeze.operator, "party": "creator", "reason": freeze.reason}
    return {"start_signal": "freeze", "start_signal_args": [{**said, "command_id": freeze.command_id}]}


async def _start(
    client: Client,
    settings: Settings,
    start: Start,
    delay: timedelta | None,
    freeze: CreatorFreeze | None,
    reuse: WorkflowIDReusePolicy = WorkflowIDReusePolicy.REJECT_DUPLICATE,
) -> bool:
    """What is over under its id was not this order's, nor is what has not begun: the books have not heard of
    one. So it begins anew.
    """
    commission, order = start.commission, start.commission.order
    try:
        await client.start_workflow(
            names.COMMISSION,
            start,
            id=names.workflow_id(commission.id),
            task_queue=settings.queue,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            id_reuse_policy=reuse,
            search_attributes=search_attributes(order),
            static_summary=summary(commission, settings.lang),
            start_delay=delay,
            **_frozen(freeze),
            rpc_timeout=PATIENCE,
        )
    except WorkflowAlreadyStartedError:
        anew = WorkflowIDReusePolicy.ALLOW_DUPLICATE
        if reuse is not anew:
            await gave_way(client, names.workflow_id(commission.id))
        state = await state_of(client, names.workflow_id(commission.id), settings.queue)
        if state == STRANGER:
            raise Occupied(names.workflow_id(commission.id)) from None
        if state == "running" or reuse is anew:
            return False
        return await _start(client, settings, start, delay, freeze, anew)
    return True


async def check_ours(client: Client, settings: Settings, workflow_id: str) -> None:
    """Raises Occupied where something else runs under an id of ours, or waits there to begin."""
    if await state_of(client, workflow_id, settings.queue) == STRANGER:
        raise Occupied(workflow_id)


def search_attributes(order: Order) -> TypedSearchAttributes:
    return TypedSearchAttributes(
        [
            SearchAttributePair(names.STAGE, Stage.AWAITING_PAYMENT.value),
            SearchAttributePair(names.TASK_TYPE, order.task_type),
            SearchAttributePair(names.BRAND_ID, order.brand_id),
            SearchAttributePair(names.CREATOR_ID, order.creator_id),
            SearchAttributePair(names.AMOUNT_FEN, order.price_fen),
        ]
    )


def handle_of(client: Client, commission_id: str) -> WorkflowHandle[Any, Any]:
    return client.get_workflow_handle(names.workflow_id(commission_id))


async def pending(client: Client, commission_id: str, sms: Iterable[str] = ()) -> list[Pending]:
    """What is under way outside for a commission, with its SMS of these keys; nothing the server forgot."""
    found: list[Pending] = []
    with suppress(RPCError):
        told = (await handle_of(client, commission_id).describe()).raw_description
        found += [
            Pending(each.activity_type.name, each.attempt, each.last_failure.message)
            for each in told.pending_activities
        ]
    for key in sms:
        with suppress(RPCError):
            one = (await client.get_activity_handle(key).describe()).raw_info
            found.append(Pending(key, one.attempt, one.last_failure.message))
    return found


async def send(client: Client, commission_id: str, name: str, **fields: Any) -> dict[str, Any]:
    """Ask and wait for the answer: see `views.view.answer`. Raises CommandRefused or NoAnswerYet."""
    command_id = fields["command_id"] = fields.get("command_id") or uuid4().hex
    _check_size(fields)
    for pause in PAUSES:
        try:
            return await _ask(client, commission_id, name, fields)
        except WorkflowUpdateFailedError as failed:
            raise refused(failed.cause) from None
        except WorkflowUpdateRPCTimeoutOrCancelledError:
            break
        except RPCError as failed:
            if not await was_between_runs(client, names.workflow_id(commission_id), failed):
                raise await _unreachable(client, failed, commission_id) from None
            await asyncio.sleep(pause)
    raise NoAnswerYet(command_id)


async def _ask(client: Client, commission_id: str, name: str, fields: dict[str, Any]) -> dict[str, Any]:
    asked = handle_of(client, commission_id).execute_update(
        name, fields, id=update_id(name, fields), rpc_timeout=PATIENCE, result_type=dict
    )
    try:
        answer: dict[str, Any] = await asyncio.wait_for(asked, LONGEST_ANSWER)
    except TimeoutError:
        raise NoAnswerYet(str(fields["command_id"])) from None
    return answer


async def tell(client: Client, commission_id: str, name: str, **fields: Any) -> None:
    """Fire and forget: a signal. What is refused stands in the timeline."""
    _check_size(fields)
    try:
        await handle_of(client, commission_id).signal(name, fields)
    except RPCError as failed:
        raise await _unreachable(client, failed, commission_id) from None


def _check_size(fields: dict[str, Any]) -> None:
    if len(json.dumps(fields, default=str)) > PAYLOAD_MAX:
        raise CommandRefused.named("MESSAGE_TOO_LARGE")


def refused(cause: BaseException | None) -> CommandRefused:
    """What an update was refused with, by the name the rules gave it."""
    if isinstance(cause, ApplicationError) and cause.details:
        told = cause.details[0]
        return CommandRefused(told["code"], told["zh"], told["en"], told.get("seq"))
    kind = cause.type if isinstance(cause, ApplicationError) and cause.type in REFUSALS else "UNKNOWN_COMMAND"
    return CommandRefused.named(kind or "UNKNOWN_COMMAND")


async def _is_known(client: Client, commission_id: str) -> bool:
    try:
        await handle_of(client, commission_id).describe()
    except RPCError:
        return False
    return True


async def _unreachable(client: Client, failed: RPCError, commission_id: str) -> Exception:
    """What comes just as a commission closes is not found either, in words of its own: so we look."""
    if failed.status is RPCStatusCode.NOT_FOUND and "namespace" not in str(failed).lower():
        if await _is_known(client, commission_id):
            return CommandRefused.named("CLOSED")
        return CommandRefused.named("COMMISSION_UNKNOWN", commission_id)
    if takes_no_more(failed):
        return CommandRefused.named(TOO_MANY_WAIT)
    if failed.status is RPCStatusCode.RESOURCE_EXHAUSTED:
        return CommandRefused.named("TOO_MUCH")
    return failed
