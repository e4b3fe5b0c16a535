"""The three points at which the worker is killed, between settlement and payout."""

import asyncio
from collections.abc import Awaitable, Callable

from gateways.sandbox.faults import Fault
from tests.chaos.arena import Arena

SLOW_SECONDS = 1.5
BLOCKED_SECONDS = 0.6


async def in_the_transfer(arena: Arena) -> str:
    """The bank has moved the money and has not answered yet."""
    cid = await arena.published()
    arena.app.faults.arm("bank", Fault.SLOW, operation="transfer", match=cid, seconds=SLOW_SECONDS)
    await arena.send(cid, "settle")
    await arena.until(lambda: arena.transferred(cid))
    arena.kill_worker("in the transfer")
    return cid


async def before_the_booking(arena: Arena) -> str:
    """The bank has answered; our own books could not be written yet."""
    cid = await arena.published()
    arena.app.faults.arm("bank", Fault.SLOW, operation="transfer", match=cid, seconds=SLOW_SECONDS)
    await arena.send(cid, "settle")
    await arena.until(lambda: arena.transferred(cid))
    with arena.database_away():
        await asyncio.sleep(SLOW_SECONDS + BLOCKED_SECONDS)  # the answer came, the booking waits for the lock
        arena.kill_worker("before the booking")
    return cid


async def in_the_settlement(arena: Arena) -> str:
    """Every other time before the record is committed, else the moment after it is."""
    cid = await arena.published()
    if len(arena.ordered) % 2:
        with arena.database_away():
            await arena.app.tell(cid, "settle", command_id=f"{cid}-settle")
            await asyncio.sleep(BLOCKED_SECONDS)
            arena.kill_worker("in the settlement")
    else:
        await arena.app.tell(cid, "settle", command_id=f"{cid}-settle")
        await arena.until(lambda: arena.stage(cid) == "settled")
        arena.kill_worker("in the settlement")
    return cid


POINTS: dict[str, Callable[[Arena], Awaitable[str]]] = {
    "in the transfer": in_the_transfer,
    "before the booking": before_the_booking,
    "in the settlement": in_the_settlement,
}
