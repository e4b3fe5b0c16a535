"""How a commission begins, and what becomes of one that is not what the books know."""

from dataclasses import fields
from datetime import datetime

from domain.bounds import within_bounds
from domain.commissions.moves import Move
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.possible import is_writable
from domain.commissions.ordering.terms import BEFORE
from domain.commissions.rules.engine import Decision, decide
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.commissions.task_types import TASK_TYPES
from domain.money.amounts import is_amount
from domain.party import Party

FOREIGN = "not_ours"
FIRST = 1
"""Of a commission's transitions: nothing of anybody's making begins at a later one."""


def could_be_ordered(order: Order) -> bool:
    """Whether any door takes such an order: one made up past them all fails what records and shows it."""
    texts = [getattr(order, each.name) for each in fields(order) if each.type in (str, "str")]
    return (
        order.task_type in TASK_TYPES
        and is_version_for(order)
        and is_amount(order.price_fen)
        and all(map(is_writable, [*texts, *order.brief, *order.brief.values()]))
        and within_bounds(order.terms, BEFORE)
    )


def is_version_for(order: Order) -> bool:
    """Whether it can be a version of the rules of its kind, also one that this program does not know yet."""
    family, _, number = order.rulebook.rpartition("/")
    return family == TASK_TYPES[order.task_type].family and number.isdecimal() and number.isascii()


def opened(commission_id: str, order: Order, now: datetime) -> Decision:
    """The first decision: ordered, and the database is asked to hold the money."""
    return decide(Commission(id=commission_id, order=order), Move("open", Party.SYSTEM, now, now))


def disowned(commission: Commission) -> Commission:
    """Of one whose order or run the books know otherwise: closed, nothing of it is carried out or written."""
    return Commission(commission.id, commission.order, Stage.CANCELLED, attention=(FOREIGN,))
