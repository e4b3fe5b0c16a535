"""What the books expect to run at the server, told from their rows alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Engine, select
from sqlmodel import col

from domain.commissions.state.commission import Commission, needs_its_workflow
from domain.commissions.state.stages import CLOSED
from domain.money.withdrawals.state import OPEN
from domain.money.withdrawals.steps import CARD
from gateways.ports.lives import Expected, Life, Page
from gateways.sql.database import reading
from models.tables.commissions import CommissionRow
from models.tables.withdrawals import WithdrawalRow

RECORD = TypeAdapter(Commission)
ID, ORDER_KEY, STAGE = col(CommissionRow.id), col(CommissionRow.order_key), col(CommissionRow.stage)


class SqlLifeStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def commissions(self, after: str, limit: int) -> Page:
        ours = select(CommissionRow).where(after < ID, ORDER_KEY.is_not(None)).order_by(ID).limit(limit)
        with reading(self._engine) as session:
            rows = list(session.scalars(ours))
        expected = [_commission(row) for row in rows if is_open(row)]
        return Page(expected, rows[-1].id if len(rows) == limit else "")

    def withdrawals(self, after: str, limit: int) -> Page:
        of = col(WithdrawalRow.id)
        open_ = select(WithdrawalRow).where(of > after, col(WithdrawalRow.state).in_(OPEN))
        with reading(self._engine) as session:
            rows = list(session.scalars(open_.order_by(of).limit(limit)))
        expected = [Expected(row.id, f"withdrawal/{row.id}", "withdrawal_lost", row.state) for row in rows]
        return Page(expected, rows[-1].id if len(rows) == limit else "")

    def watches(self, since: datetime, after: str, limit: int) -> Page:
        of, paid_at = col(WithdrawalRow.id), col(WithdrawalRow.updated_at)
        paid = select(WithdrawalRow).where(
            of > after,
            col(WithdrawalRow.state) == "paid",
            col(WithdrawalRow.rail) == CARD,
            paid_at >= since,
        )
        with reading(self._engine) as session:
            rows = list(session.scalars(paid.order_by(of).limit(limit)))
        expected = [
            Expected(row.id, f"refund-watch/{row.number}", "watch_lost", row.number, may_be_done=True)
            for row in rows
        ]
        return Page(expected, rows[-1].id if len(rows) == limit else "")

    def unordered(self) -> list[tuple[str, str]]:
        open_ = select(ID, STAGE).where(ORDER_KEY.is_(None), STAGE.not_in(sorted(CLOSED)))
        with reading(self._engine) as session:
            return [(id_, stage) for id_, stage in session.execute(open_.order_by(ID))]

    def standing(self, life: Life, before: datetime) -> str:
        kind, _, subject = life.workflow_id.partition("/")
        if "\0" in subject:
            return "unknown"  # PostgreSQL is not even to be asked for such an id
        with reading(self._engine) as session:
            if life.kind == "Commission" and kind == "commission":
                row = session.get(CommissionRow, subject)
                if row is None:
                    return "unknown"
                return "over" if not is_open(row) and row.updated_at < before else "open"
            if life.kind == "Withdrawal" and kind == "withdrawal":
                return _ended(session.get(WithdrawalRow, subject), OPEN, before)
            if life.kind == "RefundWatch" and kind == "refund-watch":
                number = subject.partition("/")[0]
                found = session.get(WithdrawalRow, number.rpartition("-")[0])
                return _ended(found if found and found.number == number else None, ("paid",), before)
        return "unknown"


def is_open(row: CommissionRow) -> bool:
    """Whether it needs its workflow. A record nobody can read is judged by its stage."""
    return row.stage not in CLOSED or _owes(row.record)


def _owes(record: Mapping[str, Any]) -> bool:
    try:
        return needs_its_workflow(RECORD.validate_python(record))
    except ValidationError:
        return False


def _commission(row: CommissionRow) -> Expected:
    finding = "lost" if row.seq else "unstarted"
    return Expected(row.id, f"commission/{row.id}", finding, row.stage)


def _ended(row: WithdrawalRow | None, open_: tuple[str, ...], before: datetime) -> str:
    if row is None:
        return "unknown"
    return "over" if row.state not in open_ and row.updated_at < before else "open"
