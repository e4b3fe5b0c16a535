"""Reading the fields of a brief one by one, and noting every problem instead of stopping at the first.

Values come as text (YAML and CSV are read that way, so that no amount ever passes through a float) or as
JSON gives them. An instant without a zone is Beijing time.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import datetime
from difflib import get_close_matches
from typing import TypeVar
from urllib.parse import urlsplit

from domain import forms
from domain.commissions.task_types import BRIEF_NEEDS
from domain.counts import how_many
from domain.refusals import REFUSALS
from domain.texts import TextFault, fault, has_visible

Read = TypeVar("Read")

TRUE = frozenset({"true", "yes", "on", "是"})
FALSE = frozenset({"false", "no", "off", "否"})
LONGEST_LINK = 500
PAST, TOO_FAR = "DATE_PAST", "DATE_TOO_FAR"
NEEDED: Mapping[str, tuple[str, str]] = {
    "order": ("品牌主自己的订单号，同号即同一任务", "the brand's own order number"),
    "brand": ("品牌主编号", "the brand's id"),
    "creator": ("创作者编号", "the creator's id"),
    "task_type": ("任务类型", "the task type"),
    "title": ("任务标题", "the commission's title"),
    "goal": ("推广目标", "what it is to achieve"),
    "product": ("产品名称", "the product's name"),
    "price": ("金额（元），即创作者的报价", "the amount in yuan: the creator's quote"),
    **{name: need.expected for name, need in BRIEF_NEEDS.items()},
    "min": ("下限", "the least"),
    "max": ("上限", "the most"),
    "from": ("最早发布时间", "the earliest release"),
    "until": ("最晚发布时间", "the latest release"),
}
"""What belongs into a field that must not be left out."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, and what is expected there."""

    field: str
    zh: str
    en: str
    code: str = ""
    """Where what is wrong has a name of its own."""
    unquoted: "Problem | None" = kept(default=None, compare=False)
    """The same without what was written, where this one quotes it: for whom it must not be repeated to."""

    def __str__(self) -> str:
        return f"{self.field}: {self.zh} / {self.en}"


@dataclass(frozen=True)
class When:
    """An instant, and how it was written: ``+7d`` stays ``+7d``, whatever day it is read on."""

    at: datetime
    written: str


class Fields:
    """A mapping whose fields are asked for one after the other. ``problems`` has what was wrong."""

    def __init__(
        self, raw: Mapping[str, object], problems: list[Problem], prefix: str = "", latest: str = ""
    ) -> None:
        """``latest``: the last instant that may be named, as it is told to people."""
        self._raw = raw
        self._latest = latest
        self._prefix = prefix
        self.problems = problems

    def refuse(self, name: str, zh: str, en: str, code: str = "") -> None:
        self.problems.append(Problem(f"{self._prefix}{name}", zh, en, code))

    def _refuse_unlike(self, name: str, value: object, zh: str, en: str) -> None:
        """``zh`` and ``en`` say what is expected; what stands there is quoted after them."""
        place, got = f"{self._prefix}{name}", _shown(value)
        unquoted = Problem(place, zh, en)
        self.problems.append(Problem(place, f"{zh}，现为 {got}", f"{en}, got {got}", "", unquoted))

    def _refuse_unknown(self, name: object, zh: str, en: str) -> None:
        """A name that is not ours is what somebody wrote, too."""
        unquoted = Problem(f"{self._prefix}?", zh, en)
        self.problems.append(Problem(f"{self._prefix}{_shown(name)}", zh, en, "", unquoted))

    def has(self, name: str) -> bool:
        return self._raw.get(name) not in (None, "")

    def only(self, known: Iterable[str]) -> None:
        """Refuse every field that is not known, naming the nearest that is."""
        names = tuple(known)
        for unknown in (each for each in self._raw if each not in names):
            nearest = get_close_matches(str(unknown), names, n=1)
            if nearest:
                self._refuse_unknown(
                    unknown, f"没有这一项，是不是 {nearest[0]}？", f"no such field: {nearest[0]}?"
                )
            else:
                listed = ", ".join(names)
                self._refuse_unknown(
                    unknown, f"没有这一项，可填：{listed}", f"no such field, known are: {listed}"
                )

    def needed(self, name: str) -> bool:
        if self.has(name):
            return True
        zh, en = NEEDED.get(name, (name, name))
        self.refuse(name, f"必填：{zh}", f"is needed: {en}", "FIELD_NEEDED")
        return False

    def text(self, name: str, longest: int, *, needed: bool = True, lines: bool = False) -> str:
        if not (self.needed(name) if needed else self.has(name)):
            return ""
        value = self._raw[name]
        if not isinstance(value, str):
            self._refuse_unlike(name, value, "应为文字", "expected text")
            return ""
        return self._readable(name, value.strip(), longest, lines=lines)

    def _readable(self, name: str, text: str, longest: int, *, lines: bool) -> str:
        if not has_visible(text):
            self.refuse(name, "不能只有空白", "must not be blank")
        if len(text) > longest:
            self.refuse(
                name,
                f"不超过 {longest} 字，现有 {len(text)} 字",
                f"at most {how_many(longest, 'characters')}, has {len(text)}",
            )
        found = fault(text, lines=lines)
        if found and found is not TextFault.BLANK:
            zh, en = REFUSALS[found].words
            self.refuse(name, f"{found}：{zh}", f"{found}: {en}")
        return text

    def key(self, name: str) -> str:
        """Somebody's own number: letters, digits and ``. _ -``."""
        if not self.needed(name):
            return ""
        return self._read(name, forms.key) or ""

    def party(self, name: str) -> str:
        """The id of a brand or a creator."""
        if not self.needed(name):
            return ""
        return self._read(name, lambda text: forms.party_id(forms.key(text))) or ""

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false; the default where nothing is said."""
        value = self._raw.get(name)
        if not self.has(name):
            return default
        if isinstance(value, bool):
            return value
        written = str(value).strip().lower()
        if written not in TRUE | FALSE:
            self._refuse_unlike(name, value, "应为 true 或 false", "expected true or false")
        return written in TRUE

    def words(self, name: str, most: int, longest: int) -> tuple[str, ...]:
        """A list of short texts."""
        if not self.has(name):
            return ()
        value = self._raw[name]
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            self._refuse_unlike(name, value, "应为文字列表", "expected a list of texts")
            return ()
        if len(value) > most:
            self.refuse(
                name,
                f"最多 {most} 条，现有 {len(value)} 条",
                f"at most {how_many(most, 'items')}, has {len(value)}",
            )
        return tuple(self._readable(name, str(each).strip(), longest, lines=False) for each in value)

    def part(self, name: str, known: tuple[str, ...]) -> "Fields | None":
        """The fields under a field: ``release.from``."""
        if not self.has(name):
            return None
        value = self._raw[name]
        if not isinstance(value, Mapping):
            listed = ", ".join(known)
            self._refuse_unlike(name, value, f"应分列 {listed}", f"expected {listed} below it")
            return None
        part = Fields(value, self.problems, f"{self._prefix}{name}.", self._latest)
        part.only(known)
        return part

    def whole(self, name: str, most: int) -> int:
        """A whole number from 1 on; 0 where there is a problem."""
        if not self.needed(name):
            return 0
        return self._read(name, lambda text: forms.count(text, 1, most), numbers=True) or 0

    def price(self, name: str) -> int:
        """Yuan with at most two decimals, as fen; 0 where there is a problem."""
        if not self.needed(name):
            return 0
        return self._read(name, forms.amount, numbers=True) or 0

    def link(self, name: str) -> str:
        text = self.text(name, LONGEST_LINK, needed=False)
        if text and not _is_link(text):
            self.refuse(name, "应为 http 或 https 链接", "expected an http or https link")
        return text

    def instant(self, name: str, now: datetime, *, ends: bool, needed: bool = False) -> When | None:
        """An instant; a bare date is its beginning, or its 24:00 where something ``ends`` with it."""
        if not (self.needed(name) if needed else self.has(name)):
            return None
        at = self._read(name, lambda text: forms.instant(text, ends=ends, now=now))
        if at is None:
            return None
        written = str(self._raw[name]).strip()
        return When(at, written if forms.is_counted(written) else at.isoformat())

    def _read(self, name: str, read: Callable[[str], Read], *, numbers: bool = False) -> Read | None:
        """What the form makes of a field; None, and a problem noted, where it is of another form.

        JSON may give a whole number as a number where numbers are meant: never a float, and true is none.
        """
        value = self._raw[name]
        whole = numbers and isinstance(value, int) and not isinstance(value, bool)
        text = value.strip(" ") if isinstance(value, str) else str(value) if whole else ""
        try:
            return read(text)
        except forms.Unreadable as problem:
            if isinstance(problem, forms.OutOfRange) and self._latest:
                self.refuse(name, *too_far(self._latest))
                return None
            told, place = problem.instead(_shown(value)), f"{self._prefix}{name}"
            self.problems.append(Problem(place, told.zh, told.en, "", Problem(place, *problem.words)))
            return None


def too_far(latest: str) -> tuple[str, str, str]:
    """What is said of a date beyond the term, and the name of that refusal."""
    return (
        f"日期过远，最晚 {latest}（北京时间）",
        f"too far away: {latest} Beijing time at the latest",
        TOO_FAR,
    )


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
