"""What operators and pages read. Rows come as they are stored, detached: nothing done to them is written."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Engine, Select, select
from sqlmodel import col

from gateways.commissions.listing import EVERYTHING, Place, Wanted, listed
from gateways.refusals import UnknownCommission
from gateways.sql.database import reading
from models.tables.commissions import CommissionRow, MetricsRow, RatingRow, SubmissionRow, TimelineRow
from models.tables.notices import NoticeRow
from models.tables.parties import BreachRecord
from models.tables.withdrawals import WithdrawalLine, WithdrawalRow

Row = TypeVar("Row")


class SqlCommissionQueries:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def commissions(
        self, wanted: Wanted = EVERYTHING, after: Place | None = None, limit: int = 50
    ) -> list[CommissionRow]:
        """Newest first. For the next page give ``place_of`` of the last row."""
        return listed(self._engine, wanted, after, limit)

    def commission(self, commission_id: str) -> CommissionRow:
        """Raises UnknownCommission."""
        with reading(self._engine) as session:
            row = session.get(CommissionRow, commission_id)
            if row is None:
                raise UnknownCommission(commission_id)
            return row

    def known(self, commission_ids: Sequence[str]) -> set[str]:
        """Those of these ids that have been ordered."""
        id_ = col(CommissionRow.id)
        found = select(id_).where(id_.in_(commission_ids))
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
