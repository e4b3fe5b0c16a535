"""Published items, and what could be seen of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, select
from sqlmodel import col

from domain.commissions.state.stages import PUBLIC, Stage
from gateways.operations.findings import skipped
from gateways.ports.sweeps import PublishedItem, Stretch
from gateways.sql.database import lock, reading, writing
from models.tables.commissions import CommissionRow
from models.tables.sweeps import ObservationRow

ID, STAGE, ITEM = col(CommissionRow.id), col(CommissionRow.stage), col(CommissionRow.item)
PUBLISHED_AT = col(CommissionRow.published_at)


class SqlItemStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def watched(self, after: str, limit: int) -> list[PublishedItem]:
        return self._page(
            STAGE.in_([*PUBLIC, Stage.ARBITRATION, Stage.SETTLED]), PUBLISHED_AT.is_not(None), after, limit
        )

    def published_since(self, since: datetime, after: str, limit: int) -> list[PublishedItem]:
        return self._page(col(CommissionRow.published_at) >= since, PUBLISHED_AT.is_not(None), after, limit)

    def _page(
        self, which: ColumnElement[bool], also: ColumnElement[bool], after: str, limit: int
    ) -> list[PublishedItem]:
        believed = col(CommissionRow.record)["seen"]["public"].as_boolean()
        wanted = select(ID).where(which, also, ITEM != "", col(CommissionRow.id) > after, ~skipped(ID))
        page = (  # first the ids: a record is read for the page only
            wanted.order_by(ID).limit(limit).subquery()
        )
        rows = select(ID, ITEM, believed).join(page, page.c.id == ID)
        with reading(self._engine) as session:
            found = session.execute(rows.order_by(ID)).all()
        return [PublishedItem(id_, item, public is not False) for id_, item, public in found]

    def observe(self, seen: PublishedItem, at: datetime, *, public: bool) -> Stretch:
        with writing(self._engine) as session:
            lock(session, f"observation:{seen.commission_id}")
            of = select(ObservationRow).where(col(ObservationRow.commission_id) == seen.commission_id)
            newest = session.scalars(of.order_by(col(ObservationRow.began_at).desc()).limit(1)).first()
            if newest and (newest.public, newest.item) == (public, seen.item):
                newest.last_at = max(newest.last_at, at)
            elif newest is None or at > newest.began_at:
                newest = ObservationRow(
                    commission_id=seen.commission_id, began_at=at, item=seen.item, public=public, last_at=at
                )
                session.add(newest)
            return Stretch(newest.began_at, newest.told)

    def told(self, commission_id: str, began_at: datetime) -> None:
        with writing(self._engine) as session:
            session.get_one(ObservationRow, (commission_id, began_at)).told = True

    def observations(self, commission_id: str) -> Sequence[ObservationRow]:
        of = select(ObservationRow).where(col(ObservationRow.commission_id) == commission_id)
        with reading(self._engine) as session:
            return list(session.scalars(of.order_by(col(ObservationRow.began_at))))
