"""Spans of time as people write them: 7d, 1d12h, 90m."""

import re
from datetime import timedelta

from domain.forms import shown
from domain.refusals import in_words

SPAN = re.compile(r"([0-9]{1,6}) *([dhms])", re.IGNORECASE)
UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
UNIT_WORDS = (("d", "天", "day"), ("h", "小时", "hour"), ("m", "分钟", "minute"), ("s", "秒", "second"))


class BadSpan(Exception):
    code = "BAD_SPAN"

    def __init__(self, text: str) -> None:
        self.zh, self.en = in_words(self.code, text=shown(text))
        super().__init__(self.en)


def span(text: str) -> timedelta:
    """``7d``, ``1d12h``, ``90m``. Raises BadSpan."""
    found = SPAN.findall(text)
    if not found or SPAN.sub("", text).strip():
        raise BadSpan(text)
    total = sum((timedelta(**{UNITS[unit.lower()]: int(count)}) for count, unit in found), timedelta(0))
    if not timedelta(0) < total <= timedelta(days=400):
        raise BadSpan(text)
    return total


def written_span(distance: timedelta, lang: str) -> str:
    """As people say it: 1 天 12 小时, 1 day 12 hours."""
    told, left = [], distance
    for unit, zh, en in UNIT_WORDS:
        count, left = divmod(left, timedelta(**{UNITS[unit]: 1}))
        if count:
            told.append(f"{count} {zh}" if lang == "zh" else f"{count} {en}{'s' * (count != 1)}")
    return " ".join(told)
