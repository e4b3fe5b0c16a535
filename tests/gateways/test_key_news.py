"""Who is told a newer set of keys, in which order, and signed by which root key."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from domain.commissions.state.stages import Stage
from domain.parties.actor import at_the_terminal
from domain.process.trust import KeySet
from gateways.commissions import key_news
from gateways.commissions.key_news import FORGOTTEN, LEASED, News
from gateways.signing import pins, platform_keys
from gateways.sql.database import writing
from models.messages.signing import are_by, public_of
from models.tables.commissions import CommissionRow
from models.tables.signing import PlatformKey
from services.access import signing_keys
from tests.gateways.records import NOON, market
from tests.gateways.test_signing_keys import pair

LI = at_the_terminal("li")


@pytest.fixture(autouse=True)
def books(engine: Engine) -> None:
    market(engine)
    for id_ in ("c1", "c2"):
        standing(engine, id_)
        with writing(engine) as session:
            pins.pin(session, f"commission:{id_}", "brand:qingyou", "signed", NOON)


def standing(engine: Engine, id_: str, seq: int = 3, stage: Stage = Stage.OFFERED) -> None:
    with writing(engine) as session:
        session.merge(
            CommissionRow(
                id=id_,
                order_key=id_,
                digest="-",
                brand_id="qingyou",
                creator_id="atang",
                task_type="article",
                title="x",
                amount_fen=1,
                stage=stage.value,
                record={},
                seq=seq,
                opened_at=NOON,
                updated_at=NOON,
            )
        )


def due(engine: Engine, holder: str = "one", at: timedelta = timedelta()) -> list[News]:
    return key_news.due(engine, 10, holder=holder, now=NOON + at)


def rotated(engine: Engine, use: str) -> None:
    signing_keys.rotate_platform_key(engine, LI, use, now=NOON)


def keys_of(news: News) -> KeySet:
    return pins.as_set({name: each for name, each in news.set.items() if name != "sig"})


def root(engine: Engine, kid: str) -> str:
    with writing(engine) as session:
        row = session.get(PlatformKey, kid)
        assert row is not None
        return row.public


def in_force(engine: Engine) -> str:
    with writing(engine) as session:
        row = platform_keys.in_force(session, "root")
        assert row is not None
        return row.public


def test_nothing_is_told_where_nothing_has_changed(engine: Engine) -> None:
    assert due(engine) == []


def test_a_changed_set_is_told_to_each_once_signed_by_the_root_key(engine: Engine) -> None:
    made = signing_keys.register_signing_key(engine, LI, "qingyou", "ERP", pair()[1], now=NOON)

    told = due(engine)
    key_news.note(engine, told, [], NOON)

    assert {each.subject for each in told} == {"commission:c1", "commission:c2"}
    assert all(are_by(in_force(engine), keys_of(each), each.set["sig"]) for each in told)
    assert all(keys_of(each).key(made.id) for each in told)
    assert due(engine) == []


def test_what_was_sent_and_not_noted_is_sent_again_the_same(engine: Engine) -> None:
    rotated(engine, "gateway")

    assert due(engine) == due(engine)


def test_a_new_root_key_is_told_signed_by_the_one_before_and_two_in_a_row_too(engine: Engine) -> None:
    first = in_force(engine)
    rotated(engine, "root")
    (one, other) = due(engine)
    key_news.note(engine, [one], [other], NOON)
    rotated(engine, "root")

    told = {each.subject: each for each in due(engine)}

    assert are_by(first, keys_of(one), one.set["sig"])
    assert are_by(root(engine, one.root), keys_of(told[one.subject]), told[one.subject].set["sig"])
    assert are_by(first, keys_of(told[other.subject]), told[other.subject].set["sig"])
    assert {keys_of(each).root for each in told.values()} == {in_force(engine)}


def test_one_process_tells_at_a_time_and_another_takes_over_from_one_that_died(engine: Engine) -> None:
    rotated(engine, "gateway")

    assert len(due(engine, "one")) == 2
    assert due(engine, "other") == []
    assert len(due(engine, "other", LEASED)) == 2


def test_who_cannot_be_reached_holds_up_nobody(engine: Engine) -> None:
    rotated(engine, "gateway")
    first, second = (each.subject for each in due(engine))
    key_news.note(engine, [], [each for each in due(engine) if each.subject == first], NOON + LEASED)

    assert [each.subject for each in due(engine)] == [second, first]


def test_what_waits_to_begin_is_not_woken_and_what_ended_long_ago_is_left_alone(engine: Engine) -> None:
    standing(engine, "c1", seq=0)
    standing(engine, "c2", stage=Stage.COMPLETED)
    rotated(engine, "gateway")

    assert [each.subject for each in due(engine)] == ["commission:c2"]
    assert due(engine, at=FORGOTTEN + timedelta(days=1)) == []


def test_an_old_root_key_is_destroyed_once_everybody_knows_the_new_one(engine: Engine) -> None:
    rotated(engine, "root")
    key_news.note(engine, due(engine), [], NOON)

    due(engine)

    with writing(engine) as session:
        rows = session.query(PlatformKey).all()
        assert sorted(bool(each.sealed) for each in rows if each.use == "root") == [False, True]
        kept = next(each for each in rows if each.use == "root" and each.sealed)
        public = public_of(platform_keys.private(session, kept))
    assert public == in_force(engine)
