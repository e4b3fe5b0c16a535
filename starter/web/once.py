"""A form that does what no number of the books tells apart: sent twice, it is done once."""

import asyncio
from collections.abc import Awaitable, Callable

from fastapi import Request

from domain.refusals import Refused
from services.operations import idempotency
from services.operations.idempotency import Claimed, Place
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web.forms import Form
from starter.web.visitors import Visitor

DONE = 200
LOOKS, BETWEEN = 40, 0.25


async def once(request: Request, who: Visitor, given: Form, act: Callable[[], Awaitable[None]]) -> bool:
    """Whether it was done now; else it was done before. A second click waits for the first.

    Raises Refused: what is wrong with a text of the form, FORM_STALE, KEY_REUSED, KEY_IN_USE; and whatever
    ``act`` raises, after which the form may be sent again.
    """
    given.check()
    engine = app_of(request).engine
    place = Place(who.actor.account, request.method, request.url.path, given.key)
    found, holder = await _claimed(request, place)
    if not found.ours:
        return False
    try:
        async with idempotency.held(engine, place, holder):
            await act()
    except BaseException:
        await in_thread(idempotency.let_go, engine, place, holder)
        raise
    await in_thread(idempotency.answered, engine, place, holder, DONE, "")
    return True


async def _claimed(request: Request, place: Place) -> tuple[Claimed, str]:
    engine, body = app_of(request).engine, await request.body()
    for _ in range(LOOKS):
        try:
            return await in_thread(idempotency.claim, engine, place, body)
        except Refused as refused:
            if refused.code != "KEY_IN_USE":
                raise
            await asyncio.sleep(BETWEEN)
    raise Refused("KEY_IN_USE")
