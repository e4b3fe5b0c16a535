"""The forms in which people write an amount, an instant, an id, a phone, a count. Each is read here alone.

What is not written so is refused by its one name and never guessed at: a reader that drops a comma pays
150.00 for 1,50. Every door asks here: the command line, files, the books, settings and messages.
"""

import re
import unicodedata
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from domain.instants import BEIJING, DAY, EARLIEST, LATEST, as_stamp, beijing_day
from domain.money.amounts import FEN_MAX, is_amount, parse_yuan, yuan
from domain.operators import is_name
from domain.placeholders import left_in
from domain.refusals import in_words
from domain.texts import fault

COUNT_MAX = 1_000_000
OPERATOR_MAX = 55
"""What `operator:` leaves of the 64 characters of an actor."""
SHOWN_MAX = 40
HOURS = 24
LINES = frozenset("\n\t")

_PARTY = re.compile(r"[A-Za-z0-9_]{1,32}")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_REFERENCE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")
_COMMAND_ID = re.compile(r"[!-~](?:[ -~]{0,62}[!-~])?")
_ACCOUNT = re.compile(r"[a-z_]{1,32}(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_WRITTEN_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BETWEEN_DIGITS = str.maketrans("", "", " \u00a0\u3000-()‐‑–—－")
_WHOLE = re.compile(r"[0-9]{1,12}")
_SECONDS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,3})?")
_INSTANT = re.compile(
    r"(?:(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})|\+(?P<days>\d{1,3})d)"
    r"(?:(?:T| +)(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.(?P<part>\d{1,6}))?)?"
    r"(?P<zone>Z|[+-]\d{2}:[0-5]\d)?)?",
    re.ASCII,
)
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}[Tt _]\d{2}:\d{2}", re.ASCII)
_ROLES = ("creator", "brand")


class Unreadable(Exception):
    """What was written is not of the form it should have; nothing was done with it."""

    def __init__(self, code: str, got: str, **fields: object) -> None:
        self.code, self._fields = code, fields
        self.words = in_words(code, **fields)
        """Without what was written: for whom it must not be repeated to."""
        zh, en = self.words
        self.zh, self.en = f"{zh}，现为 {shown(got)}", f"{en}: {shown(got)}"
        super().__init__(f"{code}: {self.zh} / {self.en}")

    def instead(self, got: str) -> "Unreadable":
        """The same of something else."""
        return type(self)(self.code, got, **self._fields)


class OutOfRange(Unreadable):
    """An instant that is written well and lies where nobody means it."""


def shown(text: str) -> str:
    """As a refusal quotes it: short, on one line, and printable everywhere."""
    plain = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text[: SHOWN_MAX + 1])
    return (plain if len(plain) <= SHOWN_MAX else plain[: SHOWN_MAX - 1] + "…") or "“”"


def amount(text: str) -> int:
    """Yuan above zero as fen: ``3000``, ``888.88``, ``1,500.00``. Raises Unreadable."""
    try:
        fen = parse_yuan(text)
    except ValueError:
        fen = 0
    if not is_amount(fen):
        most = yuan(FEN_MAX)
        raise Unreadable(
            "AMOUNT_INVALID",
            text,
            form=(
                f"大于零的金额（元），至多两位小数，如 3000、888.88 或 1,500.00，不超过 {most}",
                f"yuan above zero with at most two decimals, like 3000 or 1,500.00, up to {most}",
            ),
        )
    return fen


def instant(text: str, *, ends: bool = False, now: datetime | None = None) -> datetime:
    """An instant, Beijing's unless a zone is written. A bare day is its 00:00, or its 24:00 where it ``ends``
    something. ``+7d`` is read only where there is a ``now`` to count from. Raises Unreadable.
    """
    match = _INSTANT.fullmatch(text.strip(" "))
    at = _instant(match.groupdict(), now, ends=ends) if match else None
    if at is not None and not EARLIEST <= at < LATEST:
        raise OutOfRange(
            "INSTANT_UNREADABLE",
            text,
            form=(
                f"在 {beijing_day(EARLIEST)} 至 {beijing_day(LATEST - DAY)} 之间（北京时间）",
                f"an instant from {beijing_day(EARLIEST)} to {beijing_day(LATEST - DAY)}, Beijing time",
            ),
        )
    if at is None:
        raise Unreadable(
            "INSTANT_UNREADABLE",
            text,
            form=(
                "为北京时间，如 2026-11-26 20:00 或 2026-11-26" + ("，或 +7d（七天后）" if now else ""),
                "Beijing time, like 2026-11-26 20:00 or 2026-11-26"
                + (", or +7d" if now else "")
                + "; this is no instant",
            ),
        )
    return at


def with_offset(text: str) -> str:
    """What an instant without its offset was likely to say: Beijing's. Empty where it says no instant.

    A bare day is its last second: what is written so is until when.
    """
    match = _INSTANT.fullmatch(text.strip(" "))
    if (
        match is None
        or match["zone"]
        or match["days"]
        or _instant(match.groupdict(), None, ends=False) is None
    ):
        return ""
    day = f"{int(match['year']):04}-{int(match['month']):02}-{int(match['day']):02}"
    if not match["hour"]:
        return f"{day}T23:59:59+08:00"
    if int(match["hour"]) == HOURS:
        return as_stamp(instant(text))
    return f"{day}T{int(match['hour']):02}:{match['minute']}:{match['second'] or '00'}+08:00"


def is_stamp(text: str) -> bool:
    """Whether a machine wrote an instant: its day, its time and its zone. A bare number is no instant."""
    return _STAMP.match(text) is not None


def is_counted(text: str) -> bool:
    """Whether it is written as so many days from now, and means another instant on another day."""
    return text.strip(" ").startswith("+")


def party_id(text: str) -> str:
    return _of_form(_PARTY, text, "1 至 32 个字母、数字或下划线", "1 to 32 letters, digits or underscores")


def key(text: str) -> str:
    """Somebody's own number for an order, a deposit or a decision."""
    return _of_form(
        _KEY,
        text,
        "1 至 64 个字母、数字或 . _ -，以字母或数字开头",
        "1 to 64 letters, digits or . _ -",
        "KEY_INVALID",
    )


def reference(text: str) -> str:
    """An id of ours: of a commission, a withdrawal, a transfer."""
    return _of_form(_REFERENCE, text, "1 至 128 个字母、数字或 . _ -", "1 to 128 letters, digits or . _ -")


def command_id(text: str) -> str:
    return _of_form(_COMMAND_ID, text, "1 至 64 个可见的 ASCII 字符", "1 to 64 printable ASCII characters")


def account(text: str) -> str:
    """An account of the ledger: ``brand:ID``, ``fee``."""
    return _of_form(_ACCOUNT, text, "写法如 brand:ID 或 fee", "written like brand:ID or fee")


def party(text: str) -> str:
    """``creator:ID`` or ``brand:ID``."""
    role, _, who = text.partition(":")
    if role not in _ROLES or not _PARTY.fullmatch(who):
        raise Unreadable("PARTY_UNCLEAR", text)
    return text


def actor(text: str) -> str:
    """Who speaks: ``creator``, ``brand``, either with its id, ``operator:ID``; of facts ``outside``."""
    _check_replaced(text)
    role, colon, who = text.partition(":")
    fits = is_operator_id(who) if role == "operator" else not colon or bool(_PARTY.fullmatch(who))
    if text != "outside" and (role not in (*_ROLES, "operator") or not fits):
        raise Unreadable("ACTOR_INVALID", text)
    return text


def operator(text: str) -> str:
    """``operator:ID``, and nobody else."""
    _check_replaced(text)
    role, _, who = text.partition(":")
    if role != "operator" or not is_operator_id(who):
        raise Unreadable("OPERATOR_NEEDED", text)
    return text


def operator_id(text: str) -> str:
    _check_replaced(text)
    if not is_operator_id(text):
        raise Unreadable("NAMED_OPERATOR_NEEDED", text)
    return text


def is_operator_id(text: str) -> bool:
    """Any script's letters may stand in it; blanks and what cannot be seen may not."""
    return len(text) <= OPERATOR_MAX and ":" not in text and is_name(text) and fault(text) is None


def is_party_id(text: str) -> bool:
    return _PARTY.fullmatch(text) is not None


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def is_reference(text: str) -> bool:
    return _REFERENCE.fullmatch(text) is not None


def is_mobile(text: str) -> bool:
    """A mainland mobile number: eleven digits and nothing else."""
    return _MOBILE.fullmatch(text) is not None


def phone(text: str) -> str:
    """A mobile number as people write it: ``+86 138 2000 0001`` is 13820000001. Raises Unreadable."""
    found = _WRITTEN_MOBILE.fullmatch(text.translate(_HALF_WIDTH).translate(_BETWEEN_DIGITS))
    if found is None:
        raise Unreadable("PHONE_INVALID", "…")
    return found[1]


def count(text: str, least: int = 0, most: int = COUNT_MAX) -> int:
    """A whole number in digits alone: no sign, no separator, no exponent. Raises Unreadable."""
    number = int(text) if _WHOLE.fullmatch(text) else -1
    if not least <= number <= most:
        raise Unreadable("COUNT_INVALID", text, least=least, most=most, what=("整数", "a whole number"))
    return number


def is_figure(text: str) -> bool:
    """Digits alone, with at most three decimals."""
    return bool(_WHOLE.fullmatch(text) or _SECONDS.fullmatch(text))


def seconds(text: str, most: int = 86_400) -> float:
    """Seconds with at most three decimals. Raises Unreadable."""
    number = Decimal(text) if _SECONDS.fullmatch(text) else Decimal(-1)
    if not 0 <= number <= most:
        raise Unreadable("COUNT_INVALID", text, least=0, most=most, what=("秒数", "seconds"))
    return float(number)


def words(text: str) -> str:
    """Free text that can be kept and shown, of several lines if need be."""
    _check_replaced(text)
    if any(unicodedata.category(each) in ("Cc", "Cs") and each not in LINES for each in text):
        raise Unreadable("TEXT_UNUSABLE", text)
    if found := fault(text, lines=True):
        raise Unreadable(found, text)
    return text


def one_of(words: Collection[str], text: str) -> str:
    """One of a few words that the program names; anything else is no answer, and never "nothing found"."""
    if text not in words:
        raise Unreadable("NOT_ONE_OF", text, words=" | ".join(words))
    return text


def _check_replaced(text: str) -> None:
    if left := left_in(text):
        raise Unreadable("PLACEHOLDER_LEFT", left)


def _of_form(form: re.Pattern[str], text: str, zh: str, en: str, code: str = "ID_INVALID") -> str:
    if not form.fullmatch(text):
        raise Unreadable(code, text, form=(zh, en))
    return text


def _instant(part: dict[str, str | None], now: datetime | None, *, ends: bool) -> datetime | None:
    if part["days"] and now is None:
        return None
    try:
        day = _day(part, now)
        midnight = datetime(day.year, day.month, day.day, tzinfo=_zone(part["zone"]))
        at = midnight + (_time_of_day(part) if part["hour"] else DAY * ends)
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(part: dict[str, str | None], now: datetime | None) -> date:
    if part["days"] and now:
        return beijing_day(now) + timedelta(days=int(part["days"]))
    return date(*(int(part[name] or 0) for name in ("year", "month", "day")))


def _time_of_day(part: dict[str, str | None]) -> timedelta:
    """24:00 is the end of the day; later there is nothing."""
    hours, minutes, whole = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    micros = int((part["part"] or "0").ljust(6, "0"))
    time = timedelta(hours=hours, minutes=minutes, seconds=whole, microseconds=micros)
    if time > DAY:
        raise ValueError(part["hour"])
    return time


def _zone(text: str | None) -> timezone:
    if text is None:
        return BEIJING
    if text == "Z":
        return UTC
    sign = -1 if text.startswith("-") else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[4:6])))
