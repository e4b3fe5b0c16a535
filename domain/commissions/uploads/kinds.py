"""Kinds of files, and which of them the bytes of a file are: its name and its sender only say so."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.refusals import Refused

LOOKED_AT = 65_536
"""Bytes at the beginning and at the end: enough to tell the kinds from each other."""
OCTETS = "application/octet-stream"
"""What a client sends that does not know the kind: it says nothing."""


@dataclass(frozen=True)
class FileKind:
    name: str
    media_type: str
    """As which it is given back."""
    endings: tuple[str, ...] = ()
    """Of file names, beside ``name``."""
    also: tuple[str, ...] = ()
    """Other media types that clients send it as."""
    is_text: bool = False


KINDS: Mapping[str, FileKind] = {
    each.name: each
    for each in (
        FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        FileKind("pdf", "application/pdf"),
        FileKind("txt", "text/plain", is_text=True),
        FileKind("md", "text/markdown", ("markdown",), ("text/plain", "text/x-markdown"), is_text=True),
        FileKind("jpg", "image/jpeg", ("jpeg",)),
        FileKind("png", "image/png"),
        FileKind("webp", "image/webp"),
        FileKind("mp4", "video/mp4", ("m4v",), ("video/x-m4v",)),
        FileKind("mov", "video/quicktime"),
    )
}
_BEGINNINGS: Mapping[str, bytes] = {
    "docx": b"PK\x03\x04",
    "pdf": b"%PDF-",
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "webp": b"RIFF",
}
_WORD = b"word/document.xml"
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
"""What a film may begin with; an old one of QuickTime has no ``ftyp``."""
_MP4 = re.compile(rb"(?:isom|iso[2-9a-c]|mp4[12]|avc1|M4V[ HP]|MSNV|dash|f4v |mmp4|XAVC)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def said_kind(file_name: str, media_type: str) -> FileKind:
    """What its sender calls it. Raises Refused: none we know, or the name and the media type differ."""
    told = media_type.partition(";")[0].strip().lower()
    ending = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    by_name = next((each for each in KINDS.values() if ending in (each.name, *each.endings)), None)
    if ending and by_name is None:
        raise Refused("FILE_KIND_UNKNOWN")
    if told in ("", OCTETS):
        found = by_name
    elif by_name is not None:
        if told not in (by_name.media_type, *by_name.also):
            raise Refused("FILE_NOT_AS_SAID")
        found = by_name
    else:
        found = next((each for each in KINDS.values() if told == each.media_type), None)
    if found is None:
        raise Refused("FILE_KIND_UNKNOWN")
    return found


def begins_as(kind: FileKind, head: bytes) -> bool:
    """By the first bytes alone: so that a film that is none is refused before all of it has come."""
    if kind.is_text:
        return b"\x00" not in head and not head.startswith(_BEGINNINGS["pdf"])
    if kind.name in _BEGINNINGS:
        return head.startswith(_BEGINNINGS[kind.name]) and (kind.name != "webp" or head[8:12] == b"WEBP")
    return _film(head) == kind.name


def ends_as(kind: FileKind, head: bytes, tail: bytes) -> bool:
    """A document of Word is a ZIP, as others are: the list of what is in it stands at its end."""
    return kind.name != "docx" or _WORD in head or _WORD in tail


_ENDS: Mapping[str, bytes] = {"docx": b"PK\x05\x06", "pdf": b"%%EOF", "png": b"IEND"}
"""What stands near the end of a whole one. Photographs of phones bear more behind theirs."""


def is_whole(kind: FileKind, tail: bytes) -> bool:
    """Whether it has its end, of kinds that say so."""
    return _ENDS.get(kind.name, b"") in tail


def _film(head: bytes) -> str:
    if head[4:8] not in _BOXES or b"\x00" not in head[:16]:
        return ""
    if head[4:8] != b"ftyp" or head[8:12] == b"qt  ":
        return "mov"
    return "mp4" if _MP4.match(head[8:12]) else ""


class TextCheck:
    """That a file of text is UTF-8 without control characters, piece by piece. Raises Refused."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def read(self, part: bytes, *, is_last: bool = False) -> None:
        try:
            text = self._decoder.decode(part, is_last)
        except UnicodeDecodeError:
            raise Refused("FILE_NOT_UTF8") from None
        if _CONTROLS.search(text):
            raise Refused("FILE_NOT_AS_SAID")
