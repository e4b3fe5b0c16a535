"""What a form brings: texts under names, each once, and made of characters that people write."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from urllib.parse import parse_qsl
from uuid import uuid4

from fastapi import Request

from domain import forms
from domain.instants import BEIJING, beijing
from domain.refusals import Refused
from domain.texts import TextFault, fault
from services.operations import idempotency
from services.operations.idempotency import Place
from starter.web.visitors import Visitor, check_mark

KIND = "application/x-www-form-urlencoded"
FIELDS_MAX = 160
DAY, TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile(r"[0-9]{2}:[0-9]{2}")
"""One form of each: what else Python reads as a day is a slip of the pen here."""
MARK, KEY = "csrf", "key"
SEVERAL = frozenset({"cause", "creator", "scope", "uploaded", "commission", "type"})
"""Names that may stand in a form more than once."""

UNWRITTEN = frozenset(
    {
        *(MARK, KEY, "next", "lang", "theme", "preview", "kind", "brief_digest", "quoted_fen"),
        *("password", "code", "token", "phone", "creator_id"),
    }
)
"""Names of fields that hold a secret, or nothing that anybody wrote."""
SHORTEST = 4
"""Characters of a text that is worth giving back where its field is gone."""


class FieldRefused(Refused):
    """What stands in one field of a form cannot be taken."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.field = field


class Form:
    """Raises Refused: FORM_STALE for one of another session; FORM_UNREADABLE.

    A text that no field takes is refused where it is first read: inside the act, which then shows its form
    again. From then on the form gives what of it can stand in a page.
    """

    def __init__(
        self, values: Mapping[str, list[str]], faults: Mapping[str, TextFault] | None = None
    ) -> None:
        self._values, self._faults = values, dict(faults or {})

    def text(self, name: str) -> str:
        """Without the blanks around it, and with one kind of line end. Raises FieldRefused, once."""
        self._check(name)
        return self._values.get(name, [""])[0].replace("\r\n", "\n").strip()

    def several(self, name: str) -> list[str]:
        self._check(name)
        return [each.strip() for each in self._values.get(name, []) if each.strip()]

    def check(self) -> None:
        """Before anything is done, whatever is read of it. Raises FieldRefused, once."""
        for name in self._faults:
            self._check(name)

    def _check(self, name: str) -> None:
        fault_ = self._faults.get(name)
        if fault_ is None:
            return
        self._values = {each: [_shown(text) for text in texts] for each, texts in self._values.items()}
        self._faults = {}
        raise FieldRefused(fault_, name)

    def is_ticked(self, name: str) -> bool:
        return self.text(name) == "yes"

    @property
    def key(self) -> str:
        """The number that was made with the form: sent twice, it is done once."""
        key = self.text(KEY)
        if not forms.is_key(key):
            raise Refused("FORM_STALE")
        return key

    @property
    def texts(self) -> dict[str, str]:
        """As a page shows them again, also those that cannot be taken."""
        bad = self._faults
        return {
            name: _shown(texts[0]) if name in bad else self.text(name)
            for name, texts in self._values.items()
            if name not in (MARK, KEY)
        }


async def form_of(request: Request) -> Form:
    found = read(await request.body())
    check_mark(request, found.text(MARK))
    return found


def read(body: bytes) -> Form:
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS_MAX)
    except (UnicodeError, ValueError):
        raise Refused("FORM_UNREADABLE") from None
    return checked(pairs)


def checked(pairs: Iterable[tuple[str, str]]) -> Form:
    values: dict[str, list[str]] = {}
    faults: dict[str, TextFault] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
        found = fault(value.replace("\r\n", "\n"), lines=True)
        if found and found is not TextFault.BLANK:
            faults.setdefault(name, found)
    if any(len(each) > 1 and name not in SEVERAL for name, each in values.items()):
        raise Refused("FORM_UNREADABLE")
    return Form(values, faults)


def loosely(body: bytes) -> list[tuple[str, str]]:
    """The pairs of a form that may be none."""
    return parse_qsl(body.decode("ascii", "ignore"), errors="ignore")


def written(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """What somebody wrote; without secrets, choices and what a page put in."""
    return [text for name, value in pairs if name not in UNWRITTEN and len(text := _shown(value)) >= SHORTEST]


def _shown(text: str) -> str:
    """Without what cannot stand in a page."""
    told = text.replace("\r\n", "\n").strip()
    if fault(told, lines=True):
        told = "".join(each for each in told if each.isprintable() or each in "\n\t")
    return told.strip()


def number_of(request: Request, who: Visitor, form: Form) -> str:
    """Of the act in the books: made of whose form it is, where it goes, and the number made with it."""
    return idempotency.number_of(Place(who.actor.account, "POST", request.url.path, form.key))


def new_key() -> str:
    return uuid4().hex


def instant(form: Form, name: str) -> str:
    """Of the two fields of a day and a time in Beijing's time, as a message bears it; empty where both are.

    Raises Refused: FIELD_INVALID.
    """
    day, at = form.text(f"{name}-day"), form.text(f"{name}-time")
    if not day and not at:
        return ""
    if not DAY.fullmatch(day) or not TIME.fullmatch(at or "00:00"):
        raise Refused("FIELD_INVALID")
    try:
        if at == "24:00":
            return _end_of(date.fromisoformat(day))
        moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(at or "00:00"), BEIJING)
    except ValueError:
        raise Refused("FIELD_INVALID") from None
    return moment.isoformat()


def _end_of(day: date) -> str:
    return beijing(day, time(23, 59, 59)).astimezone(BEIJING).isoformat()
