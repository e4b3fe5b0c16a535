"""What a trial balance and the statement of an account tell."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class TrialBalance:
    """Fen by account kind of the chart, zero included, and by account. They sum to zero."""

    entries: int
    kinds: dict[str, int]
    accounts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.accounts.values())


@dataclass(frozen=True)
class Line:
    """One posting to the account. ``balance_fen`` is what stands there after it."""

    key: str
    kind: str
    commission: str
    legal_at: datetime
    recorded_at: datetime
    fen: int
    balance_fen: int


@dataclass(frozen=True)
class Statement:
    """Of a period. Its lines are read apart, page by page."""

    account: str
    opening_fen: int
    closing_fen: int
    count: int
