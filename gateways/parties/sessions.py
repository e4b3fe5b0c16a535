"""Sessions as rows: opened, found by the digest of their token, ended at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from secrets import token_hex

from sqlalchemy import ColumnElement, Engine, RowMapping, bindparam, delete, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.parties import tokens
from domain.parties.actor import Actor, ActorKind, Credential, Environment, Role
from domain.parties.sign_in import ENDED_KEPT, LIVES, TOUCHED_EVERY
from gateways.sql.database import looking, reading, writing
from models.tables.access import Member, SessionRow
from models.tables.plain import table_of

SESSIONS, MEMBERS = table_of(SessionRow), table_of(Member)
FOUND = (
    select(
        *(SESSIONS.c[name] for name in ("id", "kind", "creator_id", "member_id", "environment")),
        *(SESSIONS.c[name] for name in ("created_at", "used_at")),
        *(MEMBERS.c[name] for name in ("role", "name", "brand_id")),
    )
    .select_from(
        SESSIONS.outerjoin(MEMBERS, (MEMBERS.c.id == SESSIONS.c.member_id) & MEMBERS.c.removed_at.is_(None))
    )
    .where(
        SESSIONS.c.digest == bindparam("of"),
        SESSIONS.c.revoked_at.is_(None),
        SESSIONS.c.expires_at > bindparam("at", type_=SESSIONS.c.expires_at.type),
    )
)
"""What a member may do is asked each time: a role that was taken away is gone with the next request."""


@dataclass(frozen=True)
class SignedIn:
    token: str = field(repr=False)
    actor: Actor
    expires_at: datetime


@dataclass(frozen=True)
class SessionTold:
    """To its owner."""

    id: str
    address: str = field(repr=False)
    created_at: datetime
    used_at: datetime
    expires_at: datetime


def open_session(session: Session, actor: Actor, address: str, now: datetime) -> SignedIn:
    token, session_id = tokens.new(tokens.SESSION), f"ss_{token_hex(8)}"
    life = LIVES[actor.kind]
    expires_at = now + min(life.idle, life.longest)
    session.add(
        SessionRow(
            id=session_id,
            digest=tokens.digest(token),
            kind=actor.kind.value,
            creator_id=actor.party_id if actor.kind is ActorKind.CREATOR else None,
            member_id=actor.member_id or None,
            environment=actor.environment.value,
            address=address,
            created_at=now,
            used_at=now,
            expires_at=expires_at,
        )
    )
    signed_in = replace(actor, credential=Credential.SESSION, credential_id=session_id)
    return SignedIn(token, signed_in, expires_at)


def actor_of(engine: Engine, token: str, environment: Environment, now: datetime) -> Actor | None:
    with looking(engine) as connection:
        row = connection.execute(FOUND, {"of": tokens.digest(token), "at": now}).mappings().first()
    if row is None or row["environment"] != environment or not (row["creator_id"] or row["role"]):
        return None
    if now - row["used_at"] > TOUCHED_EVERY:
        _touch(engine, row, now)
    return _actor(row)


def _actor(row: RowMapping) -> Actor:
    kind = ActorKind(row["kind"])
    return Actor(
        kind,
        party_id=row["creator_id"] or row["brand_id"] or "",
        member_id=row["member_id"] or "",
        name=row["name"] or "",
        role=Role.CREATOR if kind is ActorKind.CREATOR else Role(row["role"]),
        credential=Credential.SESSION,
        credential_id=row["id"],
        environment=Environment(row["environment"]),
    )


def _touch(engine: Engine, row: RowMapping, now: datetime) -> None:
    """It goes on for as long again, up to its longest."""
    life = LIVES[ActorKind(row["kind"])]
    ends = min(now + life.idle, row["created_at"] + life.longest)
    touched = update(SessionRow).where(
        col(SessionRow.id) == row["id"], col(SessionRow.used_at) < now - TOUCHED_EVERY
    )
    with writing(engine) as session:
        session.execute(touched.values(used_at=now, expires_at=ends))


def of_actor(engine: Engine, actor: Actor, now: datetime) -> list[SessionTold]:
    """Those that go on, the last used first."""
    asked = select(SessionRow).where(_whose(actor), *_going_on(now)).order_by(col(SessionRow.used_at).desc())
    with reading(engine) as session:
        return [
            SessionTold(each.id, each.address, each.created_at, each.used_at, each.expires_at)
            for each in session.scalars(asked)
        ]


def end(session: Session, actor: Actor, session_id: str, now: datetime) -> bool:
    """One of the actor's own. Whether it went on until now."""
    return _ended(session, (_whose(actor), col(SessionRow.id) == session_id), now) > 0


def end_all(session: Session, kind: ActorKind, whose: str, now: datetime, *, but: str = "") -> int:
    """Of a creator or a member; how many went on until now."""
    column = SessionRow.creator_id if kind is ActorKind.CREATOR else SessionRow.member_id
    return _ended(session, (col(column) == whose, col(SessionRow.id) != but), now)


def forget_ended(session: Session, now: datetime) -> None:
    session.execute(delete(SessionRow).where(col(SessionRow.expires_at) < now - ENDED_KEPT))


def _ended(session: Session, which: Iterable[ColumnElement[bool]], now: datetime) -> int:
    ended = session.execute(update(SessionRow).where(*which, *_going_on(now)).values(revoked_at=now))
    return int(ended.rowcount)  # type: ignore[attr-defined]  # of a cursor


def _going_on(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(SessionRow.revoked_at).is_(None), col(SessionRow.expires_at) > now


def _whose(actor: Actor) -> ColumnElement[bool]:
    if actor.kind is ActorKind.CREATOR:
        return col(SessionRow.creator_id) == actor.party_id
    return col(SessionRow.member_id) == actor.member_id
