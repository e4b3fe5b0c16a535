from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from domain.commissions.state.transition import Notice
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlBook
from gateways.notices import UNSENT, SqlNoticeBook
from gateways.ports.work import NoticeBook, NoticeState, VendorRefused
from tests.gateways.records import NOON, at_once, batch, market, transition

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def book(engine: Engine) -> NoticeBook:
    market(engine)
    SqlBook(engine).record(batch(transition()))
    return SqlNoticeBook(engine, now=lambda: LATER)


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


def test_the_first_claim_is_ours_to_send(engine: Engine, book: NoticeBook) -> None:
    assert book.claim(notice()) is None

    (row,) = SqlCommissionQueries(engine).notices("c1")
    assert (row.state, row.params, row.at, row.concluded_at) == ("sending", {"brand": "青柚茶饮"}, NOON, None)


def test_of_many_that_claim_at_once_one_sends(book: NoticeBook) -> None:
    claims = at_once(8, lambda _: book.claim(notice()))

    assert sorted(claims, key=str) == [None] + 7 * [NoticeState.SENDING]


def test_a_claim_without_an_outcome_is_not_sent_again(book: NoticeBook) -> None:
    book.claim(notice())

    assert book.claim(notice()) == NoticeState.SENDING


def test_a_claim_after_the_outcome_tells_it(engine: Engine, book: NoticeBook) -> None:
    book.claim(notice())
    book.conclude("c1:offer:sms", NoticeState.SENT, "vendor 42")

    assert book.claim(notice()) == NoticeState.SENT
    (row,) = SqlCommissionQueries(engine).notices("c1")
    assert (row.note, row.concluded_at) == ("vendor 42", LATER)


@pytest.mark.parametrize("first", [state for state in NoticeState if state not in UNSENT])
def test_the_first_outcome_stays(book: NoticeBook, first: NoticeState) -> None:
    book.claim(notice())
    book.conclude("c1:offer:sms", first)

    book.conclude("c1:offer:sms", NoticeState.SENT)
    book.conclude("c1:offer:sms", NoticeState.REFUSED)

    assert book.claim(notice()) == first


def test_notices_with_other_keys_do_not_meet(book: NoticeBook) -> None:
    book.claim(notice("a"))
    book.conclude("a", NoticeState.SENT)

    assert book.claim(notice("b")) is None


@pytest.mark.parametrize(
    ("recipient", "phone"), [("creator:atang", "13800000001"), ("brand:qingyou", "13900000001")]
)
def test_a_party_is_reached_at_its_own_number(book: NoticeBook, recipient: str, phone: str) -> None:
    assert book.phone_of(recipient) == phone


@pytest.mark.parametrize("recipient", ["creator:nobody", "brand:nobody", "brand:atang", "atang", ""])
def test_nobody_is_reached_by_guessing(book: NoticeBook, recipient: str) -> None:
    with pytest.raises(VendorRefused) as refused:
        book.phone_of(recipient)

    assert refused.value.code == "NO_PHONE"


def test_a_party_without_a_number_cannot_be_reached(engine: Engine, book: NoticeBook) -> None:
    with engine.begin() as connection:
        connection.execute(text("update creators set phone = ''"))

    with pytest.raises(VendorRefused, match="NO_PHONE"):
        book.phone_of("creator:atang")


def test_no_number_stands_in_the_notices(engine: Engine, book: NoticeBook) -> None:
    book.claim(notice())

    assert "138" not in repr(SqlCommissionQueries(engine).notices("c1"))
