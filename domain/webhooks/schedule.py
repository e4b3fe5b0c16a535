"""When an event is sent to an endpoint, and again: the published schedule. And how long things are kept."""

import hashlib
from datetime import datetime, timedelta

WAITS = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=10),
    timedelta(hours=12),
    timedelta(hours=12),
    timedelta(hours=20),
)
"""Before each attempt, counted from the one before: 71 h 35 min in all."""
ATTEMPTS = len(WAITS)
JITTER_PERCENT = 10
BODIES_KEPT = timedelta(days=30)
"""What was sent and what was answered. Then an event can be read by its number, and not be redelivered."""
DELIVERIES_KEPT = timedelta(days=90)
"""That it was sent, and each attempt."""
SECRETS_OVERLAP = timedelta(hours=24)
"""After a rotation both secrets sign for so long."""


def next_at(message: str, attempts: int, at: datetime) -> datetime | None:
    """When the message is tried again after so many attempts, the last of them at ``at``; None: never.

    The same message is always as late: what failed together does not come back together.
    """
    if attempts >= ATTEMPTS:
        return None
    return at + WAITS[attempts] * (1 + _jitter(f"{message}:{attempts}"))


def _jitter(seed: str) -> float:
    """Between -0.1 and 0.1."""
    share = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) / 0xFFFFFFFF
    return (2 * share - 1) * JITTER_PERCENT / 100
