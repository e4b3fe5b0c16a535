"""Where a withdrawal stands. It moves a creator's money to the bound account, whoever asked for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    REQUESTED = "requested"
    SENDING = "sending"
    ASKING = "asking"
    WAITING = "waiting"
    PAID = "paid"
    RETURNED = "returned"
    REFUNDED = "refunded"
    KEPT = "kept"
    REFUSED = "refused"


ENDED = frozenset({State.PAID, State.RETURNED, State.REFUNDED, State.KEPT, State.REFUSED})
"""Only a refund by the payee's bank can still follow, and only after ``paid``."""
IN_THE_BOOKS = {State.SENDING: "under_way", State.ASKING: "under_way"}
"""What the row says; of every other state its own name. Nothing is written of one never reserved."""


@dataclass(frozen=True)
class Withdrawal:
    id: str
    creator_id: str
    fen: int
    """Once reserved: what is taken from the balance. Before: what is asked for, 0 for all there is."""
    commission_id: str = ""
    """Of a payout that follows a settlement by itself; empty for one by hand."""
    generation: int = 1
    state: State = State.REQUESTED
    seq: int = 0
    tries: int = 0
    """Numbers refused for now since a person last had a hand in it."""
    code: str = ""
    """Why it stands as it does, in our words, and the bank's own code."""
    until: datetime | None = None
    """Of one that waits: when it goes on by itself."""
    rail: str = ""

    @property
    def number(self) -> str:
        """The bank knows generation N as ``{id}-{N}``; a new one only after proven failure (design 6)."""
        return f"{self.id}-{self.generation}"

    @property
    def by_hand(self) -> bool:
        return not self.commission_id

    @property
    def booked(self) -> str:
        return IN_THE_BOOKS.get(self.state, self.state.value)
