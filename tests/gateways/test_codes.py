"""A creator signs in by a code on their phone: once, within five tries and five minutes, if it was them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from domain.forms import Unreadable
from domain.parties import tokens
from domain.parties.actor import ActorKind, Credential, Environment, Role
from domain.parties.sign_in import CODE_LASTS, CODE_TRIES, CodeWrong, Origin, Purpose, TooOften
from domain.refusals import Refused
from gateways.parties.phones import SqlPhones
from gateways.sandbox.faults import Fault, SandboxFaults
from gateways.sandbox.phone import SandboxPhones
from gateways.sql.database import reading
from models.tables.access import SignInCode
from services.access.codes import (
    confirm_account_code,
    new_binding,
    request_account_code,
    request_code,
    sign_in_by_code,
)
from services.access.pruning import prune
from services.access.sessions import who
from settings import Settings
from tests.gateways.records import NOON, at_once, market

PHONE, NOBODYS = "13800000001", "13811112222"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SignsIn = Callable[..., str]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path, _env_file=None)


@pytest.fixture(autouse=True)
def parties(engine: Engine) -> None:
    market(engine)


def origin(address: str = "203.0.113.7") -> Origin:
    return Origin(address, new_binding(), "request-1")


def ask(
    engine: Engine,
    settings: Settings,
    of: Origin,
    phone: str = PHONE,
    purpose: Purpose = Purpose.SIGN_IN,
    at: datetime = NOON,
) -> str:
    """The code, as it stands on the phone; empty where none came."""
    before = len(SandboxPhones(engine).inbox(phone))
    request_code(engine, settings, phone, purpose, of, now=at)
    came = SandboxPhones(engine).inbox(phone)[before:]
    return came[0].text.partition("验证码")[2][:6] if came else ""


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_code_on_the_phone_signs_in(engine: Engine, settings: Settings) -> None:
    of = origin()

    code = ask(engine, settings, of)
    signed = sign_in_by_code(engine, settings, PHONE, code, of, now=NOON)

    assert (signed.actor.kind, signed.actor.party_id, signed.actor.role) == (
        ActorKind.CREATOR,
        "atang",
        Role.CREATOR,
    )
    assert signed.actor.credential is Credential.SESSION
    assert signed.actor.environment is Environment.TEST
    assert who(engine, settings, signed.token, of, NOON) == signed.actor
    assert signed.token not in repr(signed)


def test_a_number_is_read_as_people_write_it(engine: Engine, settings: Settings) -> None:
    of = origin()

    code = ask(engine, settings, of)

    assert (
        sign_in_by_code(engine, settings, "+86 138 0000 0001", code, of, now=NOON).actor.party_id == "atang"
    )


@pytest.mark.parametrize(
    "phone", ["", "13800000001\n13800000002", "139000000", "02088880000", "+1 2025550123"]
)
def test_what_is_no_mobile_number_is_refused_and_not_repeated(
    engine: Engine, settings: Settings, phone: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        request_code(engine, settings, phone, Purpose.SIGN_IN, origin(), now=NOON)

    assert phone not in str(refused.value) or not phone


def test_a_code_is_good_once(engine: Engine, settings: Settings) -> None:
    of = origin()
    code = ask(engine, settings, of)
    sign_in_by_code(engine, settings, PHONE, code, of, now=NOON)

    with pytest.raises(Refused, match="CODE_EXPIRED"):
        sign_in_by_code(engine, settings, PHONE, code, of, now=NOON)


def test_two_with_one_code_at_once_are_one_signed_in(engine: Engine, settings: Settings) -> None:
    of = origin()
    code = ask(engine, settings, of)

    def go(_: int) -> str:
        try:
            return sign_in_by_code(engine, settings, PHONE, code, of, now=NOON).token
        except Refused as refused:
            return refused.code

    answers = at_once(8, go)

    assert sum(each.startswith(tokens.SESSION) for each in answers) == 1
    assert {each for each in answers if not each.startswith(tokens.SESSION)} == {"CODE_EXPIRED"}


def test_five_wrong_tries_burn_the_code_and_say_how_many_are_left(engine: Engine, settings: Settings) -> None:
    of = origin()
    code = ask(engine, settings, of)

    left = []
    for _ in range(CODE_TRIES):
        with pytest.raises(CodeWrong) as refused:
            sign_in_by_code(engine, settings, PHONE, wrong(code), of, now=NOON)
        left.append(refused.value.tries_left)

    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(Refused, match="CODE_EXPIRED"):
        sign_in_by_code(engine, settings, PHONE, code, of, now=NOON)


def test_the_right_code_at_the_last_try_signs_in(engine: Engine, settings: Settings) -> None:
    of = origin()
    code = ask(engine, settings, of)
    for _ in range(CODE_TRIES - 1):
        with pytest.raises(CodeWrong):
            sign_in_by_code(engine, settings, PHONE, wrong(code), of, now=NOON)

    assert sign_in_by_code(engine, settings, PHONE, code, of, now=NOON).token


def test_fifty_guesses_at_once_are_five(engine: Engine, settings: Settings) -> None:
    of = origin()
    code = ask(engine, settings, of)

    def go(number: int) -> str:
        try:
            guess = f"{(int(code) + 1 + number) % 1_000_000:06}"
            return sign_in_by_code(engine, settings, PHONE, guess, of, now=NOON).token
        except Refused as refused:
            return refused.code

    answers = at_once(50, go)

    assert answers.count("CODE_WRONG") == CODE_TRIES
    assert answers.count("CODE_EXPIRED") == 50 - CODE_TRIES


def test_wrong_tries_of_one_shut_nobody_else_out(engine: Engine, settings: Settings) -> None:
    stranger, owner = origin(), origin()
    code = ask(engine, settings, stranger)
    for _ in range(CODE_TRIES):
        with pytest.raises(CodeWrong):
            sign_in_by_code(engine, settings, PHONE, wrong(code), stranger, now=NOON)

    later = NOON + MINUTE
    assert sign_in_by_code(engine, settings, PHONE, ask(engine, settings, owner, at=later), owner, now=later)


def test_a_code_is_good_for_five_minutes(engine: Engine, settings: Settings) -> None:
    of = origin()
    code = ask(engine, settings, of)

    with pytest.raises(Refused, match="CODE_EXPIRED"):
        sign_in_by_code(engine, settings, PHONE, code, of, now=NOON + CODE_LASTS)

    just_in_time = NOON + CODE_LASTS - timedelta(milliseconds=1)
    assert sign_in_by_code(engine, settings, PHONE, code, of, now=just_in_time).token


def test_a_code_is_of_no_use_to_another_browser(engine: Engine, settings: Settings) -> None:
    code = ask(engine, settings, origin())

    with pytest.raises(Refused, match="CODE_EXPIRED"):
        sign_in_by_code(engine, settings, PHONE, code, origin(), now=NOON)


def test_a_code_is_good_for_its_own_purpose_alone(engine: Engine, settings: Settings) -> None:
    of = origin()
    code = ask(engine, settings, of, purpose=Purpose.CHANGE_ACCOUNT)

    with pytest.raises(Refused, match="CODE_EXPIRED"):
        sign_in_by_code(engine, settings, PHONE, code, of, now=NOON)


@pytest.mark.parametrize(
    "binding",
    ["", "1", "x" * 64, tokens.new(tokens.INVITATION)],
    ids=["none", "short", "long", "an invitation"],
)
def test_without_a_binding_of_ours_nothing_is_sent(engine: Engine, settings: Settings, binding: str) -> None:
    with pytest.raises(Refused, match="BINDING_NEEDED"):
        request_code(engine, settings, PHONE, Purpose.SIGN_IN, Origin("203.0.113.7", binding), now=NOON)

    assert SandboxPhones(engine).inbox(PHONE) == []


def test_a_number_that_nobody_has_is_answered_alike_and_sent_nothing(
    engine: Engine, settings: Settings
) -> None:
    of, other = origin(), origin()

    known = request_code(engine, settings, PHONE, Purpose.SIGN_IN, of, now=NOON)
    unknown = request_code(engine, settings, NOBODYS, Purpose.SIGN_IN, other, now=NOON)

    assert known == unknown
    assert SandboxPhones(engine).inbox(NOBODYS) == []
    with pytest.raises(CodeWrong) as refused:
        sign_in_by_code(engine, settings, NOBODYS, "000000", other, now=NOON)
    assert refused.value.tries_left == CODE_TRIES - 1
    with pytest.raises(TooOften):
        request_code(engine, settings, NOBODYS, Purpose.SIGN_IN, other, now=NOON)


def test_what_is_sent_leaves_after_the_answer_for_both(engine: Engine, settings: Settings) -> None:
    waiting: list[Callable[[], None]] = []

    for phone in (PHONE, NOBODYS):
        request_code(engine, settings, phone, Purpose.SIGN_IN, origin(), later=waiting.append, now=NOON)

    assert len(waiting) == 2
    assert SandboxPhones(engine).inbox(PHONE) == []
    for each in waiting:
        each()
    assert len(SandboxPhones(engine).inbox(PHONE)) == 1


@pytest.mark.parametrize("fault", list(Fault))
def test_a_vendor_that_fails_is_not_told_of(engine: Engine, settings: Settings, fault: Fault) -> None:
    SandboxFaults(engine).arm("sms", fault, operation="send")

    assert request_code(engine, settings, PHONE, Purpose.SIGN_IN, origin(), now=NOON).resend_in_seconds == 60


def test_a_resend_too_early_leaves_the_first_code_good(engine: Engine, settings: Settings) -> None:
    of = origin()
    code = ask(engine, settings, of)

    with pytest.raises(TooOften) as refused:
        request_code(engine, settings, PHONE, Purpose.SIGN_IN, of, now=NOON + MINUTE - timedelta(seconds=2))

    assert (refused.value.code, refused.value.seconds) == ("TOO_MANY_CODES", 2)
    assert sign_in_by_code(engine, settings, PHONE, code, of, now=NOON + MINUTE).token


def test_a_new_code_takes_the_place_of_the_old_one(engine: Engine, settings: Settings) -> None:
    of = origin()
    old = ask(engine, settings, of)
    later = NOON + MINUTE
    new = ask(engine, settings, of, at=later)

    if old != new:
        with pytest.raises(CodeWrong):
            sign_in_by_code(engine, settings, PHONE, old, of, now=later)
    assert sign_in_by_code(engine, settings, PHONE, new, of, now=later).token


def test_one_a_minute_five_an_hour_ten_a_day(engine: Engine, settings: Settings) -> None:
    sent: list[timedelta] = []
    for minute in range(24 * 60):
        try:
            address = f"198.51.{minute // 200}.{minute % 200}"
            request_code(
                engine, settings, PHONE, Purpose.SIGN_IN, origin(address), now=NOON + minute * MINUTE
            )
        except TooOften:
            continue
        sent.append(minute * MINUTE)

    assert len(sent) == 10
    assert max(sum(begin <= each < begin + HOUR for each in sent) for begin in sent) <= 5


def test_fifty_at_once_for_one_phone_are_one_sms(engine: Engine, settings: Settings) -> None:
    def go(number: int) -> str:
        try:
            request_code(engine, settings, PHONE, Purpose.SIGN_IN, origin(f"198.51.100.{number}"), now=NOON)
        except TooOften as refused:
            return refused.code
        return "sent"

    answers = at_once(50, go)

    assert sorted(answers) == ["TOO_MANY_CODES"] * 49 + ["sent"]
    assert len(SandboxPhones(engine).inbox(PHONE)) == 1


def test_one_address_asks_for_so_many_phones_and_no_more(engine: Engine, settings: Settings) -> None:
    def go(number: int) -> str:
        try:
            phone = f"139{number:08}"
            request_code(engine, settings, phone, Purpose.SIGN_IN, origin("198.51.100.1"), now=NOON)
        except TooOften as refused:
            return refused.code
        return "sent"

    answers = at_once(50, go)

    assert answers.count("sent") == 15


def test_a_flood_through_many_addresses_costs_no_more_than_was_set(engine: Engine, tmp_path: Path) -> None:
    settings = Settings(state=tmp_path, code_fen_an_hour=200, _env_file=None)

    refused = []
    for number in range(40):
        try:
            phone, address = f"139{number:08}", f"198.{number}.100.1"
            request_code(engine, settings, phone, Purpose.SIGN_IN, origin(address), now=NOON)
        except TooOften as over:
            refused.append(over.code)

    assert refused == ["CODES_PAUSED"] * 20  # of 200 fen half at once, at five fen each


def test_several_creators_of_one_phone_say_which(engine: Engine, settings: Settings) -> None:
    market_of_two(engine)
    of = origin()
    code = ask(engine, settings, of)

    with pytest.raises(Refused, match="WHICH_CREATOR") as refused:
        sign_in_by_code(engine, settings, PHONE, code, of, now=NOON)

    assert refused.value.detail == "atang, twin"
    with pytest.raises(Refused, match="CREATOR_UNKNOWN"):
        sign_in_by_code(engine, settings, PHONE, code, of, creator_id="qingyou", now=NOON)
    signed = sign_in_by_code(engine, settings, PHONE, code, of, creator_id="twin", now=NOON)
    assert signed.actor.party_id == "twin"


def market_of_two(engine: Engine) -> None:
    from gateways.parties.catalogue import SqlCatalogue  # noqa: PLC0415

    SqlCatalogue(engine).add_creator("twin", "阿汤的妹妹", "汤某", PHONE, NOON)


def test_the_books_alone_hold_neither_phone_nor_code(engine: Engine, settings: Settings) -> None:
    of = origin()
    code = ask(engine, settings, of)

    with reading(engine) as session:
        [row] = session.scalars(select(SignInCode)).all()
        limits = session.execute(text("select key from rate_limits")).scalars().all()
    kept = f"{row.model_dump()} {limits}"
    assert PHONE not in kept
    assert code not in f"{row.id} {row.digest}" or len(row.digest) == 64
    assert of.binding not in kept
    assert row.digest not in repr(row)


def test_a_creator_confirms_the_change_of_an_account(engine: Engine, settings: Settings) -> None:
    signed = sign_in(engine, settings)
    of = Origin("203.0.113.7", signed.token)
    later = NOON + MINUTE
    request_account_code(engine, settings, signed.actor, of, now=later)
    code = SandboxPhones(engine).inbox(PHONE)[-1].text.partition("验证码")[2][:6]

    with pytest.raises(CodeWrong):
        confirm_account_code(engine, signed.actor, wrong(code), of, now=later)
    confirm_account_code(engine, signed.actor, code, of, now=later)

    with pytest.raises(Refused, match="CODE_EXPIRED"):
        confirm_account_code(engine, signed.actor, code, of, now=later)


def sign_in(engine: Engine, settings: Settings, at: datetime = NOON):  # noqa: ANN201
    of = origin()
    return sign_in_by_code(engine, settings, PHONE, ask(engine, settings, of, at=at), of, now=at)


def test_whose_phone_was_changed_is_signed_in_no_more(engine: Engine, settings: Settings) -> None:
    signed = sign_in(engine, settings)

    SqlPhones(engine).change("creator:atang", "13820000009", "operator:li", "换号", NOON + MINUTE)

    assert who(engine, settings, signed.token, origin(), NOON + MINUTE) is None


def test_old_codes_and_limits_are_forgotten(engine: Engine, settings: Settings) -> None:
    ask(engine, settings, origin())

    prune(engine, NOON + HOUR)
    with reading(engine) as session:
        assert len(session.scalars(select(SignInCode)).all()) == 1
    prune(engine, NOON + 30 * DAY)
    with reading(engine) as session:
        assert session.scalars(select(SignInCode)).all() == []
        assert session.execute(text("select count(*) from rate_limits")).scalar() == 0
