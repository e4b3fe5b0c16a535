"""What a number of the business may be: its bounds beside its default, and what it owes the other numbers.

A term says its own bounds; one that says none has those of its unit, the end of its name. All problems of
a terms file are named at once, each with what is allowed.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from typing import Any

from domain.money.amounts import BPS, FEN_MAX

UNITS: Mapping[str, tuple[int, int]] = {
    "_fen": (0, FEN_MAX),
    "_bps": (0, BPS),
    "_days": (1, 365),
    "_hours": (1, 720),
    "_minutes": (1, 10_080),
    "_seconds": (1, 3_600),
    "_chars": (1, 4_000),
    "_hour": (0, 24),
}
COUNTS = (0, 100)
"""Of a number without a unit: so many times, so many things."""
SLIP_BPS = 100
"""Basis points below it are a likely slip: 5 was meant as a percentage."""
TEXT_MAX = 40
WORD = re.compile(r"[\w.-]+")
Values = Mapping[str, Any]


class BadTerms(ValueError):
    """A terms file names an unknown term or gives it a value of the wrong kind; the message lists all."""


@dataclass(frozen=True)
class Relation:
    """What two or more terms owe each other, whatever their own bounds allow."""

    names: tuple[str, ...]
    zh: str
    en: str
    holds: Callable[[Any], bool]
    """Asked of the whole record of terms."""


def term(
    default: Any,  # noqa: ANN401 - as dataclasses.field
    zh: str,
    en: str,
    basis: str,
    *,
    lo: int | None = None,
    hi: int | None = None,
    choices: tuple[str, ...] = (),
) -> Any:  # noqa: ANN401 - as dataclasses.field
    """A term with its words and its basis. ``lo`` and ``hi`` are the least and the most it may be."""
    said = {"zh": zh, "en": en, "basis": basis, "lo": lo, "hi": hi, "choices": choices}
    return field(default=default, metadata=said)


def bounds(each: "Field[Any]") -> tuple[int, int]:
    """The least and the most an integer term may be."""
    lo, hi = next((span for unit, span in UNITS.items() if each.name.endswith(unit)), COUNTS)
    own_lo, own_hi = each.metadata["lo"], each.metadata["hi"]
    return lo if own_lo is None else own_lo, hi if own_hi is None else own_hi


def allowed(each: "Field[Any]") -> str:
    """What the term may be, as a list of terms shows it."""
    if type(each.default) is int:
        lo, hi = bounds(each)
        return f"{lo} … {hi}"
    return " / ".join(each.metadata["choices"])


def wrong(known: Iterable["Field[Any]"], values: Values, table: str = "") -> dict[str, str]:
    """What is wrong with each of these values, by the name of the term."""
    by_name = {each.name: each for each in known}
    found = {name: _problem(by_name.get(name), value) for name, value in values.items()}
    return {name: f"{table}{name}: {problem}" for name, problem in found.items() if problem}


def broken(
    relations: Iterable[Relation], terms: object, but: Iterable[str] = (), table: str = ""
) -> list[str]:
    """The relations these terms break. Those of a term that is wrong by itself (``but``) are not asked."""
    unsound = set(but)
    asked = (each for each in relations if unsound.isdisjoint(each.names))
    return [f"{_named(each, terms, table)}: {each.en} / {each.zh}" for each in asked if not each.holds(terms)]


def _named(relation: Relation, terms: object, table: str) -> str:
    return ", ".join(f"{table}{name} = {getattr(terms, name)}" for name in relation.names)


def within_bounds(terms: Any, before: Values) -> bool:  # noqa: ANN401 - any record of terms
    """Whether every term by itself may be what it is, or was ``before``: of terms that a sender made up."""
    values = {each.name: getattr(terms, each.name) for each in fields(terms)}
    return all(values[name] == before.get(name) for name in wrong(fields(terms), values))


def _problem(each: "Field[Any] | None", value: object) -> str:
    if each is None:
        return "no such term / 没有这一条款"
    if type(value) is not type(each.default):
        return f"expected {type(each.default).__name__}, got {_shown(value)} / 类型不符"
    return _of_text(each, value) if isinstance(value, str) else _of_number(each, int(str(value)))


def _shown(value: object) -> str:
    told = repr(value)
    return told if len(told) <= TEXT_MAX else f"{told[:TEXT_MAX]}…"


def _of_number(each: "Field[Any]", value: int) -> str:
    lo, hi = bounds(each)
    if not lo <= value <= hi:
        return f"{value} is not within {lo} … {hi} / 应在 {lo} 至 {hi} 之间"
    if (
        each.name.endswith("_bps")
        and 0 < value < min(SLIP_BPS, hi)
        and each.default not in range(1, SLIP_BPS)
    ):
        return f"{value} is under 1 %; {value} % is {value * SLIP_BPS} / 不足 1%，像是笔误"
    return ""


def _of_text(each: "Field[Any]", value: str) -> str:
    choices = each.metadata["choices"]
    if choices and value not in choices:
        return f"one of {', '.join(choices)}, got {_shown(value)} / 只能是 {'、'.join(choices)}"
    if each.name.endswith("_from"):
        return _of_day(value)
    if len(value) > TEXT_MAX or not WORD.fullmatch(value):
        return f"1 to {TEXT_MAX} letters, digits, . _ - / 应为 1 至 {TEXT_MAX} 个字母、数字、. _ -"
    return ""


def _of_day(value: str) -> str:
    try:
        fits = date.fromisoformat(value).isoformat() == value
    except ValueError:
        fits = False
    return "" if fits else "a date, like 2026-12-01 / 写日期，如 2026-12-01"
