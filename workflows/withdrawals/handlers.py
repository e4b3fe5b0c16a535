"""What people may say to a withdrawal: signals and updates under one wire name, and the guard before them.

Operators may do nothing but what one state allows: a withdrawal that waits
(`domain/money/withdrawals/steps.py`).
"""

from datetime import datetime
from typing import Any, NamedTuple

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.money.withdrawals.messages import REASON_MAX, WORDS
    from domain.money.withdrawals.transitions import Event
    from domain.operators import check_reason
    from domain.party import Party
    from domain.process.applied import Named
    from domain.refusals import Refused
    from models.messages.command import Command, check_fields
    from models.messages.sender import sender
    from workflows.messages.handlers import NEW_KEYS, receiving
    from workflows.messages.proof import KEYS

ENVELOPE = frozenset({"command_id", "actor", "on_behalf_of", "received_at", "reason", "signature"})


class Said(NamedTuple):
    event: Event
    command: Named


def said(name: str, command: Command, creator_id: str, now: datetime) -> Said:
    """Read as a commission reads what it is told. Raises Refused."""
    word = WORDS[name]
    check_fields(command, ENVELOPE)
    by = sender(word.by, command.actor, command.on_behalf_of, {Party.CREATOR: creator_id})
    if by not in word.by or command.on_behalf_of:
        raise Refused("WRONG_PARTY")
    if word.of_operators:
        check_reason(command.reason, REASON_MAX)
    event = Event(word.event, now, actor=command.actor, reason=command.reason.strip())
    return Said(event, Named(by, command.command_id, name, command.digest()))


def payout_doors() -> type:
    members: dict[str, Any] = {}
    for name, word in WORDS.items():
        text = f"{word.zh} · {word.en} {word.example}"
        members |= receiving(name, text, by_update=word.of_operators)
    members |= receiving(KEYS, NEW_KEYS, by_update=False)
    return type("PayoutDoors", (), members)
