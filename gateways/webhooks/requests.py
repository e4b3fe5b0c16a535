"""Redeliveries and test events: asked for here, sent by the endpoint's workflow before all that is due.

Each is one attempt, also of a disabled endpoint, and leaves its health and its failures as they are.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.refusals import Refused
from domain.webhooks.endpoint import Owner
from gateways.webhooks.endpoints import theirs
from models.tables.webhooks import Delivery, DeliveryRequest

WAITING_MAX = 100


def redeliver(session: Session, owner: Owner, endpoint_id: str, event_no: int, by: str, now: datetime) -> int:
    """The same bytes under the same ``webhook-id`` with the current secret. The request's number.

    Raises Refused: ENDPOINT_UNKNOWN, DELIVERY_UNKNOWN, DELIVERY_NOT_SENT, DELIVERY_PRUNED, REQUESTS_WAITING.
    Afterwards the endpoint has to be woken.
    """
    theirs(session, owner, endpoint_id)
    row = session.get(Delivery, (endpoint_id, event_no))
    if row is None:
        raise Refused("DELIVERY_UNKNOWN")
    if row.body is None:
        raise Refused("DELIVERY_NOT_SENT" if row.state == "waiting" else "DELIVERY_PRUNED")
    return _asked(session, endpoint_id, "redelivery", event_no, row.event, by, now)


def send_test(session: Session, owner: Owner, endpoint_id: str, event: str, by: str, now: datetime) -> int:
    """An example event of the type, marked as a test. The request's number.

    Raises Refused: ENDPOINT_UNKNOWN, REQUESTS_WAITING. Afterwards the endpoint has to be woken.
    """
    theirs(session, owner, endpoint_id)
    return _asked(session, endpoint_id, "test", None, event, by, now)


def _asked(
    session: Session, endpoint_id: str, kind: str, event_no: int | None, event: str, by: str, now: datetime
) -> int:
    its = col(DeliveryRequest.endpoint_id) == endpoint_id, col(DeliveryRequest.done_at).is_(None)
    waiting = session.scalar(select(func.count()).select_from(DeliveryRequest).where(*its)) or 0
    if waiting >= WAITING_MAX:
        raise Refused("REQUESTS_WAITING")
    row = DeliveryRequest(
        endpoint_id=endpoint_id,
        kind=kind,
        event_no=event_no,
        event=event,
        requested_by=by,
        requested_at=now,
    )
    session.add(row)
    session.flush()
    return row.id or 0
