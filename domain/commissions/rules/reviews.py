"""How long the brand has looked: at this version, and at all of them since the commission was accepted."""

from datetime import datetime, timedelta

from domain.commissions.moves import Move
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import begins, booked
from domain.commissions.state.stages import REVIEWED, REVIEWS, Stage
from domain.copies import replace
from domain.instants import end_of_natural_days


def counted(before: Commission, c: Commission, m: Move) -> Commission:
    """A review that begins, or goes on after the platform was asked about it, or is over."""
    was, now = before.stage in REVIEWED, c.stage in REVIEWED
    if was and not now and before.review_since:
        took = max((booked(m) - before.review_since).total_seconds(), 0.0)
        looked = {"review_seconds": before.review_seconds + took}
        looked |= {"version_seconds": before.version_seconds + took}
        return replace(c, review_since=None, **looked)  # type: ignore[arg-type]
    if now and not was:
        goes_on = before.stage is Stage.ARBITRATION and before.case and before.case.from_stage in REVIEWS
        return replace(c, review_since=begins(m), version_seconds=c.version_seconds if goes_on else 0.0)
    return c


def review_began(c: Commission, m: Move) -> datetime:
    """As if this review had never been interrupted: asking the platform gives nobody time anew."""
    return begins(m) - timedelta(seconds=c.version_seconds)


def review_limit(c: Commission, m: Move) -> datetime:
    """Sooner where the ordered window is over by then: the release has lapsed through the brand."""
    terms, began = c.order.terms, review_began(c, m)
    limit, ends = end_of_natural_days(began, terms.review_limit_days), c.order.release_until
    if ends is None:
        return limit
    return min(limit, max(end_of_natural_days(began, terms.review_lapse_days), ends))


def review_total(c: Commission, m: Move) -> datetime:
    """What all the brand's reviews before this one have left of the time for all of them."""
    left = timedelta(days=c.order.terms.review_total_days) - timedelta(seconds=c.review_seconds)
    return begins(m) + max(left, timedelta(0))


def review_end(c: Commission, m: Move) -> datetime:
    """When a silent review of the content ends, by whichever clock."""
    return min(review_limit(c, m), review_total(c, m))
