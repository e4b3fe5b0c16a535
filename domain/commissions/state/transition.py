"""What one decision leaves behind: a line of the timeline and everything that must be written with it.

All of it goes into the database in one transaction, keyed by (commission, seq).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.commissions.state.stages import Stage
from domain.commissions.state.work import WorkStatus
from domain.money.entries import Entry
from domain.notice import Notice
from domain.party import Party


@dataclass(frozen=True)
class Submission:
    """One version of an outline or of the content. A newer version of the same round replaces the older."""

    kind: str
    """``outline`` or ``content``."""
    round: int
    ref: str
    """The MP item's id, or the reference of an uploaded text or file. Never the text itself."""
    at: datetime
    late: bool = False
    status: WorkStatus = WorkStatus.NEW
    reason: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Breach:
    """A line of a creator's breach record (违约记录): append only, one per commission and reason."""

    party: Party
    subject_id: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Rating:
    by: Party
    stars: int
    text: str
    at: datetime


@dataclass(frozen=True)
class DeadlineMoved:
    clock: str
    old: datetime | None
    new: datetime | None
    why: str


def act(move: str, by: str, command_id: str, refusal: str) -> str:
    """What makes two lines of the timeline the same act, whatever their numbers and instants."""
    return f"{move}|{by}|{command_id}|{refusal}"


@dataclass(frozen=True)
class Transition:
    seq: int
    at: datetime
    """The effective instant: what the rules judged by."""
    recorded_at: datetime
    move: str
    row: str
    """The id of the rulebook row applied; empty for a refusal."""
    by: Party
    actor: str
    from_stage: Stage
    to_stage: Stage
    command_id: str = ""
    round: int = 0
    reason: str = ""
    refusal: str = ""
    """The refusal's code, when this line records a refused signal. The state did not change."""
    on_behalf_of: str = ""
    skipped_clock: bool = False
    """True when the instant lies in skipped virtual time; daily sweeps leave such rows out."""
    details: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    submission: Submission | None = None
    breach: Breach | None = None
    rating: Rating | None = None
    deadlines: tuple[DeadlineMoved, ...] = ()
    hold: bool = False
    """Ask the database whether the brand can pay: its verdict, held or short, comes back as a move."""
    notices: tuple[Notice, ...] = ()
    """The SMS it sends. They leave once it is recorded, and nothing waits for them."""


@dataclass(frozen=True)
class Shown:
    """What lists and search attributes show of a commission. Never personal data."""

    stage: Stage
    task_type: str
    brand_id: str
    creator_id: str
    amount_fen: int
    deadline: datetime | None
    attention: tuple[str, ...]
    withheld_fen: int = 0
    """For the books alone: what a freeze of the creator's side withholds of the creator's balance."""
