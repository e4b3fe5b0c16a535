"""Endpoints of all owners, for operators to look over."""

from sqlalchemy import Engine, select
from sqlmodel import col

from domain.webhooks.endpoint import State
from gateways.sql.database import reading
from gateways.webhooks.endpoints import EndpointTold, find
from models.tables.webhooks import WebhookEndpoint

LISTED = 500


def endpoints(engine: Engine, limit: int = LISTED) -> list[EndpointTold]:
    """Without deleted ones: the newest first."""
    there = col(WebhookEndpoint.state) != State.DELETED.value
    asked = select(col(WebhookEndpoint.id)).where(there).order_by(col(WebhookEndpoint.created_at).desc())
    with reading(engine) as session:
        ids = list(session.scalars(asked.limit(limit)))
    return [find(engine, None, each) for each in ids]
