"""Money is a whole number of fen (分). Nothing here or anywhere else holds an amount in a float."""

import re

BPS = 10_000
"""Shares are basis points: 500 is 5 %."""
FEN_MAX = 99_999_999_999
"""Of one amount, at every door: 999,999,999.99. No sum of such amounts comes near what a column holds."""
_SUM_MAX = 10**13
_FIGURE = re.compile(
    r"(?P<sign>-?)(?P<whole>\d{1,12}|[1-9]\d{0,2}(?:,\d{3}){1,4})(?:\.(?P<rest>\d{1,2}))?", re.ASCII
)
"""Thousands are set off by threes or not at all: ``1,500`` is read and ``1,50`` is not."""


def yuan(fen: int) -> str:
    """Write an amount for people: 300000 is ``3,000.00``."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{rest:02d}"


def parse_yuan(text: str) -> int:
    """Read a figure in yuan as ``yuan`` writes it, or without separators, as fen.

    Raises ValueError on anything else: fractions of a fen are refused, never rounded. An amount that somebody
    gives is read by ``domain.forms.amount``, which takes none that is not above zero.
    """
    match = _FIGURE.fullmatch(text.strip(" "))
    if match is None:
        raise ValueError(text)
    fen = int(match["whole"].replace(",", "")) * 100 + int((match["rest"] or "0").ljust(2, "0"))
    if fen > _SUM_MAX:
        raise ValueError(text)
    return -fen if match["sign"] else fen


def is_amount(fen: int) -> bool:
    """Whether it can be paid, quoted or decided: above zero, and within the one bound of all doors."""
    return 0 < fen <= FEN_MAX


def share(fen: int, bps: int) -> int:
    """The part of an amount, rounded down to a fen. Who keeps the remainder is said where it is used."""
    return fen * bps // BPS
