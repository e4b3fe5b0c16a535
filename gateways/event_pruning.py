"""Events that are older than they are kept, taken out from the oldest on: what is left has no holes."""

from datetime import datetime

from sqlalchemy import Engine, delete, func, select

from gateways.outbox import OUTBOX
from gateways.sql.database import writing
from models.tables.plain import table_of
from models.tables.webhooks import Delivery

DELIVERIES = table_of(Delivery)


def prune_events(engine: Engine, before: datetime, limit: int) -> int:
    """How many of the next ones are gone: up to the first that is younger. The newest stays: numbers go on
    from it.
    """
    number = OUTBOX.c.event_no
    oldest = select(number, OUTBOX.c.created_at).where(number.is_not(None)).order_by(number).limit(limit)
    with writing(engine) as session:
        newest = session.scalar(select(func.max(number))) or 0
        old: list[int] = []
        for row in session.execute(oldest):
            if row.created_at >= before or row.event_no == newest:
                break
            old.append(row.event_no)
        if old:
            session.execute(delete(DELIVERIES).where(DELIVERIES.c.event_no <= old[-1]))
            session.execute(delete(OUTBOX).where(number <= old[-1]))
        return len(old)
