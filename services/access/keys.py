"""API keys of a brand's systems: shown once, narrowed to what they need, replaced with an overlap."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.parties.actor import Actor, Role
from domain.parties.permissions import scopes_of
from domain.parties.sign_in import NOWHERE, Origin
from domain.refusals import Refused
from domain.texts import fault
from gateways.parties import api_keys, audit_log
from gateways.parties.api_keys import KeyDraft, KeyTold, NewKey
from gateways.sql.database import reading, writing
from services import vendors
from services.access.rights import check_brand
from settings import Settings

__all__ = ["KeyTold", "NewKey", "create_key", "keys_of", "revoke_key", "rotate_key"]

MANAGE = "keys.manage"
NAME_MAX = 40
KEYS_MAX = 50
"""Good ones of a brand; nobody looks after more."""
OVERLAP = timedelta(days=1)
OVERLAP_MAX = timedelta(days=7)


def create_key(
    engine: Engine,
    settings: Settings,
    by: Actor,
    brand_id: str,
    name: str,
    scopes: Collection[str] = (),
    expires_at: datetime | None = None,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> NewKey:
    """``scopes``: permissions; none is all that a brand's system has. Raises Refused, UnknownBrand."""
    now = now or datetime.now(UTC)
    name = name.strip()
    with writing(engine) as session:
        check_brand(session, by, MANAGE, brand_id)
        _check(name, scopes, expires_at, now)
        if api_keys.count_good(session, brand_id, now) >= KEYS_MAX:
            raise Refused("TOO_MANY_KEYS")
        draft = KeyDraft(brand_id, name, vendors.environment(settings), frozenset(scopes), expires_at)
        return _made(session, by, draft, "key_made", origin, now)


def rotate_key(
    engine: Engine,
    settings: Settings,
    by: Actor,
    brand_id: str,
    key_id: str,
    overlap: timedelta = OVERLAP,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> NewKey:
    """A new one with the same name, scopes and span; the old one is good for the overlap. Raises as above."""
    now = now or datetime.now(UTC)
    if not timedelta() <= overlap <= OVERLAP_MAX:
        raise Refused("OVERLAP_OUT_OF_BOUNDS")
    with writing(engine) as session:
        check_brand(session, by, MANAGE, brand_id)
        old = api_keys.good(session, brand_id, key_id, now)
        if follower := api_keys.follower_of(session, old.id):
            raise Refused("KEY_REPLACED", detail=follower)
        expires_at = old.expires_at and now + (old.expires_at - old.created_at)
        draft = KeyDraft(
            brand_id, old.name, vendors.environment(settings), frozenset(old.scopes), expires_at, old.id
        )
        api_keys.end_soon(old, now, overlap)
        return _made(session, by, draft, "key_replaced", origin, now)


def revoke_key(
    engine: Engine,
    by: Actor,
    brand_id: str,
    key_id: str,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> None:
    """At once. Said twice it is the same. Raises Refused, UnknownBrand."""
    now = now or datetime.now(UTC)
    with writing(engine) as session:
        check_brand(session, by, MANAGE, brand_id)
        row = api_keys.theirs(session, brand_id, key_id)
        if row.revoked_at is None:
            row.revoked_at = now
            audit_log.note(session, by, "key_revoked", f"key:{key_id}", origin, now, {"brand": brand_id})


def keys_of(engine: Engine, by: Actor, brand_id: str) -> list[KeyTold]:
    """Those that are over as well. Raises Refused, UnknownBrand."""
    with reading(engine) as session:
        check_brand(session, by, MANAGE, brand_id)
    return api_keys.of_brand(engine, brand_id)


def _check(name: str, scopes: Collection[str], expires_at: datetime | None, now: datetime) -> None:
    if not 1 <= len(name) <= NAME_MAX or fault(name):
        raise Refused("KEY_NAME_INVALID")
    known = scopes_of(Role.SYSTEM)
    if not {*scopes} <= {*known}:
        raise Refused("SCOPE_UNKNOWN", detail=", ".join(known))
    if expires_at is not None and expires_at <= now:
        raise Refused("EXPIRY_PAST")


def _made(session: Session, by: Actor, draft: KeyDraft, what: str, origin: Origin, now: datetime) -> NewKey:
    made = api_keys.make(session, draft, by.account, now)
    told = {"brand": draft.brand_id, "scopes": " ".join(sorted(draft.scopes)), "follows": draft.follows}
    audit_log.note(session, by, what, f"key:{made.id}", origin, now, told)
    return made
