"""A telephone company of one machine: SMS, calls, the inboxes they reach, and what a vendor turns away."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Engine, bindparam, func, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.forms import is_mobile
from gateways.ports.work import VendorRefused
from gateways.sandbox.faults import SandboxFaults
from gateways.sql.database import lock, reading, writing
from models.tables.plain import table_of
from models.tables.sandbox import SandboxMessage, SandboxPhone

MESSAGES, PHONES = table_of(SandboxMessage), table_of(SandboxPhone)
REACHABLE = select(PHONES.c.reachable).where(PHONES.c.phone == bindparam("of"))
"""Nothing of a phone that nobody has said anything of: it is."""
FORBIDDEN = re.compile(r"https?://|[¥￥$]", re.IGNORECASE)
TEXT_MAX = 500
CALLS = ((timedelta(minutes=1), 1), (timedelta(hours=1), 5))
"""How many calls one phone may get within which time: Alibaba's limits."""


def refuse_unsendable(phone: str, text: str, variables: Iterable[str]) -> None:
    if not is_mobile(phone):
        raise VendorRefused("PHONE_INVALID")
    if len(text) > TEXT_MAX:
        raise VendorRefused("TEXT_TOO_LONG")
    if any(FORBIDDEN.search(part) for part in (text, *variables)):
        raise VendorRefused("CONTENT_REFUSED")


class SandboxPhones:
    """The phones themselves, for the people and the tests that look at them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def configure(self, phone: str, *, answers: bool = True, reachable: bool = True) -> None:
        with writing(self._engine) as session:
            lock(session, f"sandbox phone {phone}")
            session.merge(SandboxPhone(phone=phone, answers=answers, reachable=reachable))

    def answers(self, phone: str) -> bool:
        """Whether somebody picks up when it rings."""
        with reading(self._engine) as session:
            return _behaviour(session, phone).answers is not False

    def inbox(self, phone: str) -> list[SandboxMessage]:
        """What was sent to a phone, in the order of sending: also what it missed while switched off."""
        sent = select(SandboxMessage).where(col(SandboxMessage.phone) == phone)
        with reading(self._engine) as session:
            return list(session.scalars(sent.order_by(col(SandboxMessage.id))))


class SandboxSms:
    def __init__(
        self, engine: Engine, faults: SandboxFaults, signature: str = "星图", *, can_find: bool = True
    ) -> None:
        """The vendor puts the registered signature before the text, as 【…】."""
        self._engine = engine
        self._faults = faults
        self._signature = signature
        self._can_find = can_find

    def send(
        self, key: str, phone: str, template: str, params: dict[str, str], text: str, at: datetime
    ) -> None:
        signed = f"【{self._signature}】{text}"
        message = {
            "key": key,
            "phone": phone,
            "channel": "sms",
            "template": template,
            "text": signed,
            "at": at,
        }
        with self._faults.around("sms", "send", key), writing(self._engine) as session:
            refuse_unsendable(phone, text, params.values())
            connection = session.connection()
            is_reachable = connection.scalar(REACHABLE, {"of": phone}) is not False
            outcome = "delivered" if is_reachable else "undelivered"
            connection.execute(insert(MESSAGES), message | {"outcome": outcome})

    def find(self, key: str) -> bool | None:
        with self._faults.asking("sms", "find", key) as refusal:
            if refusal or not self._can_find:
                return None
            with reading(self._engine) as session:
                return _outcome(session, "sms", key) is not None


class SandboxVoice:
    def __init__(self, engine: Engine, faults: SandboxFaults) -> None:
        self._engine = engine
        self._faults = faults

    def call(
        self, key: str, phone: str, template: str, params: dict[str, str], text: str, at: datetime
    ) -> bool:
        message = SandboxMessage(key=key, phone=phone, channel="voice", template=template, text=text, at=at)
        with self._faults.around("voice", "call", key):
            refuse_unsendable(phone, text, params.values())
            with writing(self._engine) as session:
                lock(session, "sandbox voice")
                return (_outcome(session, "voice", key) or _ring(session, message)) == "answered"


def _ring(session: Session, message: SandboxMessage) -> str:
    _refuse_too_often(session, message)
    phone = _behaviour(session, message.phone)
    message.outcome = "answered" if phone.reachable and phone.answers else "unanswered"
    session.add(message)
    return message.outcome


def _behaviour(session: Session, phone: str) -> SandboxPhone:
    return session.get(SandboxPhone, phone) or SandboxPhone(phone=phone)


def _outcome(session: Session, channel: str, key: str) -> str | None:
    known = select(col(SandboxMessage.outcome)).where(
        col(SandboxMessage.channel) == channel, col(SandboxMessage.key) == key
    )
    return session.scalars(known).first()


def _refuse_too_often(session: Session, message: SandboxMessage) -> None:
    """Counted on both sides of the instant: under virtual time a later call may already stand in the log."""
    for window, allowed in CALLS:
        others = select(func.count(col(SandboxMessage.id))).where(
            col(SandboxMessage.channel) == "voice",
            col(SandboxMessage.phone) == message.phone,
            col(SandboxMessage.key) != message.key,
            col(SandboxMessage.at) > message.at - window,
            col(SandboxMessage.at) < message.at + window,
        )
        if session.scalars(others).one() >= allowed:
            raise VendorRefused("TOO_OFTEN")
