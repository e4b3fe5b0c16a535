"""How a commission begins, and what becomes of one that is not what the books know."""

from datetime import datetime

from domain.commission import Commission
from domain.engine import Decision, decide
from domain.moves import Move
from domain.order import Order
from domain.stages import Party, Stage

FOREIGN = "not_ours"


def opened(commission_id: str, order: Order, now: datetime) -> Decision:
    """The first decision: ordered, and the database is asked to hold the money."""
    return decide(Commission(id=commission_id, order=order), Move("open", Party.SYSTEM, now, now))


def disowned(commission: Commission) -> Commission:
    """Of one whose order or run the books know otherwise: closed, nothing of it is carried out or written."""
    return Commission(commission.id, commission.order, Stage.CANCELLED, attention=(FOREIGN,))
