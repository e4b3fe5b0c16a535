"""A complete message of every kind, made from the examples the message table gives."""

from datetime import datetime, timedelta
from typing import Any

from domain.moves import MESSAGES, Move
from domain.stages import Party

INSTANTS = ("release_at", "submit_by", "until", "happened_at")


def example(name: str, by: Party, now: datetime) -> Move:
    said: dict[str, Any] = dict(MESSAGES[name].example)
    for field in INSTANTS:
        if field in said:
            said[field] = now + timedelta(days=20) if field != "happened_at" else now
    said = {field: tuple(value) if isinstance(value, list) else value for field, value in said.items()}
    if by is Party.OPERATOR:
        said = {"reason": "平台核实", **said, "actor": "operator:li"}
    if name == "submitted":
        said["creator"] = "creator-1"
    return Move(name, by, now, now, **said)
