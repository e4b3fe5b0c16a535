"""The file of a SQLite database, before anything is read from it: whole, or refused by name."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from gateways.refusals import DatabaseUnusable

MAGIC = b"SQLite format 3\0"
HEADER = 100
COUNTED, COUNTED_AT = slice(24, 28), slice(92, 96)
"""Where these differ, the count of pages was not kept by whoever wrote last."""


def prepare(file: Path) -> None:
    """Made whole where there is none, so that an empty file is always a lost one. Raises DatabaseUnusable."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        _make(file)
    elif file.is_file():  # of anything else SQLite itself says what is wrong
        _examine(file)


def _make(file: Path) -> None:
    """Under another name first: nobody ever sees half of it, and who comes second finds it made."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with closing(sqlite3.connect(draft)) as made:
            made.execute("PRAGMA journal_mode=WAL")
        with suppress(
            OSError
        ):  # made meanwhile; or a disk without links, where SQLite makes it as it opens it
            os.link(draft, file)
    except sqlite3.Error as failed:
        raise DatabaseUnusable(f"{file}: {failed}") from None
    finally:
        draft.unlink(missing_ok=True)


def _examine(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            head = opened.read(HEADER)
    except OSError as refused:
        raise DatabaseUnusable(f"{file}: {refused.strerror}") from None
    if not head:
        raise DatabaseUnusable(
            f"{file} 是空文件；从未有过数据才可删除它 · is empty; delete it if it never held anything"
        )
    if not head.startswith(MAGIC) or len(head) < HEADER:
        raise DatabaseUnusable(f"{file} 不是 SQLite 数据库 · is no SQLite database")
    if _is_cut_short(file, head):
        raise DatabaseUnusable(f"{file} 不完整，末尾缺失 · is not whole: its end is missing")


def _is_cut_short(file: Path, head: bytes) -> bool:
    """As the header counts. What stands in a log beside it may not have been written into it yet."""
    page = int.from_bytes(head[16:18]) or 1
    size = 65536 if page == 1 else page
    with suppress(FileNotFoundError):
        if file.with_name(f"{file.name}-wal").stat().st_size:
            return False
    return head[COUNTED] == head[COUNTED_AT] and file.stat().st_size < size * int.from_bytes(head[28:32])
