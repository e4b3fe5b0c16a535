"""One type of event: the public name of a step, in words that systems outside build upon."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.party import Party

BOTH = (Party.BRAND, Party.CREATOR)
OURS: tuple[Party, ...] = ()
"""For operators alone, who read everything."""


@dataclass(frozen=True)
class EventType:
    """``steps`` are the names it has in the outbox: a step has one type, a type is of one kind of subject."""

    name: str
    """``commission.accepted``. It is wire format: never renamed, never used for something else."""
    kind: str
    steps: tuple[str, ...]
    zh: str
    en: str
    told_to: tuple[Party, ...] = BOTH
    """Those sides of the subject, and operators."""
    example: Mapping[str, str | int] | None = None
    """Of its data."""
    own: bool = False
    """Told to that side alone who caused it, of ``told_to``."""

    def sides(self, by: str) -> tuple[Party, ...]:
        """Who is told of it, where ``by`` did it."""
        return tuple(side for side in self.told_to if not self.own or side == by)
