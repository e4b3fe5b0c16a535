"""A party's phone is changed: the books first, then an SMS to the old number and one to the new.

Run again with the same number it sends what was not sent, and nothing twice.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from activities.notices import NoticeActivities
from domain.notice import Notice
from domain.parties.phone_changes import TEXTS
from gateways.parties.phones import Changed, OneNumber, SqlPhones
from gateways.ports.work import NeverSent
from services import vendors
from services.app import App


@dataclass(frozen=True)
class Told:
    """``outcome`` as of every notice: ``sent``, ``refused`` (``why``: the vendor's code), ``unknown``,
    ``not_sent`` (to be tried again), or ``nobody`` where there was no number.
    """

    template: str
    outcome: str
    why: str = ""


def change(app: App, party: str, phone: str, operator: str, reason: str) -> tuple[Told, ...] | None:
    """Whom it was told. None: it is the party's number already and never was another."""
    found = SqlPhones(app.engine).change(party, phone, operator, reason, datetime.now(UTC))
    if found is None:
        return None
    return _tell(app, found, "phone_left", found.old), _tell(app, found, "phone_taken", found.new)


def _tell(app: App, change: Changed, template: str, phone: str) -> Told:
    if not phone:
        return Told(template, "nobody")
    key = f"{template}:{change.party}:{change.id}"
    notice = Notice(key, "", change.party, "sms", template, {}, TEXTS[template][0], change.at)
    try:
        result = _activities(app, phone).tell(notice)
    except NeverSent:
        return Told(template, "not_sent")
    return Told(template, result.outcome, result.reason)


def _activities(app: App, phone: str) -> NoticeActivities:
    sms, voice = vendors.sms(app.engine, app.settings), vendors.voice(app.engine, app.settings)
    return NoticeActivities(OneNumber(app.engine, phone), sms, voice)
