"""Where a commission stands, in three answers: whose turn it is, until when, and what happens then."""

from dataclasses import dataclass
from datetime import datetime

from domain.commissions.rules.versions import rules_of
from domain.commissions.rules.waited import whom
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import freezes
from domain.commissions.state.stages import CLOSED
from domain.commissions.views.standing.foreseen import foreseen, next_clock
from domain.commissions.views.standing.then import NOTHING, OVER, STANDS_STILL, Words, then_words
from domain.party import Party

BY_ITSELF = ("settle_by", "release", "rating_by")
"""Clocks at whose end all goes well though nobody acts: whoever may act need not."""


@dataclass(frozen=True)
class Standing:
    turn: tuple[Party, ...]
    """Who is waited for. Empty: nobody need act, it goes on by itself or is over."""
    clock: str
    until: datetime | None
    then: Words
    frozen: bool = False
    """The clock stands still."""
    late: bool = False
    over: bool = False

    @property
    def by_itself(self) -> bool:
        """All goes well at its end though nobody acts."""
        return self.clock in BY_ITSELF


def standing(c: Commission, reader: Party, now: datetime) -> Standing:
    """As ``reader`` is told it, by the commission's own version of the rules."""
    if c.stage in CLOSED:
        return Standing((), "", None, OVER, over=True)
    due = next_clock(c)
    if due is None:
        held = bool(c.freeze and c.freeze.remaining_seconds)
        return Standing(
            (Party.OPERATOR,) if freezes(c) else (), "", None, STANDS_STILL if held else NOTHING, frozen=held
        )
    name, at = due
    coming = foreseen(c, now)
    waited = () if name in BY_ITSELF else whom(rules_of(c).clocks[name])
    return Standing(waited, name, at, then_words(c, coming, reader), late=_is_past(c, at, now))


def is_late(c: Commission, now: datetime) -> bool:
    """Whether what is waited for should have come; it is not asked what comes then."""
    due = next_clock(c) if c.stage not in CLOSED else None
    return due is not None and _is_past(c, due[1], now)


def _is_past(c: Commission, at: datetime, now: datetime) -> bool:
    return at <= now or "overdue" in c.attention
