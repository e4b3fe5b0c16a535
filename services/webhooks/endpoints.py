"""Webhook endpoints of a brand, and of the creators' app: made, changed, stopped, started again, removed.

A signing secret is shown once. Who may what is asked here, whatever a door has asked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from domain.parties.actor import Actor, ActorKind
from domain.parties.sign_in import NOWHERE, Origin
from domain.refusals import Refused
from domain.texts import fault
from domain.webhooks import target
from domain.webhooks.endpoint import DESCRIPTION_MAX, Owner, OwnerKind, Reason, State
from gateways.parties import audit_log
from gateways.sql.database import reading, writing
from gateways.webhooks import endpoints, every
from gateways.webhooks.endpoints import EndpointTold, NewSecret
from services.access.rights import check_operators
from services.webhooks.heard import check_types
from services.webhooks.whose import check_owner, owner_of
from settings import Settings

__all__ = ["EndpointTold", "NewSecret"]

WRITE, READ = "webhooks.write", "webhooks.read"


@dataclass(frozen=True)
class Changes:
    """What is None stays."""

    url: str | None = None
    description: str | None = None
    event_types: Collection[str] | None = None
    """None in it: every type."""


def create_endpoint(  # each is something an owner says
    engine: Engine,
    settings: Settings,
    by: Actor,
    owner: Owner,
    url: str,
    description: str = "",
    event_types: Collection[str] = (),
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> NewSecret:
    """``event_types``: none is all that its owner hears of. Nothing is sent before something happens.

    Raises Refused; UnknownBrand.
    """
    now, description = now or datetime.now(UTC), description.strip()
    with writing(engine) as session:
        check_owner(session, by, WRITE, owner)
        host = _checked(settings, owner, url, description, event_types)
        types = tuple(event_types)
        given = (owner, url, by.account, now)
        made = endpoints.create(session, *given, description=description, event_types=types)
        told: audit_log.Details = {
            "owner": owner.brand_id or owner.kind.value,
            "host": host,
            "types": len(set(event_types)),
        }
        audit_log.note(session, by, "webhook_made", whom(made.endpoint_id), origin, now, told)
        return made


def change_endpoint(  # each is something an owner says
    engine: Engine,
    settings: Settings,
    by: Actor,
    endpoint_id: str,
    to: Changes,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> EndpointTold:
    """Its secret stays: whoever moves it elsewhere rotates. Raises Refused."""
    now = now or datetime.now(UTC)
    description = None if to.description is None else to.description.strip()
    types = None if to.event_types is None else tuple(to.event_types)
    owner = owner_of(engine, by, WRITE, endpoint_id)
    with writing(engine) as session:
        host = _checked(settings, owner, to.url, description or "", types or ())
        given = (session, owner, endpoint_id, now)
        endpoints.change(*given, url=to.url, description=description, event_types=types)
        told: audit_log.Details = {"host": host, "types": None if types is None else len(set(types))}
        audit_log.note(session, by, "webhook_changed", whom(endpoint_id), origin, now, told)
    return endpoints.find(engine, owner, endpoint_id)


def rotate_secret(
    engine: Engine, by: Actor, endpoint_id: str, *, origin: Origin = NOWHERE, now: datetime | None = None
) -> NewSecret:
    """Both sign until the term of the old one is over. Raises Refused."""
    now = now or datetime.now(UTC)
    owner = owner_of(engine, by, WRITE, endpoint_id)
    with writing(engine) as session:
        made = endpoints.rotate(session, owner, endpoint_id, now)
        audit_log.note(session, by, "webhook_secret_rotated", whom(endpoint_id), origin, now)
        return made


def enable(engine: Engine, by: Actor, endpoint_id: str, origin: Origin, now: datetime) -> EndpointTold:
    """Whoever does it wakes it (``sending.enable_endpoint``). Raises Refused: ENDPOINT_STOPPED."""
    owner = owner_of(engine, by, WRITE, endpoint_id)
    with writing(engine) as session:
        row = endpoints.theirs(session, owner, endpoint_id)
        if row.reason == Reason.OPERATOR and by.kind is not ActorKind.OPERATOR:
            raise Refused("ENDPOINT_STOPPED")
        if endpoints.enable(session, owner, endpoint_id, now):
            audit_log.note(session, by, "webhook_enabled", whom(endpoint_id), origin, now)
    return endpoints.find(engine, owner, endpoint_id)


def disable_endpoint(
    engine: Engine, by: Actor, endpoint_id: str, *, origin: Origin = NOWHERE, now: datetime | None = None
) -> EndpointTold:
    """Nothing is sent, and nothing lost: it waits. Said twice it is the same. Raises Refused."""
    now = now or datetime.now(UTC)
    is_ours = by.kind is ActorKind.OPERATOR
    owner = owner_of(engine, by, WRITE, endpoint_id)
    with writing(engine) as session:
        reason = Reason.OPERATOR if is_ours and owner.kind is OwnerKind.BRAND else Reason.OWNER
        if endpoints.disable(session, owner, endpoint_id, reason, now):
            audit_log.note(session, by, "webhook_disabled", whom(endpoint_id), origin, now)
    return endpoints.find(engine, owner, endpoint_id)


def remove_endpoint(
    engine: Engine, by: Actor, endpoint_id: str, *, origin: Origin = NOWHERE, now: datetime | None = None
) -> None:
    """For good: what waited is given up. Raises Refused."""
    now = now or datetime.now(UTC)
    owner = owner_of(engine, by, WRITE, endpoint_id)
    with writing(engine) as session:
        endpoints.delete(session, owner, endpoint_id, now)
        audit_log.note(session, by, "webhook_removed", whom(endpoint_id), origin, now)


def endpoints_of(engine: Engine, by: Actor, owner: Owner) -> list[EndpointTold]:
    """The oldest first. Raises Refused, UnknownBrand."""
    with reading(engine) as session:
        check_owner(session, by, READ, owner)
    return endpoints.of_owner(engine, owner)


def endpoint(engine: Engine, by: Actor, endpoint_id: str) -> EndpointTold:
    """Raises Refused: FORBIDDEN; ENDPOINT_UNKNOWN, for another's too."""
    return endpoints.find(engine, owner_of(engine, by, READ, endpoint_id), endpoint_id)


def every_endpoint(engine: Engine, by: Actor) -> list[EndpointTold]:
    """Of all owners, those that do not get through first: for operators. Raises Refused."""
    check_operators(by, READ)
    return sorted(every.endpoints(engine), key=lambda each: (each.state == State.ENABLED, not each.failures))


def whom(endpoint_id: str) -> str:
    return f"webhook:{endpoint_id}"


def _checked(
    settings: Settings, owner: Owner, url: str | None, description: str, event_types: Collection[str]
) -> str:
    """The host of the address. Its form is looked at, and nobody is asked where it leads. Raises Refused."""
    if len(description) > DESCRIPTION_MAX or (description and fault(description)):
        raise Refused("ENDPOINT_TEXT_INVALID")
    check_types(event_types, owner)
    return target.check(url, settings.webhooks_may_reach).host if url is not None else ""
