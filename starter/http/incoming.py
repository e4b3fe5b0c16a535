"""A file that comes as a body, or as the one part of a multipart body: in pieces, never whole in memory.

A file's name is no part of an address: addresses are logged along the way, and names may be personal.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import unquote

from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser
from starlette.requests import ClientDisconnect

from domain.refusals import Refused

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

PIECE_SECONDS = 15.0
"""For the next piece of it."""
GRACE_SECONDS, BYTES_A_SECOND = 60.0, 20_000
"""Slower than the slowest mobile line: that is somebody who holds a connection."""
GATHERED = 262_144
"""Written at once."""
MULTIPART = "multipart/form-data"
PART = "file"
BOUNDARY_MAX = 70


@dataclass(frozen=True)
class Source:
    file_name: str
    media_type: str
    size: int
    """As it is told; 0: it is not."""
    parts: AsyncIterator[bytes]


async def incoming(request: Request) -> Source:
    """Raises Refused; so do its parts as they come: BODY_INCOMPLETE, UPLOAD_TOO_SLOW, MULTIPART_INVALID."""
    kind = request.headers.get("content-type", "")
    told = request.headers.get("content-length", "")
    size = int(told) if told.isascii() and told.isdecimal() and len(told) <= 15 else 0  # noqa: PLR2004
    pieces = pieces_of(request)
    if kind.partition(";")[0].strip().lower() != MULTIPART:
        name = file_name_in(request.headers.get("content-disposition", ""))
        return Source(name, kind, size, _gathered(pieces))
    form = _Form(boundary_of(kind))
    parts = form.read(pieces)
    begun = await anext(parts, None)  # its headers have come by then
    if begun is None:
        raise Refused("MULTIPART_INVALID")
    return Source(form.file_name, form.media_type, 0, _gathered(parts))


def boundary_of(media_type: str) -> str:
    """Raises Refused: MULTIPART_INVALID."""
    told = Message()
    told["content-type"] = media_type
    found = told.get_param("boundary")
    if not isinstance(found, str) or not 0 < len(found) <= BOUNDARY_MAX or not found.isascii():
        raise Refused("MULTIPART_INVALID")
    return found


async def pieces_of(request: Request) -> AsyncIterator[bytes]:
    """Raises Refused: BODY_INCOMPLETE, UPLOAD_TOO_SLOW."""
    stream, begun, came = aiter(request.stream()), time.monotonic(), 0
    while True:
        try:
            piece = await asyncio.wait_for(anext(stream), PIECE_SECONDS)
        except StopAsyncIteration:
            return
        except ClientDisconnect:
            raise Refused("BODY_INCOMPLETE") from None
        except TimeoutError:
            raise Refused("UPLOAD_TOO_SLOW") from None
        came += len(piece)
        if time.monotonic() - begun > GRACE_SECONDS + came / BYTES_A_SECOND:
            raise Refused("UPLOAD_TOO_SLOW")
        yield piece


async def _gathered(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Fewer and larger: each is a journey to a thread and back."""
    held = bytearray()
    async for piece in pieces:
        held += piece
        if len(held) >= GATHERED:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


@dataclass
class _Form:
    """One part with a file name, and nothing else. Raises Refused: MULTIPART_INVALID."""

    boundary: str
    file_name: str = ""
    media_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    parts: int = 0
    is_whole: bool = False
    came: list[bytes] = field(default_factory=list)
    header: list[bytes] = field(default_factory=lambda: [b"", b""])

    async def read(self, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """First an empty one, once it is known what comes; then what the file consists of."""
        parser, is_told = MultipartParser(self.boundary, self._callbacks()), False
        async for piece in pieces:
            try:
                parser.write(piece)
            except MultipartParseError:
                raise Refused("MULTIPART_INVALID") from None
            if self.file_name and not is_told:
                is_told = True
                yield b""
            for each in self.came:
                yield each
            self.came.clear()
        if not self.is_whole or not self.parts:
            raise Refused("BODY_INCOMPLETE" if self.parts else "MULTIPART_INVALID")

    def _callbacks(self) -> "MultipartCallbacks":
        def part() -> None:
            self.parts += 1
            if self.parts > 1:
                raise Refused("MULTIPART_INVALID")

        def name(data: bytes, start: int, end: int) -> None:
            self.header[0] += data[start:end]

        def value(data: bytes, start: int, end: int) -> None:
            self.header[1] += data[start:end]

        def headed() -> None:
            told, said = (each.decode("utf-8", "replace") for each in self.header)
            self.headers[told.strip().lower()] = said
            self.header = [b"", b""]

        def begun() -> None:
            said = self.headers.get("content-disposition", "")
            self.file_name, self.media_type = file_name_in(said), self.headers.get("content-type", "")
            if parameter(said, "name") != PART or not self.file_name:
                raise Refused("MULTIPART_INVALID")

        def some(data: bytes, start: int, end: int) -> None:
            self.came.append(data[start:end])

        def ended() -> None:
            self.is_whole = True

        return {
            "on_part_begin": part,
            "on_header_field": name,
            "on_header_value": value,
            "on_header_end": headed,
            "on_headers_finished": begun,
            "on_part_data": some,
            "on_end": ended,
        }


def file_name_in(disposition: str) -> str:
    """Of ``filename*=UTF-8''…`` where it is there, else of ``filename``, as browsers write both."""
    for each in disposition.split(";"):
        key, _, said = each.partition("=")
        charset, _, coded = said.strip().partition("''")
        if key.strip().lower() == "filename*" and charset.lower() == "utf-8":
            return unquote(coded, errors="replace")
    return parameter(disposition, "filename")


def parameter(header: str, name: str) -> str:
    told = Message()
    told["content-disposition"] = header.replace("\r", " ").replace("\n", " ")
    found = told.get_param(name, header="content-disposition")
    return found if isinstance(found, str) else ""
