"""The sandbox's phones: what reached a party's, and whether it answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain import forms
from gateways.notices import SqlNoticeStore
from gateways.parties import codes
from gateways.ports.work import VendorRefused
from gateways.sandbox.phone import SandboxPhones
from gateways.sql.database import reading
from services.commissions.commands import CommandRefused
from services.records import record_of


@dataclass(frozen=True)
class Message:
    """An SMS or a call."""

    at: datetime
    channel: str
    template: str
    text: str
    outcome: str


def inbox(engine: Engine, party_id: str) -> list[Message]:
    """Of a creator or a brand, by its bare id. Raises CommandRefused for who is neither, or has no phone."""
    return received(engine, _number_of(engine, party_id))


def received(engine: Engine, phone: str) -> list[Message]:
    """In the order of sending."""
    return [record_of(Message, row) for row in SandboxPhones(engine).inbox(phone)]


def answer_calls(engine: Engine, party_id: str, *, answers: bool) -> None:
    """From now on. Raises as ``inbox``."""
    SandboxPhones(engine).configure(_number_of(engine, party_id), answers=answers)


def answers_calls(engine: Engine, party_id: str) -> bool:
    """Raises as ``inbox``."""
    return SandboxPhones(engine).answers(_number_of(engine, party_id))


def number_of(engine: Engine, party_id: str) -> str:
    """Of a sample person, for who wants to sign in as they do. Raises as ``inbox``."""
    return _number_of(engine, party_id)


def creator_with(engine: Engine, phone: str) -> str:
    """Whose phone this is; empty where it is nobody's. Raises Unreadable for what is no number."""
    with reading(engine) as session:
        return next(iter(codes.creators_with(session, forms.phone(phone))), "")


def _number_of(engine: Engine, party_id: str) -> str:
    store = SqlNoticeStore(engine)  # the only door to a number
    for kind in ("creator", "brand"):
        try:
            return store.phone_of(f"{kind}:{party_id}")
        except VendorRefused:
            continue
    raise CommandRefused.named("PARTY_NOT_FOUND", party=("这一方", "such party"))
