"""The fields of an act's form, from the table of messages: what is asked for, how, and in whose words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.commissions.moves import MESSAGES
from domain.commissions.rules.versions import rules_of
from domain.commissions.uploads.purposes import PURPOSES, Purpose
from domain.commissions.views.words import BEARER_WORDS, CAUSE_WORDS, DECISION_WORDS, FAULT_WORDS
from domain.party import PARTY_WORDS, Party
from services.commissions.standing import Shown
from starter.web.forms import Form, instant
from starter.web.told.files import endings, taken_words
from starter.web.wording import Wording

KINDS: Mapping[str, str] = {
    "reason": "area",
    "description": "area",
    "text": "area",
    "evidence": "area",
    "ref": "line",
    "item": "line",
    "title": "line",
    "hashtags": "line",
    "release_at": "instant",
    "submit_by": "instant",
    "until": "instant",
    "marked_as_ad": "tick",
    "outside_window": "tick",
    "agree": "yes",
    "passed": "passed",
    "cause": "choice",
    "decision": "choice",
    "fault": "choice",
    "bearer": "choice",
    "party": "choice",
    "clock": "choice",
    "creator_percent": "number",
    "stars": "number",
    "quoted_fen": "hidden",
    "quote": "hidden",
    "brief_digest": "hidden",
}
LEFT_OUT = frozenset({"creator_bps", "creator_fen"})
"""Other ways to say a share: a page asks for it in percent."""
LONGEST = {"text": 500, "description": 1_000, "evidence": 2_000, "title": 60, "hashtags": 200}
LINE = 200
DIGITS_MAX = 15
TABLES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "cause": CAUSE_WORDS,
    "decision": DECISION_WORDS,
    "fault": FAULT_WORDS,
    "bearer": BEARER_WORDS,
    "party": {each.value: PARTY_WORDS[each] for each in (Party.CREATOR, Party.BRAND)},
}
HELP = {"reason": "act.reason_help", "evidence": "act.evidence_help", "hashtags": "act.hashtags_help"}
NOW = "now"
WHOLE = ("creator_percent", "stars", "quoted_fen")
ANSWERS = frozenset({"answer_complaint", "answer_case"})
"""Whose reason is what a side says for itself."""
TRUE = {"yes": True, "no": False}


@dataclass(frozen=True)
class FieldShown:
    name: str
    kind: str
    label: str
    value: str = ""
    needed: bool = False
    most: int = LINE
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    day: str = ""
    time: str = ""
    error: str = ""
    """Why what stands in it is not taken."""


def marked(fields: Iterable[FieldShown], problem: Mapping[str, Any] | None) -> list[FieldShown]:
    """The one at fault says so itself."""
    at = str((problem or {}).get("at", "")).removesuffix("-day").removesuffix("-time")
    return [replace(each, error=(problem or {})["of_field"]) if at == each.name else each for each in fields]


def names_of(move: str) -> list[str]:
    message = MESSAGES[move]
    return [each for each in (*message.needs, *message.may) if each not in LEFT_OUT and each in KINDS]


def fields(
    move: str, shown: Shown, seen: Mapping[str, Any], typed: Mapping[str, str], t: Wording
) -> list[FieldShown]:
    """``typed`` is what a refused form brought: nothing of it is lost."""
    needs, names = MESSAGES[move].needs, names_of(move)
    found = [_field(name, name in needs, shown, seen, typed, t) for name in names]
    if move in ANSWERS:
        found = [
            replace(each, label=t("act.your_answer")) if each.name == "reason" else each for each in found
        ]
    return [*found, *([_files(t)] if "evidence" in names else [])]


def _files(t: Wording) -> FieldShown:
    """Evidence may be uploaded with the words about it."""
    most, kinds = PURPOSES[Purpose.EVIDENCE].bytes_max, endings(Purpose.EVIDENCE)
    help_ = taken_words(Purpose.EVIDENCE, t)
    return FieldShown("file", "files", t("files.evidence"), kinds, most=most, help=help_)


def _field(
    name: str,
    needed: bool,
    shown: Shown,
    seen: Mapping[str, Any],
    typed: Mapping[str, str],
    t: Wording,
) -> FieldShown:
    kind = KINDS[name]
    value = typed.get(name, "") or _known(name, seen)
    return FieldShown(
        name,
        kind,
        t(f"act.{name}") if kind != "hidden" else "",
        value,
        needed,
        shown.state.order.terms.reason_max_chars if name == "reason" else LONGEST.get(name, LINE),
        t(HELP[name]) if name in HELP else "",
        _choices(name, kind, shown, t),
        typed.get(f"{name}-day", ""),
        typed.get(f"{name}-time", ""),
    )


def _known(name: str, seen: Mapping[str, Any]) -> str:
    """What the page shows and the form sends along: the price of cancelling, and the brief that was read."""
    match name:
        case "quoted_fen":
            return str(seen.get("kill_fee_fen", seen.get("cancel_gives_up_fen", 0)))
        case "quote" | "brief_digest":
            return str(seen.get(name, ""))
        case _:
            return ""


def _choices(name: str, kind: str, shown: Shown, t: Wording) -> tuple[tuple[str, str], ...]:
    if kind == "yes":
        return (("yes", t("act.yes")), ("no", t("act.no")))
    if kind == "passed":
        return (("yes", t("act.pass")), ("no", t("act.fail")))
    if name == "clock":
        known = rules_of(shown.state).clocks
        return tuple((each, t.pick((known[each].zh, known[each].en))) for each in sorted(shown.state.clocks))
    return tuple((value, t.pick(words)) for value, words in TABLES.get(name, {}).items())


def said(move: str, form: Form) -> dict[str, Any]:
    """The fields of the command; what was left empty is not said. Raises Refused: FIELD_INVALID."""
    found: dict[str, Any] = {}
    for name in names_of(move):
        value = _said(name, form)
        if value not in ("", None, []):
            found[name] = value
    return found


def _said(name: str, form: Form) -> Any:
    text = form.text(name)
    if name in READ:
        return READ[name](text)
    match KINDS[name]:
        case "instant":
            return NOW if form.is_ticked(f"{name}-now") else instant(form, name)
        case "tick":
            return True if form.is_ticked(name) else None
        case "yes" | "passed":
            return TRUE.get(text)
        case _:
            return text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _whole(text: str) -> int | str:
    """What is no number is sent as it is, and refused by name."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX else text


READ: Mapping[str, Callable[[str], Any]] = {
    "evidence": _lines,
    "hashtags": str.split,
    **dict.fromkeys(WHOLE, _whole),
}
