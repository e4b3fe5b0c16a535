"""Reading the fields of a brief one by one, and noting every problem instead of stopping at the first.

Values come as text (YAML and CSV are read that way, so that no amount ever passes through a float) or as
JSON gives them. An instant without a zone is Beijing time.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from difflib import get_close_matches
from urllib.parse import urlsplit

from domain.instants import BEIJING, DAY, beijing_day
from domain.money import parse_yuan

TRUE = frozenset({"true", "yes", "on", "是"})
FALSE = frozenset({"false", "no", "off", "否"})
LONGEST_LINK = 500
LINES = {"\n", "\t"}
NEEDED: Mapping[str, tuple[str, str]] = {
    "order": ("品牌主自己的订单号，同号即同一任务", "the brand's own order number"),
    "brand": ("品牌主编号", "the brand's id"),
    "creator": ("创作者编号", "the creator's id"),
    "task_type": ("任务类型", "the task type"),
    "title": ("任务标题", "the commission's title"),
    "goal": ("推广目标", "what it is to achieve"),
    "product": ("产品名称", "the product's name"),
    "price": ("金额（元），即创作者的报价", "the amount in yuan: the creator's quote"),
    "question": ("要回答的问题", "the question to answer"),
    "manuscript": ("文稿的文件名或链接", "where the manuscript lies: a file name or link"),
    "min": ("下限", "the least"),
    "max": ("上限", "the most"),
    "from": ("最早发布时间", "the earliest release"),
    "until": ("最晚发布时间", "the latest release"),
}
"""What belongs into a field that must not be left out."""

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_AMOUNT = re.compile(r"(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.\d{1,2})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,7}", re.ASCII)
_INSTANT = re.compile(
    r"(?:(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})|\+(?P<days>\d{1,3})d)"
    r"(?:[ T]+(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    r"(?P<zone>Z|[+-]\d{2}:[0-5]\d)?)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, and what is expected there."""

    field: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.field}: {self.zh} / {self.en}"


@dataclass(frozen=True)
class When:
    """An instant, and how it was written: ``+7d`` stays ``+7d``, whatever day it is read on."""

    at: datetime
    written: str


class Fields:
    """A mapping whose fields are asked for one after the other. ``problems`` has what was wrong."""

    def __init__(self, raw: Mapping[str, object], problems: list[Problem], prefix: str = "") -> None:
        self._raw = raw
        self._prefix = prefix
        self.problems = problems

    def refuse(self, name: str, zh: str, en: str) -> None:
        self.problems.append(Problem(f"{self._prefix}{name}", zh, en))

    def has(self, name: str) -> bool:
        return self._raw.get(name) not in (None, "")

    def only(self, known: Iterable[str]) -> None:
        """Refuse every field that is not known, naming the nearest that is."""
        names = tuple(known)
        for unknown in (each for each in self._raw if each not in names):
            nearest = get_close_matches(str(unknown), names, n=1)
            if nearest:
                self.refuse(
                    _shown(unknown), f"没有这一项，是不是 {nearest[0]}？", f"no such field: {nearest[0]}?"
                )
            else:
                listed = ", ".join(names)
                self.refuse(
                    _shown(unknown), f"没有这一项，可填：{listed}", f"no such field, known are: {listed}"
                )

    def needed(self, name: str) -> bool:
        if self.has(name):
            return True
        zh, en = NEEDED.get(name, (name, name))
        self.refuse(name, f"必填：{zh}", f"is needed: {en}")
        return False

    def text(self, name: str, longest: int, *, needed: bool = True, lines: bool = False) -> str:
        if not (self.needed(name) if needed else self.has(name)):
            return ""
        value = self._raw[name]
        if not isinstance(value, str):
            self.refuse(name, f"应为文字，现为 {_shown(value)}", f"expected text, got {_shown(value)}")
            return ""
        return self._readable(name, value.strip(), longest, lines=lines)

    def _readable(self, name: str, text: str, longest: int, *, lines: bool) -> str:
        if not text:
            self.refuse(name, "不能只有空白", "must not be blank")
        if len(text) > longest:
            self.refuse(
                name,
                f"不超过 {longest} 字，现有 {len(text)} 字",
                f"at most {longest} characters, has {len(text)}",
            )
        stray = {each for each in text if unicodedata.category(each) in ("Cc", "Cs")}
        if stray - (LINES if lines else set()):
            zh, en = (
                ("含有控制字符", "has control characters") if lines else ("只能有一行", "must be one line")
            )
            self.refuse(name, zh, en)
        return text

    def key(self, name: str) -> str:
        """A number or id of somebody's: letters, digits and ``. _ -``."""
        if not self.needed(name):
            return ""
        value = self._raw[name]
        if not isinstance(value, str) or not _KEY.fullmatch(value):
            self.refuse(
                name,
                f"应为 1 至 64 个字母、数字或 . _ -，现为 {_shown(value)}",
                f"expected 1 to 64 letters, digits or . _ -, got {_shown(value)}",
            )
            return ""
        return value

    def flag(self, name: str) -> bool:
        """True or false; false where nothing is said."""
        value = self._raw.get(name)
        if not self.has(name) or isinstance(value, bool):
            return value is True
        written = str(value).strip().lower()
        if written not in TRUE | FALSE:
            self.refuse(
                name,
                f"应为 true 或 false，现为 {_shown(value)}",
                f"expected true or false, got {_shown(value)}",
            )
        return written in TRUE

    def words(self, name: str, most: int, longest: int) -> tuple[str, ...]:
        """A list of short texts."""
        if not self.has(name):
            return ()
        value = self._raw[name]
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            self.refuse(
                name, f"应为文字列表，现为 {_shown(value)}", f"expected a list of texts, got {_shown(value)}"
            )
            return ()
        if len(value) > most:
            self.refuse(
                name, f"最多 {most} 条，现有 {len(value)} 条", f"at most {most} items, has {len(value)}"
            )
        return tuple(self._readable(name, str(each).strip(), longest, lines=False) for each in value)

    def part(self, name: str, known: tuple[str, ...]) -> "Fields | None":
        """The fields under a field: ``release.from``."""
        if not self.has(name):
            return None
        value = self._raw[name]
        if not isinstance(value, Mapping):
            listed = ", ".join(known)
            self.refuse(
                name,
                f"应分列 {listed}，现为 {_shown(value)}",
                f"expected {listed} below it, got {_shown(value)}",
            )
            return None
        part = Fields(value, self.problems, f"{self._prefix}{name}.")
        part.only(known)
        return part

    def whole(self, name: str, most: int) -> int:
        """A whole number from 1 on; 0 where there is a problem."""
        if not self.needed(name):
            return 0
        written = str(self._raw[name]).strip()
        number = int(written) if _WHOLE.fullmatch(written) else 0
        if not 1 <= number <= most:
            got = _shown(self._raw[name])
            self.refuse(
                name,
                f"应为 1 至 {most} 的整数，现为 {got}",
                f"expected a whole number from 1 to {most}, got {got}",
            )
            return 0
        return number

    def price(self, name: str) -> int:
        """Yuan with at most two decimals, as fen; 0 where there is a problem."""
        if not self.needed(name):
            return 0
        value = self._raw[name]
        whole = isinstance(value, int) and not isinstance(value, bool)
        written = str(value).strip() if whole or isinstance(value, str) else ""
        fen = parse_yuan(written) if _AMOUNT.fullmatch(written) else 0
        if not fen:
            self.refuse(
                name,
                f"应为大于零的金额（元，至多两位小数），如 3000 或 888.88，现为 {_shown(value)}",
                f"expected yuan above zero with at most two decimals, like 888.88, got {_shown(value)}",
            )
        return fen

    def link(self, name: str) -> str:
        text = self.text(name, LONGEST_LINK, needed=False)
        if text and not _is_link(text):
            self.refuse(name, "应为 http 或 https 链接", "expected an http or https link")
        return text

    def instant(self, name: str, now: datetime, *, ends: bool, needed: bool = False) -> When | None:
        """An instant; a bare date is its beginning, or its 24:00 where something ``ends`` with it."""
        if not (self.needed(name) if needed else self.has(name)):
            return None
        value = self._raw[name]
        match = _INSTANT.fullmatch(value.strip()) if isinstance(value, str) else None
        when = _when(match, now, ends=ends) if match else None
        if when is None:
            self.refuse(
                name,
                f"应为北京时间，如 2026-11-26 20:00、2026-11-26 或 +7d（七天后），现为 {_shown(value)}",
                f"expected Beijing time like 2026-11-26 20:00, 2026-11-26 or +7d, got {_shown(value)}",
            )
        return when


def _when(match: re.Match[str], now: datetime, *, ends: bool) -> When | None:
    part = match.groupdict()
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    time = timedelta(hours=24 if ends and part["hour"] is None else hour, minutes=minute, seconds=second)
    if time > DAY:
        return None
    try:
        zone = _zone(part["zone"])
        if part["days"]:
            day = beijing_day(now) + timedelta(days=int(part["days"]))
        else:
            day = date(int(part["year"]), int(part["month"]), int(part["day"]))
        at = (datetime(day.year, day.month, day.day, tzinfo=zone) + time).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return When(at, match.string.strip() if part["days"] else at.isoformat())


def _zone(written: str | None) -> timezone:
    if written is None:
        return BEIJING
    if written == "Z":
        return UTC
    sign = -1 if written.startswith("-") else 1
    return timezone(sign * timedelta(hours=int(written[1:3]), minutes=int(written[4:6])))


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not any(each.isspace() for each in text)


def _shown(value: object, longest: int = 40) -> str:
    """A value as a problem quotes it: short, whatever it is."""
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"
