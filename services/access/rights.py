"""Whether an actor may do it to whom it is: asked by the use cases themselves, whatever a door has asked."""

from sqlalchemy.orm import Session

from domain.parties.actor import Actor, ActorKind
from domain.parties.permissions import allows
from domain.refusals import Refused
from gateways.refusals import UnknownBrand
from models.tables.parties import Brand


def check_brand(session: Session, by: Actor, permission: str, brand_id: str) -> Brand:
    """Another's brand looks absent. Raises Refused: FORBIDDEN; UnknownBrand."""
    if not allows(by, permission):
        raise Refused("FORBIDDEN")
    if by.kind is ActorKind.BRAND and by.party_id != brand_id:
        raise UnknownBrand(brand_id)
    found = session.get(Brand, brand_id)
    if found is None:
        raise UnknownBrand(brand_id)
    return found


def check_operators(by: Actor, permission: str) -> None:
    """Of the platform's own people. Raises Refused: FORBIDDEN."""
    if by.kind is not ActorKind.OPERATOR or not allows(by, permission):
        raise Refused("FORBIDDEN")
