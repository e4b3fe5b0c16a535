"""What moves money: entries of the ledger, in fen, each balanced and known by its business key."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Posting:
    """One side of an entry: fen, positive into the account, negative out of it."""

    account: str
    fen: int


@dataclass(frozen=True)
class Entry:
    """A balanced movement of money. ``key`` is its business key: recording it twice changes nothing.

    ``legal_at`` is the instant the rule names (00:00 after day 7), ``recorded_at`` when we wrote it.
    """

    key: str
    kind: str
    postings: tuple[Posting, ...]
    legal_at: datetime
    recorded_at: datetime


@dataclass(frozen=True)
class Division:
    """What the hold becomes: the three always sum to the hold and what the platform adds."""

    creator_fen: int
    fee_fen: int
    brand_fen: int
    platform_fen: int = 0
    """What the platform adds of its own; the brand then has its whole hold back."""
