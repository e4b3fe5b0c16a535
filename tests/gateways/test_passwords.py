"""A member signs in with a password and a one-time code, and every way to be wrong is refused alike."""

from datetime import timedelta

import pytest
from pyotp import TOTP
from sqlalchemy import Engine, select

from domain.parties.limits import PASSWORDS_OF_A_MEMBER, PASSWORDS_OF_AN_ADDRESS
from domain.parties.sign_in import Origin, TooOften
from domain.refusals import Refused
from gateways.parties import passwords
from gateways.parties.catalogue import SqlCatalogue
from gateways.sql.database import reading
from models.tables.access import Member
from services.access.passwords import change_password, new_recovery_codes, sign_in_by_password
from services.access.sessions import who
from settings import Settings
from tests.gateways.people import (
    BETTER,
    GOOD,
    HERE,
    MINUTE,
    Person,
    cheap,
    code_of,
    invited,
    log,
    parties,
    person,
    settings,
)
from tests.gateways.records import NOON, at_once

__all__ = ["cheap", "parties", "person", "settings"]


@pytest.mark.parametrize(
    ("password", "code", "login"),
    [
        (BETTER, None, ""),
        (GOOD, "000000", ""),
        (GOOD, "", ""),
        ("", None, ""),
        (GOOD, None, "wang"),
        (GOOD, None, "wang@other"),
        (GOOD, None, "nobody@qingyou"),
        (GOOD, None, "@"),
        (GOOD * 99, None, ""),
    ],
)
def test_whatever_is_wrong_is_refused_alike(
    engine: Engine, person: Person, password: str, code: str | None, login: str
) -> None:
    person.accepts(invited(engine))

    with pytest.raises(Refused) as refused:
        person.signs_in(password, code, login)

    assert (refused.value.code, refused.value.detail) == ("SIGN_IN_REFUSED", "")
    assert log(engine)[-1] == "sign_in_refused"


def test_a_stranger_costs_as_much_as_a_member(
    engine: Engine, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.accepts(invited(engine))
    passwords.of_nobody()
    work: list[str] = []
    verify, key = passwords.is_right, passwords._key
    monkeypatch.setattr(passwords, "is_right", lambda *given: (work.append("verify"), verify(*given))[1])
    monkeypatch.setattr(passwords, "_key", lambda *given: (work.append("key"), key(*given))[1])

    for password, login in ((GOOD, "wang@qingyou"), (BETTER, "wang@qingyou"), (GOOD, "nobody")):
        code_of(lambda password=password, login=login: person.signs_in(password, "000000", login))

    assert work == ["verify", "key"] * 3


@pytest.mark.parametrize(
    "login",
    [
        " ＷＡＮＧ@qingyou",
        "Wang@QingYou",
        "wang＠qingyou",
        " wang @ qingyou ",
        "wang@ＱＩＮＧＹＯＵ",
        "\u3000wang@qingyou",
    ],
)
def test_a_login_is_read_as_people_write_it(engine: Engine, person: Person, login: str) -> None:
    person.accepts(invited(engine))

    assert person.signs_in(login=login).actor.name == "wang"


def test_of_brands_whose_ids_differ_in_case_alone_the_one_named_is_meant(
    engine: Engine, settings: Settings, person: Person
) -> None:
    SqlCatalogue(engine).add_brand("QingYou", "清友", "清友食品", "13900000004", NOON)
    person.accepts(invited(engine))
    Person(engine, settings).accepts(invited(engine, brand="QingYou"))

    assert person.signs_in(login="wang@qingyou").actor.party_id == "qingyou"
    for login in ("wang@QINGYOU", "wang@QingYou"):
        with pytest.raises(Refused, match="SIGN_IN_REFUSED"):
            person.signs_in(login=login)


def test_the_tries_at_a_password_are_one_count_however_the_login_is_written(
    engine: Engine, person: Person
) -> None:
    person.accepts(invited(engine))
    logins = ("wang@qingyou", "WANG@qingyou", "wang@QINGYOU", " wang＠QingYou")

    tried = [
        code_of(lambda login=logins[n % 4]: person.signs_in(BETTER, "000000", login))
        for n in range(PASSWORDS_OF_A_MEMBER.burst + 1)
    ]

    assert tried[-1] == "TOO_MANY_TRIES"


def test_a_one_time_code_is_good_once_also_of_many_at_once(engine: Engine, person: Person) -> None:
    person.accepts(invited(engine))
    code = person.code()

    answers = at_once(6, lambda _: code_of(lambda: person.signs_in(code=code)))

    assert sorted(answers) == ["SIGN_IN_REFUSED"] * 5 + ["done"]


def test_the_code_of_the_acceptance_is_used_up(engine: Engine, person: Person) -> None:
    person.accepts(invited(engine))

    with pytest.raises(Refused, match="SIGN_IN_REFUSED"):
        person.signs_in(code=TOTP(person.secret).at(person.now))


def test_an_earlier_code_is_not_good_after_a_later_one(engine: Engine, person: Person) -> None:
    person.accepts(invited(engine))
    earlier = person.code()
    person.signs_in()

    with pytest.raises(Refused, match="SIGN_IN_REFUSED"):
        person.signs_in(code=earlier)


@pytest.mark.parametrize(("seconds", "is_good"), [(-30, True), (59, True), (-31, False), (60, False)])
def test_a_clock_may_be_half_a_minute_off(
    engine: Engine,
    person: Person,
    seconds: int,
    is_good: bool,  # noqa: FBT001
) -> None:
    person.accepts(invited(engine))
    person.now += 10 * MINUTE

    code = TOTP(person.secret).at(person.now + timedelta(seconds=seconds))

    assert (code_of(lambda: person.signs_in(code=code)) == "done") == is_good


def test_a_recovery_code_stands_in_once_also_of_many_at_once(engine: Engine, person: Person) -> None:
    person.accepts(invited(engine))
    code, other = person.recovery[:2]

    answers = at_once(6, lambda _: code_of(lambda: person.signs_in(code=code)))

    assert sorted(answers) == ["SIGN_IN_REFUSED"] * 5 + ["done"]
    assert person.signs_in(code=other.upper().replace("-", " ")).token


def test_a_recovery_code_of_another_is_none(engine: Engine, settings: Settings, person: Person) -> None:
    person.accepts(invited(engine))
    another = Person(engine, settings)
    another.accepts(invited(engine, name="zhao"))

    with pytest.raises(Refused, match="SIGN_IN_REFUSED"):
        person.signs_in(code=another.recovery[0])


def test_new_recovery_codes_take_the_place_of_the_old(engine: Engine, person: Person) -> None:
    signed = person.accepts(invited(engine)).signed_in
    old = person.recovery[0]

    new = new_recovery_codes(engine, signed.actor, GOOD, person.code(), HERE, now=person.now)

    assert len(new) == 10
    with pytest.raises(Refused, match="SIGN_IN_REFUSED"):
        person.signs_in(code=old)
    assert person.signs_in(code=new[0]).token


def test_tries_at_one_member_are_bounded_wherever_they_come_from(
    engine: Engine, settings: Settings, person: Person
) -> None:
    person.accepts(invited(engine))

    def go(number: int) -> str:
        of = Origin(f"198.51.100.{number}")
        return code_of(
            lambda: sign_in_by_password(engine, settings, person.login, BETTER, "000000", of, now=person.now)
        )

    answers = at_once(30, go)

    assert answers.count("SIGN_IN_REFUSED") == PASSWORDS_OF_A_MEMBER.burst
    assert answers.count("TOO_MANY_TRIES") == 30 - PASSWORDS_OF_A_MEMBER.burst
    with pytest.raises(TooOften) as refused:
        person.signs_in()
    person.now += timedelta(seconds=refused.value.seconds)
    assert person.signs_in().token


def test_tries_of_one_address_are_bounded_whoever_they_are_at(engine: Engine, settings: Settings) -> None:
    answers = [
        code_of(lambda n=n: sign_in_by_password(engine, settings, f"m{n}", GOOD, "000000", HERE, now=NOON))
        for n in range(PASSWORDS_OF_AN_ADDRESS.burst + 3)
    ]

    assert answers.count("TOO_MANY_TRIES") == 3


def test_a_changed_password_ends_the_other_sessions(
    engine: Engine, settings: Settings, person: Person
) -> None:
    here = person.accepts(invited(engine)).signed_in
    there = person.signs_in()

    change_password(engine, here.actor, GOOD, BETTER, person.code(), HERE, now=person.now)

    assert who(engine, settings, here.token, HERE, person.now) == here.actor
    assert who(engine, settings, there.token, HERE, person.now) is None
    assert code_of(lambda: person.signs_in(GOOD)) == "SIGN_IN_REFUSED"
    assert person.signs_in(BETTER).token


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (BETTER, "another fine phrase", "SIGN_IN_REFUSED"),
        (GOOD, "short", "PASSWORD_LENGTH"),
        (GOOD, "wang-12345", "PASSWORD_IS_NAME"),
    ],
)
def test_a_password_is_changed_by_who_knows_it_and_to_a_good_one(
    engine: Engine, person: Person, old: str, new: str, code: str
) -> None:
    here = person.accepts(invited(engine)).signed_in

    assert (
        code_of(lambda: change_password(engine, here.actor, old, new, person.code(), HERE, now=person.now))
        == code
    )
    assert person.signs_in(GOOD).token


def test_a_password_kept_at_lower_costs_is_kept_at_todays(
    engine: Engine, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.accepts(invited(engine))
    monkeypatch.setattr(
        passwords, "HASHER", passwords.PasswordHasher(time_cost=2, memory_cost=128, parallelism=1)
    )

    person.signs_in()

    with reading(engine) as session:
        [member] = session.scalars(select(Member)).all()
    assert "m=128,t=2" in member.password
    assert person.signs_in().token


def test_who_gets_no_turn_is_told_to_wait_and_holds_nobody_up(
    engine: Engine, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.accepts(invited(engine))
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)

    with passwords.AT_ONCE, passwords.AT_ONCE, pytest.raises(TooOften, match="TOO_MANY_TRIES"):
        person.signs_in()

    assert person.signs_in().token
