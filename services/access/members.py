"""Members of a brand and of the platform: invited, given another role, removed; each at once."""

from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.parties.actor import Actor, ActorKind, Role, roles_of
from domain.parties.members import check_name, login_of
from domain.parties.sign_in import FIRST_LINK_LASTS, INVITATION_LASTS, NOWHERE, Origin
from domain.refusals import Refused
from gateways.parties import audit_log, members, sessions
from gateways.parties.members import OWN_SETUP, InvitationTold, Invited, MemberTold, Seat
from gateways.sql.database import reading, writing
from models.tables.access import Invitation, Member
from services.access.rights import check_brand, check_operators

__all__ = [
    "InvitationTold",
    "Invited",
    "MemberTold",
    "change_role",
    "first_operator_link",
    "invitations_of",
    "invite",
    "members_of",
    "remove_member",
    "reset_member",
    "withdraw_invitation",
]

MANAGE = "members.manage"


def invite(
    engine: Engine,
    by: Actor,
    kind: ActorKind,
    brand_id: str,
    role: Role,
    name: str,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> Invited:
    """``brand_id`` is empty of operators. An earlier invitation of the same name is good no more.

    Raises Refused: FORBIDDEN, ROLE_UNKNOWN, MEMBER_NAME_INVALID, MEMBER_EXISTS; UnknownBrand.
    """
    now, name = now or datetime.now(UTC), name.strip()
    with writing(engine) as session:
        _check(session, by, kind, brand_id)
        if role not in roles_of(kind):
            raise Refused("ROLE_UNKNOWN", detail=", ".join(roles_of(kind)))
        check_name(name)
        seat = Seat(kind, brand_id, role, name)
        members.keep_still(session, seat.party)
        if members.by_login(session, login_of(name, brand_id)):
            raise Refused("MEMBER_EXISTS")
        return _invited(session, by, seat, origin, now)


def reset_member(
    engine: Engine, by: Actor, member_id: str, *, origin: Origin = NOWHERE, now: datetime | None = None
) -> Invited:
    """For who lost the password or the authenticator: what they had is good until they have accepted it.

    Raises Refused: FORBIDDEN, MEMBER_UNKNOWN.
    """
    now = now or datetime.now(UTC)
    with writing(engine) as session:
        row = _theirs(session, by, member_id)
        seat = Seat(ActorKind(row.kind), row.brand_id or "", Role(row.role), row.name, row.id)
        return _invited(session, by, seat, origin, now)


def first_operator_link(engine: Engine, *, now: datetime | None = None) -> Invited | None:
    """None once there is an operator. Asked again it is another link, and the one before is good no more."""
    now = now or datetime.now(UTC)
    seat = Seat(ActorKind.OPERATOR, "", Role.SUPERVISOR, "")
    with writing(engine) as session:
        members.keep_still(session, seat.party)
        if members.with_password(session, ActorKind.OPERATOR, ""):
            return None
        return members.invite(session, seat, OWN_SETUP, now, now + FIRST_LINK_LASTS)


def members_of(engine: Engine, by: Actor, kind: ActorKind, brand_id: str = "") -> list[MemberTold]:
    """Raises Refused, UnknownBrand."""
    with reading(engine) as session:
        _check(session, by, kind, brand_id)
        return [members.told(row) for row in members.of_party(session, kind, brand_id)]


def invitations_of(
    engine: Engine, by: Actor, kind: ActorKind, brand_id: str = "", *, now: datetime | None = None
) -> list[InvitationTold]:
    """Those that can still be accepted. Raises Refused, UnknownBrand."""
    with reading(engine) as session:
        _check(session, by, kind, brand_id)
    return members.open_invitations(engine, kind, brand_id, now or datetime.now(UTC))


def withdraw_invitation(
    engine: Engine, by: Actor, invitation_id: str, *, origin: Origin = NOWHERE, now: datetime | None = None
) -> None:
    """Raises Refused: FORBIDDEN, INVITATION_UNKNOWN, INVITATION_USED."""
    now = now or datetime.now(UTC)
    with writing(engine) as session:
        row = session.get(Invitation, invitation_id, with_for_update=True)
        if row is None or not _is_of(by, row.kind, row.brand_id):
            raise Refused("INVITATION_UNKNOWN")
        _check(session, by, ActorKind(row.kind), row.brand_id or "")
        if row.used_at is not None:
            raise Refused("INVITATION_USED")
        if row.revoked_at is None:
            row.revoked_at = now
            audit_log.note(session, by, "invitation_withdrawn", f"invitation:{row.id}", origin, now)


def remove_member(
    engine: Engine, by: Actor, member_id: str, *, origin: Origin = NOWHERE, now: datetime | None = None
) -> MemberTold:
    """Raises Refused: FORBIDDEN, MEMBER_UNKNOWN, LAST_OF_ROLE."""
    now = now or datetime.now(UTC)
    with writing(engine) as session:
        row = _theirs(session, by, member_id)
        if members.is_last_chief(session, row):
            raise Refused("LAST_OF_ROLE")
        row.removed_at = now
        sessions.end_all(session, ActorKind(row.kind), row.id, now)
        audit_log.note(session, by, "member_removed", f"member:{row.id}", origin, now)
        return members.told(row)


def change_role(
    engine: Engine,
    by: Actor,
    member_id: str,
    role: Role,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> MemberTold:
    """From the next request on. Raises as ``remove_member``, and ROLE_UNKNOWN."""
    now = now or datetime.now(UTC)
    with writing(engine) as session:
        row = _theirs(session, by, member_id)
        if role not in roles_of(ActorKind(row.kind)):
            raise Refused("ROLE_UNKNOWN", detail=", ".join(roles_of(ActorKind(row.kind))))
        if row.role != role and members.is_last_chief(session, row):
            raise Refused("LAST_OF_ROLE")
        if row.role != role:
            told = {"from": row.role, "to": role.value}
            audit_log.note(session, by, "role_changed", f"member:{row.id}", origin, now, told)
            row.role = role.value
        return members.told(row)


def _check(session: Session, by: Actor, kind: ActorKind, brand_id: str) -> None:
    if kind is ActorKind.BRAND:
        check_brand(session, by, MANAGE, brand_id)
    elif kind is ActorKind.OPERATOR and not brand_id:
        check_operators(by, MANAGE)
    else:
        raise Refused("FORBIDDEN")


def _theirs(session: Session, by: Actor, member_id: str) -> Member:
    """Another's member looks absent. Who else of the party leaves meanwhile, waits."""
    row = members.here(session, member_id)
    if row is None or not _is_of(by, row.kind, row.brand_id):
        raise Refused("MEMBER_UNKNOWN")
    _check(session, by, ActorKind(row.kind), row.brand_id or "")
    members.keep_still(session, Seat(ActorKind(row.kind), row.brand_id or "", Role(row.role), "").party)
    session.refresh(row)
    if row.removed_at is not None:
        raise Refused("MEMBER_UNKNOWN")
    return row


def _is_of(by: Actor, kind: str, brand_id: str | None) -> bool:
    return by.kind is ActorKind.OPERATOR or (by.kind == kind and by.party_id == brand_id)


def _invited(session: Session, by: Actor, seat: Seat, origin: Origin, now: datetime) -> Invited:
    made = members.invite(session, seat, by.account, now, now + INVITATION_LASTS)
    told = {"party": seat.party, "role": seat.role.value, "name": seat.name}
    audit_log.note(session, by, "invited", f"invitation:{made.id}", origin, now, told)
    return made
