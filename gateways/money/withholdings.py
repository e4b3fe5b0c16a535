"""Notes each change of what a freeze withholds, in the transaction that makes it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from models.tables.ledger import LedgerEntry
from models.tables.parties import CreatorFreeze
from models.tables.withholdings import Withholding


def note_commission(session: Session, creator_id: str, commission_id: str, fen: int, at: datetime) -> None:
    _note(
        session,
        Withholding(creator_id=creator_id, commission_id=commission_id, fen=fen, after_entry=0, at=at),
    )


def note_began(session: Session, freeze: CreatorFreeze) -> None:
    _note(session, of_began(freeze))


def note_ended(session: Session, freeze: CreatorFreeze) -> None:
    _note(session, of_ended(freeze))


def of_began(freeze: CreatorFreeze) -> Withholding:
    return _of(freeze, 1, freeze.at, freeze.operator, freeze.reason)


def of_ended(freeze: CreatorFreeze) -> Withholding:
    return _of(freeze, 0, freeze.ended_at or freeze.at, freeze.ended_by, freeze.ended_reason)


def _of(freeze: CreatorFreeze, fen: int, at: datetime, operator: str, reason: str) -> Withholding:
    return Withholding(
        creator_id=freeze.creator_id,
        freeze_id=freeze.id,
        fen=fen,
        after_entry=0,
        at=at,
        operator=operator,
        reason=reason,
    )


def _note(session: Session, change: Withholding) -> None:
    change.after_entry = int(session.scalar(select(func.max(col(LedgerEntry.id)))) or 0)
    session.add(change)
    session.flush()
