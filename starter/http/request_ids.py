"""Every answer bears the number of its request, a problem's body too; so do the log and the audit log."""

import re
import time
from uuid import uuid4

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = b"request-id"
VERSION = "2026-12-01"
"""Of the interface: one date for all of it, in the header `Starmap-Version`."""
_GIVEN = re.compile(rb"[A-Za-z0-9._-]{8,64}")
KEPT = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
"""Where nothing else is said: an answer is one caller's, nobody on the way keeps it or guesses what it is."""
log = structlog.get_logger()


class RequestIds:
    """An ASGI layer, the outermost: a client's own number is kept where it has the form of one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = [value for name, value in scope["headers"] if name.lower() == HEADER]
        number = given[0].decode() if given and _GIVEN.fullmatch(given[0]) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = number
        begun, status = time.monotonic(), 0

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                ours = [(HEADER, number.encode()), (b"starmap-version", VERSION.encode())]
                said = [*message.get("headers", ())]
                names = {name.lower() for name, _ in said}
                message["headers"] = [*said, *ours, *(each for each in KEPT if each[0] not in names)]
            await send(message)

        try:
            await self._app(scope, receive, named)
        finally:
            route = getattr(scope.get("route"), "path", "-")  # never the address itself: it may bear ids
            took = round(1000 * (time.monotonic() - begun))
            log.info(
                "request", request_id=number, method=scope["method"], route=route, status=status, ms=took
            )
