"""The Beijing day and month of an instant: its begin, and the begin of the next."""

from datetime import datetime, timedelta

from domain.instants import beijing, beijing_day


def day_of(at: datetime) -> tuple[datetime, datetime]:
    begin = beijing(beijing_day(at))
    return begin, begin + timedelta(days=1)


def month_of(at: datetime) -> tuple[datetime, datetime]:
    first = beijing_day(at).replace(day=1)
    return beijing(first), beijing((first + timedelta(days=32)).replace(day=1))
