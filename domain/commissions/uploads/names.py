"""What a file is called and what it is known by: a name is for people, and no place is made of it."""

import re
import unicodedata

PREFIX = "up_"
NAME_BYTES = 255
ENDING_BYTES = 20
NAMELESS = "file"
_ID = re.compile(r"up_[0-9a-f]{32}")
_UNFIT = re.compile(r'[<>:"|?*]')
_BLANKS = re.compile(r"\s+")


def is_upload_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def looks_like_upload(text: str) -> bool:
    """Meant as one of ours, well written or not."""
    return text.startswith(PREFIX)


def fit(name: str) -> str:
    """Without a path, without what no file system takes and nobody sees, in at most 255 bytes of UTF-8."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(each for each in last if unicodedata.category(each)[0] != "C" or each in "\t\n")
    plain = _BLANKS.sub(" ", _UNFIT.sub("_", seen)).strip(" ").lstrip(".").rstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending.encode()) > ENDING_BYTES:
        return _cut(plain, NAME_BYTES) or NAMELESS
    return _cut(stem, NAME_BYTES - len(ending.encode()) - 1).rstrip(" ") + dot + ending


def _cut(text: str, bytes_max: int) -> str:
    return text.encode()[:bytes_max].decode(errors="ignore")
