"""Who it is, by a session: while it lasts, where it was begun, and until it is ended."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from domain.parties import tokens
from domain.parties.actor import Actor, ActorKind, Environment, Role
from domain.parties.sign_in import Origin
from domain.refusals import Refused
from gateways.parties import sessions
from gateways.parties.sessions import SignedIn
from gateways.sql.database import reading, writing
from models.tables.access import AuditLine, SessionRow
from services.access.pruning import prune
from services.access.sessions import revoke_session, sessions_of, sign_out, sign_out_everywhere, who
from settings import Settings
from tests.gateways.records import NOON, market

HERE = Origin("203.0.113.7", request_id="request-1")
ATANG = Actor(ActorKind.CREATOR, party_id="atang", role=Role.CREATOR)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path, _env_file=None)


@pytest.fixture(autouse=True)
def parties(engine: Engine) -> None:
    market(engine)


def begun(engine: Engine, of: Actor = ATANG, at: datetime = NOON) -> SignedIn:
    with writing(engine) as session:
        return sessions.open_session(session, of, HERE.address, at)


def row_of(engine: Engine, signed: SignedIn) -> SessionRow:
    with reading(engine) as session:
        return session.scalars(select(SessionRow).where(SessionRow.id == signed.actor.credential_id)).one()


def test_the_token_says_who_it_is(engine: Engine, settings: Settings) -> None:
    signed = begun(engine)

    assert who(engine, settings, signed.token, HERE, NOON) == signed.actor
    assert signed.expires_at == NOON + 30 * DAY


@pytest.mark.parametrize(
    "token",
    ["", "x", "sms_", tokens.new(tokens.SESSION), tokens.new("sm_test_"), "sms_" + "é" * 49],
    ids=["empty", "a letter", "a prefix", "another", "a key's", "no ASCII"],
)
def test_a_token_that_nobody_was_given_is_nobody(engine: Engine, settings: Settings, token: str) -> None:
    begun(engine)

    assert who(engine, settings, token, HERE, NOON) is None


def test_the_digest_in_the_books_signs_nobody_in(engine: Engine, settings: Settings) -> None:
    row = row_of(engine, begun(engine))

    assert who(engine, settings, row.digest, HERE, NOON) is None
    assert who(engine, settings, f"sms_{row.digest[:49]}", HERE, NOON) is None


def test_a_session_of_the_sandbox_is_none_where_money_is_real(engine: Engine, tmp_path: Path) -> None:
    signed = begun(engine)
    live = Settings(state=tmp_path, bank="alipay", _env_file=None)

    assert who(engine, live, signed.token, HERE, NOON) is None
    there = begun(engine, Actor(ActorKind.CREATOR, "atang", role=Role.CREATOR, environment=Environment.LIVE))
    assert who(engine, live, there.token, HERE, NOON) == there.actor


def test_it_goes_on_while_it_is_used_and_ends_when_it_is_not(engine: Engine, settings: Settings) -> None:
    signed = begun(engine)

    at = NOON
    for _ in range(3):
        at += 29 * DAY
        assert who(engine, settings, signed.token, HERE, at) == signed.actor
    assert who(engine, settings, signed.token, HERE, at + 30 * DAY) is None


def test_it_ends_in_any_case_after_half_a_year(engine: Engine, settings: Settings) -> None:
    signed = begun(engine)

    for day in range(1, 180):
        assert who(engine, settings, signed.token, HERE, NOON + day * DAY) == signed.actor
    assert who(engine, settings, signed.token, HERE, NOON + 180 * DAY) is None


def test_it_is_noted_once_a_minute_at_most_that_it_is_used(engine: Engine, settings: Settings) -> None:
    signed = begun(engine)

    for seconds in (1, 30, 60):
        who(engine, settings, signed.token, HERE, NOON + timedelta(seconds=seconds))
    assert row_of(engine, signed).used_at == NOON

    who(engine, settings, signed.token, HERE, NOON + timedelta(seconds=61))
    assert row_of(engine, signed).used_at == NOON + timedelta(seconds=61)


def test_who_signs_out_is_nobody_at_once_and_on_this_device_alone(engine: Engine, settings: Settings) -> None:
    here, there = begun(engine), begun(engine)

    sign_out(engine, here.actor, HERE, NOON)
    sign_out(engine, here.actor, HERE, NOON)

    assert who(engine, settings, here.token, HERE, NOON) is None
    assert who(engine, settings, there.token, HERE, NOON) == there.actor
    with reading(engine) as session:
        assert [each.what for each in session.scalars(select(AuditLine))] == ["signed_out"]


def test_ones_own_sessions_are_listed_and_ended_one_by_one(engine: Engine, settings: Settings) -> None:
    here, there = begun(engine), begun(engine, at=NOON + MINUTE)
    now = NOON + 2 * MINUTE

    listed = sessions_of(engine, here.actor, now)
    revoke_session(engine, here.actor, there.actor.credential_id, HERE, now)

    assert [each.id for each in listed] == [there.actor.credential_id, here.actor.credential_id]
    assert [each.id for each in sessions_of(engine, here.actor, now)] == [here.actor.credential_id]
    assert who(engine, settings, there.token, HERE, now) is None


def test_a_session_of_another_looks_like_none(engine: Engine, settings: Settings) -> None:
    from gateways.parties.catalogue import SqlCatalogue  # noqa: PLC0415

    SqlCatalogue(engine).add_creator("other", "别人", "别人", "13800000002", NOON)
    mine = begun(engine)
    theirs = begun(engine, Actor(ActorKind.CREATOR, party_id="other", role=Role.CREATOR))

    for each in (theirs.actor.credential_id, "ss_0000", ""):
        with pytest.raises(Refused, match="SESSION_UNKNOWN"):
            revoke_session(engine, mine.actor, each, HERE, NOON)

    assert who(engine, settings, theirs.token, HERE, NOON) == theirs.actor


@pytest.mark.parametrize("here_too", [False, True])
def test_all_others_are_ended_at_once(engine: Engine, settings: Settings, here_too: bool) -> None:  # noqa: FBT001
    here, *others = (begun(engine) for _ in range(3))

    ended = sign_out_everywhere(engine, here.actor, HERE, NOON, here_too=here_too)

    assert ended == 2 + here_too
    assert all(who(engine, settings, each.token, HERE, NOON) is None for each in others)
    assert (who(engine, settings, here.token, HERE, NOON) is None) == here_too


def test_sessions_long_over_are_forgotten(engine: Engine) -> None:
    begun(engine)

    prune(engine, NOON + 100 * DAY)
    with reading(engine) as session:
        assert len(session.scalars(select(SessionRow)).all()) == 1
    prune(engine, NOON + 130 * DAY)
    with reading(engine) as session:
        assert session.scalars(select(SessionRow)).all() == []
