"""What happens by itself if nobody acts, found by asking the rules: the clocks are let strike on a copy.

So it says what the commission's own version of the rules does with its own sums, also of a row added later.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.commissions.moves import Move
from domain.commissions.rules.engine import Outcome, outcome
from domain.commissions.rules.versions import rules_of
from domain.commissions.rules.waited import WITHOUT_CONSEQUENCE
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.money.entries import Entry
from domain.party import Party
from domain.refusals import Refused

FARTHEST = 4
"""Clocks that are let strike one after the other: beyond, nobody asks what comes then."""
PUBLIC_THEN = {"settle_by": "probed_public", "release": "published"}
"""What a look, or the platform, answers if all is well: such a clock's own row only asks."""


@dataclass(frozen=True)
class Foreseen:
    """One clock that strikes: the stage it leads to, and what each side has of the money then, in fen."""

    clock: str
    at: datetime
    before: Stage
    after: Stage
    creator_fen: int = 0
    brand_fen: int = 0
    fee_fen: int = 0
    breach: str = ""

    @property
    def moves_on(self) -> bool:
        return self.before is not self.after


def next_clock(c: Commission) -> tuple[str, datetime] | None:
    """The nearest that does something by itself, or that somebody waits for."""
    known = rules_of(c).clocks
    due = {
        name: at
        for name, at in c.clocks.items()
        if known[name].consequence or (name in WITHOUT_CONSEQUENCE and c.stage in known[name].lives)
    }
    name = min(due, key=lambda each: (due[each], each), default=None)
    return (name, due[name]) if name else None


def foreseen(c: Commission, now: datetime) -> list[Foreseen]:
    """The nearest clock first, until one leaves the stage or moves money. Empty: nothing comes by itself."""
    found: list[Foreseen] = []
    while len(found) < FARTHEST and (due := next_clock(c)):
        clock, at = due
        try:
            steps = _strike(c, clock, max(at, now))
        except Refused:  # a guard holds it: it is asked again, and nothing can be promised
            break
        found.append(_told(c, clock, at, steps))
        c, now = steps[-1].commission, max(at, now)
        if found[-1].moves_on or found[-1].creator_fen or found[-1].brand_fen:
            break
        if clock in c.clocks and c.clocks[clock] <= now:
            break
    return found


def _strike(c: Commission, clock: str, at: datetime) -> list[Outcome]:
    struck = outcome(c, Move(clock, Party.CLOCK, at, at))
    then = PUBLIC_THEN.get(clock)
    if then is None:
        return [struck]
    answer = Move(then, Party.SYSTEM, at, at, item=c.item, public=True, happened_at=at)
    try:
        return [struck, outcome(struck.commission, answer)]
    except Refused:
        return [struck]


def _told(before: Commission, clock: str, at: datetime, steps: list[Outcome]) -> Foreseen:
    entries = [entry for step in steps for entry in step.entries]
    breaches = [step.breach.reason for step in steps if step.breach]
    return Foreseen(
        clock,
        at,
        before.stage,
        steps[-1].commission.stage,
        creator_fen=_into("creator:", entries),
        brand_fen=_into("brand:", entries),
        fee_fen=_into("fee", entries),
        breach=breaches[0] if breaches else "",
    )


def _into(account: str, entries: list[Entry]) -> int:
    return sum(
        posting.fen for entry in entries for posting in entry.postings if posting.account.startswith(account)
    )
