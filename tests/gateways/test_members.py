"""Members are invited, given another role and removed, by who may and in their own party alone."""

import pytest
from sqlalchemy import Engine, update

from domain.parties.actor import Actor, ActorKind, Credential, Role
from domain.refusals import Refused
from gateways.sql.database import writing
from models.tables.access import Member
from services.access.joining import look_at_invitation
from services.access.members import (
    change_role,
    invitations_of,
    invite,
    members_of,
    remove_member,
    reset_member,
    withdraw_invitation,
)
from services.access.sessions import sessions_of, who
from settings import Settings
from tests.gateways.people import (
    BRAND,
    HERE,
    LI,
    OPERATOR,
    Person,
    cheap,
    code_of,
    invited,
    joined,
    parties,
    person,
    settings,
)
from tests.gateways.records import NOON, at_once

__all__ = ["cheap", "parties", "person", "settings"]


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


def test_a_session_that_outlived_its_member_is_nobodys(
    engine: Engine, settings: Settings, person: Person
) -> None:
    signed = person.accepts(invited(engine)).signed_in

    with writing(engine) as session:
        session.execute(update(Member).values(removed_at=NOON))

    assert who(engine, settings, signed.token, HERE, person.now) is None


def test_a_removed_member_has_no_session_left(engine: Engine, settings: Settings, person: Person) -> None:
    joined(engine, settings, name="chief")
    signed = person.accepts(invited(engine)).signed_in

    remove_member(engine, LI, signed.actor.member_id, now=person.now)

    assert sessions_of(engine, signed.actor, person.now) == []


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
