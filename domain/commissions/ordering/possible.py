"""What a start may say at all, of whatever type it is: anybody can make one up, past every door.

Far wider than any door, and narrow enough that nothing made of it overflows a calendar, a column, a number or
what the server keeps.
"""

import re
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import datetime
from typing import Any

from domain.bounds import within_bounds
from domain.commissions.ordering.terms import BEFORE
from domain.instants import EARLIEST, LATEST

NUMBER_MAX = 10**15
TEXT_MAX = 5_000
MEMBERS_MAX = 1_000
IDS = frozenset({"id", "brand_id", "creator_id", "commission_id", "withdrawal_id"})
ID = re.compile(r"[A-Za-z0-9._/-]{0,200}")
"""They become ids of workflows, search attributes and the first words of summaries."""
BETWEEN = {"per_second": (0.001, 86_400), "days": (0, 36_500)}
"""Of numbers by which something is divided, waited for or counted back in a calendar, as a setting may be."""


def is_possible(said: object) -> bool:
    """Whether all that is said in it, however deep, can be so."""
    match said:
        case None | bool():
            found = True
        case int() | float():
            found = abs(said) <= NUMBER_MAX  # nor is what is no number
        case str():
            found = is_writable(said)
        case datetime():
            found = said.tzinfo is not None and EARLIEST <= said <= LATEST
        case Mapping():
            found = _are_possible([*said, *said.values()])
        case tuple() | list():
            found = _are_possible(said)
        case _:
            found = is_dataclass(said) and _is_possible_record(said)
    return found


def is_writable(text: str) -> bool:
    """In any database, by its length and its characters."""
    return (
        len(text) <= TEXT_MAX and "\0" not in text and not any("\ud800" <= each <= "\udfff" for each in text)
    )


def _are_possible(members: "list[Any] | tuple[Any, ...]") -> bool:
    return len(members) <= MEMBERS_MAX and all(map(is_possible, members))


def _is_possible_record(said: Any) -> bool:  # noqa: ANN401 - any dataclass
    named = fields(said)
    if any("basis" in each.metadata for each in named):
        return within_bounds(said, BEFORE)
    return all(_is_possible_field(each, getattr(said, each.name)) for each in named)


def _is_possible_field(each: "Field[Any]", value: object) -> bool:
    if each.name in IDS and isinstance(value, str):
        return ID.fullmatch(value) is not None
    if each.name in BETWEEN and isinstance(value, int | float):
        least, most = BETWEEN[each.name]
        return least <= value <= most
    return is_possible(value)
