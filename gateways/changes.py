"""What has happened since somebody last looked: a question that is asked each second, and costs the same
however much there is in the books.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, Table, exists, func, or_, select

from gateways.outbox import OUTBOX, Subject
from gateways.sql.database import looking
from models.tables.commissions import CommissionRow
from models.tables.plain import table_of
from models.tables.withdrawals import WithdrawalRow

TABLES = {Subject.COMMISSION: table_of(CommissionRow), Subject.WITHDRAWAL: table_of(WithdrawalRow)}
MANY = 500


@dataclass(frozen=True)
class Happened:
    number: int
    """Of the newest event that has one."""
    waiting: int
    """Events that were committed and have no number yet."""

    @property
    def all(self) -> int:
        """One more with each commit of an event, in whichever order they come."""
        return self.number + self.waiting


def happened(engine: Engine) -> Happened:
    number = select(func.max(OUTBOX.c.event_no)).scalar_subquery()
    waiting = select(func.count()).where(OUTBOX.c.event_no.is_(None)).scalar_subquery()
    with looking(engine) as connection:
        newest, unnumbered = connection.execute(select(number, waiting)).one()
        return Happened(newest or 0, unnumbered)


def touched(engine: Engine, since: Happened, brand_id: str = "", creator_id: str = "") -> bool:
    """Whether something of this party's may have happened since: what had no number then is looked at again,
    and of more than a page shows nobody asks whose it is.
    """
    new = or_(OUTBOX.c.event_no > since.number, OUTBOX.c.event_no.is_(None))
    subjects = select(OUTBOX.c.subject_kind, func.coalesce(OUTBOX.c.subject_id, OUTBOX.c.commission_id))
    with looking(engine) as connection:
        found = connection.execute(subjects.where(new).limit(MANY)).all()
        if len(found) == MANY:
            return True
        return any(
            connection.scalar(select(exists().where(table.c.id.in_(ids), _side(table, brand_id, creator_id))))
            for kind, table in TABLES.items()
            if (ids := {subject for of, subject in found if of == kind})
        )


def steps_of(engine: Engine, brand_id: str = "", creator_id: str = "") -> str:
    """How many subjects a party has, and how much has happened to them: no step leaves it as it was."""
    with looking(engine) as connection:
        counted = (
            connection.execute(
                select(func.count(), func.coalesce(func.sum(table.c.seq), 0)).where(
                    _side(table, brand_id, creator_id)
                )
            ).one()
            for table in TABLES.values()
        )
        return ".".join(f"{number}-{steps}" for number, steps in counted)


def _side(table: Table, brand_id: str, creator_id: str) -> ColumnElement[bool]:
    return table.c.brand_id == brand_id if brand_id else table.c.creator_id == creator_id
