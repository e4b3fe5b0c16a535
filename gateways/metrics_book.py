from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Engine

from gateways.database import lock, writing
from gateways.ports import Metrics
from models.tables.commissions import MetricsRow


class SqlMetricsBook:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, commission_id: str, metrics: Metrics, at: datetime) -> None:
        with writing(self._engine) as session:
            lock(session, f"metrics:{commission_id}")
            if session.get(MetricsRow, (commission_id, at)) is None:
                session.add(MetricsRow(commission_id=commission_id, at=at, **asdict(metrics)))
