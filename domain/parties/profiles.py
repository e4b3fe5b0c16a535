"""What is told of a creator or a brand."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Service:
    task_type: str
    opened: bool
    quote_fen: int | None


@dataclass(frozen=True)
class CreatorProfile:
    id: str
    name: str
    owner: str
    paused: bool
    services: tuple[Service, ...]
    payout_kind: str
    """Of the bound account; empty when none is bound."""
    payout_account: str
    """Masked, as everything below that is personal."""
    payout_holder: str
    verified_name: str
    """Empty: not verified yet."""
    payout_by_hand: bool
    balance_fen: int
    joined_at: datetime
    frozen_because: str = ""
    """Why the whole account is frozen; empty when it is not."""
    identities: frozenset[str] = field(default=frozenset(), repr=False)
    """Digests to compare with a brand's; never told."""

    def service(self, task_type: str) -> Service:
        closed = Service(task_type, opened=False, quote_fen=None)
        return next((each for each in self.services if each.task_type == task_type), closed)


@dataclass(frozen=True)
class BrandProfile:
    id: str
    name: str
    owner: str
    balance_fen: int
    joined_at: datetime
    identities: frozenset[str] = field(default=frozenset(), repr=False)
