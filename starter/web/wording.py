"""Texts of the pages by key, in Chinese and English; and how they write instants, what is left, and money."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from domain.instants import BEIJING, DAY, beijing
from domain.money.amounts import yuan

FOLDER = Path(__file__).parent / "texts"
WEEKDAYS = "一二三四五六日"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SOON = timedelta(days=1)
MINUS = "−"


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Texts by ``section.key``."""
    with (FOLDER / f"{lang}.toml").open("rb") as file:
        sections: dict[str, dict[str, str]] = tomllib.load(file)
    return {f"{section}.{key}": text for section, texts in sections.items() for key, text in texts.items()}


class Wording:
    """Of one language, at one instant."""

    def __init__(self, lang: str, now: datetime) -> None:
        self.lang, self.now = lang, now

    def __call__(self, key: str, **values: object) -> str:
        return catalogue(self.lang)[key].format(**values)

    def pick(self, words: tuple[str, str]) -> str:
        return words[0] if self.lang == "zh" else words[1]

    def label(self, words: tuple[str, str]) -> str:
        """At the head of something: English begins it with a capital."""
        text = self.pick(words)
        return text[:1].upper() + text[1:]

    def listed(self, texts: Iterable[str]) -> str:
        """Several beside each other, as the language sets them off."""
        return ("、" if self.lang == "zh" else ", ").join(texts)

    def money(self, fen: int) -> str:
        return f"{MINUS if fen < 0 else ''}¥{yuan(abs(fen))}"

    def signed(self, fen: int) -> str:
        return f"+{self.money(fen)}" if fen > 0 else self.money(fen)

    def count(self, number: int) -> str:
        return f"{number:,}"

    def per(self, fen: Fraction | None) -> str:
        """What one of many has cost, to a tenth of a fen; empty where nothing is known of it."""
        return f"¥{Decimal(round(fen * 10)) / 1000:.3f}" if fen is not None else ""

    def day(self, at: datetime, now: datetime | None = None) -> str:
        """12月11日, today as such; with its year where it is another one."""
        local, today = at.astimezone(BEIJING), (now or self.now).astimezone(BEIJING)
        if local.date() == today.date():
            return self("time.today")
        if self.lang == "zh":
            year = "" if local.year == today.year else f"{local.year}年"
            return f"{year}{local.month}月{local.day}日"
        year = "" if local.year == today.year else f" {local.year}"
        return f"{local.day} {MONTHS[local.month - 1]}{year}"

    def long_day(self, at: datetime) -> str:
        """With its weekday, also of today."""
        local = at.astimezone(BEIJING)
        if self.lang == "zh":
            return f"{local.month}月{local.day}日周{WEEKDAYS[local.weekday()]}"
        return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}"

    def month(self, at: datetime) -> str:
        local = at.astimezone(BEIJING)
        return (
            f"{local.year}年{local.month}月"
            if self.lang == "zh"
            else f"{MONTHS[local.month - 1]} {local.year}"
        )

    def date(self, at: datetime) -> str:
        """11月27日, of whatever day: in a list that has a month of its own."""
        local = at.astimezone(BEIJING)
        return (
            f"{local.month}月{local.day}日" if self.lang == "zh" else f"{local.day} {MONTHS[local.month - 1]}"
        )

    def stamp(self, at: datetime) -> str:
        """For a file: 2026-12-11 20:00:05, Beijing's."""
        return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"

    def at(self, at: datetime, now: datetime | None = None) -> str:
        """12月11日 20:00."""
        return f"{self.day(at, now)} {at.astimezone(BEIJING):%H:%M}"

    def moment(self) -> str:
        """The day and the time of day at the head of a page."""
        local = self.now.astimezone(BEIJING)
        if self.lang == "zh":
            return f"{local.month}月{local.day}日周{WEEKDAYS[local.weekday()]} {local:%H:%M}"
        return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}, {local:%H:%M}"

    def until(self, at: datetime, now: datetime | None = None) -> str:
        """With its weekday: midnight is 24:00 of the day that ends."""
        day, clock = self._due(at, now)
        return self("time.until", day=day, clock=clock)

    def due(self, at: datetime, now: datetime | None = None) -> str:
        """The same instant where something happens by itself: not before it, but then."""
        day, clock = self._due(at, now)
        return f"{day} {clock}" if self.lang == "zh" else f"{day}, {clock}"

    def _due(self, at: datetime, now: datetime | None) -> tuple[str, str]:
        local = at.astimezone(BEIJING)
        told, clock = local, f"{local:%H:%M}"
        if clock == "00:00" and local.second == 0:
            told, clock = local - DAY, "24:00"
        day = self.day(told, now)
        if day == self("time.today"):
            weekday = ""
        else:
            weekday = f" 周{WEEKDAYS[told.weekday()]}" if self.lang == "zh" else ""
            day = day if self.lang == "zh" else f"{DAYS[told.weekday()]} {day}"
        return f"{day}{weekday}", clock

    def left(self, at: datetime, now: datetime) -> str:
        """What is left, in the two largest units that matter; or by how much it is over."""
        seconds = int(abs((at - now).total_seconds()))
        key = "time.left" if at > now else "time.over"
        return self(key, span=self.span(seconds))

    def span(self, seconds: int) -> str:
        """In the units that matter: days alone from three on."""
        days, rest = divmod(seconds, 86_400)
        hours, minutes = rest // 3_600, rest % 3_600 // 60
        if days >= 3:  # noqa: PLR2004  # hours say nothing beside so many days
            return self("time.days", days=days)
        if days:
            return self("time.days_hours", days=days, hours=hours)
        if hours:
            return self("time.hours_minutes", hours=hours, minutes=minutes)
        return self("time.minutes", minutes=max(1, minutes))


def tone(until: datetime | None, now: datetime, *, is_mine: bool, by_itself: bool, frozen: bool) -> str:
    """Of a clock's chip: nothing is red before it is late, and only one's own is soon."""
    if frozen:
        return "frozen"
    if until is None:
        return ""
    if until <= now:
        return "late"
    if by_itself:
        return "auto"
    return "soon" if is_mine and until - now < SOON else ""


def placeholders(text: str) -> list[Any]:
    """Of a text, sorted: both languages have the same."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def instant_of(day: str, *, ends: bool = False) -> datetime | None:
    """The beginning of a Beijing day, or its end; None for what is no day."""
    try:
        found = beijing(date.fromisoformat(day))
    except ValueError:
        return None
    return found + DAY if ends else found
