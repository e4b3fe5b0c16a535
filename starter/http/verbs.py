"""HEAD is answered wherever GET is, with the same head and no body; other verbs are told which there are."""

import asyncio

from starlette.requests import Request
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HTTP = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


class Heads:
    """An ASGI layer: behind it, who asks for the head alone asks with GET, and hangs up when it is there.

    So a route needs no second way to answer, and no file is read to its end for nobody.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        begun, is_read = asyncio.Event(), False

        async def heard() -> Message:
            nonlocal is_read
            if is_read:
                await begun.wait()
                return {"type": "http.disconnect"}
            message = await receive()
            is_read = not message.get("more_body", False)
            return message

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                begun.set()

        scope["method"] = "GET"
        try:
            await self._app(scope, heard, headed)
        finally:
            scope["method"] = "HEAD"
        await send({"type": "http.response.body", "body": b""})


def allowed(request: Request) -> str:
    """The verbs of this address, as `Allow` has them."""
    routes = request.app.routes
    found = {
        verb
        for verb in HTTP
        if any(each.matches({**request.scope, "method": verb})[0] is Match.FULL for each in routes)
    }
    return ", ".join(each for each in HTTP if each in found or (each == "HEAD" and "GET" in found))
