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


def current() -> str:
    """What a new order is struck under."""
    return next(reversed(KNOWN))


def rules_of(c: "Commission") -> "Rulebook":
    """Raises Refused RULES_UNKNOWN: ordered under rules of a newer program, which nobody may guess."""
    return rules(c.order.rulebook)


def rules(version: str) -> "Rulebook":
    """Raises Refused RULES_UNKNOWN."""
    try:
        return KNOWN[version]
    except KeyError:
        raise Refused("RULES_UNKNOWN", detail=f"{version[:16]} ∉ {', '.join(KNOWN)}") from None
