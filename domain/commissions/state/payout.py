"""What a commission pays out, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PayoutState(StrEnum):
    """As the commission knows it; the withdrawal that carries it has states of its own."""

    NONE = "none"
    UNDER_WAY = "under_way"
    WAITING = "waiting"
    """A number failed: the withdrawal waits for a mended account."""
    PAID = "paid"
    KEPT = "kept"
    """On the balance, to be withdrawn by hand."""
    FAILED = "failed"
    WITHHELD = "withheld"
    """The creator is frozen."""
    CONFLICT = "conflict"
    """Our books contradict themselves."""


PAYOUT_OVER = frozenset({PayoutState.NONE, PayoutState.PAID, PayoutState.KEPT})
"""Nothing of it is on its way, and nobody has to do anything about it."""


@dataclass(frozen=True)
class Payout:
    """The withdrawal counts its numbers itself."""

    state: PayoutState = PayoutState.NONE
    generation: int = 0
    fen: int = 0
    reason: str = ""
    waits_as: str = ""
    """The number that failed last: it is told once."""
    since: datetime | None = None
    """Of this state."""


NO_PAYOUT = Payout()


@dataclass(frozen=True)
class Pays:
    """What a payout pays to whom, under which of its numbers."""

    creator: str
    fen: int
    generation: int


@dataclass(frozen=True)
class Nudge:
    """By whom a payout that waits is told to try again, and why."""

    actor: str
    reason: str
