"""The start of a workflow as it travels: without what any start says, and with its terms as differences.

What is left out is read as the default of its field, so such a default never changes once it has travelled; a
test holds them. Terms have other defaults in every release: theirs are kept beside (`domain/term_bases.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

from pydantic_core import to_jsonable_python

from domain.commissions.ordering.terms import Terms
from domain.money.withdrawals.terms import WithdrawalTerms
from domain.term_bases import thinned
from models.messages.pace import Pace
from models.messages.work import RefundWatchStart, Start, WithdrawalStart

STARTS = (Start, WithdrawalStart, RefundWatchStart)
WRITTEN: Mapping[type, Callable[[Any], Mapping[str, Any]]] = {
    Terms: lambda terms: thinned(vars(terms), "commission"),
    WithdrawalTerms: lambda terms: thinned(vars(terms), "withdrawal"),
    Pace: vars,
}
"""Whose defaults are the program's, and may be others in the next release."""
ALWAYS = frozenset({"rulebook", "days", *("terms", "payout_terms", "pace")})
"""Fields that are written whatever they say, for the same reason."""


def thin(start: object) -> object:
    """As plain JSON values."""
    plain: object = to_jsonable_python(_thin(start))
    return plain


def _thin(value: object) -> object:
    if type(value) in WRITTEN:
        return WRITTEN[type(value)](value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    said = ((each, getattr(value, each.name)) for each in fields(value))
    return {each.name: _thin(own) for each, own in said if each.name in ALWAYS or own != default_of(each)}


def default_of(each: Field[Any]) -> object:
    """MISSING where a field has none."""
    if each.default_factory is not MISSING:
        made: object = each.default_factory()
        return made
    default: object = each.default
    return default
