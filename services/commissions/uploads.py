"""Files of a commission: read by whom they are for, named by commands through their ids.

What is somebody else's looks absent.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from domain.commissions.uploads.kinds import KINDS
from domain.commissions.uploads.names import is_upload_id, looks_like_upload
from domain.commissions.uploads.purposes import ORPHANS_KEPT, PURPOSES, Purpose
from domain.parties.actor import Actor, ActorKind, Credential, Role
from domain.party import Party
from domain.refusals import Refused
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.uploads import SqlUploads
from gateways.commissions.wholes import Sides, Whole, sides_of
from gateways.ports.files import FileGone, FilesAway, NoRoom
from gateways.refusals import UnknownCommission
from models.tables.commissions import CommissionRow
from models.tables.uploads import Upload
from services import vendors
from services.records import record_of
from settings import Settings


@dataclass(frozen=True)
class Uploaded:
    id: str
    commission_id: str
    party: str
    purpose: str
    name: str
    kind: str
    size: int
    digest: str
    at: datetime
    kept_until: datetime | None

    @property
    def media_type(self) -> str:
        return KINDS[self.kind].media_type


def uploads(engine: Engine, actor: Actor, commission_id: str) -> list[Uploaded]:
    """Those that whoever asks may read. Raises UnknownCommission."""
    own_commission(engine, actor, commission_id)
    rows = SqlUploads(engine).of(commission_id)
    named = SqlUploads(engine).named_in(commission_id) if rows else frozenset()
    return [record_of(Uploaded, row) for row in rows if row.party == actor.kind or row.id in named]


def upload(engine: Engine, actor: Actor, upload_id: str) -> Uploaded:
    """Raises Refused: UPLOAD_UNKNOWN, also for one that is not the asker's to read."""
    row = SqlUploads(engine).get(upload_id) if is_upload_id(upload_id) else None
    if row is None or not _may_read(engine, actor, row):
        raise Refused("UPLOAD_UNKNOWN")
    return record_of(Uploaded, row)


def content(settings: Settings, upload_id: str) -> Iterator[bytes]:
    """Raises Refused: UPLOAD_UNKNOWN where it was deleted meanwhile, UPLOADS_AWAY."""
    with told():
        return vendors.files(settings).read(upload_id)


def check_named(
    engine: Engine, commission_id: str, parties: Sequence[Party], fields: Mapping[str, Any]
) -> None:
    """Files that a command names must be of its commission, of one of these sides, and for this.

    A work or evidence that a command has named before may be evidence for anybody. Raises Refused.
    """
    proofs = fields.get("evidence")
    asked = [("ref", fields.get("ref"))]
    asked += [("evidence", each) for each in (proofs if isinstance(proofs, list | tuple) else ())]
    meant = [(field, each) for field, each in asked if isinstance(each, str) and looks_like_upload(each)]
    if not meant:
        return
    books = SqlUploads(engine)
    for field, each in meant:
        row = books.get(each) if is_upload_id(each) else None
        if row is None or row.commission_id != commission_id:
            raise Refused("UPLOAD_UNKNOWN")
        if row.party not in parties:
            if each not in books.named_in(commission_id):
                raise Refused("UPLOAD_UNKNOWN")
            is_for_this = field == "evidence"
        else:
            is_for_this = PURPOSES[Purpose(row.purpose)].field == field
        if not is_for_this:
            raise Refused("UPLOAD_FOR_ANOTHER_USE")
    books.hold([each for _, each in meant], datetime.now(UTC) + ORPHANS_KEPT)


def own_commission(engine: Engine, actor: Actor, commission_id: str) -> CommissionRow:
    """Raises UnknownCommission: also for one that is not the asker's."""
    row = SqlCommissionQueries(engine).commission(commission_id)
    check_own(actor, commission_id, row)
    return row


def check_owner(engine: Engine, actor: Actor, commission_id: str) -> None:
    """Without reading what the commission holds. Raises UnknownCommission."""
    check_own(actor, commission_id, sides_of(engine, commission_id))


def check_own(actor: Actor, commission_id: str, row: CommissionRow | Whole | Sides) -> None:
    """Raises UnknownCommission."""
    owner = {Party.BRAND: row.brand_id, Party.CREATOR: row.creator_id}.get(Party(actor.kind), actor.party_id)
    if owner != actor.party_id:
        raise UnknownCommission(commission_id)


def at_the_terminal(engine: Engine, commission_id: str, party: Party, operator: str = "") -> Actor:
    """The side that somebody speaks for who has the books in hand. Raises UnknownCommission."""
    row = SqlCommissionQueries(engine).commission(commission_id)
    kind, who = ActorKind(party), {Party.BRAND: row.brand_id, Party.CREATOR: row.creator_id}.get(party, "")
    role = {Party.BRAND: Role.OWNER, Party.CREATOR: Role.CREATOR}.get(party, Role.OPERATOR)
    return Actor(kind, who, name=operator or who, role=role, credential=Credential.TERMINAL)


def _may_read(engine: Engine, actor: Actor, row: Upload) -> bool:
    try:
        own_commission(engine, actor, row.commission_id)
    except UnknownCommission:
        return False
    return row.party == actor.kind or row.id in SqlUploads(engine).named_in(row.commission_id)


@contextmanager
def told() -> Iterator[None]:
    """What the folder says, by name and without where it is."""
    try:
        yield
    except FileGone:
        raise Refused("UPLOAD_UNKNOWN") from None
    except NoRoom:
        raise Refused("UPLOADS_FULL") from None
    except FilesAway:
        raise Refused("UPLOADS_AWAY") from None
