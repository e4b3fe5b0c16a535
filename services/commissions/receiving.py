"""A file on its way in: looked at piece by piece, kept once it is whole and what it was said to be."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from domain.commissions.uploads.kinds import LOOKED_AT, TextCheck, begins_as, ends_as, is_whole, said_kind
from domain.commissions.uploads.names import fit
from domain.commissions.uploads.purposes import MB, ORPHANS_KEPT, PURPOSES, Purpose, written_size
from domain.parties.actor import Actor
from domain.party import Party
from domain.refusals import Refused
from gateways.commissions.uploads import SqlUploads
from models.tables.uploads import Upload
from services import vendors
from services.commissions.uploads import Uploaded, own_commission, told
from services.records import record_of
from settings import Settings

SIDE_BYTES_MAX = 6_000 * MB
"""Of one side for one commission: a few films and what belongs to them."""
GB = 1000 * MB


@dataclass(frozen=True)
class Coming:
    """What is said of a file before it comes."""

    commission_id: str
    purpose: Purpose
    file_name: str = ""
    media_type: str = ""
    size: int = 0
    """0: nobody says."""


class Reception:
    """One file on its way in. It is let go in any case, kept or not: nothing of it stays behind unseen."""

    def __init__(self, engine: Engine, settings: Settings, actor: Actor, coming: Coming) -> None:
        """Raises UnknownCommission, Refused."""
        own_commission(engine, actor, coming.commission_id)
        self._taken = PURPOSES[coming.purpose]
        if Party(actor.kind) not in self._taken.of:
            raise Refused("UPLOAD_PURPOSE_FORBIDDEN")
        self._name = fit(coming.file_name) if coming.file_name else ""
        self._kind = said_kind(self._name, coming.media_type)
        if self._kind.name not in self._taken.kinds:
            raise Refused("FILE_KIND_NOT_FOR_THIS", detail=", ".join(self._taken.kinds))
        self._engine, self._settings, self._actor, self._coming = engine, settings, actor, coming
        self._text = TextCheck() if self._kind.is_text else None
        self._sha, self.size = hashlib.sha256(), 0
        self._head, self._tail = b"", b""
        self._check_size(coming.size)
        self._files = vendors.files(settings)
        with told():
            self._arriving = self._files.arriving()

    @property
    def digest(self) -> str:
        return self._sha.hexdigest()

    def write(self, part: bytes) -> None:
        """Raises Refused as soon as it is plain."""
        if not part:
            return
        self._check_size(self.size + len(part))
        was_open = len(self._head) < LOOKED_AT
        self._head += part[: LOOKED_AT - len(self._head)]
        if was_open and len(self._head) == LOOKED_AT:
            self._check_beginning()
        if self._text:
            self._text.read(part)
        self._tail = (self._tail + part)[-LOOKED_AT:]
        self._sha.update(part)
        self.size += len(part)
        with told():
            self._arriving.write(part)

    def end(self) -> None:
        """It has come whole. Raises Refused where it is not what it was said to be."""
        if not self.size:
            raise Refused("FILE_EMPTY")
        if self._text:
            self._text.read(b"", is_last=True)
        self._check_beginning()
        if not ends_as(self._kind, self._head, self._tail):
            raise Refused("FILE_NOT_AS_SAID")
        if not is_whole(self._kind, self._tail):
            raise Refused("FILE_CUT_SHORT")

    def keep(self, upload_id: str, now: datetime | None = None) -> Uploaded:
        """Under this id, of which the same file is kept once. Raises Refused: UPLOAD_QUOTA, UPLOADS_FULL."""
        now = now or datetime.now(UTC)
        row = Upload(
            id=upload_id,
            commission_id=self._coming.commission_id,
            party=Party(self._actor.kind).value,
            by=self._actor.account,
            purpose=self._coming.purpose.value,
            name=self._name or f"{self._coming.purpose}.{self._kind.name}",
            kind=self._kind.name,
            size=self.size,
            digest=self.digest,
            at=now,
            kept_until=now + ORPHANS_KEPT,
        )
        with told():
            self._arriving.keep(upload_id)
        stands, too_much = SqlUploads(self._engine).add(row, SIDE_BYTES_MAX, self._settings.uploads_gb * GB)
        if too_much:
            self._files.remove(upload_id)
            raise Refused("UPLOAD_QUOTA" if too_much == "side" else "UPLOADS_FULL")
        return record_of(Uploaded, stands)

    def drop(self) -> None:
        self._arriving.drop()

    def _check_beginning(self) -> None:
        if not begins_as(self._kind, self._head):
            raise Refused("FILE_NOT_AS_SAID")

    def _check_size(self, size: int) -> None:
        if size > self._taken.bytes_max:
            raise Refused("FILE_TOO_LARGE", detail=written_size(self._taken.bytes_max))
