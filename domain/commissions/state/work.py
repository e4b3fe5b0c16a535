"""The version under review, and those that were turned down."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.party import Party


class WorkStatus(StrEnum):
    NEW = "new"
    """Nobody has judged it yet."""
    REJECTED = "rejected"
    """By the brand."""
    REJECTED_BY_AUDIT = "rejected_by_audit"
    CONFIRMED = "confirmed"
    SILENT = "silent"
    """The brand never answered: it counts as confirmed."""
    WAIVED = "waived"
    """The brand goes without it."""
    SUPERSEDED = "superseded"
    """By a newer version of the same round."""


@dataclass(frozen=True)
class Work:
    """The version under review or last reviewed."""

    kind: str
    round: int
    ref: str
    at: datetime
    late: bool = False
    status: WorkStatus = WorkStatus.NEW
    reason: str = ""
    disputed: bool = False
    """The platform was asked about its rejection: nobody asks about one rejection twice."""
    asked: tuple[Party, ...] = ()
    """The sides that asked the platform while it was reviewed: each asks as often as the terms say."""


class Rejection(NamedTuple):
    """A version that was turned down, and why. They travel with the commission, so it is written short."""

    kind: str
    """``outline`` or ``content``."""
    round: int
    status: WorkStatus
    """``rejected`` by the brand, or ``rejected_by_audit``."""
    at: datetime
    reason: str
