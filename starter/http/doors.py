"""Which requests are for the HTTP interface and which for the pages: by their address alone."""

from starlette.types import ASGIApp, Receive, Scope, Send

from domain.commissions.moves import MESSAGES

INTERFACE = ("/v1", "/health", "/ready")
"""Whatever begins with another path is a page."""
WITH_FILES = frozenset(
    {
        *("submit", "write"),
        *(name for name, each in MESSAGES.items() if "evidence" in (*each.needs, *each.may)),
    }
)
"""Pages of a commission whose forms bear files, or a whole work as text; and acts that name evidence."""


def is_page(path: str) -> bool:
    return not any(path == each or path.startswith((f"{each}/", f"{each}\\")) for each in INTERFACE)


def takes_files(path: str) -> bool:
    """A page whose form may bear files: an act of a commission that names them."""
    first, _, rest = path.removeprefix("/").partition("/")
    return first == "commissions" and rest.count("/") == 1 and rest.rpartition("/")[2] in WITH_FILES


class Doors:
    """An ASGI layer before both of them."""

    def __init__(self, app: ASGIApp, pages: ASGIApp) -> None:
        self._app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_for_pages = scope["type"] == "http" and is_page(scope["path"])
        await (self._pages if is_for_pages else self._app)(scope, receive, send)
