"""Skipping time on the embedded server: every workflow of ours that waits together, or one commission's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio.client import WorkflowHandle
from temporalio.service import RPCError

from domain.commissions.state.commission import is_over
from domain.money.withdrawals.state import OPEN
from domain.refusals import Refused
from gateways.operations.clock_offsets import SqlClockOffsets
from services.app import App
from services.commissions.commands import handle_of
from services.commissions.records import RECORD
from services.money import withdrawals
from services.threads import in_thread
from workflows import names

PATIENCE = 60.0


async def skip(app: App, distance: timedelta, only: str = "") -> list[str]:
    """Skip every open commission's clock by this much; the ids of those that moved.

    Raises Refused: NO_TIME_TRAVEL.
    """
    if app.skipper is None:
        raise Refused("NO_TIME_TRAVEL")
    if not only:
        by_hand = [row.id for row in await in_thread(app.withdrawals.open_by_hand)]
        await asyncio.gather(*(_skip_withdrawal(app, each, distance) for each in by_hand))
        await asyncio.gather(*[_skip_beside(app, each, distance) async for each in _watches(app)])
    open_ids = [only] if only else await in_thread(_open_ids, app)
    moved = await asyncio.gather(*(_skip_one(app, each, distance) for each in open_ids))
    return [each for each, did in zip(open_ids, moved, strict=True) if did]


def skips(app: App) -> bool:
    """Whether time can be skipped here."""
    return app.skipper is not None


def time_there(app: App) -> datetime:
    """What a commission ordered now begins at: the clock that is furthest ahead, or the wall."""
    ahead = SqlClockOffsets(app.engine).every().values() if app.skipper else ()
    return datetime.now(UTC) + max(ahead, default=timedelta(0))


def _open_ids(app: App) -> list[str]:
    rows = app.queries.commissions(limit=10_000)
    return [row.id for row in rows if not is_over(RECORD.validate_python(row.record))]


async def _skip_one(app: App, commission_id: str, distance: timedelta) -> bool:
    if app.skipper is None:
        return False
    for row in await in_thread(app.queries.withdrawals, commission_id):
        if row.state in OPEN:  # no time passes for a commission while its payout is open
            await _skip_withdrawal(app, row.id, distance)
    try:
        await _advance(app, handle_of(app.client, commission_id), distance)
    except (RPCError, TimeoutError):
        return False
    return True


async def _skip_withdrawal(app: App, withdrawal_id: str, distance: timedelta) -> None:
    await _skip_beside(app, withdrawals.handle_of(app.client, withdrawal_id), distance)


async def _watches(app: App) -> AsyncIterator[WorkflowHandle[Any, Any]]:
    """Those that wait to ask a card's bank about a refund; their commission may be over."""
    query = (
        f"TaskQueue = '{app.settings.queue}' AND WorkflowType = '{names.REFUND_WATCH}'"
        " AND ExecutionStatus = 'Running'"
    )
    async for each in app.client.list_workflows(query):
        yield app.client.get_workflow_handle(each.id, run_id=each.run_id)


async def _skip_beside(app: App, handle: WorkflowHandle[Any, Any], distance: timedelta) -> None:
    if app.skipper is None:
        return
    with suppress(RPCError, TimeoutError):  # it has ended meanwhile
        await _advance(app, handle, distance)


async def _advance(app: App, handle: WorkflowHandle[Any, Any], distance: timedelta) -> None:
    """Whoever has the books alone knows then how far this clock is ahead of the wall."""
    if app.skipper is None:
        return
    try:
        await asyncio.wait_for(app.skipper.fast_forward(handle, distance), PATIENCE)
    finally:
        with suppress(RPCError):
            ahead = await app.skipper.get_current_time(handle) - datetime.now(UTC)
            await in_thread(SqlClockOffsets(app.engine).note, handle.id, ahead)
