"""API keys: shown once, found by their digest, narrowed, over, replaced; and never another brand's."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from domain.parties import tokens
from domain.parties.actor import Actor, ActorKind, Credential, Environment, Role, at_the_terminal
from domain.parties.permissions import allows
from domain.parties.sign_in import Origin
from domain.refusals import Refused
from gateways.parties.api_keys import NewKey
from gateways.refusals import UnknownBrand
from gateways.sql.database import reading
from models.tables.access import ApiKey, AuditLine
from services.access.keys import KEYS_MAX, OVERLAP, create_key, keys_of, revoke_key, rotate_key
from services.access.sessions import who
from settings import Settings
from tests.gateways.records import NOON, at_once, market

HERE = Origin("203.0.113.7", request_id="request-1")
OWNER = Actor(ActorKind.BRAND, party_id="qingyou", member_id="mb_1", name="陈", role=Role.OWNER)
OTHERS = Actor(ActorKind.BRAND, party_id="other", member_id="mb_2", name="李", role=Role.OWNER)
LI = at_the_terminal("li")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path, _env_file=None)


@pytest.fixture
def live(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path, bank="alipay", _env_file=None)


@pytest.fixture(autouse=True)
def parties(engine: Engine) -> None:
    market(engine).add_brand("other", "别家", "别家食品", "13900000002", NOON)


def made(engine: Engine, settings: Settings, by: Actor = OWNER, **more: object) -> NewKey:
    return create_key(engine, settings, by, "qingyou", "erp", origin=HERE, now=NOON, **more)  # type: ignore[arg-type]


def code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except (Refused, UnknownBrand) as refused:
        return refused.code
    return "done"


@pytest.mark.parametrize("by", [OWNER, LI])
def test_a_key_says_whose_system_it_is(engine: Engine, settings: Settings, by: Actor) -> None:
    key = made(engine, settings, by)

    actor = who(engine, settings, key.key, HERE, NOON)

    assert actor == Actor(
        ActorKind.BRAND,
        party_id="qingyou",
        name="erp",
        role=Role.SYSTEM,
        credential=Credential.API_KEY,
        credential_id=key.id,
        environment=Environment.TEST,
    )
    assert key.key.startswith("sm_test_")
    assert actor.account == f"key:{key.id}"


def test_the_books_do_not_hold_the_key(engine: Engine, settings: Settings) -> None:
    key = made(engine, settings)

    with reading(engine) as session:
        kept = str([row.model_dump() for row in session.scalars(select(ApiKey))])
        logged = str([row.model_dump() for row in session.scalars(select(AuditLine))])
    assert key.key not in kept + logged + repr(key)
    [told] = keys_of(engine, OWNER, "qingyou")
    assert key.key.startswith(told.shown.removesuffix("…"))
    assert len(told.shown) < len("sm_test_") + 8


def test_a_key_of_the_sandbox_is_none_where_money_is_real(
    engine: Engine, settings: Settings, live: Settings
) -> None:
    test, real = made(engine, settings), made(engine, live)

    assert real.key.startswith("sm_live_")
    assert who(engine, live, real.key, HERE, NOON) is not None
    for where, key in ((live, test), (settings, real)):
        with pytest.raises(Refused, match="KEY_ELSEWHERE"):
            who(engine, where, key.key, HERE, NOON)


def test_a_key_is_narrowed_to_its_scopes(engine: Engine, settings: Settings) -> None:
    key = made(engine, settings, scopes=["commission.read", "money.read"])

    actor = who(engine, settings, key.key, HERE, NOON)

    assert actor is not None
    assert actor.scopes == ("commission.read", "money.read")
    assert allows(actor, "commission.read")
    assert not allows(actor, "commission.order")


@pytest.mark.parametrize("scopes", [["members.manage"], ["creator.withdraw"], ["commission.raed"], [""]])
def test_a_scope_that_no_system_has_is_refused(engine: Engine, settings: Settings, scopes: list[str]) -> None:
    with pytest.raises(Refused, match="SCOPE_UNKNOWN") as refused:
        made(engine, settings, scopes=scopes)

    assert "commission.order" in refused.value.detail


def test_a_key_expires(engine: Engine, settings: Settings) -> None:
    key = made(engine, settings, expires_at=NOON + DAY)

    assert who(engine, settings, key.key, HERE, NOON + DAY - MINUTE)
    with pytest.raises(Refused, match="KEY_EXPIRED"):
        who(engine, settings, key.key, HERE, NOON + DAY)


@pytest.mark.parametrize(
    ("code", "more"),
    [("EXPIRY_PAST", {"expires_at": NOON}), ("KEY_NAME_INVALID", {})],
)
def test_what_no_key_can_be_is_refused(
    engine: Engine, settings: Settings, code: str, more: dict[str, datetime]
) -> None:
    for name in [" ", "x" * 41, "a\nb", "a\u200bb"] if code == "KEY_NAME_INVALID" else ["erp"]:
        with pytest.raises(Refused, match=code):
            create_key(engine, settings, OWNER, "qingyou", name, now=NOON, **more)  # type: ignore[arg-type]

    assert keys_of(engine, OWNER, "qingyou") == []


def test_a_revoked_key_lets_nobody_in_at_once(engine: Engine, settings: Settings) -> None:
    key = made(engine, settings)

    revoke_key(engine, OWNER, "qingyou", key.id, origin=HERE, now=NOON)
    revoke_key(engine, OWNER, "qingyou", key.id, origin=HERE, now=NOON)

    with pytest.raises(Refused, match="KEY_REVOKED"):
        who(engine, settings, key.key, HERE, NOON)
    with reading(engine) as session:
        assert [each.what for each in session.scalars(select(AuditLine))] == ["key_made", "key_revoked"]


def test_both_are_good_while_a_key_is_replaced(engine: Engine, settings: Settings) -> None:
    old = made(engine, settings, scopes=["commission.read"], expires_at=NOON + 90 * DAY)
    later = NOON + 80 * DAY

    new = rotate_key(engine, settings, OWNER, "qingyou", old.id, origin=HERE, now=later)

    in_between = later + OVERLAP - MINUTE
    actors = [who(engine, settings, each.key, HERE, in_between) for each in (old, new)]
    assert [each.scopes for each in actors if each] == [("commission.read",)] * 2
    assert new.expires_at == later + 90 * DAY
    with pytest.raises(Refused, match="KEY_EXPIRED"):
        who(engine, settings, old.key, HERE, later + OVERLAP)
    assert {each.id: each.follows for each in keys_of(engine, OWNER, "qingyou")} == {
        old.id: "",
        new.id: old.id,
    }


def test_an_overlap_makes_no_key_live_longer(engine: Engine, settings: Settings) -> None:
    old = made(engine, settings, expires_at=NOON + MINUTE)

    rotate_key(engine, settings, OWNER, "qingyou", old.id, now=NOON)

    with pytest.raises(Refused, match="KEY_EXPIRED"):
        who(engine, settings, old.key, HERE, NOON + MINUTE)


def test_replaced_by_many_at_once_it_has_one_follower(engine: Engine, settings: Settings) -> None:
    old = made(engine, settings)

    answers = at_once(
        8, lambda _: code_of(lambda: rotate_key(engine, settings, OWNER, "qingyou", old.id, now=NOON))
    )

    assert sorted(answers) == ["KEY_REPLACED"] * 7 + ["done"]


@pytest.mark.parametrize("overlap", [timedelta(seconds=-1), timedelta(days=7, seconds=1)])
def test_an_overlap_has_bounds(engine: Engine, settings: Settings, overlap: timedelta) -> None:
    old = made(engine, settings)

    with pytest.raises(Refused, match="OVERLAP_OUT_OF_BOUNDS"):
        rotate_key(engine, settings, OWNER, "qingyou", old.id, overlap, now=NOON)


def test_a_key_that_is_over_is_not_replaced(engine: Engine, settings: Settings) -> None:
    revoked, expired = made(engine, settings), made(engine, settings, expires_at=NOON + MINUTE)
    revoke_key(engine, OWNER, "qingyou", revoked.id, now=NOON)

    for key, code in ((revoked, "KEY_REVOKED"), (expired, "KEY_EXPIRED")):
        with pytest.raises(Refused, match=code):
            rotate_key(engine, settings, OWNER, "qingyou", key.id, now=NOON + MINUTE)


def test_a_key_of_another_brand_looks_like_none(engine: Engine, settings: Settings) -> None:
    key = made(engine, settings)
    acts: list[Callable[[str], object]] = [
        lambda brand: revoke_key(engine, OTHERS, brand, key.id, now=NOON),
        lambda brand: rotate_key(engine, settings, OTHERS, brand, key.id, now=NOON),
    ]

    assert [code_of(lambda act=act: act("other")) for act in acts] == ["KEY_UNKNOWN"] * 2
    assert [code_of(lambda act=act: act("qingyou")) for act in acts] == ["BRAND_UNKNOWN"] * 2
    assert code_of(lambda: keys_of(engine, OTHERS, "qingyou")) == "BRAND_UNKNOWN"
    assert code_of(lambda: create_key(engine, settings, OTHERS, "qingyou", "x", now=NOON)) == "BRAND_UNKNOWN"
    assert keys_of(engine, OTHERS, "other") == []
    assert who(engine, settings, key.key, HERE, NOON) is not None


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.FINANCE, Role.READ_ONLY, Role.SYSTEM, Role.OPERATOR])
def test_who_may_not_manage_keys_makes_lists_and_ends_none(
    engine: Engine, settings: Settings, role: Role
) -> None:
    kind = ActorKind.OPERATOR if role is Role.OPERATOR else ActorKind.BRAND
    by = Actor(kind, party_id="qingyou", member_id="mb_9", name="王", role=role)
    key = made(engine, settings)

    answers = [
        code_of(lambda: create_key(engine, settings, by, "qingyou", "x", now=NOON)),
        code_of(lambda: rotate_key(engine, settings, by, "qingyou", key.id, now=NOON)),
        code_of(lambda: revoke_key(engine, by, "qingyou", key.id, now=NOON)),
        code_of(lambda: keys_of(engine, by, "qingyou")),
    ]

    assert answers == ["FORBIDDEN"] * 4
    assert len(keys_of(engine, OWNER, "qingyou")) == 1


def test_a_brand_that_nobody_knows_has_no_keys(engine: Engine, settings: Settings) -> None:
    assert code_of(lambda: create_key(engine, settings, LI, "nobody", "x", now=NOON)) == "BRAND_UNKNOWN"


def test_a_brand_has_fifty_keys_at_most_also_of_many_at_once(engine: Engine, settings: Settings) -> None:
    for _ in range(KEYS_MAX - 2):
        last = made(engine, settings)

    answers = at_once(6, lambda _: code_of(lambda: made(engine, settings)))

    assert sorted(answers) == ["TOO_MANY_KEYS"] * 4 + ["done"] * 2
    revoke_key(engine, OWNER, "qingyou", last.id, now=NOON)
    assert made(engine, settings)


def test_when_and_from_where_it_was_last_used_is_known_to_the_minute(
    engine: Engine, settings: Settings
) -> None:
    key = made(engine, settings)

    for seconds, address in ((1, "203.0.113.1"), (30, "203.0.113.2"), (62, "203.0.113.3")):
        who(engine, settings, key.key, Origin(address), NOON + timedelta(seconds=seconds))
        [told] = keys_of(engine, OWNER, "qingyou")
        seen = (told.used_at, told.used_from)
        assert (
            seen
            == {
                1: (NOON + timedelta(seconds=1), "203.0.113.1"),
                30: (NOON + timedelta(seconds=1), "203.0.113.1"),
                62: (NOON + timedelta(seconds=62), "203.0.113.3"),
            }[seconds]
        )


def test_a_key_that_nobody_was_given_is_nobody(engine: Engine, settings: Settings) -> None:
    key = made(engine, settings)

    for token in (tokens.new("sm_test_"), key.key[:-1] + "x", key.key + "0", key.id, key.key.swapcase()):
        assert who(engine, settings, token, HERE, NOON) is None or token == key.key
