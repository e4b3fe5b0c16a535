"""How far the clocks of workflows run ahead of the wall, where time was skipped in the sandbox."""

from datetime import timedelta

from sqlalchemy import Engine, select
from sqlmodel import col

from gateways.sql.database import lock, reading, writing
from models.tables.gateway import ClockOffset


class SqlClockOffsets:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, workflow_id: str, ahead: timedelta) -> None:
        """It only grows: time is skipped, never taken back."""
        with writing(self._engine) as session:
            lock(session, f"clock:{workflow_id}")
            row = session.get(ClockOffset, workflow_id)
            if row is None:
                session.add(ClockOffset(workflow_id=workflow_id, seconds=ahead.total_seconds()))
            else:
                row.seconds = max(row.seconds, ahead.total_seconds())

    def of(self, workflow_id: str) -> timedelta:
        with reading(self._engine) as session:
            seconds = session.scalar(
                select(col(ClockOffset.seconds)).where(col(ClockOffset.workflow_id) == workflow_id)
            )
            return timedelta(seconds=seconds or 0.0)

    def every(self) -> dict[str, timedelta]:
        """By workflow id, of all that were ever ahead."""
        with reading(self._engine) as session:
            rows = session.execute(select(col(ClockOffset.workflow_id), col(ClockOffset.seconds)))
            return {workflow_id: timedelta(seconds=seconds) for workflow_id, seconds in rows}
