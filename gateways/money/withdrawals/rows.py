"""A withdrawal as its row and its lines, and what systems outside hear of a step."""

from datetime import datetime

from domain.money.withdrawals.state import InBooks, State, Withdrawal
from gateways.outbox import Announced, Subject
from models.tables.withdrawals import WithdrawalLine, WithdrawalRow


def withdrawal_of(row: WithdrawalRow) -> Withdrawal:
    """As the books have it. Of one under way nobody knows what was sent: it asks first."""
    return Withdrawal(
        row.id,
        row.creator_id or "",
        row.fen,
        row.commission_id or "",
        row.generation,
        State.ASKING if row.state == InBooks.UNDER_WAY else State(row.state),
        row.seq,
        code=row.reason,
        rail=row.rail,
        brand_id=row.brand_id or "",
    )


def row_of(w: Withdrawal, at: datetime, top_up: str | None) -> WithdrawalRow:
    return WithdrawalRow(
        id=w.id,
        commission_id=w.commission_id or None,
        creator_id=None if w.brand_id else w.creator_id,
        brand_id=w.brand_id or None,
        fen=w.fen,
        generation=w.generation,
        state=w.booked,
        reason="",
        seq=w.seq,
        rail=w.rail,
        requested_at=at,
        updated_at=at,
        top_up=top_up,
    )


def line_of(
    w: Withdrawal, event: str, number: str, at: datetime, *, code: str = "", actor: str = "", reason: str = ""
) -> WithdrawalLine:
    return WithdrawalLine(
        withdrawal_id=w.id,
        seq=w.seq,
        at=at,
        event=event,
        state=w.state.value,
        number=number,
        fen=w.fen,
        code=code,
        actor=actor,
        reason=reason,
    )


def event_of(w: Withdrawal, name: str, number: str, at: datetime) -> Announced:
    """Who did it and why, and the bank's own words, stay in the line."""
    payload: dict[str, str | int] = {
        "withdrawal_id": w.id,
        "seq": w.seq,
        "at": at.isoformat(),
        "event": name,
        "state": w.state.value,
        "number": number,
        "commission_id": w.commission_id,
        "fen": w.fen,
        "code": w.code.partition(" ")[0],
    }
    return Announced(Subject.WITHDRAWAL, w.id, w.seq, name, payload, at)
