"""Tokens of people who have signed in, without their signing in."""

from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from domain.parties.actor import KIND_OF, Actor, ActorKind, Environment, Role
from gateways.parties.sessions import open_session
from gateways.sql.database import writing
from models.tables.access import Member


def token_of(engine: Engine, who: str, role: str = "", environment: Environment = Environment.TEST) -> str:
    """``creator-ID``, ``brand-ID`` (its owner, unless a role is named), ``operator-NAME``."""
    kind, _, name = who.partition("-")
    now, taken = datetime.now(UTC), Role(role or {"brand": "owner", "operator": "supervisor"}.get(kind, kind))
    with writing(engine) as session:
        if taken is Role.CREATOR:
            return open_session(
                session, Actor(ActorKind.CREATOR, name, role=taken, environment=environment), "", now
            ).token
        brand = name if KIND_OF[taken] is ActorKind.BRAND else None
        member_id = f"m-{who}-{taken}"
        if session.scalar(select(col(Member.id)).where(col(Member.id) == member_id)) is None:
            session.add(
                Member(
                    id=member_id,
                    kind=kind,
                    brand_id=brand,
                    role=taken.value,
                    name=f"{name}_{taken}" if brand else name,
                    login=member_id,
                    password="-",
                    totp="-",
                    joined_at=now,
                )
            )
            session.flush()
        actor = Actor(ActorKind(kind), brand or "", member_id, name, taken, environment=environment)
        return open_session(session, actor, "", now).token
