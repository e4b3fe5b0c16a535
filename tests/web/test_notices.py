"""Notices of a side by page: its own alone, the newest first, what is new since the last look, and faces."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from gateways.sql.database import writing
from models.tables.notices import NoticeRow
from starter.web.faces import COLOURS, colour_of, initials
from tests.walks import for_each
from tests.web.conftest import placed
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]
ME, WE = "creator-atang", "brand-qingyou"


async def test_a_side_reads_what_it_was_told_and_nothing_of_the_other(
    visiting: Visit, engine: Engine
) -> None:
    work = placed(engine, "offered")
    _tell(engine, "creator:atang", "请在今天接收", work)
    _tell(engine, "brand:qingyou", "创作者已接收", work)
    told = await visiting(ME).text("/notices")
    assert "请在今天接收" in told
    assert "创作者已接收" not in told
    assert f'href="/commissions/{work}"' in told
    assert "请在今天接收" not in await visiting(WE).text("/notices")


async def test_what_came_after_the_last_look_is_new(visiting: Visit, engine: Engine) -> None:
    browser, now = visiting(ME), datetime.now(UTC)
    _tell(engine, "creator:atang", "早先的", at=now - timedelta(hours=1))
    assert "条新通知" not in await browser.text("/notices")
    _tell(engine, "creator:atang", "刚来的", at=now + timedelta(minutes=1))
    told = await browser.text("/notices")
    assert "1 条新通知" in told
    assert told.count('class="new"') == 1


async def test_a_notice_that_did_not_arrive_says_so(visiting: Visit, engine: Engine) -> None:
    _tell(engine, "creator:atang", "提现未成功", state="refused")
    assert "没有送达" in await visiting(ME).text("/notices")


async def test_a_marker_that_is_no_time_is_none(visiting: Visit, engine: Engine) -> None:
    _tell(engine, "creator:atang", "早先的")
    browser = visiting(ME)
    for odd in ("x", "2026-11-01", "9" * 400):
        browser.cookies["starmap_told"] = odd
        assert "条新通知" not in await browser.text("/notices")


async def test_operators_have_other_pages(visiting: Visit) -> None:
    assert (await visiting("operator-li").open("/notices")).status == 403


NAMES = {
    "阿汤说茶": "阿",
    "John Smith": "JS",
    "Ольга Иванова": "ОИ",
    "مطبخ ليلى": "م",
    "👩‍👩‍👧 一家": "👩‍👩‍👧",
    "🇨🇳 China": "🇨🇳",
    "e\u0301cole": "E\u0301",
    "（老周）走四方": "老",
    "": "·",
    "\u202eabc": "A",
}


@for_each(("name", "shown"), NAMES.items())
def test_a_face_bears_what_people_see_as_the_first_letters(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_a_face_keeps_its_colour_and_all_colours_are_used() -> None:
    assert {colour_of(f"creator{number}") for number in range(200)} == set(range(COLOURS))
    assert colour_of("atang") == colour_of("atang")


def _tell(
    engine: Engine,
    recipient: str,
    text: str,
    work: str | None = None,
    *,
    at: datetime | None = None,
    state: str = "sent",
) -> None:
    with writing(engine) as session:
        session.add(
            NoticeRow(
                key=f"{recipient}:{text}",
                commission_id=work,
                recipient=recipient,
                channel="sms",
                template="offered",
                params={},
                text=text,
                state=state,
                at=at or datetime.now(UTC),
            )
        )
