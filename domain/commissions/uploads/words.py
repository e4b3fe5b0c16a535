"""The words that stand in a file, to be shown and compared; of a document of Word without its looks."""

import re
import zipfile
import zlib
from html import unescape
from io import BytesIO

READ_MAX = 4_000_000
"""Bytes of a file, and of the document within it: longer ones are saved and read elsewhere."""
SHOWN_MAX = 60_000
"""Characters; a brief asks for a few thousand."""
READABLE = frozenset({"txt", "md", "docx"})
_DOCUMENT = "word/document.xml"
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br|cr)\b[^>]*>")


def words_in(kind: str, content: bytes) -> str | None:
    """None: there are none that can be told, or too many."""
    if kind not in READABLE or len(content) > READ_MAX:
        return None
    text = _of_word(content) if kind == "docx" else _of_text(content)
    return text if text and text.strip() and len(text) <= SHOWN_MAX else None


def _of_text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _of_word(content: bytes) -> str | None:
    """By its marks alone: no reader of XML is asked, so nothing in it is looked up or unfolded."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            document = archive.getinfo(_DOCUMENT)
            if document.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                return None
            with archive.open(document) as file:
                told = file.read(READ_MAX + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, EOFError, ValueError, OSError):
        return None
    if len(told) > READ_MAX:
        return None
    text = told.decode("utf-8", "replace")
    return "\n".join(_line(each[0]) for each in _PARAGRAPH.finditer(text))


def _line(paragraph: str) -> str:
    return "".join(
        unescape(each[1]) if each[1] is not None else "\t" if each[2] == "tab" else "\n"
        for each in _TEXT.finditer(paragraph)
    )
