"""Who did what: written once, read by supervisors, page by page, and never with a phone or a secret in it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from domain.parties import tokens
from domain.parties.actor import ANONYMOUS, KIND_OF, Actor, ActorKind, Role, at_the_terminal
from domain.parties.sign_in import Origin
from domain.refusals import Refused
from gateways.sql.database import writing
from services.access.audit import Wanted, audit_log, note
from tests.gateways.records import NOON

HERE = Origin("203.0.113.7", request_id="request-1")
LI = at_the_terminal("li")
CHEN = Actor(ActorKind.BRAND, party_id="qingyou", member_id="mb_1", name="陈", role=Role.OWNER)


def test_a_line_says_who_what_whom_when_and_from_where(engine: Engine) -> None:
    note(engine, CHEN, "withdrawn", "brand:qingyou", HERE, {"fen": 300}, now=NOON)

    [line] = audit_log(engine, LI)

    assert (line.account, line.party, line.what, line.whom) == (
        "member:mb_1",
        "brand:qingyou",
        "withdrawn",
        "brand:qingyou",
    )
    assert (line.at, line.address, line.request_id, line.details) == (
        NOON,
        "203.0.113.7",
        "request-1",
        {"fen": 300},
    )
    assert "203.0.113.7" not in repr(line)


@pytest.mark.parametrize(
    "secret",
    ["13800000001", *(tokens.new(each) for each in ("sms_", "smi_", "smb_", "sm_test_"))],
    ids=["phone", "session", "invitation", "binding", "key"],
)
def test_no_phone_and_no_secret_stands_in_it(engine: Engine, secret: str) -> None:
    note(engine, LI, "x", f"creator:{secret}", HERE, {"why": f"tel {secret}, urgent", "fen": 1}, now=NOON)

    [line] = audit_log(engine, LI)

    assert secret not in f"{line.whom}{line.details}"
    assert line.details == {"why": "tel …, urgent", "fen": 1}


def test_a_longer_number_stays_as_it_is(engine: Engine) -> None:
    note(engine, LI, "x", "withdrawal:w2026138000000011", HERE, now=NOON)

    assert audit_log(engine, LI)[0].whom == "withdrawal:w2026138000000011"


def test_pages_go_on_where_the_last_one_ended(engine: Engine) -> None:
    for number in range(5):
        note(engine, LI, f"act{number}", "x", HERE, now=NOON)

    first = audit_log(engine, LI, limit=2)
    note(engine, LI, "later", "x", HERE, now=NOON)
    second = audit_log(engine, LI, after=first[-1].id, limit=2)

    assert [each.what for each in (*first, *second)] == ["act4", "act3", "act2", "act1"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(account="member:mb_1"), {"ordered"}),
        (Wanted(party="operator:li"), {"decided", "frozen"}),
        (Wanted(what="frozen"), {"frozen"}),
        (Wanted(whom="commission:c1"), {"ordered", "decided"}),
        (Wanted(whom="commission:c1", party="operator:li"), {"decided"}),
        (Wanted(since=NOON + timedelta(hours=1)), {"decided", "frozen"}),
        (Wanted(until=NOON + timedelta(hours=1)), {"ordered"}),
        (Wanted(whom="commission:c9"), set()),
    ],
)
def test_it_is_searched(engine: Engine, wanted: Wanted, found: set[str]) -> None:
    note(engine, CHEN, "ordered", "commission:c1", HERE, now=NOON)
    note(engine, LI, "decided", "commission:c1", HERE, now=NOON + timedelta(hours=1))
    note(engine, LI, "frozen", "creator:atang", HERE, now=NOON + timedelta(hours=2))

    assert {each.what for each in audit_log(engine, LI, wanted)} == found


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUPERVISOR])
def test_only_a_supervisor_reads_it(engine: Engine, role: Role) -> None:
    by = Actor(KIND_OF[role], party_id="qingyou", role=role) if role is not Role.NONE else ANONYMOUS

    with pytest.raises(Refused, match="FORBIDDEN"):
        audit_log(engine, by)


def test_the_log_is_only_added_to(engine: Engine) -> None:
    note(engine, CHEN, "ordered", "commission:c1", HERE, now=NOON)

    for change in ("update audit_log set what = 'x'", "delete from audit_log"):
        with pytest.raises(Exception, match="append only"), writing(engine) as session:
            session.execute(text(change))
    assert [each.what for each in audit_log(engine, LI)] == ["ordered"]
