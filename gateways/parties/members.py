"""Members and invitations as rows."""

from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.parties import tokens
from domain.parties.actor import Actor, ActorKind, Environment, Role
from domain.parties.members import folded, login_of, typed
from domain.refusals import Refused
from gateways.sql.database import lock, reading
from models.tables.access import Invitation, Member

OWN_SETUP = "setup"
"""Who invites the first operator."""
NO_PASSWORD = ""
"""Of the sandbox's own members: nobody signs in with it."""
CHIEFS = (Role.OWNER, Role.SUPERVISOR)
"""Who manages members: of each party one stays."""


@dataclass(frozen=True)
class MemberTold:
    id: str
    kind: str
    brand_id: str
    role: str
    name: str
    login: str
    joined_at: datetime


@dataclass(frozen=True)
class Invited:
    """The only time that ``token`` is seen."""

    id: str
    token: str = field(repr=False)
    login: str
    expires_at: datetime


@dataclass(frozen=True)
class InvitationTold:
    id: str
    kind: str
    brand_id: str
    role: str
    name: str
    by: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Seat:
    """What somebody is invited to be. ``member_id``: somebody there is already, who lost the way in."""

    kind: ActorKind
    brand_id: str
    role: Role
    name: str
    member_id: str = ""

    @property
    def party(self) -> str:
        return f"brand:{self.brand_id}" if self.brand_id else "operators"


def keep_still(session: Session, party: str) -> None:
    """Who joins and leaves it is decided one after the other."""
    lock(session, f"members:{party}")


def invite(session: Session, seat: Seat, by: str, now: datetime, expires_at: datetime) -> Invited:
    """Earlier ones to the same seat are good no more, however its name was written in them."""
    for earlier in session.scalars(select(Invitation).where(*_open(now), *_of(seat))):
        if folded(earlier.name) == folded(seat.name):
            earlier.revoked_at = now
    token, invitation_id = tokens.new(tokens.INVITATION), f"in_{token_hex(8)}"
    session.add(
        Invitation(
            id=invitation_id,
            digest=tokens.digest(token),
            kind=seat.kind.value,
            brand_id=seat.brand_id or None,
            role=seat.role.value,
            name=seat.name,
            member_id=seat.member_id or None,
            seed=token_hex(32),
            by=by,
            created_at=now,
            expires_at=expires_at,
        )
    )
    return Invited(invitation_id, token, login_of(seat.name, seat.brand_id), expires_at)


def invitation_of(session: Session, token: str, now: datetime) -> Invitation:
    """Raises Refused: INVITATION_USED, INVITATION_EXPIRED, INVITATION_UNKNOWN (also if it was taken back)."""
    found = None
    if tokens.prefix_of(token) == tokens.INVITATION:
        asked = select(Invitation).where(col(Invitation.digest) == tokens.digest(token))
        found = session.scalars(asked).first()
    if found is None:
        raise Refused("INVITATION_UNKNOWN")
    check_good(found, now)
    return found


def check_good(row: Invitation, now: datetime) -> None:
    """Raises Refused as ``invitation_of``."""
    if row.revoked_at is not None:
        raise Refused("INVITATION_UNKNOWN")
    if row.used_at is not None:
        raise Refused("INVITATION_USED")
    if row.expires_at <= now:
        raise Refused("INVITATION_EXPIRED")


def seat_of(row: Invitation) -> Seat:
    return Seat(ActorKind(row.kind), row.brand_id or "", Role(row.role), row.name, row.member_id or "")


def open_invitations(engine: Engine, kind: ActorKind, brand_id: str, now: datetime) -> list[InvitationTold]:
    asked = select(Invitation).where(
        *_open(now), col(Invitation.kind) == kind.value, _brand(Invitation, brand_id)
    )
    with reading(engine) as session:
        return [_invitation(row) for row in session.scalars(asked.order_by(col(Invitation.created_at)))]


def by_login(session: Session, login: str) -> Member | None:
    asked = select(Member).where(col(Member.login) == folded(login), col(Member.removed_at).is_(None))
    return session.scalars(asked).first()


def signing_in(session: Session, login: str) -> Member | None:
    """Whom somebody means who types this. Of brands whose ids differ in case alone, the one that is named
    exactly; else none.
    """
    alike = select(Member).where(
        func.lower(col(Member.login)) == typed(login), col(Member.removed_at).is_(None)
    )
    found = list(session.scalars(alike))
    return found[0] if len(found) == 1 else by_login(session, login)


def here(session: Session, member_id: str) -> Member | None:
    row = session.get(Member, member_id)
    return row if row is not None and row.removed_at is None else None


def of_party(session: Session, kind: ActorKind, brand_id: str) -> list[Member]:
    asked = select(Member).where(
        col(Member.kind) == kind.value, _brand(Member, brand_id), col(Member.removed_at).is_(None)
    )
    return list(session.scalars(asked.order_by(col(Member.joined_at), col(Member.id))))


def with_password(session: Session, kind: ActorKind, brand_id: str) -> list[Member]:
    """Those of them that sign in by themselves."""
    return [each for each in of_party(session, kind, brand_id) if each.password != NO_PASSWORD]


def is_last_chief(session: Session, row: Member) -> bool:
    party = of_party(session, ActorKind(row.kind), row.brand_id or "")
    return row.role in CHIEFS and not any(each.role == row.role and each.id != row.id for each in party)


def told(row: Member) -> MemberTold:
    login = login_of(row.name, row.brand_id or "")
    return MemberTold(row.id, row.kind, row.brand_id or "", row.role, row.name, login, row.joined_at)


def actor_of(row: Member, environment: Environment) -> Actor:
    return Actor(
        ActorKind(row.kind),
        party_id=row.brand_id or "",
        member_id=row.id,
        name=row.name,
        role=Role(row.role),
        environment=environment,
    )


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Invitation.used_at).is_(None),
        col(Invitation.revoked_at).is_(None),
        col(Invitation.expires_at) > now,
    )


def _of(seat: Seat) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Invitation.kind) == seat.kind.value,
        _brand(Invitation, seat.brand_id),
    )


def _brand(table: type[Invitation] | type[Member], brand_id: str) -> ColumnElement[bool]:
    return col(table.brand_id) == brand_id if brand_id else col(table.brand_id).is_(None)


def _invitation(row: Invitation) -> InvitationTold:
    return InvitationTold(
        id=row.id,
        kind=row.kind,
        brand_id=row.brand_id or "",
        role=row.role,
        name=row.name,
        by=row.by,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
