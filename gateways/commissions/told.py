"""What a side was told by SMS or by phone, of all its commissions and of its withdrawals by hand."""

from datetime import datetime

from sqlalchemy import Engine, and_, func, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import col

from gateways.sql.database import reading
from models.tables.commissions import CommissionRow
from models.tables.notices import NoticeRow


def told(engine: Engine, kind: str, party_id: str, limit: int) -> list[NoticeRow]:
    """The newest first. ``kind``: ``creator`` or ``brand``."""
    found = select(NoticeRow).where(_of(kind, party_id))
    with reading(engine) as session:
        return list(
            session.scalars(found.order_by(col(NoticeRow.at).desc(), col(NoticeRow.key)).limit(limit))
        )


def how_many_since(engine: Engine, kind: str, party_id: str, since: datetime) -> int:
    since_then = (_of(kind, party_id), col(NoticeRow.at) > since)
    found = select(func.count()).select_from(NoticeRow).where(*since_then)
    with reading(engine) as session:
        return int(session.scalar(found) or 0)


def _of(kind: str, party_id: str) -> ColumnElement[bool]:
    """By the side's commissions: from a recipient there is no way but through every notice there is."""
    owner = {"creator": CommissionRow.creator_id, "brand": CommissionRow.brand_id}[kind]
    own = select(col(CommissionRow.id)).where(col(owner) == party_id)
    about = col(NoticeRow.commission_id)
    return and_(col(NoticeRow.recipient) == f"{kind}:{party_id}", or_(about.in_(own), about.is_(None)))
