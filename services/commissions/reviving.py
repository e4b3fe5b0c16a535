"""What the books have open and the server runs no more is begun again, from the books: money, clocks and all.

The books know how far it had come; what was ordered and is not known to be done is ordered again under the
same keys. Nothing is begun beside what runs.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from domain.commissions.state.commission import needs_its_workflow
from domain.commissions.views.view import summary
from domain.instants import EARLIEST
from domain.money.withdrawals.messages import REASON_MAX
from domain.money.withdrawals.state import OPEN, State
from domain.money.withdrawals.steps import CARD
from domain.refusals import Refused
from domain.wording import check_words
from gateways.money.withdrawals.rows import withdrawal_of
from models.messages.work import RefundWatchStart, Revival, Start, StartSignature, WithdrawalStart
from models.tables.withdrawals import WithdrawalRow
from services import lost_words
from services.app import App
from services.commissions import commands as commissions
from services.commissions.commands import PATIENCE, CommandRefused
from services.commissions.records import RECORD
from services.lives import TemporalLives, cross_check
from services.occupied import gave_way
from services.signing import signed
from services.terms_file import read_withdrawal_terms
from services.threads import in_thread
from services.waiting import waited
from workflows import names

SEEN_WITHIN = 20.0


@dataclass(frozen=True)
class Revived:
    subject: str
    seen: bool
    """Whether it has taken itself up already; else it does so as soon as a worker is there."""


async def check_it_runs(app: App, commission_id: str) -> None:
    """Of an order placed before. Raises CommandRefused: WORKFLOW_LOST where only the books have it open,
    FOREIGN_WORKFLOW where something else runs under its id.
    """
    row = await in_thread(app.queries.commission, commission_id)
    if not needs_its_workflow(RECORD.validate_python(row.record)):
        return
    workflow_id = names.workflow_id(commission_id)
    await commissions.check_ours(app.client, app.settings, workflow_id)
    lives = TemporalLives(lambda: app.client, app.settings.queue)
    if await lives.state(workflow_id) != "running":
        raise lost_words.lost("commission", commission_id)


async def revive(app: App, commission_id: str, actor: str, reason: str) -> Revived:
    """Raises UnknownCommission, or CommandRefused: UNORDERED, NOTHING_TO_REVIVE, STILL_RUNNING."""
    asked = _revival(actor, reason)
    row = await in_thread(app.queries.commission, commission_id)
    if row.order_key is None:
        raise _refused("UNORDERED")
    commission = RECORD.validate_python(row.record)
    if not needs_its_workflow(commission):
        raise _refused("NOTHING_TO_REVIVE")
    settings, workflow_id = app.settings, names.workflow_id(commission_id)
    revival = await in_thread(_signed, app, workflow_id, asked, row.updated_at)
    start = Start(commission, settings.pace, settings.lang, read_withdrawal_terms(), revival)
    await _begin(
        app,
        names.COMMISSION,
        start,
        workflow_id,
        row.updated_at,
        static_summary=summary(commission, settings.lang),
        search_attributes=commissions.search_attributes(commission.order),
    )
    return Revived(commission_id, await _seen(lambda: app.queries.commission(commission_id).seq > row.seq))


async def revive_withdrawal(app: App, withdrawal_id: str, actor: str, reason: str) -> Revived:
    """One under way or waiting goes on; one paid to a card is watched again for its refund."""
    asked = _revival(actor, reason)
    row, _ = await in_thread(app.withdrawals.one, withdrawal_id)
    if row.state == State.PAID and row.rail == CARD:
        return await _watch(app, row)
    if row.state not in OPEN:
        raise _refused("NOTHING_TO_REVIVE")
    workflow_id = names.withdrawal_workflow_id(row.id)
    revival = await in_thread(_signed, app, workflow_id, asked, row.updated_at)
    start = WithdrawalStart(
        row.id,
        row.commission_id or "",
        row.creator_id or "",
        row.fen,
        row.generation,
        datetime.now(UTC),
        app.settings.pace,
        read_withdrawal_terms(),
        revival=revival,
        brand_id=row.brand_id or "",
    )
    await _begin(app, names.WITHDRAWAL, start, workflow_id, row.updated_at)
    return Revived(row.id, await _seen(lambda: app.withdrawals.one(row.id)[0].seq > row.seq))


async def revive_all(app: App, actor: str, reason: str) -> list[tuple[str, Revived | CommandRefused]]:
    """Everything that the books have open and the server does not run."""
    found = cross_check(app.engine, lambda: app.client, app.settings.queue)
    done: list[tuple[str, Revived | CommandRefused]] = []
    async for lost in found.lost(datetime.now(UTC)):
        begin = revive if lost.kind in ("lost", "unstarted") else revive_withdrawal
        try:
            done.append((lost.subject, await begin(app, lost.subject, actor, reason)))
        except CommandRefused as refused:
            if refused.code != "STILL_RUNNING":  # its commission has begun it meanwhile
                done.append((lost.subject, refused))
    return done


def _revival(actor: str, reason: str) -> Revival:
    if not actor.startswith("operator:") or not actor.partition(":")[2].strip():
        raise _refused("OPERATOR_NEEDED")
    if not reason.strip():
        raise _refused("REASON_NEEDED")
    if len(reason) > REASON_MAX:
        raise _refused("REASON_TOO_LONG", f"> {REASON_MAX}")
    check_words({"actor": actor, "reason": reason})
    return Revival(actor, reason.strip())


def _signed(app: App, workflow_id: str, asked: Revival, since: datetime) -> Revival:
    """Where plain words do not count the platform signs it, at the instant that it begins at."""
    if app.keyring.signer(workflow_id) is None:
        return asked
    newest = app.keyring.newest()
    signer = replace(newest, clock=lambda each: max(newest.clock(each), since if app.skipper else EARLIEST))
    command = {"actor": asked.actor, "reason": asked.reason, "command_id": uuid4().hex}
    said = signed(signer, workflow_id, "revive", command)
    return replace(asked, command_id=said["command_id"], signature=StartSignature(**said["signature"]))


async def _watch(app: App, row: WithdrawalRow) -> Revived:
    workflow_id = names.refund_watch_id(row.number)
    state = await TemporalLives(lambda: app.client, app.settings.queue).state(workflow_id)
    if state == "completed":
        raise _refused("NOTHING_TO_REVIVE")
    start = RefundWatchStart(withdrawal_of(row), row.updated_at, app.settings.pace)
    await _begin(app, names.REFUND_WATCH, start, workflow_id, datetime.now(UTC))
    return Revived(row.id, seen=True)


async def _begin(app: App, kind: str, start: Any, workflow_id: str, since: datetime, **more: Any) -> None:
    """Where time was skipped it begins at the instant it had come to, and is skipped to it."""
    ahead = since - datetime.now(UTC) if app.skipper else timedelta(0)
    client: Client = app.client
    await gave_way(client, workflow_id)
    try:
        handle = await client.start_workflow(
            kind,
            start,
            id=workflow_id,
            task_queue=app.settings.queue,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,  # the books know that it is not over
            start_delay=ahead if ahead > timedelta(0) else None,
            rpc_timeout=PATIENCE,
            **more,
        )
    except WorkflowAlreadyStartedError:
        await commissions.check_ours(client, app.settings, workflow_id)
        raise _refused("STILL_RUNNING") from None
    if app.skipper and ahead > timedelta(0):
        what = (f"时间跳到 {workflow_id} 的时刻", f"time to be skipped to that of {workflow_id}")
        await waited(app.skipper.fast_forward(handle, ahead), 60.0, what)


async def _seen(holds: Callable[[], bool]) -> bool:
    for _ in range(int(SEEN_WITHIN / 0.2)):
        if await in_thread(holds):
            return True
        await asyncio.sleep(0.2)
    return False


def _refused(code: str, detail: str = "") -> CommandRefused:
    told = Refused(code, detail=detail)
    return CommandRefused(code, told.zh, told.en)
