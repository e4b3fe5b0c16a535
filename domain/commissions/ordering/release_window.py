"""The window in which a brief promises the release: to both sides, from its first instant to its last.

A release at another time is refused by name, unless ``outside_window`` says that it is meant.
"""

from datetime import datetime, timedelta

from domain.commissions.moves import Move
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import about_a_release
from domain.instants import written, written_end


def release_wanted(c: Commission, m: Move) -> datetime | None:
    """When the work would become public. A time already past means now, which is the instant of the move."""
    if m.release_at is not None:
        return m.at if m.release_at == m.now else max(m.release_at, m.at)
    if m.decision == "approve":
        return max(c.order.release_from or m.at, m.at)
    goes_on = m.decision == "resume" and about_a_release(c)
    return m.at if goes_on else None


def is_too_early(c: Commission, m: Move) -> bool:
    wanted, begins = release_wanted(c, m), c.order.release_from
    return m.outside_window is not True and wanted is not None and begins is not None and wanted < begins


def is_too_late(c: Commission, m: Move) -> bool:
    wanted = release_wanted(c, m)
    return wanted is not None and wanted > latest_release(c, m)


def latest_release(c: Commission, m: Move) -> datetime:
    """The end of the window. Without one, or outside it on purpose, so many days from the first approval;
    when those are over, now: whoever publishes at once holds nobody.
    """
    first, ends = c.first_approved_at or m.at, c.order.release_until
    ahead = max(first + timedelta(days=c.order.terms.release_window_days), m.at)
    if ends is None:
        return ahead
    return max(ends, ahead) if m.outside_window is True else ends


def leaves_window(c: Commission, m: Move) -> bool:
    """Whether a release is set outside what the brief promises."""
    wanted, order = release_wanted(c, m), c.order
    if wanted is None:
        return False
    before = order.release_from is not None and wanted < order.release_from
    return before or (order.release_until is not None and wanted > order.release_until)


def allowed_release(c: Commission, m: Move) -> str:
    """In Beijing time, as a refusal quotes it: 2026-12-01 09:00 – 2026-12-10 24:00."""
    begins = c.order.release_from
    return f"{written(begins) if begins else ''} – {written_end(latest_release(c, m))} UTC+8".strip()
