from dataclasses import dataclass
from datetime import datetime

from domain.party import Party
from domain.process.applied import Named


@dataclass(frozen=True)
class Move:
    """One thing that somebody, a clock or we ourselves want to happen to a commission.

    ``at`` is the effective instant the rules judge by; ``now`` is the commission's own clock. Fields after
    ``reason`` are filled by the messages that have them.
    """

    name: str
    by: Party
    at: datetime
    now: datetime
    command_id: str = ""
    actor: str = ""
    on_behalf_of: str = ""
    digest: str = ""
    round: int | None = None
    reason: str = ""
    ref: str = ""
    item: str = ""
    creator: str = ""
    linked: bool = True
    title: str = ""
    description: str = ""
    hashtags: tuple[str, ...] = ()
    release_at: datetime | None = None
    submit_by: datetime | None = None
    happened_at: datetime | None = None
    cause: str = ""
    evidence: tuple[str, ...] = ()
    decision: str = ""
    creator_bps: int | None = None
    creator_percent: int | None = None
    creator_fen: int | None = None
    agree: bool | None = None
    passed: bool | None = None
    public: bool | None = None
    quoted_fen: int | None = None
    quote: str = ""
    fault: str = ""
    """Whose fault it is that an operator cancels."""
    bearer: str = ""
    """Who bears what an operator forces."""
    party: str = ""
    clock: str = ""
    until: datetime | None = None
    stars: int | None = None
    text: str = ""
    marked_as_ad: bool | None = None
    outside_window: bool | None = None
    """Said on purpose: the release may leave the window of the brief."""
    brief_digest: str = ""
    """Of the brief that is accepted, as it was shown."""
    key: str = ""


def named(m: Move) -> Named:
    """An id belongs to the operators even where one acts for a party."""
    owner = Party.OPERATOR if m.on_behalf_of else m.by
    return Named(owner, m.command_id, m.name, m.digest)
