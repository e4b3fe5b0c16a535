"""One reader of request bodies, before every route: what it lets through is JSON that has one meaning.

FastAPI alone reads 60 MB into memory, takes the last of two equal keys, and answers 500 to a NaN or to half a
surrogate pair, since its own answer repeats them.
"""

import asyncio
import json
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.refusals import Refused
from domain.texts import TextFault, fault
from starter.http.doors import is_page, takes_files
from starter.http.problems import Problem, answer_with

BYTES_MAX = 65_536
"""Of a JSON body: a commission of fifty creators is well below it."""
DEPTH_MAX = 32
DIGITS_MAX = 18
SECONDS_MAX = 15.0
"""For the whole of it: one byte a second is no client."""
BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
JSON, FORM = b"application/json", b"application/x-www-form-urlencoded"
MULTIPART = b"multipart/form-data"
CHARSET = b"charset="
UPLOADS = "/v1/uploads"
"""Read as a stream by their own route, with a limit of their own."""


class BodyReader:
    """An ASGI layer. The route behind it gets the same bytes again, at once and whole."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_streamed(scope) or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        try:
            body = await asyncio.wait_for(_read(scope, receive), SECONDS_MAX)
            if body and scope["method"] not in BODILESS:
                _check_kind(scope)
                if not is_page(scope["path"]):  # a form is read by its page
                    read(body)
        except TimeoutError:
            await answer_with(Problem.of("BODY_TOO_SLOW"), scope, receive, send)
        except Refused as refused:
            await answer_with(Problem.of(refused.code), scope, receive, send)
        else:
            await self._app(scope, _again(body, receive), send)


def _is_streamed(scope: Scope) -> bool:
    """Files are read by their own route, piece by piece."""
    path = scope["path"]
    return path.startswith(UPLOADS) or (takes_files(path) and _kind(scope) == MULTIPART)


def _has_body(scope: Scope) -> bool:
    """A read without one, which is nearly every read, has nothing to wait for."""
    told = any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])
    return told or scope["method"] not in BODILESS


async def _read(scope: Scope, receive: Receive) -> bytes:
    """Raises Refused before it has read more than it may."""
    told = _header(scope, b"content-length")
    if told.isdigit() and int(told) > BYTES_MAX:
        raise Refused("BODY_TOO_LARGE")
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused("BODY_INCOMPLETE")
        body += message.get("body", b"")
        if len(body) > BYTES_MAX:
            raise Refused("BODY_TOO_LARGE")
        if not message.get("more_body", False):
            return bytes(body)


def read(body: bytes) -> Any:
    """The one value that these bytes mean. Raises Refused, which repeats nothing of them."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("BODY_NOT_UTF8") from None
    _check_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_one_of_each,
            parse_constant=_no_constant,
            parse_int=_whole,
            parse_float=_decimal,
        )
    except json.JSONDecodeError:
        raise Refused("BODY_NOT_JSON") from None
    _check_texts(value)
    return value


def _check_depth(text: str) -> None:
    """Before it is parsed: a parser that calls itself is at its end somewhere."""
    depth, is_text, is_escaped = 0, False, False
    for each in text:
        if is_text:
            is_text = is_escaped or each != '"'
            is_escaped = each == "\\" and not is_escaped
        elif each == '"':
            is_text = True
        elif each in "[{":
            depth += 1
            if depth > DEPTH_MAX:
                raise Refused("BODY_TOO_DEEP")
        elif each in "]}":
            depth -= 1


def _one_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("BODY_KEY_TWICE")
    return found


def _no_constant(_: str) -> None:
    raise Refused("BODY_NOT_FINITE")


def _whole(digits: str) -> int:
    if len(digits) > DIGITS_MAX:
        raise Refused("BODY_NOT_FINITE")
    return int(digits)


def _decimal(written: str) -> float:
    found = float(written)
    if found in (float("inf"), float("-inf")):
        raise Refused("BODY_NOT_FINITE")
    return found


def _check_texts(value: Any) -> None:
    """Of keys too. What is blank, or has lines, is for its field to judge."""
    if isinstance(value, str):
        if any("\ud800" <= each <= "\udfff" for each in value):
            raise Refused("TEXT_UNUSABLE")
        found = fault(value, lines=True)
        if found and found is not TextFault.BLANK:
            raise Refused(found)
    elif isinstance(value, dict):
        for key, each in value.items():
            _check_texts(key)
            _check_texts(each)
    elif isinstance(value, list):
        for each in value:
            _check_texts(each)


def _check_kind(scope: Scope) -> None:
    kind = _kind(scope)
    wanted = FORM if is_page(scope["path"]) else JSON
    if kind != wanted or not _is_plain_utf8(scope):
        raise Refused("BODY_KIND_UNKNOWN")


def _kind(scope: Scope) -> bytes:
    return _header(scope, b"content-type").partition(b";")[0].strip().lower()


def _is_plain_utf8(scope: Scope) -> bool:
    """What calls itself packed, or of another alphabet, means something else to whoever believes it."""
    said = [each.strip().lower() for each in _header(scope, b"content-type").split(b";")[1:]]
    alphabets = [each[len(CHARSET) :].strip(b'"') for each in said if each.startswith(CHARSET)]
    packed = _header(scope, b"content-encoding").strip().lower()
    return all(each in (b"utf-8", b"utf8") for each in alphabets) and packed in (b"", b"identity")


def _header(scope: Scope, name: bytes) -> bytes:
    found = [value for key, value in scope["headers"] if key.lower() == name]
    return bytes(found[-1]) if found else b""


def _again(body: bytes, receive: Receive) -> Receive:
    """What was read, then whatever comes: that the client is gone."""
    left = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> Message:
        return left.pop() if left else await receive()

    return given
