"""The creator's money by page: what there is, what comes on which day, and the statement by month."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from starter.web.wording import Wording
from tests.web import books
from tests.web.conftest import placed
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]
ME, SHE = "creator-atang", "creator-laozhou"
ZH = Wording("zh", datetime.now(UTC))
MARCH = datetime(2026, 3, 12, 2, tzinfo=UTC)


async def test_what_can_be_withdrawn_is_one_button_with_its_sum(visiting: Visit, engine: Engine) -> None:
    books.settled(engine, placed(engine, "settled"))
    told = await visiting(ME).text("/income")
    assert "全部提现 ¥2,850.00" in told


async def test_what_comes_stands_under_its_day_and_the_rest_under_none(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    told = await visiting(ME).text("/income")
    dated, _, rest = told.partition("日期取决于后面的步骤")
    assert f'href="/commissions/{at_every_stage["published"]}"' in dated
    assert f'href="/commissions/{at_every_stage["content_drafting"]}"' in rest
    assert at_every_stage["offered"] not in told.partition('id="h-s"')[0]  # nobody has promised anything yet


async def test_a_statement_line_says_what_was_agreed_and_what_the_fee_took(
    visiting: Visit, engine: Engine
) -> None:
    books.settled(engine, placed(engine, "settled"))
    told = await visiting(ME).text("/income")
    assert "+¥2,850.00" in told
    assert "价款 ¥3,000.00 − 服务费 ¥150.00" in told


async def test_a_month_begins_with_what_the_one_before_left(visiting: Visit, engine: Engine) -> None:
    books.settled(engine, placed(engine, "settled"), MARCH)
    books.withdrawn(engine, "w1", 40_000, "paid", at=datetime(2026, 4, 1, 3, tzinfo=UTC))
    told = await visiting(ME).text("/income/statement?month=2026-04")
    assert told.index("期初余额</dt><dd>¥2,850.00") < told.index("期末余额</dt><dd>¥2,450.00")
    assert "−¥400.00" in told
    assert "+¥2,850.00" not in told


async def test_what_is_no_month_is_the_newest_with_something(visiting: Visit, engine: Engine) -> None:
    books.settled(engine, placed(engine, "settled"), MARCH)
    for written in ("", "2026-13", "../..", "9999-99", "1999-01"):
        assert "+¥2,850.00" in await visiting(ME).text(f"/income/statement?month={written}")


async def test_the_file_opens_as_figures_and_runs_no_title(visiting: Visit, engine: Engine) -> None:
    books.settled(engine, placed(engine, "settled", '=HYPERLINK("http://evil")'), MARCH)
    answer = await visiting(ME).open("/income/statement.csv?month=2026-03")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="starmap-atang-2026-03.csv"'
    heads, line = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
    told = dict(zip(heads, line, strict=True))
    assert told["金额（元）"] == "2850.00"
    assert told["任务"].startswith("'=HYPERLINK")


async def test_a_returned_withdrawal_says_where_it_is_and_what_to_change(
    visiting: Visit, engine: Engine
) -> None:
    books.settled(engine, placed(engine, "settled"))
    mended, back = (
        books.withdrawn(engine, "w1", 40_000, "waiting", "NAME_MISMATCH"),
        books.withdrawn(engine, "w2", 41_000, "refunded", "SENT_BACK"),
    )
    for id_, where, todo in (
        (mended, "提现途中", ZH("withdrawal.account")),
        (back, "在余额", ZH("withdrawal.account_again")),
    ):
        told = await visiting(ME).text(f"/income/withdrawals/{id_}")
        assert where in told
        assert todo in told
        assert 'href="/me/account"' in told
    assert "收款人姓名与账户不符" in await visiting(ME).text("/income")


async def test_anothers_withdrawal_looks_absent(visiting: Visit, engine: Engine) -> None:
    books.settled(engine, placed(engine, "settled"))
    id_ = books.withdrawn(engine, "w1", 40_000, "paid")
    assert (await visiting(SHE).open(f"/income/withdrawals/{id_}")).status == 404
    assert (await visiting("brand-qingyou").open(f"/income/withdrawals/{id_}")).status == 403


async def test_a_refused_withdrawal_keeps_the_amount(visiting: Visit, engine: Engine) -> None:
    books.settled(engine, placed(engine, "settled"))
    answer = await visiting(ME).send("/income", "/income/withdrawals", amount="1,50")
    assert answer.status == 422
    assert 'value="1,50"' in answer.body.decode()
