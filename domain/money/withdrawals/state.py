"""Where a withdrawal stands. It moves a creator's money to the bound account, or a brand's back to the
account that paid it in.
"""

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


class InBooks(StrEnum):
    """What its row says. Nothing is written of one that was never reserved."""

    UNDER_WAY = "under_way"
    WAITING = "waiting"
    PAID = "paid"
    RETURNED = "returned"
    REFUNDED = "refunded"


OPEN = (InBooks.UNDER_WAY, InBooks.WAITING)
"""The money is in transit."""
IN_THE_BOOKS = {State.SENDING: InBooks.UNDER_WAY.value, State.ASKING: InBooks.UNDER_WAY.value}
"""What the row says; of every other state its own name."""


class End(StrEnum):
    """How a withdrawal's workflow has ended."""

    PAID = "paid"
    RETURNED = "returned"
    KEPT = "kept"
    """On the balance."""
    REFUSED = "refused"
    CONFLICT = "conflict"
    """Our books contradict themselves, and a person must look."""


ENDS = {
    State.PAID: End.PAID,
    State.KEPT: End.KEPT,
    State.RETURNED: End.RETURNED,
    State.REFUNDED: End.RETURNED,
}


class BankAnswer(StrEnum):
    """What the bank says of a number. Silence is no answer."""

    PAID = "paid"
    REFUSED = "refused"
    NOT_FOUND = "not_found"


def party_of(creator_id: str | None, brand_id: str | None) -> str:
    return f"brand:{brand_id}" if brand_id else f"creator:{creator_id or ''}"


def id_of(party: str, key: str) -> str:
    """Of a withdrawal by hand. A dot stands in no id of a party and in no key: those of a brand have two."""
    kind, _, owner = party.partition(":")
    return f"b.{owner}.{key}" if kind == "brand" else f"{owner}.{key}"


def is_id_of(withdrawal_id: str, party: str) -> bool:
    before = id_of(party, "")
    key = withdrawal_id.removeprefix(before)
    return withdrawal_id.startswith(before) and bool(key) and "." not in key


@dataclass(frozen=True)
class Withdrawal:
    id: str
    creator_id: str
    """Empty where the money is a brand's."""
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
    brand_id: str = ""
    """Of a brand's balance on its way back to a paying account."""

    @property
    def number(self) -> str:
        """The bank knows generation N as ``{id}-{N}``; a new one only after proven failure (D6)."""
        return f"{self.id}-{self.generation}"

    @property
    def party(self) -> str:
        """Whose money it is: ``creator:ID`` or ``brand:ID``, which is also the account it is taken from."""
        return party_of(self.creator_id, self.brand_id)

    @property
    def by_hand(self) -> bool:
        return not self.commission_id

    @property
    def booked(self) -> str:
        return IN_THE_BOOKS.get(self.state, self.state.value)
