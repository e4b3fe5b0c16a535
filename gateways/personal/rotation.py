"""A new wrapping key: every data key is wrapped anew, what is sealed under them stays as it is.

It may be killed at any moment and run again. The new key stands in the file before anything is wrapped by it,
and the old one leaves the file when nothing is.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, delete, update
from sqlalchemy.orm import Session
from sqlmodel import col

from gateways.personal import key_file, keys
from gateways.refusals import DataKeyMissing, DataKeyUnwritable, DataKeyWrong
from gateways.sql.data_keys import DATA_KEYS, DataKeys
from gateways.sql.database import lock, looking, writing
from models.tables.people import PersonKey, WrappingKey

SOME = 500
"""Data keys wrapped in one transaction."""
TURN = "data keys"


@dataclass(frozen=True)
class Rotated:
    key_id: str
    """Of the wrapping key in force."""
    wrapped: int
    """Data keys that were wrapped anew, this time."""
    went_on: bool
    """It ended a change that was begun before, or began by hand; no other key was chosen."""
    old_left: bool
    """The file cannot be written here: whoever keeps it takes every line but the first out of it."""


def rotate(engine: Engine, now: datetime | None = None) -> Rotated:
    """Raises DataKeyMissing, DataKeyWrong, DataKeyUnwritable, DataUnreadable; what was wrapped stays so."""
    file = _file_of(engine)
    with key_file.held_still(file):
        in_file, went_on = _chosen(engine, file)
        newest = in_file[0]
        key_id = key_file.fingerprint(newest)
        with writing(engine) as session:
            lock(session, TURN)
            _check(file, in_file, keys.current_id(session))  # another machine may have chosen another
            _make_current(session, key_id, now or datetime.now(UTC))
        wrapped = 0
        while done := _some(engine, key_id, newest):
            wrapped += done
        with writing(engine) as session:
            session.execute(delete(WrappingKey).where(col(WrappingKey.is_current).is_(False)))
        return Rotated(key_id, wrapped, went_on, old_left=not _alone(file, newest))


def _file_of(engine: Engine) -> Path:
    found = engine.get_execution_options().get(DATA_KEYS)
    if not isinstance(found, DataKeys) or found.file is None:
        raise DataKeyMissing("STARMAP_DATA_KEY_FILE")
    return found.file


def _chosen(engine: Engine, file: Path) -> tuple[tuple[bytes, ...], bool]:
    """The keys of the file, the one to wrap by first. One that was chosen and not carried through goes on."""
    in_file = key_file.read(file)
    with looking(engine) as connection:
        current = keys.current_id(connection)
    _check(file, in_file, current)
    if current is not None and (len(in_file) > 1 or key_file.fingerprint(in_file[0]) != current):
        return in_file, True
    chosen = (os.urandom(key_file.KEY_BYTES), *in_file)
    key_file.write(file, chosen)
    return chosen, False


def _check(file: Path, in_file: Sequence[bytes], current: str | None) -> None:
    """As the file stands now: one of another database is never changed."""
    if current is not None and current not in map(key_file.fingerprint, in_file):
        raise DataKeyWrong(str(file))


def _make_current(session: Session, key_id: str, now: datetime) -> None:
    if keys.current_id(session) == key_id:
        return
    session.execute(update(WrappingKey).values(is_current=False))
    known = session.get(WrappingKey, key_id)
    if known is None:
        session.add(WrappingKey(id=key_id, is_current=True, made_at=now))
    else:
        known.is_current = True


def _some(engine: Engine, key_id: str, newest: bytes) -> int:
    with writing(engine) as session:
        rows = keys.rows_wrapped_otherwise(session, key_id, SOME)
        for row in rows:
            plain = keys.unwrapped(session, row)
            anew = {"wrapped": keys.wrap(plain, row["person"], newest), "wrapped_by": key_id}
            its = col(PersonKey.person) == row["person"]
            session.execute(update(PersonKey).where(its, col(PersonKey.wrapped) != "").values(**anew))
        return len(rows)


def _alone(file: Path, newest: bytes) -> bool:
    """The old keys go out of the file. Whether they did, or had gone."""
    if key_file.read(file) == (newest,):
        return True
    try:
        key_file.write(file, [newest])
    except DataKeyUnwritable:
        return False
    return True
