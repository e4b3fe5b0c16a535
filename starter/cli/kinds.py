"""What a parameter of the command line is: every one of them is read by the form of its kind, or is none.

A parameter without a kind is a flag, a file or one of a few words; a test walks all commands and looks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import typer
from typer.core import TyperArgument, TyperOption

from domain import forms
from domain.money.amounts import BPS, FEN_MAX
from starter.cli.spans import span

STARS_MAX = 100
ROUNDS_MAX = 10_000
"""Wider than the rules: they refuse by a better name."""


@dataclass(frozen=True)
class Reader:
    """Reads one word of a command. Raises ``forms.Unreadable``."""

    kind: str
    read: Callable[[str], Any]
    optional: bool = False
    """Nothing written is nothing asked for."""
    words: tuple[str, ...] = ()
    """Those it may be, where it is one of a few."""

    @property
    def __name__(self) -> str:
        return self.kind

    def __call__(self, text: str) -> Any:  # of its kind
        """A default is of its kind already, and comes here as well."""
        if not isinstance(text, str) or (self.optional and text == ""):
            return text
        return self.read(text)


CALLED = {
    "amount": "yuan",
    "account": "id",
    "party": "id",
    "actor": "who",
    "operator": "who",
    "operator_id": "id",
    "command_id": "id",
    "phone": "tel",
    "instant": "time",
    "seconds": "s",
    "count": "n",
}
"""In the help, where there is little room; other kinds are called what they are."""


def _called(plain: Callable[[Any, Any], str | None]) -> Callable[[Any, Any], str | None]:
    """In the help a parameter is called what it is read as, and not what Python makes of it."""

    def display_type(parameter: Any, ctx: Any) -> str | None:
        reader = parameter.type_descriptor.parameter_info.parser
        kind = reader.kind if isinstance(reader, Reader) else ""
        return f"<{CALLED.get(kind, kind)}>" if kind else plain(parameter, ctx)

    return display_type


for each in (TyperArgument, TyperOption):
    each.display_type = _called(each.display_type)  # type: ignore[method-assign, assignment]
    each.display_type_rich = _called(each.display_type_rich)  # type: ignore[method-assign, assignment]

WORKFLOWS = ("commission/", "withdrawal/", "webhook/")
"""Before an id as the Web UI shows it."""


def _id(text: str) -> str:
    """Of a commission or a withdrawal, also as it is copied from the Web UI."""
    for prefix in WORKFLOWS:
        if text.startswith(prefix):
            return forms.reference(text.removeprefix(prefix))
    return forms.reference(text)


def _account(text: str) -> str:
    kind, colon, whose = text.partition(":")
    return forms.account(f"{kind}:{_id(whose)}" if whose.startswith(WORKFLOWS) else f"{kind}{colon}{whose}")


def _stamp(text: str) -> str:
    """As a message bears it: with its zone."""
    return forms.instant(text).isoformat()


def _stamp_or_now(text: str) -> str:
    return text if text == "now" else _stamp(text)


def _period_end(text: str) -> Any:
    return forms.instant(text, ends=True)


AMOUNT = Reader("amount", forms.amount)
PARTY_ID = Reader("id", forms.party_id)
ANY_PARTY_ID = Reader("id", forms.party_id, optional=True)
REFERENCE = Reader("id", forms.reference)
ANY_REFERENCE = Reader("id", forms.reference, optional=True)
WORKFLOW = Reader("id", _id)
ANY_WORKFLOW = Reader("id", _id, optional=True)
ACCOUNT = Reader("account", _account)
PARTY = Reader("party", forms.party)
ANY_PARTY = Reader("party", forms.party, optional=True)
ACTOR = Reader("actor", forms.actor, optional=True)
OPERATOR = Reader("operator", forms.operator)
OPERATOR_ID = Reader("operator_id", forms.operator_id, optional=True)
KEY = Reader("key", forms.key, optional=True)
COMMAND_ID = Reader("command_id", forms.command_id, optional=True)
PHONE = Reader("phone", forms.phone)
INSTANT = Reader("instant", forms.instant)
STAMP = Reader("instant", _stamp, optional=True)
STAMP_OR_NOW = Reader("instant", _stamp_or_now, optional=True)
PERIOD_END = Reader("instant", _period_end)
SECONDS = Reader("seconds", forms.seconds)
SPAN = Reader("span", span)
TEXT = Reader("text", forms.words)
PERCENT = Reader("count", partial(forms.count, most=100))
BASIS_POINTS = Reader("count", partial(forms.count, most=BPS))
FEN = Reader("count", partial(forms.count, most=FEN_MAX))
STARS = Reader("count", partial(forms.count, most=STARS_MAX))
ROUND = Reader("count", partial(forms.count, most=ROUNDS_MAX))


def counted(least: int, most: int) -> Reader:
    return Reader("count", partial(forms.count, least=least, most=most))


def one_of(*words: str, optional: bool = False) -> Reader:
    """Of a few words; a list that is searched for a word of no meaning would say "nothing found"."""
    return Reader("word", partial(forms.one_of, words), optional, words)


ROLE = one_of("creator", "brand", "operator")
ROLES = "creator | brand | operator"


def argument(reader: Reader, metavar: str, text: str = "") -> Any:  # as typer.Argument
    """One that must be given."""
    return typer.Argument(..., parser=reader, metavar=metavar, help=text)


COMMISSION = argument(WORKFLOW, "COMMISSION")
WITHDRAWAL = argument(WORKFLOW, "WITHDRAWAL")
CREATOR = argument(PARTY_ID, "CREATOR")
BRAND = argument(PARTY_ID, "BRAND")
PRICE = argument(AMOUNT, "AMOUNT", "元 · yuan")
