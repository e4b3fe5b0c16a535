"""Each change of keys has a version of its own, over all parties: a set knows what it leaves behind."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from gateways.sql.database import lock
from models.tables.signing import KeyVersion

TURN = "signing keys"
PLATFORM = ""


def hold_still(session: Session) -> None:
    """Nobody else changes a key until this transaction ends: versions are seen in their order."""
    lock(session, TURN)


def changed(session: Session, of: str) -> int:
    """The version of the change that is made here; ``of``: whose keys. Call ``hold_still`` before."""
    version = int(session.scalar(select(func.max(col(KeyVersion.version)))) or 0) + 1
    row = session.get(KeyVersion, of)
    if row is None:
        session.add(KeyVersion(of=of, version=version))
    else:
        row.version = version
    session.flush()
    return version


def version_of(session: Session, of: str) -> int:
    """Of a set with these keys and the platform's."""
    asked = select(func.max(col(KeyVersion.version))).where(col(KeyVersion.of).in_({of, PLATFORM}))
    return int(session.scalar(asked) or 0)
