"""What people read beside the field of a form, by the name that the form sends it under."""

from collections.abc import Mapping

from starter.web.wording import Wording, catalogue

SECTIONS = ("act", "order", "members", "account", "sign_in")
OF: Mapping[str, str] = {
    "order": "order.number",
    "title": "order.title_field",
    "product_information": "order.information",
    "least": "order.length",
    "most": "order.length",
    "length": "order.length",
    "duration": "order.length",
    "release": "order.release_from",
    "q": "order.find",
    "amount": "income.amount",
    "back": "money.amount",
    "quote": "me.quote",
    "phone": "sign_in.phone",
    "name": "members.name",
    "code": "sign_in.code",
    "commission": "claims.commission",
    "creator": "order.creator",
    "log_since": "audit_log.since",
    "log_until": "audit_log.until",
    "stage": "finding.stage",
    "due": "finding.due",
    "state": "income.state",
}
"""Of fields whose label is another word than their name."""


def label_of(name: str, t: Wording) -> str:
    """Of a day and a time, what they are of; empty where nothing stands beside it."""
    plain = name.partition(".")[0].removesuffix("-day").removesuffix("-time")
    known = catalogue(t.lang)
    keys = (OF.get(plain, ""), *(f"{section}.{plain}" for section in SECTIONS))
    return next((t(key) for key in keys if key in known), "")
