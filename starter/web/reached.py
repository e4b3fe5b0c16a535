"""After an act, a page waits for the books: as long as a reader waits without wondering."""

import asyncio
import time

from services.app import App
from services.commissions import owned
from services.threads import in_thread
from starter.web.visitors import Visitor

WAITED_SECONDS, PAUSE_SECONDS = 2.0, 0.05


async def reached(app: App, who: Visitor, commission_id: str, seq: int) -> bool:
    """Whether the books have come to this step. Raises UnknownCommission."""
    until = time.monotonic() + WAITED_SECONDS
    while True:
        row = await in_thread(owned.row_of, app, who.actor, commission_id)
        if row.seq >= seq:
            return True
        if time.monotonic() > until:
            return False
        await asyncio.sleep(PAUSE_SECONDS)
