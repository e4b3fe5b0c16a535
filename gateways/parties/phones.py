"""Changing a party's phone. It is written before anybody is told, so that a killed command can go on."""

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
from gateways.refusals import BadPhone, DecisionIncomplete, UnknownBrand, UnknownCreator
from gateways.sql.database import lock, reading, writing
from models.tables.parties import Brand, Creator, PhoneChange

REASON_MAX = 100


class SqlPhones:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def change(self, party: str, phone: str, operator: str, reason: str, at: datetime) -> PhoneChange | None:
        """The change, or the last one where the number is this one already; None: it never was another.

        ``party`` is ``creator:ID`` or ``brand:ID``. Raises BadPhone, DecisionIncomplete, UnknownCreator,
        UnknownBrand, and Refused for a text that cannot be kept.
        """
        _check(operator, reason)
        with writing(self._engine) as session:
            lock(session, party)
            row, plain = _party(session, party), plain_phone(phone, party)
            if row.phone == plain:
                return _detached(session, _last(session, party))
            change = PhoneChange(
                party=party, old=row.phone, new=plain, operator=operator, reason=reason.strip(), at=at
            )
            row.phone = plain
            if isinstance(row, Creator):  # whoever has the old one is signed in no more
                sessions.end_all(session, ActorKind.CREATOR, row.id, at)
            session.add(change)
            session.flush()
            return _detached(session, change)

    def changes(self, party: str) -> list[PhoneChange]:
        of = select(PhoneChange).where(col(PhoneChange.party) == party)
        with reading(self._engine) as session:
            return list(session.scalars(of.order_by(col(PhoneChange.id))))


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


def _detached(session: Session, change: PhoneChange | None) -> PhoneChange | None:
    if change is not None:
        session.expunge(change)
    return change
