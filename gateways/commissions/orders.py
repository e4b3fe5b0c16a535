"""Orders that were taken, each once: the brand's order number is the key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.state.stages import TO_BE_MADE, Stage
from domain.process.trust import Trust
from gateways.money.freezes import freeze_in_force
from gateways.parties.profiles import identities_of_brand, identities_of_creator
from gateways.refusals import (
    AlreadyExists,
    BookRefusal,
    CreatorFrozen,
    CreatorFull,
    OneHand,
    OrderChanged,
    PersonErased,
    UnknownBrand,
    UnknownCreator,
)
from gateways.signing import pins
from gateways.signing.pins import Pinned
from gateways.sql.database import lock, reading, writing
from models.tables.commissions import CommissionRow
from models.tables.parties import Brand, Creator, CreatorFreeze


@dataclass(frozen=True)
class NewOrder:
    commission_id: str
    order_key: str
    digest: str
    brand_id: str
    creator_id: str
    task_type: str
    title: str
    amount_fen: int
    record: dict[str, Any]
    at: datetime
    open_max: int = 0
    """Unpublished commissions its creator may have; 0: as many as there are."""
    trust: str = Trust.CLUSTER
    """Whose unsigned word counts with it."""


@dataclass(frozen=True)
class Taken:
    """The commission that owns an order's key, and whether its workflow has been heard of."""

    commission_id: str
    heard_of: bool
    frozen: CreatorFreeze | None = None
    """In force since it was ordered: a workflow that begins now begins frozen."""
    pinned: Pinned | None = None
    """What its start has to say of trust and keys."""


class SqlOrders:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def register(self, order: NewOrder) -> Taken:
        """The commission that owns the brand's order key: this one, or the one that had it before.

        Raises OrderChanged when the key came before with another digest; AlreadyExists when the commission
        id belongs to another order.
        """
        (answer,) = self.register_many([order])
        if isinstance(answer, BookRefusal):
            raise answer
        return answer

    def register_many(self, orders: Sequence[NewOrder]) -> list[Taken | BookRefusal]:
        """The same for many in one transaction: a refused one holds up no other."""
        with writing(self._engine) as session:
            return take(session, orders)

    def asked(self, orders: Sequence[NewOrder]) -> list[Taken | BookRefusal | None]:
        """What registering would answer; nothing is written. None: it would be taken now."""
        with reading(self._engine) as session:
            return asked(session, orders)

    def waiting_for_payment(self, brand_id: str) -> list[str]:
        """The brand's orders that wait for money, oldest first; what nobody ordered waits for none."""
        waiting = select(col(CommissionRow.id)).where(
            col(CommissionRow.brand_id) == brand_id,
            col(CommissionRow.stage) == Stage.AWAITING_PAYMENT.value,
            col(CommissionRow.order_key).is_not(None),
        )
        with reading(self._engine) as session:
            return list(
                session.scalars(waiting.order_by(col(CommissionRow.opened_at), col(CommissionRow.id)))
            )


def take(session: Session, orders: Sequence[NewOrder]) -> list[Taken | BookRefusal]:
    """One answer per order. All locks come first and sorted, so no two batches wait in a ring.

    A commission's lock is that of the store: a workflow started without an order may write its row just now.
    """
    for name in sorted({f"order:{each.brand_id}:{each.order_key}" for each in orders}):
        lock(session, name)
    for name in sorted({f"commission:{each.commission_id}" for each in orders}):
        lock(session, name)
    for name in sorted({f"creator:{each.creator_id}" for each in orders}):
        lock(session, name)
    return [_take(session, each) for each in orders]


def asked(session: Session, orders: Sequence[NewOrder]) -> list[Taken | BookRefusal | None]:
    """What ``take`` would answer, and nothing is taken. None: it would be taken now."""
    return [_answer(session, each) for each in orders]


def _take(session: Session, order: NewOrder) -> Taken | BookRefusal:
    answer = _answer(session, order)
    if answer is not None:
        return answer
    session.add(_row(order))  # written before the next order of the batch is looked up
    subject, of = f"commission:{order.commission_id}", f"brand:{order.brand_id}"
    known = pins.pin(session, subject, of, order.trust, order.at)
    return Taken(order.commission_id, heard_of=False, pinned=known)


def _answer(session: Session, order: NewOrder) -> Taken | BookRefusal | None:
    owner = session.scalar(
        select(CommissionRow).where(
            col(CommissionRow.brand_id) == order.brand_id, col(CommissionRow.order_key) == order.order_key
        )
    )
    if owner is not None and owner.digest == order.digest:
        known = pins.pinned(session, f"commission:{owner.id}")
        return Taken(owner.id, owner.seq > 0, _frozen(session, owner.creator_id), known)
    return OrderChanged(order.order_key) if owner is not None else _against(session, order)


def _frozen(session: Session, creator_id: str) -> CreatorFreeze | None:
    freeze = freeze_in_force(session, creator_id)
    if freeze is not None:
        session.expunge(freeze)
    return freeze


def _against(session: Session, order: NewOrder) -> BookRefusal | None:
    brand = session.get(Brand, order.brand_id)
    if brand is None:
        return UnknownBrand(order.brand_id)
    creator = session.get(Creator, order.creator_id)
    if creator is None:
        return UnknownCreator(order.creator_id)
    for kind, row in (("brand", brand), ("creator", creator)):
        if row.erased_at is not None:
            return PersonErased(f"{kind}:{row.id}")
    if identities_of_creator(session, creator) & identities_of_brand(session, brand):
        return OneHand(order.creator_id)
    return _of_creator(session, order) or _of_id(session, order)


def _of_creator(session: Session, order: NewOrder) -> BookRefusal | None:
    if freeze_in_force(session, order.creator_id) is not None:
        return CreatorFrozen(order.creator_id)
    if order.open_max and _on_hand(session, order) >= order.open_max:
        return CreatorFull(f"{order.creator_id} ({order.open_max})")
    return None


def _on_hand(session: Session, order: NewOrder) -> int:
    """What nobody has paid for counts against its own brand alone: it costs nothing to order."""
    unpaid = (col(CommissionRow.stage) == Stage.AWAITING_PAYMENT.value) & (
        col(CommissionRow.brand_id) == order.brand_id
    )
    to_be_made = col(CommissionRow.stage).in_([stage.value for stage in TO_BE_MADE])
    counted = select(func.count()).where(
        col(CommissionRow.creator_id) == order.creator_id, unpaid | to_be_made
    )
    return int(session.scalar(counted) or 0)


def _of_id(session: Session, order: NewOrder) -> BookRefusal | None:
    if session.get(CommissionRow, order.commission_id) is not None:
        return AlreadyExists(order.commission_id)
    return None


def _row(order: NewOrder) -> CommissionRow:
    return CommissionRow(
        id=order.commission_id,
        order_key=order.order_key,
        digest=order.digest,
        brand_id=order.brand_id,
        creator_id=order.creator_id,
        task_type=order.task_type,
        title=order.title,
        amount_fen=order.amount_fen,
        stage=Stage.AWAITING_PAYMENT.value,
        record=order.record,
        opened_at=order.at,
        updated_at=order.at,
    )
