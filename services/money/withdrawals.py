"""Withdrawing by hand, and what people may say to a withdrawal. Ids and numbers are made here."""

import asyncio
import re
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
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
from temporalio.service import RPCError, RPCStatusCode

from domain.money.amounts import is_amount, yuan
from domain.money.withdrawals.asking import again_at
from domain.money.withdrawals.state import State, id_of
from domain.refusals import in_words
from gateways.money.withdrawals.queries import SqlWithdrawalQueries
from gateways.money.withdrawals.rows import withdrawal_of
from models.messages.work import RefundWatchStart, WithdrawalStart
from models.tables.withdrawals import WithdrawalRow
from services.between_runs import TOO_MANY_WAIT, takes_no_more, was_between_runs
from services.commissions.commands import (
    LONGEST_ANSWER,
    PATIENCE,
    PAUSES,
    CommandRefused,
    NoAnswerYet,
    check_ours,
    refused,
)
from services.terms_file import read_withdrawal_terms
from services.threads import in_thread
from services.update_ids import update_id
from services.waiting import waited
from settings import Settings
from workflows import names

KEY = re.compile(r"[A-Za-z0-9_-]{1,24}")


class TooOftenToPay(CommandRefused):
    """``wait``: until the same may be asked for again."""

    def __init__(self, refused_: CommandRefused, wait: timedelta) -> None:
        super().__init__(refused_.code, refused_.zh, refused_.en)
        self.wait = wait


class NotThere(CommandRefused):
    """Its workflow runs no more: it has ended, or was lost."""

    def __init__(self) -> None:
        super().__init__("WITHDRAWAL_NOT_WAITING", *in_words("WITHDRAWAL_NOT_WAITING"))


def withdrawal_id_of(creator_id: str, key: str) -> str:
    """One creator's key is one withdrawal. A dot stands in no creator's id, a hyphen ends no brand's part of
    a commission's: the two kinds of ids never meet. Raises CommandRefused("BAD_KEY").
    """
    return id_for(f"creator:{creator_id}", key)


def id_for(party: str, key: str) -> str:
    """Of a withdrawal by hand of ``creator:ID`` or ``brand:ID``. Raises CommandRefused("BAD_KEY")."""
    if not KEY.fullmatch(key):
        raise CommandRefused.named("BAD_KEY")
    return id_of(party, key)


async def withdraw(
    client: Client, settings: Settings, store: SqlWithdrawalQueries, creator_id: str, fen: int, key: str = ""
) -> dict[str, Any]:
    """Note in the books what is asked for, reserve it from the balance and begin to pay out; 0 fen is all
    there is. Where it stands then.

    The same key again is the same withdrawal, wherever it has come to. Raises CommandRefused with the term
    that does not allow it (nothing was reserved), or NoAnswerYet.
    """
    if not (fen == 0 or is_amount(fen)):
        raise CommandRefused.named("WITHDRAWAL_AMOUNT")
    withdrawal_id = withdrawal_id_of(creator_id, key or uuid4().hex[:12])
    await check_ours(client, settings, names.withdrawal_workflow_id(withdrawal_id))
    await in_thread(store.ask, withdrawal_id, creator_id, fen, datetime.now(UTC), settings.trust)
    return await begin(client, settings, store, start_of(settings, withdrawal_id, fen, creator_id=creator_id))


async def begin(
    client: Client, settings: Settings, store: SqlWithdrawalQueries, start: WithdrawalStart
) -> dict[str, Any]:
    """What was asked for and is noted in the books. Raises CommandRefused, NoAnswerYet.

    A refusal closes it there before it is told, also that of an earlier run which is just about to end.
    """
    told = await _begun(client, start.withdrawal_id, _with_start(settings, start))
    refused_ = _refusal_in(told, start.fen)
    if refused_ is not None:
        now = datetime.now(UTC)
        await in_thread(store.refuse, start.asked, refused_.code, now)
        again = again_at(refused_.code, now)
        raise TooOftenToPay(refused_, again - now) if again else refused_
    return told


def _refusal_in(told: dict[str, Any], fen: int) -> CommandRefused | None:
    if told.get("refusal"):
        return CommandRefused(told["refusal"], told["zh"], told["en"])
    if fen and told["fen"] != fen:
        return CommandRefused.named("WITHDRAWAL_KEY_REUSED")
    return None


async def begin_at(
    client: Client,
    settings: Settings,
    store: SqlWithdrawalQueries,
    creator_id: str,
    fen: int,
    key: str,
    at: datetime,
) -> WorkflowHandle[Any, Any]:
    """Asked for at an instant to come, to be skipped to; its clock is its own."""
    start = start_of(settings, withdrawal_id_of(creator_id, key), fen, creator_id=creator_id)
    await in_thread(store.ask, start.withdrawal_id, creator_id, fen, at, settings.trust)
    return await client.start_workflow(
        names.WITHDRAWAL,
        start,
        id=names.withdrawal_workflow_id(start.withdrawal_id),
        task_queue=settings.queue,
        start_delay=max(at - datetime.now(UTC), timedelta(0)),
        rpc_timeout=PATIENCE,
    )


def start_of(
    settings: Settings, withdrawal_id: str, fen: int, *, creator_id: str = "", brand_id: str = ""
) -> WithdrawalStart:
    """Of a withdrawal by hand, of a creator or of a brand."""
    return WithdrawalStart(
        withdrawal_id,
        "",
        creator_id,
        fen,
        generation=1,
        at=datetime.now(UTC),
        pace=settings.pace,
        terms=read_withdrawal_terms(),
        brand_id=brand_id,
        trust=settings.trust,
    )


def _with_start(settings: Settings, start: WithdrawalStart) -> WithStartWorkflowOperation[Any, Any]:
    whose = (
        SearchAttributePair(names.BRAND_ID, start.brand_id)
        if start.brand_id
        else SearchAttributePair(names.CREATOR_ID, start.creator_id)
    )
    return WithStartWorkflowOperation(
        names.WITHDRAWAL,
        start,
        id=names.withdrawal_workflow_id(start.withdrawal_id),
        task_queue=settings.queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,  # the books know what was reserved before
        search_attributes=TypedSearchAttributes([whose, SearchAttributePair(names.AMOUNT_FEN, start.fen)]),
        static_summary=summary(settings.lang, start),
    )


def summary(lang: str, start: WithdrawalStart) -> str:
    whose = start.brand_id or start.creator_id
    if lang == "zh":
        what = "退回余额" if start.brand_id else "提现"
        amount = f" {yuan(start.fen)}" if start.fen else "全部"
        return f"{what}{amount} → {whose} · {start.asked.number}"
    what = "send back" if start.brand_id else "withdraw"
    return f"{what} {yuan(start.fen) if start.fen else 'all'} → {whose} · {start.asked.number}"


async def _begun(
    client: Client, withdrawal_id: str, start: WithStartWorkflowOperation[Any, Any]
) -> dict[str, Any]:
    try:
        asked = client.execute_update_with_start_workflow(
            "begun", {}, start_workflow_operation=start, result_type=dict, rpc_timeout=PATIENCE
        )
        told: dict[str, Any] = await asyncio.wait_for(asked, LONGEST_ANSWER)
    except TimeoutError:
        raise NoAnswerYet(withdrawal_id) from None
    except (WorkflowUpdateRPCTimeoutOrCancelledError, RPCError) as failed:
        if isinstance(failed, RPCError) and failed.status is not RPCStatusCode.DEADLINE_EXCEEDED:
            raise
        raise NoAnswerYet(withdrawal_id) from None
    return told


def handle_of(client: Client, withdrawal_id: str) -> WorkflowHandle[Any, Any]:
    return client.get_workflow_handle(names.withdrawal_workflow_id(withdrawal_id))


async def say(client: Client, withdrawal_id: str, name: str, **fields: Any) -> dict[str, Any]:
    """``retry_payout`` or ``cancel_payout``, with actor and reason. The same command id again is done once.

    Raises CommandRefused or NoAnswerYet.
    """
    command_id = fields["command_id"] = fields.get("command_id") or uuid4().hex
    for pause in PAUSES:
        asked = handle_of(client, withdrawal_id).execute_update(
            name, fields, id=update_id(name, fields), rpc_timeout=PATIENCE, result_type=dict
        )
        try:
            told: dict[str, Any] = await asyncio.wait_for(asked, LONGEST_ANSWER)
        except WorkflowUpdateFailedError as failed:
            raise refused(failed.cause) from None
        except (WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError):
            break
        except RPCError as failed:
            if not await was_between_runs(client, names.withdrawal_workflow_id(withdrawal_id), failed):
                if failed.status is RPCStatusCode.NOT_FOUND:  # it has ended, and does not wait
                    raise NotThere from None
                raise
            await asyncio.sleep(pause)
        else:
            return told
    raise NoAnswerYet(command_id)


async def ask_again(
    client: Client, settings: Settings, row: WithdrawalRow, patience: float | None = None
) -> str:
    """Ask the bank about a paid transfer now: ``refunded`` and booked, or ``kept``.

    Raises CommandRefused, and StillWaiting where the bank does not answer.
    """
    if row.state != State.PAID:
        raise CommandRefused.named("WITHDRAWAL_NOT_PAID")
    at_once = datetime.now(UTC) - timedelta(days=1)  # it may have been paid on a clock that was skipped
    asking: Awaitable[str] = client.execute_workflow(
        names.REFUND_WATCH,
        RefundWatchStart(withdrawal_of(row), min(row.updated_at, at_once), settings.pace, days=(0,)),
        id=f"{names.refund_watch_id(row.number)}/{uuid4().hex[:8]}",
        task_queue=settings.queue,
        result_type=str,
    )
    return await waited(asking, patience or settings.bank_seconds + LONGEST_ANSWER, _asking(row.number))


def _asking(number: str) -> tuple[str, str]:
    return (
        f"银行对 {number} 的答复；它会继续询问，稍后用 ./starmap withdrawal show 查看",
        f"the bank's word about {number}; it goes on asking: look at ./starmap withdrawal show later",
    )


async def account_changed(client: Client, withdrawal_ids: list[str]) -> int:
    """Tell those that wait for a mended account, or rest for a freeze; how many. Raises CommandRefused."""
    told = 0
    for withdrawal_id in withdrawal_ids:
        try:
            await handle_of(client, withdrawal_id).signal("account_changed", {}, rpc_timeout=PATIENCE)
        except RPCError as failed:
            if takes_no_more(failed):
                raise CommandRefused.named(TOO_MANY_WAIT) from None
            continue  # it has ended meanwhile
        told += 1
    return told
