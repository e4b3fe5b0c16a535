"""Where a page begins, as clients carry it: opaque to them. A position and nothing else: it opens nothing."""

import base64
import binascii
import json
from datetime import UTC, datetime

from domain.forms import is_reference
from domain.refusals import Refused
from services.commissions.owned import Place

LONGEST = 300


def written(place: Place | None) -> str | None:
    if place is None:
        return None
    told = json.dumps([place.opened_at.astimezone(UTC).isoformat(), place.id])
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read(text: str | None) -> Place | None:
    """Raises Refused: CURSOR_INVALID for what we have not written."""
    if not text:
        return None
    try:
        at, commission_id = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True))
        opened_at = datetime.fromisoformat(at)
        place = Place(opened_at.astimezone(UTC), commission_id)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError, binascii.Error):
        raise Refused("CURSOR_INVALID") from None
    if opened_at.tzinfo is None or not isinstance(commission_id, str) or not is_reference(commission_id):
        raise Refused("CURSOR_INVALID")
    return place
