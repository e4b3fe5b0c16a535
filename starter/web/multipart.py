"""A form with files as browsers send it: which part begins, and what it consists of, piece by piece."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser

from domain.refusals import Refused
from starter.http.incoming import MULTIPART, boundary_of, file_name_in, parameter, pieces_of

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks


@dataclass(frozen=True)
class Begun:
    """A part, before anything of it."""

    name: str
    file_name: str | None
    """None: a text. Empty: a file that nobody has chosen."""
    media_type: str


def is_multipart(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == MULTIPART


async def parts_of(request: Request) -> AsyncIterator[Begun | bytes]:
    """Raises Refused: MULTIPART_INVALID, BODY_INCOMPLETE where it was cut short, UPLOAD_TOO_SLOW."""
    parts = _Parts()
    parser = MultipartParser(boundary_of(request.headers.get("content-type", "")), parts.callbacks())
    async for piece in pieces_of(request):
        try:
            parser.write(piece)
        except MultipartParseError:
            raise Refused("MULTIPART_INVALID") from None
        for each in parts.came:
            yield each
        parts.came.clear()
    if not parts.is_whole:
        raise Refused("BODY_INCOMPLETE")


@dataclass
class _Parts:
    came: list[Begun | bytes] = field(default_factory=list)
    is_whole: bool = False
    _headers: dict[str, str] = field(default_factory=dict)
    _header: list[bytes] = field(default_factory=lambda: [b"", b""])

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_header_field": self._name,
            "on_header_value": self._value,
            "on_header_end": self._headed,
            "on_headers_finished": self._begun,
            "on_part_data": self._some,
            "on_end": self._ended,
        }

    def _name(self, data: bytes, start: int, end: int) -> None:
        self._header[0] += data[start:end]

    def _value(self, data: bytes, start: int, end: int) -> None:
        self._header[1] += data[start:end]

    def _headed(self) -> None:
        told, said = (each.decode("utf-8", "replace") for each in self._header)
        self._headers[told.strip().lower()] = said
        self._header = [b"", b""]

    def _begun(self) -> None:
        said = self._headers.get("content-disposition", "")
        is_file = "filename" in said.lower()
        name, file_name = parameter(said, "name"), file_name_in(said) if is_file else None
        self.came.append(Begun(name, file_name, self._headers.get("content-type", "")))
        self._headers = {}

    def _some(self, data: bytes, start: int, end: int) -> None:
        self.came.append(data[start:end])

    def _ended(self) -> None:
        self.is_whole = True
