"""What of a brand's balance may go back, and where: judged in the transaction in which it is reserved."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.state.stages import UNSETTLED, Stage
from domain.money.spans import day_of, month_of
from domain.money.withdrawals.recording import Reservation
from domain.money.withdrawals.state import State
from domain.money.withdrawals.way_back import AskedBack, WayBack, granted_back
from gateways.money.freezes import brand_frozen
from gateways.money.ledger import balance
from gateways.money.payers import paid_in, went_back
from models.tables.commissions import CommissionRow
from models.tables.withdrawals import WithdrawalRequest, WithdrawalRow

ID, STAGE = col(CommissionRow.id), col(CommissionRow.stage)
IN_DISPUTE = (Stage.ARBITRATION.value, Stage.DECIDED.value, Stage.SETTLEMENT_SUSPENDED.value)
CASE = col(CommissionRow.record)["case"].as_string()


def back(session: Session, wanted: Reservation) -> WayBack:
    """Where all of it goes. Raises Refused."""
    w, brand_id = wanted.withdrawal, wanted.withdrawal.brand_id
    asked = session.get(WithdrawalRequest, (w.id, w.fen))
    return granted_back(
        AskedBack(
            w.fen,
            wanted.at,
            balance(session, w.party),
            paid_in(session, brand_id),
            went_back(session, brand_id),
            _times(session, brand_id, *day_of(wanted.at)),
            _times(session, brand_id, *month_of(wanted.at)),
            brand_frozen(session, brand_id).account,
            open_claim(session, brand_id),
            asked.operator if asked else "",
        ),
        wanted.terms,
    )


def open_claim(session: Session, brand_id: str) -> str:
    """A commission of the brand with an open case, or with a decision that is not carried out yet.

    One that is settled keeps the case it was settled by, to be read.
    """
    disputed = or_(STAGE.in_(IN_DISPUTE), CASE.is_not(None))
    found = select(ID).where(col(CommissionRow.brand_id) == brand_id, STAGE.in_(UNSETTLED), disputed)
    return session.scalar(found.order_by(ID).limit(1)) or ""


def _times(session: Session, brand_id: str, since: datetime, until: datetime) -> Mapping[str, int]:
    """How often it was asked for in a span, by kind of account; what came back does not count."""
    rail = col(WithdrawalRow.rail)
    asked = (
        select(rail, func.count())
        .where(
            col(WithdrawalRow.brand_id) == brand_id,
            col(WithdrawalRow.requested_at) >= since,
            col(WithdrawalRow.requested_at) < until,
            col(WithdrawalRow.state) != State.RETURNED.value,
        )
        .group_by(rail)
    )
    return {kind: int(count) for kind, count in session.execute(asked)}
