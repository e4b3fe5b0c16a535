"""What operators and pages read. Rows come as they are stored, detached: nothing done to them is written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Engine, Select, select, tuple_
from sqlmodel import col

from domain.stages import Stage
from gateways.database import reading
from gateways.refusals import UnknownCommission
from models.tables.commissions import CommissionRow, MetricsRow, RatingRow, SubmissionRow, TimelineRow
from models.tables.notices import NoticeRow
from models.tables.parties import BreachRecord
from models.tables.sweeps import AttentionRow
from models.tables.withdrawals import WithdrawalLine, WithdrawalRow

OPENED_AT, ID = col(CommissionRow.opened_at), col(CommissionRow.id)
ANY = "*"

Row = TypeVar("Row")


@dataclass(frozen=True)
class Wanted:
    """Which commissions to list. An empty field does not filter."""

    stage: Stage | None = None
    brand_id: str = ""
    creator_id: str = ""
    attention: str = ""
    """A word, or ``*`` for any."""
    any_of: Collection[str] = ()
    """Words of attention of which one is enough."""
    due_before: datetime | None = None


@dataclass(frozen=True)
class Place:
    """Where a page of the list ends and the next one begins."""

    opened_at: datetime
    id: str


EVERYTHING = Wanted()


class SqlDesk:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def commissions(
        self, wanted: Wanted = EVERYTHING, after: Place | None = None, limit: int = 50
    ) -> list[CommissionRow]:
        """Newest first. For the next page give ``place_of`` of the last row."""
        found = select(CommissionRow).where(*_conditions(wanted))
        if after is not None:
            found = found.where(tuple_(OPENED_AT, ID) < (after.opened_at, after.id))
        return self._all(found.order_by(OPENED_AT.desc(), ID.desc()).limit(limit))

    def commission(self, commission_id: str) -> CommissionRow:
        """Raises UnknownCommission."""
        with reading(self._engine) as session:
            row = session.get(CommissionRow, commission_id)
            if row is None:
                raise UnknownCommission(commission_id)
            return row

    def known(self, commission_ids: Sequence[str]) -> set[str]:
        """Those of these ids that have been ordered."""
        found = select(ID).where(ID.in_(commission_ids))
        return set(self._all(found))

    def timeline(self, commission_id: str, after_seq: int = 0) -> list[TimelineRow]:
        lines = select(TimelineRow).where(
            col(TimelineRow.commission_id) == commission_id, col(TimelineRow.seq) > after_seq
        )
        return self._all(lines.order_by(col(TimelineRow.seq)))

    def submissions(self, commission_id: str) -> list[SubmissionRow]:
        of = select(SubmissionRow).where(col(SubmissionRow.commission_id) == commission_id)
        return self._all(of.order_by(col(SubmissionRow.seq)))

    def ratings(self, commission_id: str) -> list[RatingRow]:
        of = select(RatingRow).where(col(RatingRow.commission_id) == commission_id)
        return self._all(of.order_by(col(RatingRow.seq)))

    def notices(self, commission_id: str) -> list[NoticeRow]:
        of = select(NoticeRow).where(col(NoticeRow.commission_id) == commission_id)
        return self._all(of.order_by(col(NoticeRow.at), col(NoticeRow.key)))

    def withdrawals(self, commission_id: str) -> list[WithdrawalRow]:
        of = select(WithdrawalRow).where(col(WithdrawalRow.commission_id) == commission_id)
        return self._all(of.order_by(col(WithdrawalRow.id)))

    def withdrawal_lines(self, withdrawal_id: str) -> list[WithdrawalLine]:
        of = select(WithdrawalLine).where(col(WithdrawalLine.withdrawal_id) == withdrawal_id)
        return self._all(of.order_by(col(WithdrawalLine.seq)))

    def metrics(self, commission_id: str) -> list[MetricsRow]:
        of = select(MetricsRow).where(col(MetricsRow.commission_id) == commission_id)
        return self._all(of.order_by(col(MetricsRow.at)))

    def breaches(self, commission_id: str) -> list[BreachRecord]:
        of = select(BreachRecord).where(col(BreachRecord.commission_id) == commission_id)
        return self._all(of.order_by(col(BreachRecord.id)))

    def _all(self, found: Select[Row]) -> list[Row]:
        with reading(self._engine) as session:
            return list(session.scalars(found))


def place_of(row: CommissionRow) -> Place:
    return Place(row.opened_at, row.id)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.stage is not None:
        conditions.append(col(CommissionRow.stage) == wanted.stage.value)
    if wanted.brand_id:
        conditions.append(col(CommissionRow.brand_id) == wanted.brand_id)
    if wanted.creator_id:
        conditions.append(col(CommissionRow.creator_id) == wanted.creator_id)
    if wanted.attention:
        conditions.append(ID.in_(_noted(() if wanted.attention == ANY else (wanted.attention,))))
    if wanted.any_of:
        conditions.append(ID.in_(_noted(sorted(wanted.any_of))))
    if wanted.due_before is not None:
        due = select(ID).where(col(CommissionRow.deadline) < wanted.due_before)
        conditions.append(ID.in_(due))  # by itself: else the list is gone through until enough are found
    return conditions


def _noted(words: Collection[str]) -> Select[str]:
    """Commissions with one of these reasons, or any: few stand at once, and they are noted apart."""
    noted = select(col(AttentionRow.commission_id))
    return noted.where(col(AttentionRow.word).in_(words)) if words else noted
