"""How far the clocks of workflows run ahead of the wall, where time was skipped in the sandbox."""

from datetime import timedelta

from sqlalchemy import Engine, bindparam, func, select

from gateways.sql.database import lock, looking, writing
from models.tables.gateway import ClockOffset
from models.tables.plain import table_of

OFFSETS = table_of(ClockOffset)
OF = select(OFFSETS.c.seconds).where(OFFSETS.c.workflow_id == bindparam("workflow"))
FURTHEST = select(func.max(OFFSETS.c.seconds)).where(
    OFFSETS.c.workflow_id.in_(bindparam("workflows", expanding=True))
)


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
        with looking(self._engine) as connection:
            return timedelta(seconds=connection.scalar(OF, {"workflow": workflow_id}) or 0.0)

    def furthest(self, *workflow_ids: str) -> timedelta:
        """Of several that have one clock, in one look: before each command that is signed."""
        with looking(self._engine) as connection:
            return timedelta(seconds=connection.scalar(FURTHEST, {"workflows": workflow_ids}) or 0.0)

    def every(self) -> dict[str, timedelta]:
        """By workflow id, of all that were ever ahead."""
        with looking(self._engine) as connection:
            rows = connection.execute(select(OFFSETS.c.workflow_id, OFFSETS.c.seconds)).all()
            return {workflow_id: timedelta(seconds=seconds) for workflow_id, seconds in rows}
