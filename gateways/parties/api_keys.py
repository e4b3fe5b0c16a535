"""Keys of brands' systems: made once, kept as digests, ended or replaced."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import Connection, Engine, RowMapping, bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.parties import tokens
from domain.parties.actor import Actor, ActorKind, Credential, Environment, Role
from domain.parties.sign_in import TOUCHED_EVERY
from domain.refusals import Refused
from gateways.sql.database import lock, looking, reading, writing
from models.tables.access import ApiKey
from models.tables.plain import table_of

KEYS = table_of(ApiKey)
FOUND = select(
    *(KEYS.c[name] for name in ("id", "brand_id", "name", "environment", "scopes", "follows")),
    *(KEYS.c[name] for name in ("expires_at", "used_at", "revoked_at")),
).where(KEYS.c.digest == bindparam("of"))


@dataclass(frozen=True)
class KeyDraft:
    brand_id: str
    name: str
    environment: Environment
    scopes: frozenset[str]
    expires_at: datetime | None
    follows: str | None = None
    """The key that it takes the place of."""


@dataclass(frozen=True)
class NewKey:
    """The only time that ``key`` is seen."""

    id: str
    key: str = field(repr=False)
    expires_at: datetime | None


@dataclass(frozen=True)
class KeyTold:
    id: str
    brand_id: str
    name: str
    shown: str
    environment: str
    scopes: tuple[str, ...]
    by: str
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None
    used_from: str = field(repr=False)
    revoked_at: datetime | None
    follows: str


def actor_of(
    engine: Engine, token: str, environment: Environment, address: str, now: datetime
) -> Actor | None:
    """Raises Refused for a key that is good no more, or not here."""
    with looking(engine) as connection:
        row = connection.execute(FOUND, {"of": tokens.digest(token)}).mappings().first()
        first = _first(connection, row["follows"]) if row is not None and row["follows"] else ""
    if row is None:
        return None
    if row["revoked_at"] is not None:
        raise Refused("KEY_REVOKED")
    if row["expires_at"] is not None and row["expires_at"] <= now:
        raise Refused("KEY_EXPIRED")
    if row["environment"] != environment:
        raise Refused("KEY_ELSEWHERE")
    if row["used_at"] is None or now - row["used_at"] > TOUCHED_EVERY:
        _touch(engine, row["id"], address, now)
    return replace(_actor(row), first_key_id=first)


def _first(connection: Connection, key_id: str) -> str:
    """Of keys that follow one another: what was done under one is not done again under the next."""
    while before := connection.scalar(select(KEYS.c.follows).where(KEYS.c.id == key_id)):
        key_id = str(before)
    return key_id


def make(session: Session, draft: KeyDraft, by: str, now: datetime) -> NewKey:
    key, key_id = tokens.new(tokens.KEYS[draft.environment]), f"ak_{token_hex(8)}"
    session.add(
        ApiKey(
            id=key_id,
            digest=tokens.digest(key),
            brand_id=draft.brand_id,
            name=draft.name,
            shown=tokens.shown(key),
            environment=draft.environment.value,
            scopes=sorted(draft.scopes),
            by=by,
            created_at=now,
            expires_at=draft.expires_at,
            follows=draft.follows,
        )
    )
    return NewKey(key_id, key, draft.expires_at)


def of_brand(engine: Engine, brand_id: str) -> list[KeyTold]:
    """Those that are over as well, the newest first."""
    asked = select(ApiKey).where(col(ApiKey.brand_id) == brand_id)
    with reading(engine) as session:
        rows = session.scalars(asked.order_by(col(ApiKey.created_at).desc(), col(ApiKey.id)))
        return [_told(row) for row in rows]


def theirs(session: Session, brand_id: str, key_id: str) -> ApiKey:
    """To be changed in this transaction. Raises Refused: KEY_UNKNOWN, for another brand's too."""
    lock(session, f"key:{key_id}")
    row = session.get(ApiKey, key_id)
    if row is None or row.brand_id != brand_id:
        raise Refused("KEY_UNKNOWN")
    return row


def good(session: Session, brand_id: str, key_id: str, now: datetime) -> ApiKey:
    """As ``theirs``, and one that lets somebody in. Raises Refused: KEY_REVOKED, KEY_EXPIRED."""
    row = theirs(session, brand_id, key_id)
    if row.revoked_at is not None:
        raise Refused("KEY_REVOKED")
    if row.expires_at is not None and row.expires_at <= now:
        raise Refused("KEY_EXPIRED")
    return row


def follower_of(session: Session, key_id: str) -> str:
    return session.scalars(select(col(ApiKey.id)).where(col(ApiKey.follows) == key_id)).first() or ""


def count_good(session: Session, brand_id: str, now: datetime) -> int:
    """Of a brand whose keys nobody else makes meanwhile."""
    lock(session, f"keys:{brand_id}")
    lasting = col(ApiKey.expires_at).is_(None) | (col(ApiKey.expires_at) > now)
    counted = select(func.count()).select_from(ApiKey)
    asked = counted.where(col(ApiKey.brand_id) == brand_id, col(ApiKey.revoked_at).is_(None), lasting)
    return session.scalars(asked).one()


def end_soon(row: ApiKey, now: datetime, overlap: timedelta) -> None:
    ends = now + overlap
    row.expires_at = ends if row.expires_at is None else min(row.expires_at, ends)


def _actor(row: RowMapping) -> Actor:
    return Actor(
        ActorKind.BRAND,
        party_id=row["brand_id"],
        name=row["name"],
        role=Role.SYSTEM,
        scopes=tuple(row["scopes"]),
        credential=Credential.API_KEY,
        credential_id=row["id"],
        environment=Environment(row["environment"]),
    )


def _touch(engine: Engine, key_id: str, address: str, now: datetime) -> None:
    untouched = col(ApiKey.used_at).is_(None) | (col(ApiKey.used_at) < now - TOUCHED_EVERY)
    touched = update(ApiKey).where(col(ApiKey.id) == key_id, untouched)
    with writing(engine) as session:
        session.execute(touched.values(used_at=now, used_from=address))


def _told(row: ApiKey) -> KeyTold:
    return KeyTold(
        id=row.id,
        brand_id=row.brand_id,
        name=row.name,
        shown=row.shown,
        environment=row.environment,
        scopes=tuple(row.scopes),
        by=row.by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        used_from=row.used_from,
        revoked_at=row.revoked_at,
        follows=row.follows or "",
    )
