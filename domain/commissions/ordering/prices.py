"""What an order may cost at least: asked of every new order, and of a quote that nobody could order at."""

from domain.commissions.ordering.terms import Terms
from domain.money.amounts import yuan
from domain.refusals import Refused


def against_price(fen: int, terms: Terms) -> Refused | None:
    """None where it may be ordered at that price."""
    if fen >= terms.price_least_fen:
        return None
    return Refused("PRICE_TOO_LOW", detail=f"≥ {yuan(terms.price_least_fen)}")
