"""Clocks of a process: absolute instants by name, of which the nearest is the only timer that is armed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Span:
    """So many units of a term that was pinned: ``Span("hours", "accept_hours")``."""

    unit: str
    term: str

    def of(self, terms: object) -> timedelta:
        return timedelta(**{self.unit: getattr(terms, self.term)})


def nearest(
    strikes: Mapping[str, datetime], first: Callable[[datetime, str], Any] = lambda at, name: (at, name)
) -> tuple[str, datetime] | None:
    """The clock that acts next and when; of several of one instant by ``first``. None: none runs."""
    name = min(strikes, key=lambda name: first(strikes[name], name), default=None)
    return (name, strikes[name]) if name else None
