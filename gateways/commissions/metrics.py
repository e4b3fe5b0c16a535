from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Engine, select
from sqlmodel import col

from domain.instants import DAY, beijing, beijing_day
from gateways.ports.work import Metrics
from gateways.sql.database import lock, writing
from models.tables.commissions import MetricsRow


class SqlMetricsStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep_daily(self, commission_id: str, metrics: Metrics, at: datetime) -> bool:
        midnight = beijing(beijing_day(at))
        of_the_day = select(col(MetricsRow.at)).where(
            col(MetricsRow.commission_id) == commission_id,
            col(MetricsRow.at) >= midnight,
            col(MetricsRow.at) < midnight + DAY,
        )
        with writing(self._engine) as session:
            lock(session, f"metrics:{commission_id}")
            if session.scalars(of_the_day.limit(1)).first() is not None:
                return False
            session.add(MetricsRow(commission_id=commission_id, at=at, **asdict(metrics)))
            return True
