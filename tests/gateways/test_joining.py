"""Members are invited, accept with a password and an authenticator, sign in, lose the way in, and leave."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pyotp import TOTP
from sqlalchemy import Engine, select, text

from domain.parties import tokens
from domain.parties.actor import Actor, ActorKind, Credential, Role, at_the_terminal
from domain.parties.limits import PASSWORDS_OF_A_MEMBER, PASSWORDS_OF_AN_ADDRESS
from domain.parties.sign_in import FIRST_LINK_LASTS, INVITATION_LASTS, Origin, TooOften
from domain.refusals import Refused
from gateways.parties import passwords
from gateways.parties.members import Invited
from gateways.refusals import UnknownBrand
from gateways.sql.database import reading, writing
from models.tables.access import AuditLine, Invitation, Member, RecoveryCode
from services.access.joining import Joined, accept_invitation, look_at_invitation
from services.access.members import (
    change_role,
    first_operator_link,
    invitations_of,
    invite,
    members_of,
    remove_member,
    reset_member,
    withdraw_invitation,
)
from services.access.passwords import change_password, new_recovery_codes, sign_in_by_password
from services.access.sessions import sessions_of, who
from settings import Settings
from tests.gateways.records import NOON, at_once, market

HERE = Origin("203.0.113.7", request_id="request-1")
LI = at_the_terminal("li")
GOOD, BETTER = "correct horse battery", "staple of another kind"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BRAND, OPERATOR = ActorKind.BRAND, ActorKind.OPERATOR


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """argon2 as it is, at costs that a hundred sign-ins of tests can pay."""
    monkeypatch.setattr(passwords, "KIB", 64)
    monkeypatch.setattr(passwords, "ROUNDS", 1)
    monkeypatch.setattr(
        passwords, "HASHER", passwords.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path, _env_file=None)


@pytest.fixture(autouse=True)
def parties(engine: Engine) -> None:
    market(engine).add_brand("other", "别家", "别家食品", "13900000002", NOON)


class Person:
    """Somebody with an authenticator, on which half a minute passes between two codes."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine, self.settings, self.now = engine, settings, NOON
        self.secret = self.login = ""
        self.recovery: tuple[str, ...] = ()

    def accepts(self, invited: Invited, password: str = GOOD, name: str = "") -> Joined:
        self.secret = look_at_invitation(self.engine, invited.token, HERE, now=self.now).totp_secret
        joined = accept_invitation(
            self.engine, self.settings, invited.token, password, self.code(), HERE, name=name, now=self.now
        )
        self.login, self.recovery = joined.login, joined.recovery_codes
        return joined

    def code(self) -> str:
        self.now += timedelta(seconds=30)
        return TOTP(self.secret).at(self.now)

    def signs_in(self, password: str = GOOD, code: str | None = None, login: str = ""):  # noqa: ANN201
        code = self.code() if code is None else code
        return sign_in_by_password(
            self.engine, self.settings, login or self.login, password, code, HERE, now=self.now
        )


@pytest.fixture
def person(engine: Engine, settings: Settings) -> Person:
    return Person(engine, settings)


def invited(
    engine: Engine, name: str = "wang", role: Role = Role.OWNER, brand: str = "qingyou", **more: object
) -> Invited:
    kind = BRAND if brand else OPERATOR
    return invite(engine, more.pop("by", LI), kind, brand, role, name, origin=HERE, now=NOON)  # type: ignore[arg-type]


def joined(engine: Engine, settings: Settings, **more: object) -> Joined:
    return Person(engine, settings).accepts(invited(engine, **more))  # type: ignore[arg-type]


def code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except (Refused, UnknownBrand) as refused:
        return refused.code
    return "done"


def log(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [each.what for each in session.scalars(select(AuditLine).order_by(text("id")))]


def test_who_accepts_is_in_and_can_come_in_again(engine: Engine, settings: Settings, person: Person) -> None:
    made = invited(engine)

    first = person.accepts(made)
    again = person.signs_in()

    assert first.login == "wang@qingyou" == made.login
    assert first.signed_in.actor.role is Role.OWNER
    assert (first.signed_in.actor.kind, first.signed_in.actor.party_id) == (BRAND, "qingyou")
    assert len({*first.recovery_codes}) == 10
    assert who(engine, settings, first.signed_in.token, HERE, person.now) == first.signed_in.actor
    assert again.actor.account == first.signed_in.actor.account
    assert again.expires_at == person.now + timedelta(hours=12)
    assert log(engine) == ["invited", "joined", "signed_in"]


def test_an_invitation_says_what_it_is(engine: Engine) -> None:
    made = invited(engine)

    offer = look_at_invitation(engine, made.token, HERE, now=NOON)
    again = look_at_invitation(engine, made.token, HERE, now=NOON)

    assert (offer.brand_name, offer.role, offer.login) == ("青柚茶饮", Role.OWNER, "wang@qingyou")
    assert offer.totp_address.startswith("otpauth://totp/Starmap:wang")
    assert offer == again
    assert offer.totp_secret not in repr(offer)
    assert made.token not in repr(made)


def test_the_books_hold_nothing_that_lets_anybody_in(engine: Engine, person: Person) -> None:
    made = invited(engine)
    offer = look_at_invitation(engine, made.token, HERE, now=NOON)
    joined = person.accepts(made)

    with reading(engine) as session:
        kept = str(
            [
                row.model_dump()
                for table in (Member, Invitation, RecoveryCode, AuditLine)
                for row in session.scalars(select(table))
            ]
        )
        [invitation] = session.scalars(select(Invitation)).all()
        [member] = session.scalars(select(Member)).all()
    for secret in (made.token, GOOD, offer.totp_secret, *joined.recovery_codes, joined.signed_in.token):
        assert secret not in kept
        assert secret not in f"{joined!r}"
    assert invitation.seed == ""
    assert member.password.startswith("$argon2id$")
    assert member.password not in repr(member)
    assert passwords.unseal(GOOD, member.totp) == offer.totp_secret
    assert passwords.unseal(BETTER, member.totp) == ""


def test_an_invitation_is_good_once_also_of_many_at_once(
    engine: Engine, settings: Settings, person: Person
) -> None:
    made = invited(engine)
    person.secret = look_at_invitation(engine, made.token, HERE, now=NOON).totp_secret
    code = person.code()

    def go(_: int) -> str:
        return code_of(
            lambda: accept_invitation(engine, settings, made.token, GOOD, code, HERE, now=person.now)
        )

    answers = at_once(8, go)

    assert sorted(answers) == ["INVITATION_USED"] * 7 + ["done"]
    assert code_of(lambda: look_at_invitation(engine, made.token, HERE, now=NOON)) == "INVITATION_USED"
    assert len(members_of(engine, LI, BRAND, "qingyou")) == 1


@pytest.mark.parametrize(
    "token",
    ["", "smi_", tokens.new(tokens.INVITATION), tokens.new(tokens.SESSION), "x" * 500],
    ids=["empty", "a prefix", "another", "a session's", "long"],
)
def test_what_is_no_invitation_is_refused(engine: Engine, settings: Settings, token: str) -> None:
    invited(engine)

    assert code_of(lambda: look_at_invitation(engine, token, HERE, now=NOON)) == "INVITATION_UNKNOWN"
    assert (
        code_of(lambda: accept_invitation(engine, settings, token, GOOD, "000000", HERE, now=NOON))
        == "INVITATION_UNKNOWN"
    )


def test_an_invitation_ends(engine: Engine) -> None:
    made = invited(engine)

    assert look_at_invitation(engine, made.token, HERE, now=NOON + INVITATION_LASTS - MINUTE)
    with pytest.raises(Refused, match="INVITATION_EXPIRED"):
        look_at_invitation(engine, made.token, HERE, now=NOON + INVITATION_LASTS)


def test_an_invitation_is_taken_back(engine: Engine) -> None:
    made = invited(engine)

    withdraw_invitation(engine, LI, made.id, now=NOON)

    assert code_of(lambda: look_at_invitation(engine, made.token, HERE, now=NOON)) == "INVITATION_UNKNOWN"
    assert invitations_of(engine, LI, BRAND, "qingyou", now=NOON) == []


def test_a_second_invitation_takes_the_place_of_the_first(engine: Engine) -> None:
    first, second = invited(engine), invited(engine)

    assert code_of(lambda: look_at_invitation(engine, first.token, HERE, now=NOON)) == "INVITATION_UNKNOWN"
    assert [each.id for each in invitations_of(engine, LI, BRAND, "qingyou", now=NOON)] == [second.id]


@pytest.mark.parametrize(
    ("code", "password", "totp"),
    [
        ("PASSWORD_LENGTH", "short", None),
        ("PASSWORD_WEAK", "password123", None),
        ("PASSWORD_IS_NAME", "qingyou-123", None),
        ("ONE_TIME_CODE_WRONG", GOOD, "000000"),
        ("ONE_TIME_CODE_WRONG", GOOD, ""),
        ("ONE_TIME_CODE_WRONG", GOOD, "１２３４５６"),
    ],
)
def test_what_is_refused_leaves_the_invitation_good(
    engine: Engine, settings: Settings, person: Person, code: str, password: str, totp: str | None
) -> None:
    made = invited(engine)
    person.secret = look_at_invitation(engine, made.token, HERE, now=NOON).totp_secret
    shown = person.code() if totp is None else totp

    assert (
        code_of(
            lambda: accept_invitation(engine, settings, made.token, password, shown, HERE, now=person.now)
        )
        == code
    )
    assert person.accepts(made).login == "wang@qingyou"


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


def test_a_login_is_read_as_people_write_it(engine: Engine, person: Person) -> None:
    person.accepts(invited(engine))

    assert person.signs_in(login=" ＷＡＮＧ@qingyou").actor.name == "wang"


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


def test_who_lost_the_way_in_is_invited_anew(engine: Engine, settings: Settings, person: Person) -> None:
    before = person.accepts(invited(engine)).signed_in
    old = Person(engine, settings)
    old.secret, old.login, old.now, codes = person.secret, person.login, person.now, person.recovery

    again = reset_member(engine, LI, before.actor.member_id, now=person.now)
    assert old.signs_in().token
    person.now = old.now
    after = person.accepts(again, BETTER).signed_in

    assert after.actor.account == before.actor.account
    assert who(engine, settings, before.token, HERE, person.now) is None
    old.now = person.now
    assert code_of(lambda: old.signs_in(GOOD)) == "SIGN_IN_REFUSED"
    assert code_of(lambda: person.signs_in(BETTER, codes[0])) == "SIGN_IN_REFUSED"
    assert person.signs_in(BETTER).token
    assert len(members_of(engine, LI, BRAND, "qingyou")) == 1


def test_the_first_operator_comes_by_a_link_that_is_good_once(engine: Engine, person: Person) -> None:
    first, second = first_operator_link(engine, now=NOON), first_operator_link(engine, now=NOON)
    assert first is not None
    assert second is not None

    assert code_of(lambda: look_at_invitation(engine, first.token, HERE, now=NOON)) == "INVITATION_UNKNOWN"
    assert second.expires_at == NOON + FIRST_LINK_LASTS
    signed = person.accepts(second, name="li").signed_in

    assert (signed.actor.kind, signed.actor.role, signed.actor.spoken) == (
        OPERATOR,
        Role.SUPERVISOR,
        "operator:li",
    )
    assert first_operator_link(engine, now=NOON) is None


def test_of_two_that_set_up_at_once_one_is_the_first(engine: Engine) -> None:
    links = [each for each in at_once(4, lambda _: first_operator_link(engine, now=NOON)) if each]
    good = [
        each
        for each in links
        if code_of(lambda each=each: look_at_invitation(engine, each.token, HERE, now=NOON)) == "done"
    ]
    assert len(good) == 1


def test_a_first_link_is_nothing_once_there_is_an_operator(
    engine: Engine, settings: Settings, person: Person
) -> None:
    link = first_operator_link(engine, now=NOON)
    assert link is not None
    joined(engine, settings, name="zhao", role=Role.OPERATOR, brand="")

    assert code_of(lambda: person.accepts(link, name="li")) == "INVITATION_USED"


@pytest.mark.parametrize("name", ["", "a b", "a@b"])
def test_the_first_operator_has_a_name(engine: Engine, person: Person, name: str) -> None:
    link = first_operator_link(engine, now=NOON)
    assert link is not None

    assert code_of(lambda: person.accepts(link, name=name)) == "MEMBER_NAME_INVALID"


def test_who_is_invited_does_not_choose_another_name(engine: Engine, person: Person) -> None:
    assert person.accepts(invited(engine), name="boss").login == "wang@qingyou"


@pytest.mark.parametrize(
    ("kind", "brand", "role", "name", "code"),
    [
        (BRAND, "qingyou", Role.SUPERVISOR, "x1", "ROLE_UNKNOWN"),
        (BRAND, "qingyou", Role.SYSTEM, "x1", "ROLE_UNKNOWN"),
        (BRAND, "nobody", Role.OWNER, "x1", "BRAND_UNKNOWN"),
        (OPERATOR, "", Role.OWNER, "x1", "ROLE_UNKNOWN"),
        (OPERATOR, "qingyou", Role.OPERATOR, "x1", "FORBIDDEN"),
        (ActorKind.CREATOR, "", Role.CREATOR, "x1", "FORBIDDEN"),
        (ActorKind.ANONYMOUS, "", Role.NONE, "x1", "FORBIDDEN"),
        (BRAND, "qingyou", Role.OWNER, "a b", "MEMBER_NAME_INVALID"),
        (BRAND, "qingyou", Role.OWNER, "WANG", "MEMBER_EXISTS"),
    ],
)
def test_what_nobody_can_be_invited_to_is_refused(
    engine: Engine, settings: Settings, kind: ActorKind, brand: str, role: Role, name: str, code: str
) -> None:
    joined(engine, settings)

    assert code_of(lambda: invite(engine, LI, kind, brand, role, name, now=NOON)) == code


def test_two_brands_have_a_member_of_one_name(engine: Engine, settings: Settings) -> None:
    one = joined(engine, settings)
    other = joined(engine, settings, brand="other")

    assert {one.login, other.login} == {"wang@qingyou", "wang@other"}


def test_a_member_of_another_brand_looks_like_none(engine: Engine, settings: Settings) -> None:
    mine, theirs = joined(engine, settings), joined(engine, settings, brand="other")
    open_to_them = invited(engine, name="new", brand="other")
    by, member = mine.signed_in.actor, theirs.signed_in.actor.member_id

    assert code_of(lambda: members_of(engine, by, BRAND, "other")) == "BRAND_UNKNOWN"
    assert code_of(lambda: invitations_of(engine, by, BRAND, "other")) == "BRAND_UNKNOWN"
    assert code_of(lambda: invite(engine, by, BRAND, "other", Role.OWNER, "me", now=NOON)) == "BRAND_UNKNOWN"
    assert code_of(lambda: remove_member(engine, by, member, now=NOON)) == "MEMBER_UNKNOWN"
    assert code_of(lambda: change_role(engine, by, member, Role.READ_ONLY, now=NOON)) == "MEMBER_UNKNOWN"
    assert code_of(lambda: reset_member(engine, by, member, now=NOON)) == "MEMBER_UNKNOWN"
    assert code_of(lambda: withdraw_invitation(engine, by, open_to_them.id, now=NOON)) == "INVITATION_UNKNOWN"
    assert code_of(lambda: invite(engine, by, OPERATOR, "", Role.OPERATOR, "me", now=NOON)) == "FORBIDDEN"
    assert look_at_invitation(engine, open_to_them.token, HERE, now=NOON)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.FINANCE, Role.READ_ONLY, Role.SYSTEM])
def test_who_does_not_manage_members_manages_none(engine: Engine, settings: Settings, role: Role) -> None:
    owner = joined(engine, settings)
    other = invited(engine, name="new")
    by, member = Actor(BRAND, "qingyou", member_id="mb_9", role=role), owner.signed_in.actor.member_id

    answers = [
        code_of(lambda: members_of(engine, by, BRAND, "qingyou")),
        code_of(lambda: invitations_of(engine, by, BRAND, "qingyou")),
        code_of(lambda: invite(engine, by, BRAND, "qingyou", Role.OWNER, "me", now=NOON)),
        code_of(lambda: remove_member(engine, by, member, now=NOON)),
        code_of(lambda: change_role(engine, by, member, Role.READ_ONLY, now=NOON)),
        code_of(lambda: reset_member(engine, by, member, now=NOON)),
        code_of(lambda: withdraw_invitation(engine, by, other.id, now=NOON)),
    ]

    assert answers == ["FORBIDDEN"] * 7


def test_an_operator_is_no_supervisor(engine: Engine, settings: Settings) -> None:
    by = joined(engine, settings, name="zhao", role=Role.OPERATOR, brand="").signed_in.actor

    assert code_of(lambda: invite(engine, by, OPERATOR, "", Role.SUPERVISOR, "me", now=NOON)) == "FORBIDDEN"
    assert code_of(lambda: change_role(engine, by, by.member_id, Role.SUPERVISOR, now=NOON)) == "FORBIDDEN"


def test_a_removed_member_is_nobody_at_once_and_the_name_is_free(
    engine: Engine, settings: Settings, person: Person
) -> None:
    joined(engine, settings, name="chief")
    signed = person.accepts(invited(engine)).signed_in

    told = remove_member(engine, LI, signed.actor.member_id, now=person.now)

    assert told.login == "wang@qingyou"
    assert who(engine, settings, signed.token, HERE, person.now) is None
    assert code_of(person.signs_in) == "SIGN_IN_REFUSED"
    assert code_of(lambda: remove_member(engine, LI, signed.actor.member_id, now=NOON)) == "MEMBER_UNKNOWN"
    assert joined(engine, settings).signed_in.actor.member_id != signed.actor.member_id


def test_another_role_is_another_from_the_next_request_on(
    engine: Engine, settings: Settings, person: Person
) -> None:
    chief = joined(engine, settings, name="chief")
    signed = person.accepts(invited(engine)).signed_in

    change_role(engine, chief.signed_in.actor, signed.actor.member_id, Role.READ_ONLY, now=person.now)

    found = who(engine, settings, signed.token, HERE, person.now)
    assert found is not None
    assert found.role is Role.READ_ONLY
    with pytest.raises(Refused, match="ROLE_UNKNOWN"):
        change_role(engine, LI, signed.actor.member_id, Role.SUPERVISOR, now=person.now)


def test_one_owner_stays_also_when_two_remove_each_other(engine: Engine, settings: Settings) -> None:
    one, two = (
        joined(engine, settings, name="one").signed_in.actor,
        joined(engine, settings, name="two").signed_in.actor,
    )

    answers = at_once(
        2,
        lambda number: code_of(
            lambda: remove_member(engine, *((one, two.member_id), (two, one.member_id))[number], now=NOON)
        ),
    )

    assert sorted(answers) in (["LAST_OF_ROLE", "done"], ["MEMBER_UNKNOWN", "done"])
    [left] = members_of(engine, LI, BRAND, "qingyou")
    assert code_of(lambda: change_role(engine, LI, left.id, Role.REVIEWER, now=NOON)) == "LAST_OF_ROLE"
    assert change_role(engine, LI, left.id, Role.OWNER, now=NOON).role == "owner"


def test_sessions_are_those_of_the_member(engine: Engine, settings: Settings, person: Person) -> None:
    signed = person.accepts(invited(engine)).signed_in
    joined(engine, settings, name="zhao")

    assert [each.id for each in sessions_of(engine, signed.actor, person.now)] == [signed.actor.credential_id]
    system = Actor(BRAND, "qingyou", role=Role.SYSTEM, credential=Credential.API_KEY, credential_id="ak_1")
    assert sessions_of(engine, system, person.now) == []


def test_the_log_is_only_added_to(engine: Engine) -> None:
    invited(engine)

    for change in ("update audit_log set what = 'x'", "delete from audit_log"):
        with pytest.raises(Exception, match="append only"), writing(engine) as session:
            session.execute(text(change))
    assert log(engine) == ["invited"]
