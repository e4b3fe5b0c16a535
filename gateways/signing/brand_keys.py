"""Public keys of brands: registered, listed, revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.parties.sign_in import TOUCHED_EVERY
from domain.process.trust import TERM_MAX
from domain.refusals import Refused
from gateways.signing import versions
from gateways.sql.database import reading
from models.tables.signing import SigningKey

LATEST = timedelta(seconds=TERM_MAX)
"""After the end of a key, what it has signed before may still come."""


@dataclass(frozen=True)
class SigningKeyTold:
    id: str
    brand_id: str
    name: str
    public: str
    by: str
    since: datetime
    until: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class SigningKeyDraft:
    brand_id: str
    name: str
    public: str
    until: datetime | None


def register(session: Session, draft: SigningKeyDraft, by: str, now: datetime, most: int) -> SigningKeyTold:
    """``most``: of a brand that may have to be told to its commissions.

    Raises Refused: SIGNING_KEY_KNOWN, TOO_MANY_SIGNING_KEYS.
    """
    versions.hold_still(session)
    known = select(SigningKey).where(
        col(SigningKey.brand_id) == draft.brand_id, col(SigningKey.public) == draft.public
    )
    if row := session.scalars(known).first():
        raise Refused("SIGNING_KEY_KNOWN", detail=row.id)
    if len(good(session, draft.brand_id, now - LATEST)) >= most:
        raise Refused("TOO_MANY_SIGNING_KEYS", detail=str(most))
    made = SigningKey(
        id=f"bk_{token_hex(8)}",
        brand_id=draft.brand_id,
        name=draft.name,
        public=draft.public,
        by=by,
        since=now,
        until=draft.until,
    )
    session.add(made)
    versions.changed(session, f"brand:{draft.brand_id}")
    return _told(made)


def revoke(session: Session, brand_id: str, kid: str, now: datetime) -> bool:
    """Whether it was good until now. Raises Refused: SIGNING_KEY_UNKNOWN, for another brand's too."""
    versions.hold_still(session)
    row = session.get(SigningKey, kid)
    if row is None or row.brand_id != brand_id:
        raise Refused("SIGNING_KEY_UNKNOWN")
    if row.revoked_at is not None:
        return False
    row.revoked_at = now
    versions.changed(session, f"brand:{brand_id}")
    return True


def good(session: Session, brand_id: str, now: datetime) -> Sequence[SigningKey]:
    """Those that are neither revoked nor over."""
    lasting = col(SigningKey.until).is_(None) | (col(SigningKey.until) > now)
    asked = select(SigningKey).where(
        col(SigningKey.brand_id) == brand_id, col(SigningKey.revoked_at).is_(None), lasting
    )
    return session.scalars(asked.order_by(col(SigningKey.since), col(SigningKey.id))).all()


def of_brand(engine: Engine, brand_id: str) -> list[SigningKeyTold]:
    """Those that are over as well, the newest first."""
    asked = select(SigningKey).where(col(SigningKey.brand_id) == brand_id)
    with reading(engine) as session:
        rows = session.scalars(asked.order_by(col(SigningKey.since).desc(), col(SigningKey.id)))
        return [_told(row) for row in rows]


def touch(session: Session, kid: str, at: datetime) -> None:
    """Something that it signed has counted; to the minute."""
    unseen = col(SigningKey.used_at).is_(None) | (col(SigningKey.used_at) < at - TOUCHED_EVERY)
    session.execute(update(SigningKey).where(col(SigningKey.id) == kid, unseen).values(used_at=at))


def _told(row: SigningKey) -> SigningKeyTold:
    return SigningKeyTold(
        id=row.id,
        brand_id=row.brand_id,
        name=row.name,
        public=row.public,
        by=row.by,
        since=row.since,
        until=row.until,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
