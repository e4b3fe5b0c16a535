"""What a decision would move, before anybody decides it."""

from collections.abc import Mapping
from typing import Any

from domain.commissions.money.postings import divide_decided
from domain.money.amounts import BPS
from domain.money.entries import Division
from domain.parties.actor import Actor
from services.app import App
from services.commissions.owned import state_of

MOVING = frozenset({"settle", "refund", "split"})
PERCENT = 100


def of_decision(app: App, actor: Actor, commission_id: str, said: Mapping[str, Any]) -> Division | None:
    """None for one that moves no money, or that does not say how much. Raises UnknownCommission."""
    decision, percent = said.get("decision"), said.get("creator_percent", 0)
    if decision not in MOVING or not isinstance(percent, int) or not 0 <= percent <= PERCENT:
        return None
    order = state_of(app, actor, commission_id).order
    return divide_decided(order, decision, percent * BPS // PERCENT, bearer=str(said.get("bearer", "")))
