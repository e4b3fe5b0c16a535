"""An endpoint that fails again and again is tried with one event at a time; the rest waits, uncounted."""

from datetime import datetime, timedelta

OPENS_AFTER = 5
"""Failures in a row, of whichever events."""
PROBES = (
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=30),
)
"""Until the next single attempt; then as far apart as the last."""
GIVES_UP_AFTER = timedelta(days=5)
"""Of nothing but failures: the endpoint is disabled."""


def probe_at(failures: int, at: datetime) -> datetime | None:
    """When one attempt is made next, after so many failures in a row; None: all go on as they are due."""
    if failures < OPENS_AFTER:
        return None
    return at + PROBES[min(failures - OPENS_AFTER, len(PROBES) - 1)]


def gives_up(failures: int, since: datetime, at: datetime) -> bool:
    """``since``: the first failure after the last success."""
    return failures >= OPENS_AFTER and at - since >= GIVES_UP_AFTER
