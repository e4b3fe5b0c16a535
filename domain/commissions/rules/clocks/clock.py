"""What a clock is, and the usual ways to say when it strikes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.commissions.moves import Move
from domain.commissions.ordering.terms import Terms
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import begins
from domain.commissions.state.stages import Stage
from domain.instants import end_of_natural_days
from domain.party import Party
from domain.process.clock import Span

ALL_MOVES = ("*",)
GRACE = timedelta(seconds=Terms.grace_seconds)
"""By default: a timer fires this long after its deadline, so that what was stamped in time still arrives."""

Instant = Callable[[Commission, Move], datetime | None]
"""When it strikes, seen from the move that starts it; None when it does not run."""


@dataclass(frozen=True)
class Clock:
    name: str
    zh: str
    en: str
    whose: Party
    """A frozen creator's clocks stop."""
    lives: tuple[Stage, ...]
    instant: Instant
    basis: str
    consequence: bool = True
    """False: a reminder. It strikes on the second and is not shown as the commission's deadline."""
    judges: tuple[str, ...] = ()
    """The moves that are too late from its instant on; ``*`` for every move of a person."""
    judges_if: Callable[[Commission], bool] = lambda _c: True
    """Whether it judges in this commission at all."""
    late: str = "TOO_LATE"
    awaits: tuple[str, ...] = ()
    """Reported facts that could change its verdict: it waits for the look at them, but not for long."""
    date: str = ""
    """The field of the commission that names the same instant and moves along with it."""
    since: str = "1"
    until: str = ""
    """The versions of the rules it belongs to, as of a row."""

    def judged(self, c: Commission, m: Move) -> bool:
        """Whether this move is too late from the clock's instant on. Facts are judged only where named."""
        everyone = "*" in self.judges and m.by is not Party.OUTSIDE
        return (everyone or m.name in self.judges) and self.judges_if(c)

    def strikes(self, instant: datetime, grace: timedelta = GRACE) -> datetime:
        return instant + grace if self.consequence else instant


def after(**spans: str) -> Instant:
    """So many units of a term after the move: ``after(hours="accept_hours")``."""
    ((unit, term),) = spans.items()
    span = Span(unit, term)
    return lambda c, m: begins(m) + span.of(c.order.terms)


def promised(**spans: str) -> Instant:
    """As ``after``; it does not run by terms that were pinned before there was such a term."""
    ((_, term),) = spans.items()
    instant = after(**spans)
    return lambda c, m: instant(c, m) if getattr(c.order.terms, term) else None


def natural(term: str) -> Instant:
    """24:00 of the last of so many natural days after the move."""
    return lambda c, m: end_of_natural_days(begins(m), getattr(c.order.terms, term))


def reminder(instant: Instant) -> Instant:
    """So long before an instant as the terms say; one that would already be due is not given."""

    def before(c: Commission, m: Move) -> datetime | None:
        at = instant(c, m)
        return None if at is None else at - timedelta(hours=c.order.terms.reminder_hours)

    return ahead(before)


def ahead(instant: Instant) -> Instant:
    """A reminder that would already be due is not given."""

    def later(c: Commission, m: Move) -> datetime | None:
        at = instant(c, m)
        return at if at is not None and at > begins(m) else None

    return later


def from_date(date: str, *, hours: str = "") -> Instant:
    """At a date the commission holds, or so many hours of a term after it."""

    def instant(c: Commission, _m: Move) -> datetime | None:
        at: datetime | None = getattr(c, date)
        more = timedelta(hours=getattr(c.order.terms, hours) if hours else 0)
        return None if at is None else at + more

    return instant
