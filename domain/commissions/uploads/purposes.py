"""What a file is handed in for: who may, in which kinds, how large; and where a command names it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain.party import Party

MB = 1_000_000
ORPHANS_KEPT = timedelta(days=30)
"""A file that no command has named is deleted then; each command that names it counts anew."""


class Purpose(StrEnum):
    OUTLINE = "outline"
    ARTICLE = "article"
    VIDEO = "video"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Taken:
    """What is taken for a purpose."""

    zh: str
    en: str
    field: str
    """Of the commands that name it."""
    of: tuple[Party, ...]
    kinds: tuple[str, ...]
    bytes_max: int


_TEXTS, _PICTURES, _FILMS = ("docx", "pdf", "txt", "md"), ("jpg", "png", "webp"), ("mp4", "mov")
_WORKERS = (Party.CREATOR, Party.OPERATOR)
PURPOSES: Mapping[Purpose, Taken] = {
    Purpose.OUTLINE: Taken("提纲或脚本", "an outline or a script", "ref", _WORKERS, _TEXTS, 20 * MB),
    Purpose.ARTICLE: Taken("图文", "an article", "ref", _WORKERS, (*_TEXTS, *_PICTURES), 50 * MB),
    Purpose.VIDEO: Taken("视频", "a video", "ref", _WORKERS, _FILMS, 2_000 * MB),
    Purpose.EVIDENCE: Taken(
        "证据",
        "evidence",
        "evidence",
        (Party.BRAND, Party.CREATOR, Party.OPERATOR),
        (*_TEXTS, *_PICTURES, *_FILMS),
        200 * MB,
    ),
}
"""Sizes are our own choice: an outline is text, a minute of 1080p about 60 MB, evidence screenshots."""


def written_size(size: int) -> str:
    """As people read it: ``20 MB``, ``1.5 KB``."""
    for unit, each in (("GB", 1000 * MB), ("MB", MB), ("KB", 1000)):
        if size >= each:
            return f"{size / each:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} B"
