"""Instants and days in China time. Every instant is an aware UTC datetime; a day is a Beijing day.

UTC+8 is fixed: China has had no summer time since 1991, and a fixed offset needs no time zone files.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
DAY = timedelta(days=1)
EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=BEIJING), datetime(2100, 1, 1, tzinfo=BEIJING)
"""Of instants that anybody names: beyond, adding days overflows, and so does the server."""


def beijing_day(at: datetime) -> date:
    return at.astimezone(BEIJING).date()


def beijing(day: date, at: time = time(0)) -> datetime:
    return datetime.combine(day, at, BEIJING).astimezone(UTC)


def end_of_natural_days(at: datetime, days: int) -> datetime:
    """24:00 of the last of ``days`` whole days after the day of ``at``, which itself does not count.

    民法典 §201 (the first day is not counted) and §203 (a day ends at 24:00). By §203 a last day that is a
    holiday moves to the next one, unless otherwise agreed (§204): natural days are, so holidays count.
    """
    return beijing(beijing_day(at) + timedelta(days=days + 1))


def is_quiet(at: datetime, quiet_from: int, quiet_to: int) -> bool:
    """Whether a phone must not ring: from ``quiet_from`` o'clock to ``quiet_to`` o'clock the next morning."""
    hour = at.astimezone(BEIJING).hour
    if quiet_from <= quiet_to:  # on one day; none, where both are the same
        return quiet_from <= hour < quiet_to
    return hour >= quiet_from or hour < quiet_to


def morning_after(at: datetime, hour: int) -> datetime:
    """The next ``hour`` o'clock in Beijing at or after ``at``."""
    today = beijing(beijing_day(at), time(hour))
    return today if at <= today else today + DAY


def written_cn(at: datetime, now: datetime) -> str:
    """As Chinese law and people write a deadline: 12月3日24:00, with its year when it is not this year.

    Midnight belongs to the day it ends (民法典 §203): 00:00 of the next day would be read as that day.
    """
    local, day = at.astimezone(BEIJING), ""
    time_ = f"{local:%H:%M}"
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        local, time_ = local - DAY, "24:00"
    if local.year != now.astimezone(BEIJING).year:
        day = f"{local.year}年"
    return f"{day}{local.month}月{local.day}日{time_}"


def as_stamp(at: datetime) -> str:
    """As a message bears it: in Beijing's time, to the second."""
    return at.astimezone(BEIJING).replace(microsecond=0).isoformat()


def written(at: datetime) -> str:
    """As people read it: 2026-11-26 20:00."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def written_end(at: datetime) -> str:
    """The last instant of something: midnight is 24:00 of the day that ends."""
    local = at.astimezone(BEIJING)
    if (local.hour, local.minute, local.second, local.microsecond) != (0, 0, 0, 0):
        return written(at)
    return f"{local - DAY:%Y-%m-%d} 24:00"


def written_weekday(at: datetime, lang: str, now: datetime | None = None) -> str:
    """Month, day, weekday and time: 11-26 周四 20:00, or Thu 11-26 20:00.

    With the year where ``now`` is of another one, or is not given and would be needed to leave it out.
    """
    local = at.astimezone(BEIJING)
    year = "" if now is not None and local.year == now.astimezone(BEIJING).year else f"{local.year}-"
    if lang == "zh":
        return f"{year}{local:%m-%d} 周{'一二三四五六日'[local.weekday()]} {local:%H:%M}"
    return f"{local:%a} {year}{local:%m-%d %H:%M}"


def written_deadline(at: datetime, lang: str, now: datetime) -> str:
    """The end of a time people have: midnight is 24:00 of the day that ends."""
    local = at.astimezone(BEIJING)
    if (local.hour, local.minute, local.second) != (0, 0, 0):
        return written_weekday(at, lang, now)
    return written_weekday(at - DAY, lang, now).removesuffix("00:00") + "24:00"
