"""The brand's money by page: paid in, sent back, told by month and by commission; the sums of the desk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, update
from sqlmodel import col

from domain.instants import end_of_natural_days
from gateways.sql.database import writing
from models.tables.commissions import CommissionRow
from services.commissions.records import RECORD
from tests.http.people import token_of
from tests.web import books
from tests.web.conftest import placed
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]
WE = "brand-qingyou"


async def test_the_purse_says_what_is_available_held_and_spent(visiting: Visit, engine: Engine) -> None:
    books.settled(engine, placed(engine, "settled"))
    told = await visiting(WE).text("/money")
    assert "¥47,000.00" in told
    assert "已支出</dt><dd>¥3,000.00" in told


async def test_a_top_up_is_booked_once_however_often_its_form_is_sent(visiting: Visit) -> None:
    browser = visiting(WE)
    assert (await browser.send("/money", "/money/top-ups", amount="120.50")).status == 303
    assert "¥50,120.50" in await browser.text("/money")


async def test_money_that_cannot_go_back_now_keeps_the_amount_that_was_typed(visiting: Visit) -> None:
    answer = await visiting(WE).send("/money", "/money/withdrawals", back="abc")
    assert answer.status == 422
    assert 'value="abc"' in answer.body.decode()


async def test_who_may_only_look_has_no_form_and_sends_nothing(visiting: Visit, engine: Engine) -> None:
    browser = visiting(WE)
    browser.cookies["starmap_session"] = token_of(engine, WE, "read_only")
    assert "<form" not in (await browser.text("/money")).partition("<footer")[0]
    assert (await browser.post("/money/withdrawals", {"back": "1"})).status == 403


async def test_a_bill_of_a_commission_is_for_its_own_brand(visiting: Visit, engine: Engine) -> None:
    settled = placed(engine, "settled")
    books.settled(engine, settled)
    told = await visiting(WE).text(f"/money/bills/{settled}")
    assert "¥3,000.00" in told
    assert (await visiting("brand-shanxing").open(f"/money/bills/{settled}")).status == 404


async def test_a_statement_of_a_brand_is_its_own(visiting: Visit, engine: Engine) -> None:
    books.settled(engine, placed(engine, "settled"))
    assert "−¥3,000.00" in await visiting(WE).text("/money/statement")
    assert "−¥3,000.00" not in await visiting("brand-shanxing").text("/money/statement")
    answer = await visiting(WE).open("/money/statement.csv")
    assert b"-3000.00" in answer.body


async def test_what_settles_by_itself_tonight_stands_apart_with_its_sum(
    visiting: Visit, engine: Engine
) -> None:
    tonight = _settles_at(engine, placed(engine, "published"), end_of_natural_days(datetime.now(UTC), 0))
    told = await visiting(WE).text("/desk")
    column = told.partition("今晚自动结算")[2].partition("</section>")[0]
    assert "¥3,000.00" in column
    assert tonight in column


async def test_no_column_is_shown_for_a_night_on_which_nothing_settles(
    visiting: Visit, engine: Engine
) -> None:
    _settles_at(engine, placed(engine, "published"), end_of_natural_days(datetime.now(UTC), 1))
    assert "今晚自动结算" not in await visiting(WE).text("/desk")


async def test_the_desk_names_what_bites_first(visiting: Visit, engine: Engine) -> None:
    id_ = placed(engine, "content_review")
    _move(engine, id_, "review_attention", datetime.now(UTC) + timedelta(days=2))
    assert "1 件等你处理，最早" in await visiting(WE).text("/desk")


def _settles_at(engine: Engine, commission_id: str, at: datetime) -> str:
    _move(engine, commission_id, "settle_by", at)
    return commission_id


def _move(engine: Engine, commission_id: str, clock: str, at: datetime) -> None:
    with writing(engine) as session:
        row = session.get(CommissionRow, commission_id)
        assert row is not None
        state = RECORD.validate_python(row.record)
        state = replace(state, clocks={**state.clocks, clock: at})
        values = {"record": RECORD.dump_python(state, mode="json")}
        session.execute(update(CommissionRow).where(col(CommissionRow.id) == commission_id).values(**values))
