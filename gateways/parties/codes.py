"""Codes that were sent to phones: written, and looked at a few times."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.parties.sign_in import CODE_LASTS, CODE_TRIES, CODES_KEPT
from gateways.personal import rows
from gateways.personal.sealing import digest_to_find
from models.tables.access import SignInCode
from models.tables.parties import Creator


@dataclass(frozen=True)
class Tried:
    """Neither right nor any tries left: there is no such code any more, or never was."""

    is_right: bool
    tries_left: int = 0


def keep(session: Session, place: str, digest: str, now: datetime) -> None:
    """In place of an earlier one for the same; who has claimed the phone's turn writes alone."""
    session.merge(
        SignInCode(
            id=place, digest=digest, tries=0, created_at=now, expires_at=now + CODE_LASTS, used_at=None
        )
    )


def look_at(session: Session, place: str, digest: str, now: datetime) -> Tried | None:
    """None: there is none that is still good. A try counts before it is looked at, whoever else tries."""
    tried = session.execute(
        update(SignInCode)
        .where(
            col(SignInCode.id) == place,
            col(SignInCode.used_at).is_(None),
            col(SignInCode.expires_at) > now,
            col(SignInCode.tries) < CODE_TRIES,
        )
        .values(tries=col(SignInCode.tries) + 1)
        .returning(col(SignInCode.digest), col(SignInCode.tries))
    ).first()
    if tried is None:
        return None
    return Tried(compare_digest(tried.digest, digest), CODE_TRIES - tried.tries)


def use(session: Session, place: str, now: datetime) -> None:
    """In the transaction that looked at it."""
    session.execute(update(SignInCode).where(col(SignInCode.id) == place).values(used_at=now))


def forget_old(session: Session, now: datetime) -> None:
    session.execute(delete(SignInCode).where(col(SignInCode.expires_at) < now - CODES_KEPT))


def creators_with(session: Session, phone: str) -> list[str]:
    """Whose phone it is: a family or an agency may share one."""
    is_its = col(Creator.phone_digest) == digest_to_find(session, "phone", phone)
    return list(session.scalars(select(col(Creator.id)).where(is_its).order_by(col(Creator.id))))


def phone_of_creator(session: Session, creator_id: str) -> str:
    row = session.get(Creator, creator_id)
    return rows.usable(session, row, "phone") if row else ""
