"""What a brand ordered before, to be ordered again: the brief, without its creator and its dates."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.commissions.ordering.order import Order
from domain.commissions.task_types import TASK_TYPES
from domain.parties.actor import Actor
from gateways.commissions.listing import Wanted, listed
from services.app import App
from services.commissions.owned import state_of
from services.commissions.records import RECORD

LOOKED_AT = 60
"""Of the newest orders: a template is what is ordered again and again."""
LEFT_OUT = frozenset({"order", "length", "duration"})


@dataclass(frozen=True)
class PastBrief:
    commission_id: str
    task_type: str
    title: str
    creator_id: str
    creator_name: str


def past_briefs(app: App, actor: Actor, limit: int) -> list[PastBrief]:
    """The newest first, each title of a type once."""
    found: dict[tuple[str, str], PastBrief] = {}
    for row in listed(app.engine, Wanted(brand_id=actor.party_id), None, LOOKED_AT):
        order: Order = RECORD.validate_python(row.record).order
        told = PastBrief(row.id, order.task_type, order.title, order.creator_id, order.creator_name)
        found.setdefault((order.task_type, order.title), told)
    return list(found.values())[:limit]


def fields_of(app: App, actor: Actor, commission_id: str) -> tuple[str, Mapping[str, str]]:
    """Its type, and what a form of an order begins with. Raises UnknownCommission: also for another's."""
    order = state_of(app, actor, commission_id).order
    span = order.brief.get(TASK_TYPES[order.task_type].measure, "")
    least, _, most = span.partition("-")
    told = {
        **{name: text for name, text in order.brief.items() if name not in LEFT_OUT},
        "title": order.title,
        "least": least,
        "most": most,
        "outline": "yes" if order.outline_wanted else "",
        "purchase_link": order.purchase_link,
    }
    return order.task_type, {name: text for name, text in told.items() if text}
