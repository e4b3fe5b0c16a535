"""Codes by SMS: a creator signs in with one, and confirms with one that a payout account may be changed.

Whoever asks is told the same of a number that nobody has, and as fast: the SMS leaves afterwards.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain import forms
from domain.parties import limits, tokens
from domain.parties.actor import Actor, ActorKind, Role
from domain.parties.limits import SMS_FEN, address_of, network_of
from domain.parties.sign_in import (
    CODE_DIGITS,
    CODE_LASTS,
    PRESENTED_MAX,
    TEXTS,
    CodeWrong,
    Origin,
    Purpose,
    TooOften,
)
from domain.refusals import Refused
from gateways.parties import audit_log, codes, sessions
from gateways.parties.limits import Claim, OverLimit, claim
from gateways.parties.sessions import SignedIn
from gateways.ports.work import NeverSent, OutcomeUnknown, VendorRefused
from gateways.sql.database import reading, writing
from services import vendors
from services.access.tries import limited
from settings import Settings

Later = Callable[[Callable[[], None]], None]


def at_once(send: Callable[[], None]) -> None:
    send()


@dataclass(frozen=True)
class CodeSent:
    resend_in_seconds: int
    expires_in_seconds: int


@dataclass(frozen=True)
class _Asked:
    """A code that somebody holds, or says so."""

    phone: str = field(repr=False)
    purpose: Purpose
    binding: str = field(repr=False)

    @property
    def place(self) -> str:
        return self._digest("place")

    def digest(self, code: str) -> str:
        return self._digest(f"code {code}")

    def _digest(self, of: str) -> str:
        """Of no use to whoever has the books alone: the binding is not in them."""
        told = f"{of}\n{self.purpose}\n{self.phone}"
        return hmac.new(self.binding.encode(), told.encode(), hashlib.sha256).hexdigest()


def new_binding() -> str:
    """For whoever is about to sign in: kept by their own program, and given with the code again."""
    return tokens.new(tokens.BINDING)


def request_code(
    engine: Engine,
    settings: Settings,
    phone: str,
    purpose: Purpose,
    origin: Origin,
    *,
    later: Later = at_once,
    now: datetime | None = None,
) -> CodeSent:
    """A door gives ``later``, which sends after its answer. Raises Unreadable for what is no mobile number,
    Refused without a binding, TooOften: nothing was sent then, and a code sent before is still good.
    """
    now = now or datetime.now(UTC)
    asked = _asked(phone, purpose, origin)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    try:
        with writing(engine) as session:
            claim(session, _claims(asked.phone, origin, settings), now)
            is_known = bool(codes.creators_with(session, asked.phone))
            held = asked.digest(code if is_known else secrets.token_hex())  # of nobody's number none is right
            codes.keep(session, asked.place, held, now)
    except OverLimit as over:
        of_platform = over.limit.name == limits.spending(1).name
        raise TooOften("CODES_PAUSED" if of_platform else "TOO_MANY_CODES", over.seconds) from None
    later(partial(_send, engine, settings, asked, code if is_known else "", now))
    return CodeSent(int(limits.CODES_OF_A_PHONE[0].every.total_seconds()), int(CODE_LASTS.total_seconds()))


def sign_in_by_code(
    engine: Engine,
    settings: Settings,
    phone: str,
    code: str,
    origin: Origin,
    *,
    creator_id: str = "",
    now: datetime | None = None,
) -> SignedIn:
    """``creator_id`` is needed where several have the phone. Raises Unreadable, and Refused: CodeWrong with
    the tries that are left, CODE_EXPIRED, WHICH_CREATOR with their ids (the code is still good), TooOften.
    """
    now = now or datetime.now(UTC)
    asked = _asked(phone, Purpose.SIGN_IN, origin)
    with limited(), writing(engine) as session:
        _claim_try(session, origin, now)
        found = _look_at(session, asked, code, now)
        if found is None:
            whose = _whose(codes.creators_with(session, asked.phone), creator_id)
            if isinstance(whose, str):
                codes.use(session, asked.place, now)
                return _signed_in(session, settings, whose, origin, now)
            found = whose
    raise found


def request_account_code(
    engine: Engine,
    settings: Settings,
    actor: Actor,
    origin: Origin,
    *,
    later: Later = at_once,
    now: datetime | None = None,
) -> CodeSent:
    """To the creator's own phone; the binding is the session's token. Raises as ``request_code``."""
    phone = _own_phone(engine, actor)
    return request_code(engine, settings, phone, Purpose.CHANGE_ACCOUNT, origin, later=later, now=now)


def confirm_account_code(
    engine: Engine, actor: Actor, code: str, origin: Origin, *, now: datetime | None = None
) -> None:
    """Once: what it confirms is done next. Raises as ``sign_in_by_code``."""
    now = now or datetime.now(UTC)
    asked = _asked(_own_phone(engine, actor), Purpose.CHANGE_ACCOUNT, origin)
    with limited(), writing(engine) as session:
        _claim_try(session, origin, now)
        found = _look_at(session, asked, code, now)
        if found is None:
            codes.use(session, asked.place, now)
            return
    raise found


def _asked(phone: str, purpose: Purpose, origin: Origin) -> _Asked:
    if tokens.prefix_of(origin.binding) not in (tokens.BINDING, tokens.SESSION):
        raise Refused("BINDING_NEEDED")
    return _Asked(forms.phone(phone), purpose, origin.binding)


def _claims(phone: str, origin: Origin, settings: Settings) -> list[Claim]:
    return [
        *(Claim(limit, phone) for limit in limits.CODES_OF_A_PHONE),
        Claim(limits.CODES_OF_AN_ADDRESS, address_of(origin.address)),
        Claim(limits.CODES_OF_A_NETWORK, network_of(origin.address)),
        Claim(limits.spending(settings.code_fen_an_hour), "", SMS_FEN),
    ]


def _claim_try(session: Session, origin: Origin, now: datetime) -> None:
    claim(session, [Claim(limits.WRONG_CODES_OF_AN_ADDRESS, address_of(origin.address))], now)


def _look_at(session: Session, asked: _Asked, code: str, now: datetime) -> Refused | None:
    """What is refused afterwards: the try is kept all the same."""
    tried = codes.look_at(session, asked.place, asked.digest(code[:PRESENTED_MAX]), now)
    if tried is None:
        return Refused("CODE_EXPIRED")
    return None if tried.is_right else CodeWrong(tried.tries_left)


def _whose(having: list[str], wanted: str) -> str | Refused:
    if wanted:
        return wanted if wanted in having else Refused("CREATOR_UNKNOWN")
    if len(having) > 1:
        return Refused("WHICH_CREATOR", detail=", ".join(having))
    return having[0] if having else Refused("CODE_EXPIRED")


def _signed_in(
    session: Session, settings: Settings, creator_id: str, origin: Origin, now: datetime
) -> SignedIn:
    creator = Actor(
        ActorKind.CREATOR,
        party_id=creator_id,
        role=Role.CREATOR,
        environment=vendors.environment(settings),
    )
    opened = sessions.open_session(session, creator, origin.address, now)
    audit_log.note(session, opened.actor, "signed_in", creator.spoken, origin, now)
    return opened


def _own_phone(engine: Engine, actor: Actor) -> str:
    if actor.kind is not ActorKind.CREATOR:
        raise Refused("FORBIDDEN")
    with reading(engine) as session:
        phone = codes.phone_of_creator(session, actor.party_id)
    if not phone:
        raise Refused("NO_PHONE")
    return phone


def _send(engine: Engine, settings: Settings, asked: _Asked, code: str, now: datetime) -> None:
    """Nothing for nobody's number. What the vendor says of it is told to nobody: it would tell them apart."""
    if not code:
        return
    variables = {"code": code, "minutes": str(CODE_LASTS // limits.MINUTE)}
    text = TEXTS[asked.purpose][0].format(**variables)
    with suppress(NeverSent, OutcomeUnknown, VendorRefused):
        vendors.sms(engine, settings).send(
            f"code:{uuid4().hex}", asked.phone, asked.purpose.value, variables, text, now
        )
