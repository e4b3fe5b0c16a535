"""Guards and conditions as they were when commissions that are still open were judged by them.

What was taken then is replayed as it was taken (`workflows.rules`); what is new is judged by the rulebook.
"""

from datetime import timedelta

from domain.commission import Commission
from domain.conditions import CONDITIONS, Condition
from domain.guards import GUARDS
from domain.guards.guard import Guard
from domain.moves import Move
from domain.rulebook import Rulebook
from domain.standing import ad_marked


def _release_fitted(c: Commission, m: Move) -> bool:
    latest = m.at + timedelta(days=c.order.terms.release_window_days)
    return m.release_at is None or m.release_at <= min(latest, c.order.release_until or latest)


def _extension_fitted(c: Commission, m: Move) -> bool:
    window = timedelta(days=c.order.terms.release_window_days)
    ends = [at for at in (c.order.release_until, c.opened_at + window if c.opened_at else None) if at]
    return m.submit_by is None or not ends or m.submit_by <= min(ends)


def _silence_approved(c: Commission, _m: Move) -> bool:
    return c.order.approve_when_silent and ad_marked(c)


_OLD_GUARDS = {
    "release_not_early": Guard("RELEASE_TOO_EARLY", "", "", lambda _c, _m: True),
    "release_in_window": Guard("RELEASE_TOO_LATE", "", "", _release_fitted),
    "extension_in_window": Guard("EXTENSION_TOO_LATE", "", "", _extension_fitted),
}
_OLD_CONDITIONS = {
    "silence_approves": Condition("", "", _silence_approved),
    "silence_waits": Condition("", "", lambda c, m: not _silence_approved(c, m)),
}
CHANGED = frozenset({*_OLD_GUARDS, *_OLD_CONDITIONS})
EARLIER = Rulebook(guards={**GUARDS, **_OLD_GUARDS}, conditions={**CONDITIONS, **_OLD_CONDITIONS})
