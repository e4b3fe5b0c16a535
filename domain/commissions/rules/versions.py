"""Which version of the rules a commission is judged by: the one it was ordered under, to its end.

A release that changes a row, a clock or a notice adds the new one with ``since`` and gives the old one
``until``; it never edits. The tables are known here by their version so that any rule may ask for its own.
"""

from typing import TYPE_CHECKING

from domain.refusals import Refused

if TYPE_CHECKING:
    from domain.commissions.rules.rulebook import Rulebook
    from domain.commissions.state.commission import Commission

KNOWN: "dict[str, Rulebook]" = {}
"""By version, the oldest first; filled by domain.commissions.rules.rulebook."""


def family_of(version: str) -> str:
    """Of ``live/2`` ``live``; empty: the rules that most task types share."""
    return version.rpartition("/")[0]


def current(family: str = "") -> str:
    """What a new order of this family is struck under."""
    return next(version for version in reversed(KNOWN) if family_of(version) == family)


def rules_of(c: "Commission") -> "Rulebook":
    """Raises Refused RULES_UNKNOWN: ordered under rules of a newer program, which nobody may guess."""
    return rules(c.order.rulebook)


def rules(version: str) -> "Rulebook":
    """Raises Refused RULES_UNKNOWN."""
    try:
        return KNOWN[version]
    except KeyError:
        raise Refused("RULES_UNKNOWN", detail=f"{version[:16]} ∉ {', '.join(KNOWN)}") from None
