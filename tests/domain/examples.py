"""A complete message of every kind, made from the examples the message table gives."""

from datetime import datetime, timedelta
from typing import Any

from domain.commissions.moves import MESSAGES, Move
from domain.commissions.rules.engine import decide
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.commissions.state.commission import Commission
from domain.party import Party
from domain.refusals import Refused


def outcome(c: Commission, move: Move, rulebook: Rulebook = RULEBOOK) -> Row | str:
    """The row that decides the move, or the code it is refused with."""
    try:
        return decide(c, move, rulebook).row
    except Refused as refusal:
        return refusal.code


INSTANTS = ("release_at", "submit_by", "until", "happened_at")


def example(name: str, by: Party, now: datetime) -> Move:
    said: dict[str, Any] = dict(MESSAGES[name].example)
    for field in INSTANTS:
        if field in said:
            said[field] = now + timedelta(days=20) if field != "happened_at" else now
    said = {field: tuple(value) if isinstance(value, list) else value for field, value in said.items()}
    if by is Party.OPERATOR:
        said = {"reason": "平台核实", **said, "actor": "operator:li"}
        said |= {"fault": "brand"} if name == "cancel" else {}
    if name == "submitted":
        said["creator"] = "creator-1"
    return Move(name, by, now, now, **said)
