"""In the sandbox whoever is at this machine may be any of the sample people: creators, brands, operators."""

from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex

from sqlalchemy.orm import Session

from domain.parties.actor import Actor, ActorKind, Role
from domain.parties.members import folded, login_of
from domain.parties.sign_in import Origin
from domain.refusals import Refused
from gateways.parties import audit_log, members, passwords, sessions
from gateways.parties.catalogue import SqlCatalogue
from gateways.parties.members import NO_PASSWORD
from gateways.parties.sessions import SignedIn
from gateways.sql.database import writing
from models.tables.access import Member
from models.tables.parties import Brand, Creator
from services import vendors
from services.app import App
from services.sandboxed import serves_sandbox

NAMES = {ActorKind.BRAND: "sandbox", ActorKind.OPERATOR: "sandbox"}
ROLES = {ActorKind.BRAND: Role.OWNER, ActorKind.OPERATOR: Role.SUPERVISOR}


@dataclass(frozen=True)
class Sample:
    kind: ActorKind
    id: str
    name: str


def one_of_each(app: App) -> list[Sample]:
    """A brand, a creator and an operator: the three who live a commission; whom the books have."""
    catalogue = SqlCatalogue(app.engine)
    found = [Sample(ActorKind.BRAND, each.id, each.name) for each in catalogue.brands()[:1]]
    found += [Sample(ActorKind.CREATOR, each.id, each.name) for each in catalogue.page_of_creators("", "", 1)]
    return [*found, Sample(ActorKind.OPERATOR, "", "")]


def sign_in_as(app: App, kind: ActorKind, party_id: str, origin: Origin) -> SignedIn:
    """Raises Refused: FORBIDDEN outside a sandbox; CREATOR_UNKNOWN, BRAND_UNKNOWN."""
    if not serves_sandbox(app.settings):
        raise Refused("FORBIDDEN")
    now = datetime.now(UTC)
    with writing(app.engine) as session:
        actor = _actor(session, kind, party_id, app, now)
        opened = sessions.open_session(session, actor, origin.address, now)
        audit_log.note(session, opened.actor, "signed_in", actor.spoken, origin, now, {"by": "sandbox"})
        return opened


def _actor(session: Session, kind: ActorKind, party_id: str, app: App, now: datetime) -> Actor:
    environment = vendors.environment(app.settings)
    if kind is ActorKind.CREATOR:
        if session.get(Creator, party_id) is None:
            raise Refused("CREATOR_UNKNOWN")
        return Actor(kind, party_id=party_id, role=Role.CREATOR, environment=environment)
    if kind is ActorKind.BRAND and session.get(Brand, party_id) is None:
        raise Refused("BRAND_UNKNOWN")
    brand_id = party_id if kind is ActorKind.BRAND else ""
    members.keep_still(session, f"brand:{brand_id}" if brand_id else "operators")
    login = login_of(NAMES[kind], brand_id)
    member = members.by_login(session, login) or _member(session, kind, brand_id, now)
    return members.actor_of(member, environment)


def _member(session: Session, kind: ActorKind, brand_id: str, now: datetime) -> Member:
    name = NAMES[kind]
    member = Member(
        id=f"mb_{token_hex(8)}",
        kind=kind.value,
        brand_id=brand_id or None,
        role=ROLES[kind].value,
        name=name,
        login=folded(login_of(name, brand_id)),
        password=NO_PASSWORD,
        totp=passwords.of_nobody()[1],
        joined_at=now,
    )
    session.add(member)
    session.flush()
    return member
