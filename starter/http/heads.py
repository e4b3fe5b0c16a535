"""What stands before a body, before every route: one address with one meaning, and no header said twice.

Who reads the first of two and who reads the last see two different requests: a proxy and we, for one.
"""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote_to_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.refusals import Refused
from starter.http.problems import Problem, answer_with

SAID_ONCE = frozenset(
    {b"authorization", b"content-type", b"content-length", b"host", b"idempotency-key", b"starmap-min-seq"}
)
LONGEST = 4_096
"""Of an address, its query included, and the longest cursor many times over."""
SEPARATORS = (b"%2f", b"%5c")
"""Written so, a proxy that guards a path sees another one than we do."""
DELETE = 0x7F
PROGRAMS = b"/v1/"
"""A form of a page may have several of one name."""


class HeadReader:
    """An ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                check(scope)
            except Refused as refused:
                await answer_with(Problem.of(refused.code), scope, receive, _closing(send))
                return
        await self._app(scope, receive, send)


def _closing(send: Send) -> Send:
    """Where a request with two ends has its end, others may see another: nothing more is read of the line."""

    async def closed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"connection", b"close")]
        await send(message)

    return closed


def check(scope: Scope) -> None:
    """Raises Refused: HEADER_TWICE, ADDRESS_UNUSABLE, PARAMETER_TWICE."""
    times = Counter(name.lower() for name, _ in scope["headers"])
    if any(times[name] > 1 for name in SAID_ONCE):
        raise Refused("HEADER_TWICE")
    _check_length(scope["headers"])
    path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
    if len(path) + len(query) > LONGEST or any(each in path.lower() for each in SEPARATORS):
        raise Refused("ADDRESS_UNUSABLE")
    for each in (path, query):
        _check_text(unquote_to_bytes(each))
    named = Counter(name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True))
    if path.startswith(PROGRAMS) and max(named.values(), default=0) > 1:
        raise Refused("PARAMETER_TWICE")


def _check_length(headers: Iterable[tuple[bytes, bytes]]) -> None:
    """A body with two ends hides a second request behind a proxy that believes the other one."""
    told = {name.lower(): value for name, value in headers}
    length = told.get(b"content-length")
    if length is not None and (b"transfer-encoding" in told or not length.isdigit()):
        raise Refused("HEADER_TWICE")


def _check_text(written: bytes) -> None:
    """PostgreSQL takes no NUL, and nobody means a control character, or half of one."""
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("ADDRESS_UNUSABLE") from None
    if any(each < " " or ord(each) == DELETE for each in text):
        raise Refused("ADDRESS_UNUSABLE")
