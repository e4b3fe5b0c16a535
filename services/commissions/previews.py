"""What a decision would do, before anybody decides it: asked of the rules, on a copy of the commission."""

import json
from collections.abc import Mapping
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from domain.commissions.money.postings import divide_decided
from domain.commissions.money.quotes import quote
from domain.commissions.moves import MESSAGES
from domain.commissions.state.commission import Commission
from domain.commissions.views.payloads import choices, payloads
from domain.commissions.views.payloads import payload as example
from domain.commissions.views.standing.tried import Tried, tried
from domain.money.amounts import BPS
from domain.money.entries import Division
from domain.parties.actor import Actor
from domain.parties.permissions import may_send
from domain.party import PEOPLE, Party
from models.messages.command import to_move
from services.app import App
from services.commissions.owned import Given, now, state_of
from workflows.messages.payload_guard import read

MOVING = frozenset({"settle", "refund", "split"})
PERCENT = 100


def of_decision(app: App, actor: Actor, commission_id: str, said: Mapping[str, Any]) -> Division | None:
    """None for one that moves no money, or that does not say how much. Raises UnknownCommission."""
    decision, percent = said.get("decision"), said.get("creator_percent", 0)
    if decision not in MOVING or not isinstance(percent, int) or not 0 <= percent <= PERCENT:
        return None
    order = state_of(app, actor, commission_id).order
    return divide_decided(order, decision, percent * BPS // PERCENT, bearer=str(said.get("bearer", "")))


def of_command(app: App, actor: Actor, commission_id: str, name: str, given: Given) -> Tried:
    """As if it were sent now. Raises UnknownCommission, and Refused as the commission would."""
    state, at = state_of(app, actor, commission_id), now(app, commission_id)
    said = {
        **given.fields,
        "actor": actor.spoken,
        "received_at": at.isoformat(),
        **({"round": given.round} if given.round is not None else {}),
        **({"on_behalf_of": given.on_behalf_of} if given.on_behalf_of else {}),
    }
    text = json.dumps(said, ensure_ascii=False).encode()
    command = read(RawValue(Payload(metadata={"encoding": b"json/plain"}, data=text)))
    return tried(state, to_move(name, command, state, at))


def quoted(app: App, state: Commission, fault: str) -> dict[str, Any]:
    """The kill fee of a cancel at this fault, as it stands now and as the cancel names it; empty: none."""
    found = quote(state, now(app, state.id), fault) if fault else None
    return {"quoted_fen": found.fen, "quote": found.version} if found and found.fen else {}


def possible(app: App, actor: Actor, state: Commission) -> Mapping[Party, tuple[str, ...]]:
    """What an operator may send now: as the platform, and for each side."""
    fitting = payloads(state, now(app, state.id))
    return {party: tuple(name for name in fitting[party] if may_send(actor, name)) for party in PEOPLE}


def choices_of(app: App, state: Commission, name: str, party: Party) -> tuple[str, ...]:
    """Of the field of a message that says most, what fits this commission now; empty: anything, or none."""
    fields = example(state, name, party, now(app, state.id)) if name in MESSAGES else None
    return choices(state, name, fields) if fields is not None else ()
