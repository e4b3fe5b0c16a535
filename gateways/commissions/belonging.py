"""Whose commission it is that a workflow records: of an order in the books, and led by one run alone.

Anybody with a Temporal client can start a workflow with an order, a state and an id of his own making. What
the books hold is believed over all of it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from domain.commissions.ordering.opening import FIRST
from domain.commissions.ordering.order import Order
from domain.commissions.state.stages import CLOSED
from gateways.commissions.attention import note_attention
from gateways.ports.work import Batch
from models.tables.commissions import CommissionRow

ORDER = TypeAdapter(Order)
FOREIGN = "not_ours"


class Led(Protocol):
    """What a row says of whose it is."""

    @property
    def order_key(self) -> str | None: ...
    @property
    def run(self) -> str: ...
    @property
    def record(self) -> dict[str, Any]: ...


def is_ordered(row: Led | None, batch: Batch) -> bool:
    """Whether an order of ours stands in the books; rows of before may have none. No run: it is not asked."""
    return not batch.run or (row is not None and row.order_key is not None)


def is_its_own(row: Led | None, batch: Batch) -> bool:
    """Whether the run may write: the books know its order as it says, and it leads it or nobody does yet.

    What nobody ordered does not begin: its row would keep the real order of that number out. One that goes
    on without a row has lost it with a database that was put back; a row without an order is from before.
    """
    if not batch.run:
        return True
    if row is None:
        return batch.transitions[0].seq > FIRST
    if row.run not in ("", batch.run):
        return False
    return row.order_key is None or same_order(row.record, batch.record)


def mark_foreign(session: Session, commission_id: str, at: datetime) -> None:
    """A person should look; the next record of the true workflow says anew what it needs.

    Of one that is closed none would come: what was turned away there stands in the daily check alone.
    """
    row = session.get(CommissionRow, commission_id)
    if row is None or row.stage in CLOSED or FOREIGN in row.attention.split(","):
        return
    words = [*filter(None, row.attention.split(",")), FOREIGN]
    row.attention = ",".join(words)
    note_attention(session, row.id, words, at)


def same_order(known: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Compared as orders: a field that a later program added does not make an old one differ."""
    ours, theirs = known.get("order"), said.get("order")
    if ours == theirs:
        return True
    try:
        return ORDER.validate_python(ours) == ORDER.validate_python(theirs)
    except ValidationError:
        return False
