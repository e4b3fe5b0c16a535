"""An invitation is looked at and accepted: a password is chosen, an authenticator set up, and one is in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.parties.actor import ActorKind, Role
from domain.parties.limits import INVITATIONS_OF_AN_ADDRESS, address_of
from domain.parties.members import check_name, check_password, folded, login_of
from domain.parties.sign_in import PRESENTED_MAX, Origin
from domain.refusals import Refused
from gateways.parties import audit_log, members, one_time_codes, passwords, sessions
from gateways.parties.limits import Claim
from gateways.parties.members import OWN_SETUP, Seat
from gateways.parties.sessions import SignedIn
from gateways.sql.database import reading, writing
from models.tables.access import Invitation, Member
from models.tables.parties import Brand
from services import vendors
from services.access.tries import count_try
from settings import Settings


@dataclass(frozen=True)
class Offer:
    """What an invitation says to who holds it. The secret goes into an authenticator first."""

    kind: ActorKind
    brand_id: str
    brand_name: str
    role: Role
    name: str
    """Empty where the first operator says it."""
    login: str
    totp_secret: str = field(repr=False)
    totp_address: str = field(repr=False)
    """``otpauth://…``, for a QR code."""
    expires_at: datetime


@dataclass(frozen=True)
class Joined:
    """The only time that the recovery codes are seen."""

    signed_in: SignedIn
    login: str
    recovery_codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class _Chosen:
    """What is kept of what the new member chose."""

    name: str
    password: str = field(repr=False)
    totp: str = field(repr=False)
    step: int


def look_at_invitation(engine: Engine, token: str, origin: Origin, *, now: datetime | None = None) -> Offer:
    """Raises Refused: INVITATION_UNKNOWN, INVITATION_USED, INVITATION_EXPIRED; TooOften."""
    now = now or datetime.now(UTC)
    _count(engine, origin, now)
    with reading(engine) as session:
        row = members.invitation_of(session, token, now)
        seat, secret = members.seat_of(row), one_time_codes.secret_of(token, row.seed)
        login = login_of(seat.name, seat.brand_id)
        return Offer(
            kind=seat.kind,
            brand_id=seat.brand_id,
            brand_name=_brand_name(session, seat),
            role=seat.role,
            name=seat.name,
            login=login,
            totp_secret=secret,
            totp_address=one_time_codes.address(secret, login or seat.role.value),
            expires_at=row.expires_at,
        )


def accept_invitation(
    engine: Engine,
    settings: Settings,
    token: str,
    password: str,
    code: str,
    origin: Origin,
    *,
    name: str = "",
    now: datetime | None = None,
) -> Joined:
    """``code``: of the authenticator, with the secret of the offer. ``name``: the first operator's choice.

    Raises Refused as ``look_at_invitation``, and MEMBER_NAME_INVALID, MEMBER_EXISTS, PASSWORD_LENGTH,
    PASSWORD_WEAK, PASSWORD_IS_NAME, ONE_TIME_CODE_WRONG; the invitation is good for another try then.
    """
    now = now or datetime.now(UTC)
    _count(engine, origin, now)
    chosen = _chosen(engine, token, password, code, name, now)
    with writing(engine) as session:
        row = members.invitation_of(session, token, now)
        seat = members.seat_of(row)
        members.keep_still(session, seat.party)
        session.refresh(row)
        members.check_good(row, now)
        member = _seated(session, row, seat, chosen, now)
        row.used_at, row.seed = now, ""
        codes = one_time_codes.new_recovery_codes(session, member.id)
        actor = members.actor_of(member, vendors.environment(settings))
        signed_in = sessions.open_session(session, actor, origin.address, now)
        told = {"invitation": row.id, "role": seat.role.value, "by": row.by}
        audit_log.note(session, signed_in.actor, "joined", f"member:{member.id}", origin, now, told)
        return Joined(signed_in, login_of(member.name, seat.brand_id), codes)


def _chosen(engine: Engine, token: str, password: str, code: str, name: str, now: datetime) -> _Chosen:
    """What can be refused is, before the books are asked to change anything and before argon2 is paid for."""
    with reading(engine) as session:
        row = members.invitation_of(session, token, now)
        seat, brand = members.seat_of(row), _brand_name(session, members.seat_of(row))
        is_first = row.by == OWN_SETUP
    name = name.strip() if is_first else seat.name
    check_name(name)
    check_password(password[: PRESENTED_MAX + 1], name, seat.brand_id, brand)
    secret = one_time_codes.secret_of(token, row.seed)
    step = one_time_codes.step_of(secret, code[:PRESENTED_MAX], now)
    if step is None:
        raise Refused("ONE_TIME_CODE_WRONG")
    return _Chosen(name, passwords.hashed(password), passwords.seal(password, secret), step)


def _seated(session: Session, row: Invitation, seat: Seat, chosen: _Chosen, now: datetime) -> Member:
    """A new member, or one who is there again: what they had before is good no more."""
    if seat.member_id:
        member = members.here(session, seat.member_id)
        if member is None:
            raise Refused("INVITATION_UNKNOWN")
        sessions.end_all(session, seat.kind, member.id, now)
    else:
        if row.by == OWN_SETUP and members.with_password(session, ActorKind.OPERATOR, ""):
            raise Refused("INVITATION_USED")
        if members.by_login(session, login_of(chosen.name, seat.brand_id)):
            raise Refused("MEMBER_EXISTS")
        member = Member(
            id=f"mb_{token_hex(8)}",
            kind=seat.kind.value,
            brand_id=seat.brand_id or None,
            role=seat.role.value,
            name=chosen.name,
            login=folded(login_of(chosen.name, seat.brand_id)),
            password="",
            totp="",
            joined_at=now,
        )
        session.add(member)
    member.password, member.totp, member.totp_step = chosen.password, chosen.totp, chosen.step
    session.flush()
    return member


def _brand_name(session: Session, seat: Seat) -> str:
    brand = session.get(Brand, seat.brand_id) if seat.brand_id else None
    return brand.name if brand else ""


def _count(engine: Engine, origin: Origin, now: datetime) -> None:
    count_try(engine, now, Claim(INVITATIONS_OF_AN_ADDRESS, address_of(origin.address)))
