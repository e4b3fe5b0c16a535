"""Data keys: made, wrapped by the key of the file, found again, and kept in mind for a while."""

import base64
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, Engine, RowMapping, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from gateways.personal import key_file
from gateways.refusals import DataKeyMissing, DataKeyWrong, DataUnreadable, PersonErased
from gateways.sql.data_keys import DATA_KEYS, DataKeys
from gateways.sql.database import looking, writing
from models.tables.people import PersonKey, WrappingKey
from models.tables.plain import table_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

At = Session | Connection
PERSONS, WRAPPING = table_of(PersonKey), table_of(WrappingKey)
NONCE_BYTES = 12
LOOKUP = "platform:lookup"
"""The key of digests that are looked for: of no person, and never destroyed."""
DESTROYED = "destroyed"
LOOKED_AT = 500
"""Rows of one question."""


def connection_of(at: At) -> Connection:
    return at.connection() if isinstance(at, Session) else at


def held(at: At) -> DataKeys:
    found = connection_of(at).get_execution_options().get(DATA_KEYS)
    return found if isinstance(found, DataKeys) else DataKeys()


def cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  # few commands need it

    return AESGCM(key)


def to_seal(session: Session, person: str) -> "AESGCM":
    """The person's, made where there is none; asked of the books each time. Raises PersonErased."""
    row = _row(session, person)
    if row is None:
        _make(session, person)
        row = _row(session, person)
    if row is None or not row["wrapped"]:
        raise PersonErased(person)
    return cipher(unwrapped(session, row))


def to_open(at: At, person: str) -> "AESGCM | None":
    """None: it was destroyed. Raises DataUnreadable where there never was one."""
    known = held(at).remembered(person)
    if known is None:
        prepare(at, [person])
        known = held(at).remembered(person)
    if known is None:
        raise DataUnreadable(person)
    return None if known == DESTROYED else cast("AESGCM", known)


def prepare(at: At, persons: Iterable[str]) -> None:
    """Bring the keys of many to mind with one question, before what is theirs is read."""
    keys = held(at)
    wanted = [each for each in dict.fromkeys(persons) if keys.remembered(each) is None]
    for begin in range(0, len(wanted), LOOKED_AT):
        asked = select(PERSONS).where(PERSONS.c.person.in_(wanted[begin : begin + LOOKED_AT]))
        for row in connection_of(at).execute(asked).mappings():
            keys.remember(row["person"], cipher(unwrapped(at, row)) if row["wrapped"] else DESTROYED)


def lookup_key(at: At) -> bytes | None:
    """None: nothing was ever looked for, and so there is nothing to be found."""
    known = held(at).remembered(LOOKUP)
    if known is None:
        row = _row(at, LOOKUP)
        if row is None:
            return None
        known = unwrapped(at, row)
        held(at).remember(LOOKUP, known)
    return cast("bytes", known)


def make_lookup_key(session: Session) -> bytes:
    found = lookup_key(session)
    if found is None:
        _make(session, LOOKUP)
        found = lookup_key(session)
    if found is None:
        raise DataUnreadable(LOOKUP)
    return found


def check(engine: Engine) -> None:
    """Raises DataKeyMissing, DataKeyWrong where the file does not hold what the books were sealed with, or
    will have to be sealed with.
    """
    with looking(engine) as connection:
        current, known = current_id(connection), held(connection)
        if current is not None:
            wrapping_key(connection, current)
        elif not known.may_make:
            key_file.read(known.file)


def begin(engine: Engine) -> None:
    """Choose the wrapping key of a database that has none: that of the file, which is made where it may be.

    Raises as ``check``.
    """
    with writing(engine) as session:
        if current_id(session) is None:
            _begin(session)
    check(engine)


def current_id(at: At, *, held_still: bool = False) -> str | None:
    asked = select(WRAPPING.c.id).where(WRAPPING.c.is_current)
    found = connection_of(at).scalar(asked.with_for_update(read=True) if held_still else asked)
    return None if found is None else str(found)


def wrapping_key(at: At, key_id: str) -> bytes:
    """The file is read again for a key that is not known yet: somebody may have changed it since."""
    keys = held(at)
    if key_id not in keys.wrapping:
        keys.wrapping = {key_file.fingerprint(each): each for each in key_file.read(keys.file)}
    if key_id not in keys.wrapping:
        raise DataKeyWrong(str(keys.file))
    return keys.wrapping[key_id]


def wrap(key: bytes, person: str, by: bytes) -> str:
    nonce = os.urandom(NONCE_BYTES)
    return base64.b64encode(nonce + cipher(by).encrypt(nonce, key, person.encode())).decode()


def unwrap(wrapped: str, person: str, by: bytes) -> bytes:
    """Raises DataUnreadable: the row is not as it was written."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415

    try:
        told = base64.b64decode(wrapped, validate=True)
        return cipher(by).decrypt(told[:NONCE_BYTES], told[NONCE_BYTES:], person.encode())
    except (InvalidTag, ValueError):
        raise DataUnreadable(person) from None


def unwrapped(at: At, row: RowMapping) -> bytes:
    return unwrap(row["wrapped"], row["person"], wrapping_key(at, row["wrapped_by"]))


def _row(at: At, person: str) -> RowMapping | None:
    asked = select(PERSONS).where(PERSONS.c.person == person)
    return connection_of(at).execute(asked).mappings().first()


def _make(session: Session, person: str) -> None:
    """Of two at once one is kept. The current wrapping key stays the current one until this is committed."""
    current = current_id(session, held_still=True)
    if current is None:
        _begin(session)
        current = current_id(session, held_still=True)
    if current is None:
        raise DataKeyMissing(str(held(session).file))
    key, now = os.urandom(key_file.KEY_BYTES), datetime.now(UTC)
    wrapped = wrap(key, person, wrapping_key(session, current))
    _insert_once(
        session, PersonKey, person=person, wrapped=wrapped, wrapped_by=current, made_at=now, destroyed_at=None
    )


def _begin(session: Session) -> None:
    """The first data key of a database: what the file holds wraps it, and a missing file may be made."""
    keys = held(session)
    if keys.file is not None and keys.may_make and not keys.file.exists():
        key_file.make(keys.file)
    newest, *_ = key_file.read(keys.file)
    _insert_once(
        session, WrappingKey, id=key_file.fingerprint(newest), is_current=True, made_at=datetime.now(UTC)
    )


def _insert_once(session: Session, of: type[PersonKey | WrappingKey], **values: object) -> None:
    table, connection = table_of(of), session.connection()
    made = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    connection.execute(made.values(**values).on_conflict_do_nothing())


def rows_wrapped_otherwise(session: Session, by: str, most: int) -> Sequence[RowMapping]:
    asked = select(PERSONS).where(PERSONS.c.wrapped_by != by, PERSONS.c.wrapped != "").limit(most)
    return session.connection().execute(asked).mappings().all()
