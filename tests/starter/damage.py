"""A database's file as disks, people and other programs leave it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PAGE = 4096


def not_a_database(file: Path) -> None:
    file.write_bytes(b"what was saved was something else\n" * 1000)


def torn(file: Path) -> None:
    """Its header is whole, the pages behind it are not."""
    whole = file.read_bytes()
    file.write_bytes(whole[:PAGE] + bytes(len(whole) - PAGE))


def scribbled(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"\xff" * (PAGE - 100) + whole[PAGE:])


def cut_short(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])


def cut_by_a_byte(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def cut_in_the_header(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:50])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("create table notes (text)")
        other.commit()


KINDS: tuple[Callable[[Path], None], ...] = (
    *(not_a_database, torn, scribbled, cut_short, cut_by_a_byte, cut_in_the_header),
    *(emptied, a_folder, of_another_program),
)
