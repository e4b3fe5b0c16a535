"""Events leave the outbox: what is committed gets its public number, in the order consumers read it in."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from gateways.outbox import give_up_lease, number_events

AT_ONCE = 500
"""Of one transaction: others write between two."""


def number_waiting(engine: Engine, holder: str) -> bool:
    """The next ones; whether more may wait. While another holds the lease none does for this one.

    Safe to repeat, and for several at once: a number that was given stays.
    """
    return number_events(engine, AT_ONCE, holder=holder, now=datetime.now(UTC)) == AT_ONCE


def stop_numbering(engine: Engine, holder: str) -> None:
    """Another may go on at once."""
    give_up_lease(engine, holder)
