"""Changing a party's phone. It is written before anybody is told, so that a killed command can go on."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain import forms
from domain.operators import is_operator
from domain.parties.actor import ActorKind
from domain.wording import check_words
from gateways.notices import SqlNoticeStore
from gateways.parties import sessions
from gateways.personal import rows
from gateways.refusals import BadPhone, DecisionIncomplete, UnknownBrand, UnknownCreator
from gateways.sql.database import lock, reading, writing
from models.tables.parties import Brand, Creator, PhoneChange

REASON_MAX = 100


@dataclass(frozen=True)
class Changed:
    id: int
    party: str
    old: str = field(repr=False)
    """Empty: there was none."""
    new: str = field(repr=False)
    operator: str
    reason: str
    at: datetime


class SqlPhones:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def change(self, party: str, phone: str, operator: str, reason: str, at: datetime) -> Changed | None:
        """The change, or the last one where the number is this one already; None: it never was another.

        ``party`` is ``creator:ID`` or ``brand:ID``. Raises BadPhone, DecisionIncomplete, UnknownCreator,
        UnknownBrand, and Refused for a text that cannot be kept.
        """
        _check(operator, reason)
        with writing(self._engine) as session:
            lock(session, party)
            row, plain = _party(session, party), plain_phone(phone, party)
            before = rows.usable(session, row, "phone")
            if before == plain:
                return _told(session, _last(session, party))
            change = PhoneChange(party=party, old="", new="", operator=operator, reason=reason.strip(), at=at)
            rows.keep(session, change, old=before, new=plain)
            rows.keep(session, row, phone=plain)
            if isinstance(row, Creator):  # whoever has the old one is signed in no more
                sessions.end_all(session, ActorKind.CREATOR, row.id, at)
            session.add(change)
            session.flush()
            return _told(session, change)

    def changes(self, party: str) -> list[Changed]:
        of = select(PhoneChange).where(col(PhoneChange.party) == party)
        with reading(self._engine) as session:
            return [_changed(session, row) for row in session.scalars(of.order_by(col(PhoneChange.id)))]


class OneNumber(SqlNoticeStore):
    """The notices of a change go to the number it is about, whoever has it now."""

    def __init__(self, engine: Engine, phone: str) -> None:
        super().__init__(engine)
        self._phone = phone

    def phone_of(self, recipient: str) -> str:  # noqa: ARG002  # the port's
        return self._phone


def plain_phone(phone: str, party: str) -> str:
    """As it is kept: eleven digits. Raises BadPhone, which does not repeat it."""
    try:
        return forms.phone(phone)
    except forms.Unreadable:
        raise BadPhone(party) from None


def _check(operator: str, reason: str) -> None:
    if not is_operator(operator) or not reason.strip() or len(reason) > REASON_MAX:
        raise DecisionIncomplete(operator or "-")
    check_words({"operator": operator, "reason": reason})


def _party(session: Session, party: str) -> Creator | Brand:
    side, _, party_id = party.partition(":")
    row = session.get(Creator, party_id) if side == "creator" else session.get(Brand, party_id)
    if row is None:
        raise (UnknownCreator if side == "creator" else UnknownBrand)(party_id)
    return row


def _last(session: Session, party: str) -> PhoneChange | None:
    of = select(PhoneChange).where(col(PhoneChange.party) == party)
    return session.scalars(of.order_by(col(PhoneChange.id).desc())).first()


def _told(session: Session, row: PhoneChange | None) -> Changed | None:
    return None if row is None else _changed(session, row)


def _changed(session: Session, row: PhoneChange) -> Changed:
    old, new = (rows.usable(session, row, each) for each in ("old", "new"))
    return Changed(row.id or 0, row.party, old, new, row.operator, row.reason, row.at)
