"""A member signs in with a password and a one-time code, and changes the password with the same."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.parties.actor import ANONYMOUS, Actor, ActorKind
from domain.parties.limits import PASSWORDS_OF_A_MEMBER, PASSWORDS_OF_AN_ADDRESS, address_of
from domain.parties.members import check_password, typed
from domain.parties.sign_in import PRESENTED_MAX, Origin
from domain.refusals import Refused
from gateways.parties import audit_log, members, one_time_codes, passwords, sessions
from gateways.parties.limits import Claim
from gateways.parties.sessions import SignedIn
from gateways.sql.database import reading, writing
from models.tables.access import Member
from services import vendors
from services.access.tries import count_try
from settings import Settings


@dataclass(frozen=True)
class _Proof:
    """What somebody has shown. ``member_id`` is empty unless the password is that member's."""

    member_id: str
    kept: str = field(repr=False)
    secret: str = field(repr=False)
    code: str = field(repr=False)


def sign_in_by_password(
    engine: Engine,
    settings: Settings,
    login: str,
    password: str,
    code: str,
    origin: Origin,
    *,
    now: datetime | None = None,
) -> SignedIn:
    """``login``: an operator's name, or NAME@BRAND. ``code``: of the authenticator, or a recovery code.

    Raises Refused: SIGN_IN_REFUSED, the same whatever of it is wrong and as slow; TooOften.
    """
    now = now or datetime.now(UTC)
    proof = _proof(engine, login, password, code, origin, now)
    better = _kept_better(proof, password)
    with writing(engine) as session:
        member = _proven(session, proof, now)
        if member is not None:
            member.password = better or member.password
            actor = members.actor_of(member, vendors.environment(settings))
            signed_in = sessions.open_session(session, actor, origin.address, now)
            audit_log.note(session, signed_in.actor, "signed_in", f"member:{member.id}", origin, now)
            return signed_in
        whom = f"member:{proof.member_id}" if proof.member_id else "member:-"
        audit_log.note(session, ANONYMOUS, "sign_in_refused", whom, origin, now)
    raise Refused("SIGN_IN_REFUSED")


def change_password(
    engine: Engine,
    actor: Actor,
    old: str,
    new: str,
    code: str,
    origin: Origin,
    *,
    now: datetime | None = None,
) -> None:
    """Every other session ends. Raises as ``sign_in_by_password``, and PASSWORD_LENGTH, …_WEAK, …_IS_NAME."""
    now = now or datetime.now(UTC)
    with reading(engine) as session:
        row = members.here(session, actor.member_id)
    if row is None:
        raise Refused("FORBIDDEN")
    check_password(new[: PRESENTED_MAX + 1], row.name, row.brand_id or "")
    proof = _proof(engine, row.login, old, code, origin, now)
    hashed, sealed = passwords.hashed(new), passwords.seal(new, proof.secret)
    with writing(engine) as session:
        member = _proven(session, proof, now)
        if member is not None:
            member.password, member.totp = hashed, sealed
            kind = ActorKind(member.kind)
            sessions.end_all(session, kind, member.id, now, but=actor.credential_id)
            audit_log.note(session, actor, "password_changed", f"member:{member.id}", origin, now)
            return
    raise Refused("SIGN_IN_REFUSED")


def new_recovery_codes(
    engine: Engine, actor: Actor, password: str, code: str, origin: Origin, *, now: datetime | None = None
) -> tuple[str, ...]:
    """Those of before are good no more. Raises as ``sign_in_by_password``."""
    now = now or datetime.now(UTC)
    with reading(engine) as session:
        row = members.here(session, actor.member_id)
    if row is None:
        raise Refused("FORBIDDEN")
    proof = _proof(engine, row.login, password, code, origin, now)
    with writing(engine) as session:
        member = _proven(session, proof, now)
        if member is not None:
            audit_log.note(session, actor, "recovery_codes_made", f"member:{member.id}", origin, now)
            return one_time_codes.new_recovery_codes(session, member.id)
    raise Refused("SIGN_IN_REFUSED")


def _proof(engine: Engine, login: str, password: str, code: str, origin: Origin, now: datetime) -> _Proof:
    """As slow for whoever is no member. Raises TooOften, before anything is looked at."""
    login, password = login[:PRESENTED_MAX], password[:PRESENTED_MAX]
    count_try(
        engine,
        now,
        Claim(PASSWORDS_OF_A_MEMBER, typed(login)),
        Claim(PASSWORDS_OF_AN_ADDRESS, address_of(origin.address)),
    )
    with reading(engine) as session:
        row = members.signing_in(session, login)
    kept, sealed = (row.password, row.totp) if row else passwords.of_nobody()
    is_right = passwords.is_right(kept, password)
    secret = passwords.unseal(password, sealed)
    member_id = row.id if row and is_right else ""
    return _Proof(member_id, kept, secret, code[:PRESENTED_MAX])


def _proven(session: Session, proof: _Proof, now: datetime) -> Member | None:
    """With a second proof that was not used before; and unless the password was changed meanwhile."""
    if not proof.member_id:
        return None
    member = members.here(session, proof.member_id)
    if member is None or member.password != proof.kept:
        return None
    step = one_time_codes.step_of(proof.secret, proof.code, now)
    if step is not None:
        is_taken = one_time_codes.take_step(session, member.id, step)
    else:
        is_taken = one_time_codes.take_recovery_code(session, member.id, proof.code, now)
    return member if is_taken else None


def _kept_better(proof: _Proof, password: str) -> str:
    """A right password that was kept at lower costs than today's; empty where there is nothing to do."""
    is_old = proof.member_id and passwords.is_outdated(proof.kept)
    return passwords.hashed(password[:PRESENTED_MAX]) if is_old else ""
