"""Signing secrets of endpoints, in the books sealed under a key of each endpoint's own."""

import base64
import os

from sqlalchemy.orm import Session

from gateways.personal import sealing
from gateways.personal.keys import At

PREFIX = "whsec_"
SECRET_BYTES = 32
PLACE = "webhook_endpoints.secret"


def new() -> str:
    """As Standard Webhooks writes it. Shown to its owner once."""
    return PREFIX + base64.b64encode(os.urandom(SECRET_BYTES)).decode()


def seal(session: Session, endpoint_id: str, secret: str) -> str:
    return sealing.seal(session, _whose(endpoint_id), PLACE, secret)


def opened(at: At, endpoint_id: str, sealed: str) -> str:
    """Raises DataUnreadable."""
    return sealing.opened(at, _whose(endpoint_id), PLACE, sealed)


def _whose(endpoint_id: str) -> str:
    return f"webhook:{endpoint_id}"
