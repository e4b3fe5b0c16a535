"""What everybody is given: sheets, and the stream that says: look again."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, StreamingResponse

from domain.refusals import Refused
from services.app import App
from services.commissions.changes import mark_of
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web.failing import PageRoute
from starter.web.rendering import ASSETS
from starter.web.visitors import Visitor, perhaps

router = APIRouter(include_in_schema=False, route_class=PageRoute)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"
SIGNED_OUT = 401
LOOKS_EVERY, BREATHES_EVERY = 1.0, 15.0
LASTS_SECONDS = 600.0
"""A stream ends by itself and is asked for again: whoever has signed out meanwhile is not served on."""


@router.get("/assets/{name}")
def asset(name: str) -> Response:
    """One folder, no paths. Raises Refused: PATH_UNKNOWN."""
    place = ASSETS / name
    if place.parent != ASSETS or place.suffix not in KINDS or not place.is_file():
        raise Refused("PATH_UNKNOWN")
    headers = {"Cache-Control": FOR_EVER, "X-Content-Type-Options": "nosniff"}
    return FileResponse(place, media_type=KINDS[place.suffix], headers=headers)


@router.get("/live")
async def live(request: Request) -> Response:
    """One stream of this browser: the mark of what is theirs, at once and whenever it is another one.

    A page that was made at another mark is old and asks for itself again: nothing is missed between the two.
    """
    who = await in_thread(perhaps, request)
    if who is None:  # led to the page of signing in, a browser would take that for the stream
        return Response(status_code=SIGNED_OUT)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(
        _changes(app_of(request), who, request), headers=headers, media_type="text/event-stream"
    )


async def _changes(app: App, who: Visitor, request: Request) -> AsyncIterator[str]:
    seen, quiet, lasted = "", 0.0, 0.0
    while lasted < LASTS_SECONDS and not await request.is_disconnected():
        now = await in_thread(mark_of, app, who.actor)
        if now != seen:
            seen, quiet = now, 0.0
            yield f"event: mark\ndata: {now}\n\n"
        elif quiet >= BREATHES_EVERY:
            quiet = 0.0
            yield ": here\n\n"
        await asyncio.sleep(LOOKS_EVERY)
        lasted, quiet = lasted + LOOKS_EVERY, quiet + LOOKS_EVERY
