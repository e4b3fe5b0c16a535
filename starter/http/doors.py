"""Which requests are for the HTTP interface and which for the pages: by their address alone."""

from starlette.types import ASGIApp, Receive, Scope, Send

INTERFACE = ("/v1", "/health", "/ready")
"""Whatever begins with another path is a page."""


def is_page(path: str) -> bool:
    return not any(path == each or path.startswith(f"{each}/") for each in INTERFACE)


class Doors:
    """An ASGI layer before both of them."""

    def __init__(self, app: ASGIApp, pages: ASGIApp) -> None:
        self._app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_for_pages = scope["type"] == "http" and is_page(scope["path"])
        await (self._pages if is_for_pages else self._app)(scope, receive, send)
