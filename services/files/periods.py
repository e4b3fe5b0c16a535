"""Periods as people write them on the command line: from a day's beginning to another's end, in Beijing."""

from datetime import datetime

from domain.forms import Unreadable as BadInstant
from domain.forms import instant

__all__ = ["BadInstant", "beginning", "end"]


def beginning(text: str) -> datetime | None:
    """Of a day its 00:00. None for nothing written. Raises BadInstant."""
    return instant(text) if text.strip() else None


def end(text: str) -> datetime | None:
    """Of a day its 24:00, so that the day is within. None for nothing written. Raises BadInstant."""
    return instant(text, ends=True) if text.strip() else None
