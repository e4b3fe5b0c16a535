"""Everything the platform itself says to a workflow is signed here, with the gateway's key.

Also what its own sweeps, looks and relays say. Where an installation has no such key it is sent as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import floor
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic_core import to_jsonable_python

from domain.process.trust import TERM_MAX
from models.messages import signing


@dataclass(frozen=True)
class Signer:
    kid: str
    private: Ed25519PrivateKey = field(repr=False)
    clock: Callable[[str], datetime]
    """The clock of the workflow of this id: it runs ahead of the wall where time was skipped."""


def signed(signer: Signer | None, workflow_id: str, name: str, command: Mapping[str, Any]) -> dict[str, Any]:
    """The command as it is to be sent. One without an id is given one: it counts once.

    Signed for as long as may be: what comes late because of us counts, and what was used is remembered.
    """
    said: dict[str, Any] = {
        field: value for field, value in to_jsonable_python(dict(command)).items() if value is not None
    }
    if signer is None:
        return said
    said["command_id"] = said.get("command_id") or uuid4().hex
    iat = _signed_at(said, signer.clock(workflow_id))
    return signing.sign(signer.private, signer.kid, workflow_id, name, said, iat, iat + TERM_MAX)


def _signed_at(said: Mapping[str, Any], now: datetime) -> int:
    """No later than its stamp: what arrived in one second and is signed in the next counts."""
    stamp = said.get("received_at")
    if not isinstance(stamp, str):
        return int(now.timestamp())
    return min(int(now.timestamp()), floor(datetime.fromisoformat(stamp).timestamp()))
