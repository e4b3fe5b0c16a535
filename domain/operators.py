"""An operator is always a person with a name: ``operator:li``."""

from domain.party import Party
from domain.placeholders import left_in
from domain.refusals import Refused


def is_operator(actor: str) -> bool:
    role, _, who = actor.partition(":")
    return role == Party.OPERATOR and is_name(who)


def is_name(who: str) -> bool:
    """Whether a person can be found by it: signs and placeholders are nobody; it has no blanks."""
    return (
        who.isprintable()
        and not any(each.isspace() for each in who)
        and any(each.isalnum() for each in who)
        and not left_in(who)
    )


def check_reason(reason: str, longest: int) -> None:
    """Raises Refused: what an operator does has a reason, and it is kept whole."""
    if not reason.strip():
        raise Refused("REASON_NEEDED")
    if left := left_in(reason):
        raise Refused("PLACEHOLDER_LEFT", detail=left)
    if len(reason) > longest:
        raise Refused("REASON_TOO_LONG", detail=f"> {longest}")


def shortened(reason: str, longest: int) -> str:
    """Of a reason that cannot be refused any more: what is cut is seen to be cut."""
    return reason if len(reason) <= longest else f"{reason[: longest - 1]}…"
