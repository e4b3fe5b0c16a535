"""Whose endpoints an actor may read and keep: a brand its own; operators those of everybody."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.parties.actor import Actor, ActorKind
from domain.parties.permissions import allows
from domain.refusals import Refused
from domain.webhooks.endpoint import APP, Owner, OwnerKind, brand
from gateways.webhooks import endpoints
from services.access.rights import check_brand, check_operators


def owner_for(by: Actor, brand_id: str = "") -> Owner:
    """A brand's own; of an operator that brand's, or the creators' app's where none is named."""
    if by.kind is ActorKind.BRAND:
        return brand(brand_id or by.party_id)
    return brand(brand_id) if brand_id else APP


def check_owner(session: Session, by: Actor, permission: str, owner: Owner) -> None:
    """Another's brand looks absent. Raises Refused: FORBIDDEN; UnknownBrand."""
    if owner.kind is OwnerKind.BRAND:
        check_brand(session, by, permission, owner.brand_id)
    else:
        check_operators(by, permission)


def owner_of(engine: Engine, by: Actor, permission: str, endpoint_id: str) -> Owner:
    """Of an endpoint that the actor may do this with. Another's looks absent.

    Raises Refused: FORBIDDEN, ENDPOINT_UNKNOWN.
    """
    if not allows(by, permission):
        raise Refused("FORBIDDEN")
    own = brand(by.party_id) if by.kind is ActorKind.BRAND else None
    return endpoints.find(engine, own, endpoint_id).owner
