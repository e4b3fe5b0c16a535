from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from domain.notice import Notice
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlCommissionStore
from gateways.notices import UNSENT, SqlNoticeStore
from gateways.ports.work import NoticeState, NoticeStore, VendorRefused
from tests.gateways.records import NOON, at_once, batch, market, transition

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def store(engine: Engine) -> NoticeStore:
    market(engine)
    SqlCommissionStore(engine).record(batch(transition()))
    return SqlNoticeStore(engine, now=lambda: LATER)


def notice(key: str = "c1:offer:sms") -> Notice:
    return Notice(
        key=key,
        commission_id="c1",
        recipient="creator:atang",
        channel="sms",
        template="offered",
        params={"brand": "青柚茶饮"},
        text="【星图】您有一条来自青柚茶饮的指派任务，请在 24 小时内接收。",
        at=NOON,
    )


def test_the_first_claim_is_ours_to_send(engine: Engine, store: NoticeStore) -> None:
    assert store.claim(notice()) is None

    (row,) = SqlCommissionQueries(engine).notices("c1")
    assert (row.state, row.params, row.at, row.concluded_at) == ("sending", {"brand": "青柚茶饮"}, NOON, None)


def test_of_many_that_claim_at_once_one_sends(store: NoticeStore) -> None:
    claims = at_once(8, lambda _: store.claim(notice()))

    assert sorted(claims, key=str) == [None] + 7 * [NoticeState.SENDING]


def test_a_claim_without_an_outcome_is_not_sent_again(store: NoticeStore) -> None:
    store.claim(notice())

    assert store.claim(notice()) == NoticeState.SENDING


def test_a_claim_after_the_outcome_tells_it(engine: Engine, store: NoticeStore) -> None:
    store.claim(notice())
    store.conclude("c1:offer:sms", NoticeState.SENT, "vendor 42")

    assert store.claim(notice()) == NoticeState.SENT
    (row,) = SqlCommissionQueries(engine).notices("c1")
    assert (row.note, row.concluded_at) == ("vendor 42", LATER)


@pytest.mark.parametrize("first", [state for state in NoticeState if state not in UNSENT])
def test_the_first_outcome_stays(store: NoticeStore, first: NoticeState) -> None:
    store.claim(notice())
    store.conclude("c1:offer:sms", first)

    store.conclude("c1:offer:sms", NoticeState.SENT)
    store.conclude("c1:offer:sms", NoticeState.REFUSED)

    assert store.claim(notice()) == first


def test_notices_with_other_keys_do_not_meet(store: NoticeStore) -> None:
    store.claim(notice("a"))
    store.conclude("a", NoticeState.SENT)

    assert store.claim(notice("b")) is None


@pytest.mark.parametrize(
    ("recipient", "phone"), [("creator:atang", "13800000001"), ("brand:qingyou", "13900000001")]
)
def test_a_party_is_reached_at_its_own_number(store: NoticeStore, recipient: str, phone: str) -> None:
    assert store.phone_of(recipient) == phone


@pytest.mark.parametrize("recipient", ["creator:nobody", "brand:nobody", "brand:atang", "atang", ""])
def test_nobody_is_reached_by_guessing(store: NoticeStore, recipient: str) -> None:
    with pytest.raises(VendorRefused) as refused:
        store.phone_of(recipient)

    assert refused.value.code == "NO_PHONE"


def test_a_party_without_a_number_cannot_be_reached(engine: Engine, store: NoticeStore) -> None:
    with engine.begin() as connection:
        connection.execute(text("update creators set phone = ''"))

    with pytest.raises(VendorRefused, match="NO_PHONE"):
        store.phone_of("creator:atang")


def test_no_number_stands_in_the_notices(engine: Engine, store: NoticeStore) -> None:
    store.claim(notice())

    assert "138" not in repr(SqlCommissionQueries(engine).notices("c1"))
