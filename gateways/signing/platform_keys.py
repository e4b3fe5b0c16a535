"""The platform's own keys: made on first need, replaced, revoked. The private half is sealed in the books.

It is sealed under a data key, and that under the wrapping key in a file outside of the books: who has a copy
of the database signs nothing.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.refusals import Refused
from gateways.personal import sealing
from gateways.signing import versions
from models.tables.plain import table_of
from models.tables.signing import PinnedKeys, PlatformKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ROOT, GATEWAY = "root", "gateway"
PREFIX = {ROOT: "rk", GATEWAY: "gk"}
PERSON, PLACE = "platform:signing", "platform_keys.sealed"
"""Under which data key the private halves are."""
OVERLAP = timedelta(days=1)
"""So long counts what a gateway key signed before another took its place."""
KEYS, PINNED = table_of(PlatformKey), table_of(PinnedKeys)
KID = (
    select(KEYS.c.id)
    .join(PINNED, PINNED.c.version >= KEYS.c.made_in)
    .where(PINNED.c.subject == bindparam("subject"), KEYS.c.use == GATEWAY, KEYS.c.sealed != "")
    .order_by(KEYS.c.made_in.desc())
    .limit(1)
)


@dataclass(frozen=True)
class PlatformKeyTold:
    id: str
    use: str
    public: str
    by: str
    since: datetime
    until: datetime | None
    revoked_at: datetime | None


def ensure(session: Session, now: datetime, by: str = "system") -> None:
    """A root key and a gateway key, where there are none."""
    if in_force(session, ROOT) is not None and in_force(session, GATEWAY) is not None:
        return
    versions.hold_still(session)
    for use in (ROOT, GATEWAY):
        if in_force(session, use) is None:
            _make(session, use, by, now, versions.changed(session, versions.PLATFORM))


def rotate(session: Session, use: str, by: str, now: datetime) -> PlatformKey:
    """Another key in its place. What the old gateway key signed counts for OVERLAP; the old root key signs
    the set that names the new one.
    """
    versions.hold_still(session)
    ensure(session, now, by)
    version = versions.changed(session, versions.PLATFORM)
    for old in _good(session, use):
        if old.until is None:
            old.until = now if use == ROOT else now + OVERLAP
            old.replaced_in = version
    session.flush()
    return _make(session, use, by, now, version)


def revoke(session: Session, kid: str, now: datetime) -> bool:
    """Of a gateway key; whether it was good until now.

    Raises Refused: SIGNING_KEY_UNKNOWN, ROOT_KEY_ROTATES, LAST_SIGNING_KEY.
    """
    versions.hold_still(session)
    row = session.get(PlatformKey, kid)
    if row is None:
        raise Refused("SIGNING_KEY_UNKNOWN")
    if row.use == ROOT:
        raise Refused("ROOT_KEY_ROTATES")
    if row.revoked_at is not None:
        return False
    if row.until is None:
        raise Refused("LAST_SIGNING_KEY")
    row.revoked_at, row.replaced_in = now, versions.changed(session, versions.PLATFORM)
    return True


def told(session: Session) -> list[PlatformKeyTold]:
    """All that there were, the newest first."""
    rows = session.scalars(
        select(PlatformKey).order_by(col(PlatformKey.since).desc(), col(PlatformKey.id))
    ).all()
    return [
        PlatformKeyTold(each.id, each.use, each.public, each.by, each.since, each.until, each.revoked_at)
        for each in rows
    ]


def in_force(session: Session, use: str) -> PlatformKey | None:
    """The one that signs now."""
    asked = select(PlatformKey).where(
        col(PlatformKey.use) == use, col(PlatformKey.until).is_(None), col(PlatformKey.revoked_at).is_(None)
    )
    return session.scalars(asked.order_by(col(PlatformKey.since).desc()).limit(1)).first()


def gateway_keys(session: Session) -> Sequence[PlatformKey]:
    """Whose signatures may count, the newest first."""
    return _good(session, GATEWAY)


def known_in(session: Session, version: int) -> PlatformKey | None:
    """The gateway key to sign with for whoever was told this version: the newest that they know."""
    asked = select(PlatformKey).where(
        col(PlatformKey.use) == GATEWAY, col(PlatformKey.made_in) <= version, col(PlatformKey.sealed) != ""
    )
    return session.scalars(asked.order_by(col(PlatformKey.made_in).desc()).limit(1)).first()


def kid_for(connection: Connection, subject: str) -> str | None:
    """Of the key to sign with for who has pinned keys, as ``known_in`` says; asked before each command."""
    return connection.scalar(KID, {"subject": subject})


def private(session: Session, row: PlatformKey) -> "Ed25519PrivateKey":
    """Raises Refused: SIGNING_KEY_GONE where nothing was thought to need it any more."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415  # few commands need it
        Ed25519PrivateKey,
    )

    if not row.sealed:
        raise Refused("SIGNING_KEY_GONE")
    raw = b64decode(sealing.opened(session, PERSON, PLACE, row.sealed))
    return Ed25519PrivateKey.from_private_bytes(raw)


def forget_unneeded(session: Session) -> int:
    """Private halves that reach nobody any more are destroyed; how many."""
    gone = unneeded(session)
    session.execute(update(PlatformKey).where(col(PlatformKey.id).in_(gone)).values(sealed=""))
    return len(gone)


def unneeded(session: Session) -> Sequence[str]:
    """The ids of those that were replaced, where everybody was told of it."""
    behind = session.scalar(select(col(PinnedKeys.version)).order_by(col(PinnedKeys.version)).limit(1))
    over = select(col(PlatformKey.id)).where(col(PlatformKey.replaced_in) > 0, col(PlatformKey.sealed) != "")
    if behind is not None:
        over = over.where(col(PlatformKey.replaced_in) <= behind)
    return session.scalars(over).all()


def _good(session: Session, use: str) -> Sequence[PlatformKey]:
    asked = select(PlatformKey).where(col(PlatformKey.use) == use, col(PlatformKey.revoked_at).is_(None))
    return session.scalars(asked.order_by(col(PlatformKey.since).desc(), col(PlatformKey.id))).all()


def _make(session: Session, use: str, by: str, now: datetime, version: int) -> PlatformKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    from models.messages.signing import public_of  # noqa: PLC0415  # with its cryptography

    made = Ed25519PrivateKey.generate()
    sealed = sealing.seal(session, PERSON, PLACE, b64encode(made.private_bytes_raw()).decode())
    row = PlatformKey(
        id=f"{PREFIX[use]}_{token_hex(8)}",
        use=use,
        public=public_of(made),
        sealed=sealed,
        by=by,
        since=now,
        made_in=version,
    )
    session.add(row)
    session.flush()
    return row
