"""Freezing a creator's account: first the books, so that no money leaves, then each open commission.

It may be killed at any moment and run again: the command ids come from the freeze, so what was done is found
done. What is ordered later is refused; what was ordered before and not begun yet begins frozen.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from temporalio.service import RPCError

from domain.refusals import in_words
from gateways.money.freezes import SqlFreezes
from services.app import App
from services.commissions.commands import CommandRefused, NoAnswerYet
from services.money import withdrawals
from services.threads import in_thread

AT_ONCE = 20
CREATOR_SIDE = {"party": "creator"}
OVER = frozenset(
    {"CLOSED", "NOT_NOW", "NOT_FROZEN", "ALREADY_SETTLED", "ALREADY_REFUNDED", "ALREADY_CANCELLED"}
)
"""It has been settled, closed or unfrozen meanwhile: there is nothing left to do."""


class Outcome(StrEnum):
    DONE = "done"
    APART = "apart"
    """It is frozen by itself, for a reason of its own, and stays so."""
    OVER = "over"
    FAILED = "failed"


@dataclass(frozen=True)
class Reached:
    commission_id: str
    outcome: Outcome
    code: str = ""
    zh: str = ""
    en: str = ""


Tell = Callable[[Reached], None]


@dataclass(frozen=True)
class Frozen:
    """The freeze in force, and what of the balance rests for it."""

    at: datetime
    operator: str
    reason: str
    withheld_fen: int


@dataclass(frozen=True)
class Unfrozen:
    free_fen: int
    """What can be withdrawn now."""
    told: int
    """Payouts that were not done and know that their money is free."""


async def freeze(app: App, creator_id: str, operator: str, reason: str, tell: Tell) -> Frozen:
    """Every open commission is told of. Raises what `SqlFreezes.freeze` raises."""
    books = SqlFreezes(app.engine)
    found = await in_thread(books.freeze, creator_id, operator, reason, datetime.now(UTC))
    said = {"actor": found.operator, "reason": found.reason, "command_id": found.command_id}
    await _reach(app, await in_thread(books.open_commissions, creator_id), "freeze", said, tell)
    money = await in_thread(app.income.standing, creator_id)
    return Frozen(found.at, found.operator, found.reason, money.withheld_fen)


async def unfreeze(app: App, creator_id: str, operator: str, reason: str, tell: Tell) -> Unfrozen:
    """The commissions it froze go on, and so do payouts. Raises what `SqlFreezes.unfreeze` raises."""
    books = SqlFreezes(app.engine)
    ended = await in_thread(books.unfreeze, creator_id, operator, reason, datetime.now(UTC))
    said = {"actor": ended.ended_by, "reason": ended.ended_reason, "command_id": ended.thaw_id}
    await _reach(app, await in_thread(books.frozen_by, ended), "unfreeze", said, tell)
    told = await wake(app, creator_id)
    money = await in_thread(app.income.standing, creator_id)
    return Unfrozen(money.free_fen, told)


async def wake(app: App, creator_id: str) -> int:
    """Tell the creator's payouts that rest to look again; how many could be told."""
    unpaid = await in_thread(SqlFreezes(app.engine).unpaid, creator_id)
    by_hand = await in_thread(app.withdrawals.open_of, creator_id)
    ids = sorted({*unpaid, *by_hand})
    return await withdrawals.account_changed(app.client, ids)


async def _reach(app: App, ids: list[str], name: str, said: dict[str, str], tell: Tell) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(commission_id: str) -> None:
        async with room:
            tell(await _say(app, commission_id, name, said))

    await asyncio.gather(*(one(each) for each in ids))


async def _say(app: App, commission_id: str, name: str, said: dict[str, str]) -> Reached:
    try:
        await app.send(commission_id, name, **CREATOR_SIDE, **said)
    except CommandRefused as refused:
        if refused.code == "ALREADY_FROZEN":
            return Reached(commission_id, Outcome.APART)
        outcome = Outcome.OVER if refused.code in OVER else Outcome.FAILED
        return Reached(commission_id, outcome, refused.code, refused.zh, refused.en)
    except NoAnswerYet as late:
        return Reached(commission_id, Outcome.FAILED, late.code, late.zh, late.en)
    except RPCError as failed:
        code = "TEMPORAL_UNREACHABLE"
        return Reached(commission_id, Outcome.FAILED, code, *in_words(code, said=failed))
    return Reached(commission_id, Outcome.DONE)
