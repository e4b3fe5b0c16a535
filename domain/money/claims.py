"""Decisions about money after a settlement: what goes back, who owes it, and how later income pays it off.

The brand has everything back at once. What the creator's balance does not cover stands below zero on
``clawback:CREATOR``: the platform has advanced it and is paid back out of the creator's next income.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.money.accounts import kind_of
from domain.money.entries import Division, Entry, Posting


class ClaimKind(StrEnum):
    CLAWBACK = "clawback"
    COMPENSATION = "compensation"
    WRITE_OFF = "write_off"


@dataclass(frozen=True)
class Claim:
    """What an operator decided. ``key`` is the operator's own: the same key again is the same claim."""

    key: str
    kind: ClaimKind
    party: str
    """``creator:ID`` or ``brand:ID``: who gives or receives."""
    fen: int
    operator: str
    reason: str
    at: datetime
    commission_id: str | None = None
    creator_bps: int | None = None
    """Of a clawback: the creator's share of the price from now on."""


@dataclass(frozen=True)
class Clawback:
    """What a lower share takes: what the brand and the platform have back is the sum of the other three."""

    balance_fen: int
    """From the creator's balance, as far as it goes."""
    debt_fen: int
    """What the creator owes from now on."""
    fee_fen: int
    brand_fen: int
    platform_fen: int = 0
    """What the platform had paid itself goes back to it first."""

    @property
    def creator_fen(self) -> int:
        return self.balance_fen + self.debt_fen


def clawback(paid: Division, due: Division, balance_fen: int, platform_fen: int = 0) -> Clawback:
    """From what stands paid to what is due now; the creator's balance is taken first, and never below zero.

    What is due is divided as any hold is, so what no share takes, the remainder included, is the brand's.
    ``platform_fen`` is what the platform itself has paid of it, without a fee: the brand has its hold back.
    """
    back = paid.creator_fen - due.creator_fen
    fee = 0 if platform_fen else paid.fee_fen - due.fee_fen
    platform = min(back, platform_fen)
    taken = min(max(balance_fen, 0), back)
    return Clawback(taken, back - taken, fee, back + fee - platform, platform)


def clawback_entry(claim: Claim, creator_id: str, brand_id: str, taken: Clawback) -> Entry:
    return _entry(
        claim,
        {
            f"creator:{creator_id}": -taken.balance_fen,
            f"clawback:{creator_id}": -taken.debt_fen,
            "fee": -taken.fee_fen,
            f"brand:{brand_id}": taken.brand_fen,
            "compensation": taken.platform_fen,
        },
    )


def compensation_entry(claim: Claim) -> Entry:
    """The platform pays out of its own pocket."""
    return _entry(claim, {"compensation": -claim.fen, claim.party: claim.fen})


def write_off_entry(claim: Claim, creator_id: str) -> Entry:
    """The platform gives up what a creator owes."""
    return _entry(claim, {"compensation": -claim.fen, f"clawback:{creator_id}": claim.fen})


def creators_credited(entry: Entry) -> dict[str, int]:
    """Creator ids, and what the entry brings them."""
    credited: dict[str, int] = {}
    for posting in entry.postings:
        if kind_of(posting.account) == "creator" and posting.fen > 0:
            owner = posting.account.partition(":")[2]
            credited[owner] = credited.get(owner, 0) + posting.fen
    return credited


def netting(entry: Entry, owed: Mapping[str, int]) -> Entry | None:
    """Income against debt, as much as there is of both, by creator; None where nobody owes."""
    postings: list[Posting] = []
    for creator_id, credit in creators_credited(entry).items():
        fen = min(credit, owed.get(creator_id, 0))
        if fen > 0:
            postings += (Posting(f"creator:{creator_id}", -fen), Posting(f"clawback:{creator_id}", fen))
    if not postings:
        return None
    return Entry(f"netting:{entry.key}", "netting", tuple(postings), entry.legal_at, entry.recorded_at)


@dataclass(frozen=True)
class Outcome:
    """A claim as it stands in the books."""

    claim: Claim
    moved: Mapping[str, int] = field(default_factory=dict)
    """By account, what its entry moved."""
    new: bool = field(default=True, compare=False)
    """False where the same claim was carried out before."""


def _entry(claim: Claim, moved: Mapping[str, int]) -> Entry:
    postings = tuple(Posting(account, fen) for account, fen in moved.items() if fen)
    return Entry(f"{claim.kind}:{claim.key}", claim.kind, postings, claim.at, claim.at)
