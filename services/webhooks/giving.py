"""What was numbered is given to endpoints; which of them have to be woken; what is old is pruned."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from gateways.webhooks import awake
from gateways.webhooks.fan_out import Given, give

__all__ = ["Given", "give_waiting", "overdue_endpoints", "prune"]

AT_ONCE = 500
"""Events of one transaction: others write between two."""
OVERDUE_AFTER = timedelta(seconds=15)
MOST = 1_000


def give_waiting(engine: Engine) -> Given:
    """Safe to repeat, and for several at once."""
    return give(engine, AT_ONCE, datetime.now(UTC))


def overdue_endpoints(engine: Engine) -> list[str]:
    return awake.overdue(engine, datetime.now(UTC) - OVERDUE_AFTER, MOST)


def prune(engine: Engine) -> None:
    """What was sent and answered, after its term. Again: nothing."""
    awake.prune(engine, datetime.now(UTC))
