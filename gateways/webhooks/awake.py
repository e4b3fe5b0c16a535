"""Which endpoints have something to do that is overdue, and what was kept long enough."""

from datetime import datetime

from sqlalchemy import Engine, delete, select, update
from sqlmodel import col

from domain.webhooks.schedule import BODIES_KEPT, DELIVERIES_KEPT
from gateways.sql.database import looking, writing
from gateways.webhooks.due import DELIVERIES, ENDPOINTS, REQUESTS
from models.tables.webhooks import Delivery, DeliveryAttempt, DeliveryRequest


def overdue(engine: Engine, before: datetime, limit: int) -> list[str]:
    """Those whose workflow has to be there and may not be: due, or asked for, before the instant."""
    waits = (
        select(DELIVERIES.c.endpoint_id)
        .join(ENDPOINTS, ENDPOINTS.c.id == DELIVERIES.c.endpoint_id)
        .where(
            DELIVERIES.c.state == "waiting",
            DELIVERIES.c.next_at <= before,
            ENDPOINTS.c.state == "enabled",
            ENDPOINTS.c.probe_at.is_(None) | (ENDPOINTS.c.probe_at <= before),
        )
    )
    asked = select(REQUESTS.c.endpoint_id).where(
        REQUESTS.c.done_at.is_(None), REQUESTS.c.requested_at <= before
    )
    with looking(engine) as connection:
        found = connection.execute(waits.union(asked).limit(limit))
        return [each for (each,) in found]


def prune(engine: Engine, now: datetime) -> None:
    """Bodies first, and later what tells that it was sent. Again: nothing."""
    bodies, all_of_it = now - BODIES_KEPT, now - DELIVERIES_KEPT
    over = col(Delivery.state) != "waiting"
    with writing(engine) as session:
        ended = col(Delivery.ended_at)
        session.execute(
            update(Delivery).where(over, ended < bodies, col(Delivery.body).is_not(None)).values(body=None)
        )
        told = col(DeliveryAttempt.answer).is_not(None)
        session.execute(
            update(DeliveryAttempt).where(told, col(DeliveryAttempt.at) < bodies).values(answer=None)
        )
        session.execute(delete(DeliveryAttempt).where(col(DeliveryAttempt.at) < all_of_it))
        session.execute(delete(DeliveryRequest).where(col(DeliveryRequest.done_at) < bodies))
        session.execute(delete(Delivery).where(over, ended < all_of_it))
