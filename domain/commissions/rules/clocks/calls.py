"""When the phone rings: before the end of the acceptance window, never in the quiet hours (D3)."""

from datetime import datetime, timedelta

from domain.commissions.moves import Move
from domain.commissions.ordering.term_relations import quiet_hours
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import begins
from domain.instants import is_quiet, morning_after


def call(c: Commission, m: Move) -> datetime | None:
    return next_call(c, m) if m.name == "call_unanswered" else first_call(c, m)


def first_call(c: Commission, m: Move) -> datetime | None:
    """So long before the acceptance window ends, moved out of the quiet hours; None when that is past."""
    terms = c.order.terms
    deadline = c.clocks.get("accept_by")
    if deadline is None:
        return None
    due = deadline - timedelta(minutes=terms.call_before_minutes)
    if is_quiet(due, terms.quiet_from, terms.quiet_to):
        morning = morning_after(due, terms.quiet_to)
        quiet = timedelta(hours=quiet_hours(terms.quiet_from, terms.quiet_to))
        evening = morning - quiet - timedelta(minutes=terms.call_before_quiet_minutes)
        fits = deadline - morning >= timedelta(minutes=terms.call_least_left_minutes)
        due = morning if fits else evening
    return due if due >= begins(m) else None


def next_call(c: Commission, m: Move) -> datetime | None:
    """Again some minutes after the unanswered one; None when that is past, too late or in the quiet hours."""
    due = (m.happened_at or m.at) + timedelta(minutes=c.order.terms.call_again_minutes)
    return due if due > m.now and may_ring(c, due) else None


def may_ring(c: Commission, at: datetime) -> bool:
    terms = c.order.terms
    return not is_quiet(at, terms.quiet_from, terms.quiet_to) and at < c.clocks.get("accept_by", at)
