"""In which fields a brief differs from the order that stands under its number."""

from domain.commissions.ordering.brief import Brief, digest, to_order
from domain.commissions.ordering.order import Order

NAMED = {
    "creator": "creator_id",
    "task_type": "task_type",
    "title": "title",
    "price": "price_fen",
    "outline": "outline_wanted",
    "approve_when_silent": "approve_when_silent",
    "purchase_link": "purchase_link",
    "marked_as_ad": "marked_as_ad",
}
"""A brief's field, and what it is called in the order."""
DATES = {"submit_by": ("submit_by",), "release": ("release_from", "release_until")}


def changed_fields(brief: Brief, order: Order, digest_then: str) -> tuple[str, ...]:
    """As a brief calls them; none: it is the same. Of dates counted from a day nobody can tell afterwards:
    they are named where nothing else differs.
    """
    if digest(brief) == digest_then:
        return ()
    asked = to_order(brief, order.creator_name, order.brand_name, order.terms)
    texts = sorted({*asked.brief, *order.brief})
    found = [name for name, held in NAMED.items() if getattr(asked, held) != getattr(order, held)]
    found += [name for name in texts if asked.brief.get(name) != order.brief.get(name)]
    found += [name for name, held in DATES.items() if any(_is_moved(brief, order, each) for each in held)]
    return tuple(found or DATES)


def _is_moved(brief: Brief, order: Order, name: str) -> bool:
    when, then = getattr(brief, name), getattr(order, name)
    return (when is None) != (then is None) or (
        when is not None and not when.written.startswith("+") and when.at != then
    )
