"""Who it is that asks, by the token of a session or an API key; and the sessions of one's own."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from domain.parties import tokens
from domain.parties.actor import Actor, ActorKind, Credential
from domain.parties.sign_in import Origin
from domain.refusals import Refused
from gateways.parties import api_keys, audit_log, sessions
from gateways.parties.sessions import SessionTold
from gateways.sql.database import writing
from services import vendors
from settings import Settings

__all__ = ["SessionTold", "revoke_session", "sessions_of", "sign_out", "who"]


def who(
    engine: Engine, settings: Settings, token: str, origin: Origin, now: datetime | None = None
) -> Actor | None:
    """None: nobody that is known here, or whose session is over. Raises Refused for a key that was known
    once: KEY_REVOKED, KEY_EXPIRED, KEY_ELSEWHERE.
    """
    now = now or datetime.now(UTC)
    prefix, environment = tokens.prefix_of(token), vendors.environment(settings)
    if prefix == tokens.SESSION:
        return sessions.actor_of(engine, token, environment, now)
    if prefix in tokens.KEYS.values():
        return api_keys.actor_of(engine, token, environment, origin.address, now)
    return None


def sign_out(engine: Engine, actor: Actor, origin: Origin, now: datetime | None = None) -> None:
    """Of this device. Said twice it is the same."""
    if actor.credential is Credential.SESSION:
        _end(engine, actor, actor.credential_id, "signed_out", origin, now)


def sessions_of(engine: Engine, actor: Actor, now: datetime | None = None) -> list[SessionTold]:
    return sessions.of_actor(engine, actor, now or datetime.now(UTC))


def revoke_session(
    engine: Engine, actor: Actor, session_id: str, origin: Origin, now: datetime | None = None
) -> None:
    """One of the actor's own. Raises Refused: SESSION_UNKNOWN, also for another's."""
    if not _end(engine, actor, session_id, "session_revoked", origin, now):
        raise Refused("SESSION_UNKNOWN")


def sign_out_everywhere(
    engine: Engine, actor: Actor, origin: Origin, now: datetime | None = None, *, here_too: bool = False
) -> int:
    """How many there were."""
    now = now or datetime.now(UTC)
    whose = actor.party_id if actor.kind is ActorKind.CREATOR else actor.member_id
    but = "" if here_too else actor.credential_id
    with writing(engine) as session:
        ended = sessions.end_all(session, actor.kind, whose, now, but=but)
        audit_log.note(session, actor, "sessions_revoked", actor.spoken, origin, now, {"sessions": ended})
    return ended


def _end(
    engine: Engine, actor: Actor, session_id: str, what: str, origin: Origin, now: datetime | None
) -> bool:
    now = now or datetime.now(UTC)
    with writing(engine) as session:
        ended = sessions.end(session, actor, session_id, now)
        if ended:
            audit_log.note(session, actor, what, f"session:{session_id}", origin, now)
    return ended
