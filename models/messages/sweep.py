"""What travels between a sweep's workflow and its activity. Fields are only ever added, with defaults."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class SweepStart:
    """``per_second`` bounds what is asked of the platform, ``days`` how old an item's figures matter."""

    name: str
    per_second: float = 20
    days: int = 30


@dataclass(frozen=True)
class SweepInput:
    sweep_id: str
    start: SweepStart
    at: datetime


@dataclass(frozen=True)
class SweepReport:
    name: str
    counts: dict[str, int] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    """The first of them, a line each; all of them stand in the database."""
    zh: str = ""
    en: str = ""
