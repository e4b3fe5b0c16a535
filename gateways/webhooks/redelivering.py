"""All that an endpoint was sent in vain since an instant, asked for once more in one go."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.webhooks.endpoint import Owner
from gateways.webhooks.endpoints import theirs
from gateways.webhooks.requests import WAITING_MAX
from models.tables.webhooks import Delivery, DeliveryRequest


def redeliver_failed(
    session: Session, owner: Owner, endpoint_id: str, since: datetime, by: str, now: datetime
) -> tuple[int, int]:
    """The oldest first, as many as may wait: how many were asked for, and how many more there are.

    What is pruned, and what was asked for and not sent yet, is passed over. Raises Refused: ENDPOINT_UNKNOWN.
    Afterwards the endpoint has to be woken.
    """
    theirs(session, owner, endpoint_id)
    undone = col(DeliveryRequest.endpoint_id) == endpoint_id, col(DeliveryRequest.done_at).is_(None)
    room = WAITING_MAX - (
        session.scalar(select(func.count()).select_from(DeliveryRequest).where(*undone)) or 0
    )
    asked_for = select(col(DeliveryRequest.event_no)).where(
        *undone, col(DeliveryRequest.event_no).is_not(None)
    )
    failed = (
        col(Delivery.endpoint_id) == endpoint_id,
        col(Delivery.state) == "failed",
        col(Delivery.ended_at) >= since,
        col(Delivery.body).is_not(None),
        col(Delivery.event_no).not_in(asked_for),
    )
    there = session.scalar(select(func.count()).select_from(Delivery).where(*failed)) or 0
    rows = session.scalars(
        select(Delivery).where(*failed).order_by(col(Delivery.event_no)).limit(max(room, 0))
    ).all()
    for row in rows:
        session.add(
            DeliveryRequest(
                endpoint_id=endpoint_id,
                kind="redelivery",
                event_no=row.event_no,
                event=row.event,
                requested_by=by,
                requested_at=now,
            )
        )
    return len(rows), there - len(rows)
