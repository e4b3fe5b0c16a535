"""The books of the delivery of webhooks, for the activity that sends."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, func, select, update

from domain.webhooks.standing import Standing
from gateways.ports.webhooks import Made, Round
from gateways.sql.database import lock, looking, writing
from gateways.webhooks.due import DELIVERIES, ENDPOINTS, round_of
from gateways.webhooks.outcomes import Recording
from models.tables.webhooks import WebhookEndpoint

DELETED = Standing("deleted")


class SqlWebhookStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, endpoint_id: str, batch: str) -> None:
        with writing(self._engine) as session:
            its = ENDPOINTS.c.id == endpoint_id, ENDPOINTS.c.sender != batch
            session.connection().execute(update(ENDPOINTS).where(*its).values(sender=batch))

    def round(self, endpoint_id: str, batch: str, most: int, now: datetime) -> Round:
        with looking(self._engine) as connection:
            row = connection.execute(select(ENDPOINTS).where(ENDPOINTS.c.id == endpoint_id)).first()
            if row is None or row.state == "deleted" or row.sender != batch:
                return Round()
            return round_of(connection, row, most, now)

    def record(self, endpoint_id: str, batch: str, made: Sequence[Made]) -> None:
        with writing(self._engine) as session:
            lock(session, f"webhook:{endpoint_id}")
            row = session.get(WebhookEndpoint, endpoint_id)
            if row is None:
                return
            recording = Recording(session, row, current=row.sender == batch)
            for each in made:
                recording.take(each)

    def standing(self, endpoint_id: str) -> Standing:
        with looking(self._engine) as connection:
            row = connection.execute(select(ENDPOINTS).where(ENDPOINTS.c.id == endpoint_id)).first()
            if row is None:
                return DELETED
            its = DELIVERIES.c.endpoint_id == endpoint_id, DELIVERIES.c.state == "waiting"
            waiting = connection.scalar(select(func.count()).select_from(DELIVERIES).where(*its)) or 0
            return Standing(
                row.state,
                row.reason,
                waiting,
                row.failures,
                row.failing_since,
                row.last_failure,
                row.last_success_at,
                row.probe_at,
            )
