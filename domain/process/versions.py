"""What belongs to which version of a process's rules.

A release that changes an entry of a table adds the new one with ``since`` and gives the old one ``until``; it
never edits.
"""

from typing import Protocol, TypeVar

FIRST = "1"


class Versioned(Protocol):
    @property
    def since(self) -> str: ...
    @property
    def until(self) -> str: ...


Each = TypeVar("Each", bound=Versioned)


def versions(*tables: tuple[Versioned, ...]) -> tuple[str, ...]:
    """Every version that an entry of these begins or ends with, and those before it, the oldest first."""
    named = (int(at) for entries in tables for each in entries for at in (each.since, each.until) if at)
    return tuple(str(number) for number in range(int(FIRST), max(named, default=int(FIRST)) + 1))


def in_force(entries: tuple[Each, ...], version: str) -> tuple[Each, ...]:
    """Those of this version, ``2`` or ``live/2``: from ``since`` on, up to but without ``until``."""
    number = int(version.rpartition("/")[2])
    return tuple(
        each for each in entries if int(each.since) <= number and (not each.until or number < int(each.until))
    )
