"""Every clock of a commission: whose it is, in which stages it can run, and when it strikes.

A clock's instant is computed once, when it starts, from the pinned terms, and kept. A clock that ``judges``
makes moves too late from its instant on, though it acts 5 s after.
"""

from collections.abc import Mapping

from domain.commissions.rules.clocks import acceptance, cases, housekeeping, making, publication, requests
from domain.commissions.rules.clocks.clock import Clock

EVERY: tuple[Clock, ...] = (
    *acceptance.CLOCKS,
    *making.CLOCKS,
    *publication.CLOCKS,
    *requests.CLOCKS,
    *cases.CLOCKS,
    *housekeeping.CLOCKS,
)
"""Of every version of the rules."""
CLOCKS: Mapping[str, Clock] = {each.name: each for each in EVERY}
"""By name, the newest of each: for words. What a commission is judged by it asks of its own version."""
