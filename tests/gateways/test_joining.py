"""Invitations: good once, looked at and accepted with a password and an authenticator."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from domain.parties import tokens
from domain.parties.actor import Role
from domain.parties.sign_in import FIRST_LINK_LASTS, INVITATION_LASTS
from domain.refusals import Refused
from gateways.parties import passwords
from gateways.sql.database import reading
from models.tables.access import AuditLine, Invitation, Member, RecoveryCode
from services.access.joining import accept_invitation, look_at_invitation
from services.access.members import (
    first_operator_link,
    invitations_of,
    members_of,
    reset_member,
    withdraw_invitation,
)
from services.access.sessions import who
from settings import Settings
from tests.gateways.people import (
    BETTER,
    BRAND,
    GOOD,
    HERE,
    LI,
    MINUTE,
    OPERATOR,
    Person,
    cheap,
    code_of,
    invited,
    joined,
    log,
    parties,
    person,
    settings,
)
from tests.gateways.records import NOON, at_once

__all__ = ["cheap", "parties", "person", "settings"]


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


def test_a_name_written_otherwise_is_the_same_seat_and_makes_no_second_member(
    engine: Engine, person: Person
) -> None:
    first, second = invited(engine, " Wang "), invited(engine, "wang")

    assert code_of(lambda: look_at_invitation(engine, first.token, HERE, now=NOON)) == "INVITATION_UNKNOWN"
    assert first.login == "Wang@qingyou"
    person.accepts(second)
    assert code_of(lambda: invited(engine, "ＷＡＮＧ")) == "MEMBER_EXISTS"


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


def test_two_brands_have_a_member_of_one_name(engine: Engine, settings: Settings) -> None:
    one = joined(engine, settings)
    other = joined(engine, settings, brand="other")

    assert {one.login, other.login} == {"wang@qingyou", "wang@other"}
