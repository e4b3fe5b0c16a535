"""The keys that the platform signs with, taken from the books where they are needed and kept in mind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from domain.process.trust import Trust
from gateways.operations.clock_offsets import SqlClockOffsets
from gateways.signing import platform_keys
from gateways.sql.database import looking, reading, writing
from models.tables.signing import PlatformKey
from services.signing import Signer
from workflows import names

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class Keyring:
    engine: Engine
    trust: str = Trust.CLUSTER
    """Of what is ordered now; what was ordered before keeps its own."""
    _opened: "dict[str, Ed25519PrivateKey]" = field(default_factory=dict, repr=False)

    def signer(self, workflow_id: str) -> Signer | None:
        """The newest gateway key that this workflow was told of. None: a plain message counts there.

        Raises SQLAlchemyError, but not where a platform trusts its cluster: what is not signed is refused by
        name where it has to be.
        """
        subject = subject_of(workflow_id)
        if not subject:
            return None
        try:
            with looking(self.engine) as connection:
                kid = platform_keys.kid_for(connection, subject)
            return self._signer(kid) if kid else None
        except SQLAlchemyError:
            if self.trust != Trust.CLUSTER:
                raise
            return None

    def newest(self) -> Signer:
        """For whoever is told the newest set as it begins."""
        now = datetime.now(UTC).replace(microsecond=0)
        with writing(self.engine) as session:
            platform_keys.ensure(session, now)
            (row, *_) = platform_keys.gateway_keys(session)
            kid = row.id
        return self._signer(kid)

    def _signer(self, kid: str) -> Signer:
        if kid not in self._opened:
            with reading(self.engine) as session:
                self._opened[kid] = platform_keys.private(session, session.get_one(PlatformKey, kid))
        return Signer(kid, self._opened[kid], clock_of(self.engine))


def clock_of(engine: Engine) -> Callable[[str], datetime]:
    """The clock of a workflow: where time was skipped it runs ahead, a payout's with its commission's."""

    def now(workflow_id: str) -> datetime:
        own = workflow_id.partition("/")[2]
        return datetime.now(UTC) + SqlClockOffsets(engine).furthest(workflow_id, names.workflow_id(own))

    return now


def subject_of(workflow_id: str) -> str:
    """As the books know what has pinned keys; empty of any other workflow."""
    for kind, prefix in (
        ("commission", names.workflow_id("")),
        ("withdrawal", names.withdrawal_workflow_id("")),
    ):
        if workflow_id.startswith(prefix):
            return f"{kind}:{workflow_id.removeprefix(prefix)}"
    return ""
