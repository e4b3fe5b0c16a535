"""Money is a whole number of fen (分). Nothing here or anywhere else holds an amount in a float."""

from decimal import Decimal, InvalidOperation

BPS = 10_000
"""Shares are basis points: 500 is 5 %."""


def yuan(fen: int) -> str:
    """Write an amount for people: 300000 is ``3,000.00``."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{rest:02d}"


def parse_yuan(text: str) -> int:
    """Read yuan with at most two decimals (``3000``, ``888.88``, ``3,000.00``) as fen.

    Raises ValueError on anything else: fractions of a fen are refused, never rounded.
    """
    try:
        amount = Decimal(text.strip().replace(",", "")) * 100
    except InvalidOperation:
        raise ValueError(text) from None
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise ValueError(text)
    return int(amount)


def share(fen: int, bps: int) -> int:
    """The part of an amount, rounded down to a fen. Who keeps the remainder is said where it is used."""
    return fen * bps // BPS
