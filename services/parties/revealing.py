"""Personal data of a party, opened for an operator who says why; each look stands in the audit log."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from domain.operators import check_reason
from domain.parties.actor import Actor
from domain.parties.sign_in import Origin
from domain.wording import check_words
from gateways.parties import audit_log
from gateways.parties.revealing import revealed
from gateways.sql.database import writing

REASON_MAX = 100


def reveal(engine: Engine, actor: Actor, party: str, reason: str, origin: Origin) -> dict[str, str]:
    """Of ``creator:ID`` or ``brand:ID``, by the name of each field; what is not there is left out.

    The line and the look are one: what cannot be noted is not shown. Raises UnknownCreator, UnknownBrand,
    DataUnreadable; Refused: REASON_NEEDED, REASON_TOO_LONG.
    """
    check_reason(reason, REASON_MAX)
    check_words({"reason": reason})
    with writing(engine) as session:
        found = revealed(session, party)
        details = {"reason": reason.strip(), "fields": ", ".join(found)}
        audit_log.note(session, actor, "personal_data_seen", party, origin, datetime.now(UTC), details)
    return found
