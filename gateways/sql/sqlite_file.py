"""The file of a SQLite database, before anything is read from it: whole, or refused by name."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

from gateways.refusals import DatabaseUnusable


def prepare(file: Path) -> None:
    """Made whole where there is none, so that an empty file is always a lost one. Raises DatabaseUnusable."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        _make(file)
    elif file.is_file():  # of anything else SQLite itself says what is wrong
        _examine(file)


def _make(file: Path) -> None:
    """Under another name first: nobody ever sees half of it, and who comes second finds it made."""
    draft = file.with_name(f"{file.name}.{uuid4().hex}.new")
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
    """Through SQLite alone: a file that is opened and closed beside it takes the locks of every connection
    this process has to it along (POSIX), and two writers at once are a damaged database.
    """
    try:
        size = file.stat().st_size
        if not size:
            raise DatabaseUnusable(
                f"{file} 是空文件；从未有过数据才可删除它 · is empty; delete it if it never held anything"
            )
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            pages, page = (_pragma(opened, name) for name in ("page_count", "page_size"))
    except OSError as refused:
        raise DatabaseUnusable(f"{file}: {refused.strerror}") from None
    except sqlite3.DatabaseError as failed:
        _refuse(file, failed)
        return
    if size < pages * page and not _has_a_log(file):
        raise DatabaseUnusable(f"{file} 不完整，末尾缺失 · is not whole: its end is missing")


def _pragma(opened: sqlite3.Connection, name: str) -> int:
    return int(opened.execute(f"PRAGMA {name}").fetchone()[0])


def _refuse(file: Path, failed: sqlite3.DatabaseError) -> None:
    """What is no database, by name; of the rest (locked, no rights) the first statement says it."""
    if failed.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
        raise DatabaseUnusable(f"{file} 不是 SQLite 数据库 · is no SQLite database") from None
    if failed.sqlite_errorcode == sqlite3.SQLITE_CORRUPT:
        raise DatabaseUnusable(f"{file} 已损坏 · is damaged") from None


def _has_a_log(file: Path) -> bool:
    """What stands in a log beside it may not have been written into it yet."""
    with suppress(FileNotFoundError):
        return file.with_name(f"{file.name}-wal").stat().st_size > 0
    return False
