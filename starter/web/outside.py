"""What is refused before any page is reached, as a page too: a flood, a body too large, a kind of no form."""

import json
from typing import Any

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from starter.http.doors import is_page
from starter.http.problems import MEDIA_TYPE
from starter.web.failing import told_as
from starter.web.rendering import page

KIND = (b"content-type", MEDIA_TYPE.encode())
OF_THE_BODY = frozenset({b"content-type", b"content-length"})


class ProblemsAsPages:
    """An ASGI layer: a problem that goes out from an address of the pages is written for people."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_page(scope["path"]):
            await self._app(scope, receive, send)
            return
        begun: Message = {}
        held = bytearray()

        async def written(message: Message) -> None:
            if message["type"] == "http.response.start" and KIND in message.get("headers", ()):
                begun.update(message)
            elif not begun:
                await send(message)
            else:
                held.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    await _send(scope, begun, json.loads(held), send)

        await self._app(scope, receive, written)


async def _send(scope: Scope, begun: Message, told: dict[str, Any], send: Send) -> None:
    request = Request(scope)
    problem = told_as(request, told)
    answer = page(request, "failed.html", status=begun["status"], problem=problem, typed=[])
    kept = [each for each in begun["headers"] if each[0] not in OF_THE_BODY]
    await send({**begun, "headers": [*kept, *answer.raw_headers]})
    await send({"type": "http.response.body", "body": answer.body})
