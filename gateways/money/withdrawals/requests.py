"""Whether a request to withdraw by hand is still open: a refused one is closed, until its owner asks again.

Else whoever can start a workflow would have it paid later, once the reason of the refusal is gone.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.money.withdrawals.state import Withdrawal
from domain.refusals import Refused
from models.tables.withdrawals import RequestTurn, WithdrawalRequest, WithdrawalRow


def last_turn(session: Session, withdrawal_id: str, fen: int) -> RequestTurn | None:
    """None: nothing was said of it since it was asked for."""
    turns = select(RequestTurn).where(
        col(RequestTurn.withdrawal_id) == withdrawal_id, col(RequestTurn.fen) == fen
    )
    return session.scalars(turns.order_by(col(RequestTurn.seq).desc()).limit(1)).first()


def is_open(session: Session, asked: WithdrawalRequest) -> bool:
    last = last_turn(session, asked.withdrawal_id, asked.fen)
    return last is None or not last.refused


def refused_in(session: Session, w: Withdrawal, run: str) -> Refused | None:
    """What this very run was told before: its task was lost, and asks once more."""
    last = last_turn(session, w.id, w.fen) if run and w.by_hand else None
    return Refused(last.refused, detail=last.detail) if last and last.refused and last.run == run else None


def close(session: Session, w: Withdrawal, refused: Refused, at: datetime, run: str = "") -> None:
    """Nothing where its owner asked for nothing of the kind: whoever else claims it closes nothing."""
    asked = session.get(WithdrawalRequest, (w.id, w.fen)) if w.by_hand else None
    if asked is None or asked.party != w.party or not is_open(session, asked):
        return
    row = session.get(WithdrawalRow, w.id)
    if row is None or asked.fen not in (0, row.fen):  # else it is what was reserved
        _turn(session, asked, at, refused.code, refused.detail, run)


def ask_anew(session: Session, asked: WithdrawalRequest, at: datetime) -> None:
    """Its owner asks once more for what was refused; of what was reserved there is nothing to open."""
    if not is_open(session, asked) and session.get(WithdrawalRow, asked.withdrawal_id) is None:
        _turn(session, asked, at)


def _turn(
    session: Session,
    asked: WithdrawalRequest,
    at: datetime,
    refused: str = "",
    detail: str = "",
    run: str = "",
) -> None:
    last = last_turn(session, asked.withdrawal_id, asked.fen)
    session.add(
        RequestTurn(
            withdrawal_id=asked.withdrawal_id,
            fen=asked.fen,
            seq=(last.seq if last else 0) + 1,
            at=at,
            refused=refused,
            detail=detail,
            run=run,
        )
    )


def refusals_of(session: Session, withdrawal_ids: Sequence[str]) -> dict[tuple[str, int], str]:
    """Why each closed request of these withdrawals is closed, by withdrawal and amount."""
    turns = select(RequestTurn).where(col(RequestTurn.withdrawal_id).in_(withdrawal_ids))
    last: dict[tuple[str, int], str] = {}
    for turn in session.scalars(turns.order_by(col(RequestTurn.seq))):
        last[turn.withdrawal_id, turn.fen] = turn.refused
    return {key: refused for key, refused in last.items() if refused}
