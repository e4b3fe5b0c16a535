"""Which version of the rules a commission is judged by: the one it was ordered under, to its end.

A release that changes a row, a clock or a notice adds the new one with ``since`` and gives the old one
``until``; it never edits. The tables are known here by their version so that any rule may ask for its own.
"""

from typing import TYPE_CHECKING, Protocol, TypeVar

from domain.refusals import Refused

if TYPE_CHECKING:
    from domain.commissions.rules.rulebook import Rulebook
    from domain.commissions.state.commission import Commission

FIRST = "1"
KNOWN: "dict[str, Rulebook]" = {}
"""By version, the oldest first; filled by domain.commissions.rules.rulebook."""


class Versioned(Protocol):
    @property
    def since(self) -> str: ...
    @property
    def until(self) -> str: ...


Each = TypeVar("Each", bound=Versioned)


def in_force(entries: tuple[Each, ...], version: str) -> tuple[Each, ...]:
    """Those of this version: from ``since`` on, up to but without ``until``."""
    number = int(version)
    return tuple(
        each for each in entries if int(each.since) <= number and (not each.until or number < int(each.until))
    )


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
