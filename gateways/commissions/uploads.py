"""What the books know of uploaded files: whose, of which commission, how large, how long they are kept."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, func, select, update
from sqlmodel import col

from gateways.sql.database import lock, reading, writing
from models.tables.commissions import TimelineRow
from models.tables.uploads import Upload

AT_A_TIME = 500
NAMING = ("ref", "evidence")
"""Where a command names a file, in the details of its line in the timeline."""


class SqlUploads:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, new: Upload, side_max: int, whole_max: int) -> tuple[Upload, str]:
        """The row that stands under the id; or what it is too much for, ``side`` or ``whole``. In bytes.

        The same file under the same id: the row that is there.
        """
        with writing(self._engine) as session:
            lock(session, "uploads")
            found = session.get(Upload, new.id)
            if found is not None:
                session.expunge(found)
                return found, ""
            held = select(func.coalesce(func.sum(col(Upload.size)), 0))
            side = held.where(col(Upload.commission_id) == new.commission_id, col(Upload.party) == new.party)
            if (session.scalar(side) or 0) + new.size > side_max:
                return new, "side"
            if (session.scalar(held) or 0) + new.size > whole_max:
                return new, "whole"
            session.add(new)
            session.flush()
            session.expunge(new)
            return new, ""

    def get(self, upload_id: str) -> Upload | None:
        with reading(self._engine) as session:
            return session.get(Upload, upload_id)

    def of(self, commission_id: str) -> Sequence[Upload]:
        """The oldest first."""
        asked = select(Upload).where(col(Upload.commission_id) == commission_id)
        with reading(self._engine) as session:
            return session.scalars(asked.order_by(col(Upload.at), col(Upload.id))).all()

    def named_in(self, commission_id: str) -> frozenset[str]:
        """Whatever commands that were carried out have named as a work or as evidence."""
        asked = select(col(TimelineRow.details)).where(
            col(TimelineRow.commission_id) == commission_id, col(TimelineRow.refusal) == ""
        )
        with reading(self._engine) as session:
            return frozenset(name for told in session.scalars(asked) for name in _names(told))

    def hold(self, upload_ids: Collection[str], until: datetime) -> None:
        """Those that a command is about to name are not deleted meanwhile."""
        held = update(Upload).where(col(Upload.id).in_(upload_ids), col(Upload.kept_until).is_not(None))
        with writing(self._engine) as session:
            session.execute(held.values(kept_until=until))

    def lapsed(self, now: datetime) -> Sequence[Upload]:
        """Some of those whose time is over."""
        asked = select(Upload).where(col(Upload.kept_until) < now).order_by(col(Upload.kept_until))
        with reading(self._engine) as session:
            return session.scalars(asked.limit(AT_A_TIME)).all()

    def settle(self, upload_id: str, now: datetime, *, named: bool) -> bool:
        """Kept with the commission, or deleted; False: it was held again meanwhile."""
        of = (col(Upload.id) == upload_id, col(Upload.kept_until) < now)
        with writing(self._engine) as session:
            done: Any = session.execute(
                update(Upload).where(*of).values(kept_until=None) if named else delete(Upload).where(*of)
            )
            return bool(done.rowcount)

    def known(self, upload_ids: Collection[str]) -> frozenset[str]:
        with reading(self._engine) as session:
            return frozenset(session.scalars(select(col(Upload.id)).where(col(Upload.id).in_(upload_ids))))


def _names(details: dict[str, str]) -> list[str]:
    return [name for field in NAMING for name in str(details.get(field, "")).split(", ") if name]
