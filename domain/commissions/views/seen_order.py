"""An order as far as a side's view of its commission tells it: enough to tell events in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.copies import replace
from domain.money.amounts import BPS

DATES = ("submit_by", "release_from", "release_until")


def order_seen(seen: Mapping[str, Any]) -> Order:
    """Of `view.view`. Who is told no fee is told no share of it either: there the terms are as they come."""
    brand, creator = seen["brand"], seen["creator"]
    order = Order(
        *(brand["id"], creator["id"], brand["name"], creator["name"]),
        *(seen["task_type"], seen["title"], seen["price_fen"]),
        **_pinned(dict(seen["brief"])),
        rulebook=seen["rules_version"],
    )
    return replace(order, terms=_terms(seen)) if "fee_fen" in seen and "hold_fen" in seen else order


def _pinned(brief: dict[str, Any]) -> dict[str, Any]:
    """`pinned_brief`, read back."""
    dates = {name: datetime.fromisoformat(brief.pop(name)) for name in DATES if name in brief}
    return {
        "marked_as_ad": brief.pop("marked_as_ad"),
        "outline_wanted": brief.pop("outline"),
        "approve_when_silent": brief.pop("approve_when_silent"),
        "purchase_link": brief.pop("purchase_link", ""),
        **dates,
        "brief": brief,
    }


def _terms(seen: Mapping[str, Any]) -> Terms:
    """The smallest share that gives this fee; of a hundred yuan and more there is no other."""
    bps = -(-seen["fee_fen"] * BPS // seen["price_fen"])
    payer = "brand" if seen["hold_fen"] > seen["price_fen"] else "creator"
    return replace(Terms(), fee_bps=bps, fee_payer=payer)
