"""How a commission begins."""

from datetime import datetime

from domain.commission import Commission
from domain.engine import Decision, decide
from domain.moves import Move
from domain.order import Order
from domain.stages import Party


def opened(commission_id: str, order: Order, now: datetime) -> Decision:
    """The first decision: ordered, and the database is asked to hold the money."""
    return decide(Commission(id=commission_id, order=order), Move("open", Party.SYSTEM, now, now))
