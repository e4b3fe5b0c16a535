"""The columns of what commands list: a value once, shown to people and given to programs by its column."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain.instants import written
from domain.money.amounts import yuan
from starter.cli.console import due, pick


@dataclass(frozen=True)
class Word:
    """One of a few: its code for programs, its words for people."""

    code: str
    zh: str
    en: str

    def __str__(self) -> str:
        return pick(self.zh, self.en)


def word(code: str, words: tuple[str, str] | None) -> Word:
    """What has no words is told by its code."""
    return Word(code, *(words or (code, code)))


@dataclass(frozen=True)
class Column:
    name: str
    """Of the field in JSON."""
    zh: str
    en: str
    shown: Callable[[Any], str] = str
    """A value that is there, for people."""
    whole: bool = False
    right: bool = False
    absent: str = "-"
    for_people: bool = True

    def cell(self, value: Any) -> str:
        return self.absent if value is None else self.shown(value)


def text(name: str, zh: str, en: str) -> Column:
    """May be broken into lines where the screen is narrow."""
    return Column(name, zh, en)


def whole(name: str, zh: str, en: str) -> Column:
    """An id, a number, a state: never broken."""
    return Column(name, zh, en, whole=True)


def fen(name: str, zh: str, en: str) -> Column:
    """An amount: yuan for people."""
    return Column(f"{name}_fen", zh, en, yuan, whole=True, right=True)


def at(name: str, zh: str, en: str) -> Column:
    return Column(name, zh, en, written, whole=True)


def deadline(name: str, zh: str, en: str) -> Column:
    """The end of somebody's time: midnight is 24:00."""
    return Column(name, zh, en, due, whole=True)


def code(name: str) -> Column:
    """For programs alone: people read it elsewhere in the row, or need it rarely."""
    return Column(name, "", "", for_people=False)


def mark(name: str, zh: str, en: str) -> Column:
    return Column(name, zh, en, lambda yes: "✓" if yes else "-")
