"""Periods as people write them on the command line: from a day's beginning to another's end, in Beijing."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from domain.forms import Unreadable as BadInstant
from domain.forms import instant
from domain.instants import beijing, beijing_day

__all__ = ["BadInstant", "Month", "beginning", "end", "month", "month_of", "months"]
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    """Of Beijing's calendar."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"

    @property
    def begins(self) -> datetime:
        return beijing(date(self.year, self.number, 1))

    @property
    def following(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def ends(self) -> datetime:
        return self.following.begins


def beginning(text: str) -> datetime | None:
    """Of a day its 00:00. None for nothing written. Raises BadInstant."""
    return instant(text) if text.strip() else None


def end(text: str) -> datetime | None:
    """Of a day its 24:00, so that the day is within. None for nothing written. Raises BadInstant."""
    return instant(text, ends=True) if text.strip() else None


def month(text: str) -> Month | None:
    """``2026-11``. None for what is no month."""
    if not _MONTH.fullmatch(text):
        return None
    year, number = text.split("-")
    return Month(int(year), int(number))


def month_of(at: datetime) -> Month:
    day = beijing_day(at)
    return Month(day.year, day.month)


def months(since: datetime, until: datetime) -> list[Month]:
    """Every one of them, the newest first."""
    found = [month_of(since)]
    while found[-1] < month_of(until):
        found.append(found[-1].following)
    return found[::-1]
