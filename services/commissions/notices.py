"""What a side was told, for its own page: the text, when, how it ended, and which commission it is about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.parties.actor import Actor
from gateways.commissions.listing import titles
from gateways.commissions.told import how_many_since, told
from services.records import record_of


@dataclass(frozen=True)
class Told:
    key: str
    at: datetime
    channel: str
    """``sms`` or ``voice``."""
    state: str
    text: str
    commission_id: str | None


def notices(engine: Engine, actor: Actor, limit: int) -> list[tuple[Told, str]]:
    """The newest first, each with the title of what it is about; empty where that is no commission."""
    found = [record_of(Told, row) for row in told(engine, actor.kind, actor.party_id, limit)]
    named = titles(engine, {each.commission_id for each in found if each.commission_id})
    return [(each, named.get(each.commission_id or "", "")) for each in found]


def new_since(engine: Engine, actor: Actor, since: datetime) -> int:
    return how_many_since(engine, actor.kind, actor.party_id, since)
