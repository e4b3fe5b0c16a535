"""What people may say to a withdrawal: signals and updates under one wire name, and the guard before them.

Operators may do nothing but what one state allows: a withdrawal that waits (`domain/withdrawals/steps`).
"""

from datetime import datetime
from typing import Any

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from domain.refusals import Refused
    from domain.withdrawals.life import Event
    from domain.withdrawals.messages import WORDS
    from workflows.doors import receiving
    from workflows.guard import read


def said(name: str, message: RawValue, now: datetime) -> Event:
    """Raises Refused: MALFORMED, OPERATOR_NEEDED, REASON_NEEDED."""
    word, command = WORDS[name], read(message)
    if not word.of_operators:
        return Event(word.event, now)
    if command.actor and not command.actor.startswith("operator:"):
        raise Refused("OPERATOR_NEEDED")
    if not command.reason.strip():
        raise Refused("REASON_NEEDED")
    return Event(
        word.event, now, actor=command.actor or "operator:temporal", reason=command.reason.strip()[:100]
    )


def payout_doors() -> type:
    members: dict[str, Any] = {}
    for name, word in WORDS.items():
        text = f"{word.zh} · {word.en} {word.example}"
        members |= receiving(name, text, by_update=word.of_operators)
    return type("PayoutDoors", (), members)
