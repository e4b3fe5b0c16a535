"""What the platform has decided stands beside the case, to each reader in words and in its own part."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from starter.web.failing import worded
from starter.web.wording import Wording, catalogue
from tests.domain import scenes
from tests.web import books
from tests.web.booked import booked
from tests.web.conftest import placed
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]
TITLE = catalogue("zh")["decision.title"]


def block(page: str) -> str:
    return page.partition('class="sec sheet decided"')[2].partition("</section>")[0]


@pytest.mark.parametrize("decision", ["settle", "refund"])
async def test_the_decision_says_when_by_which_rule_why_and_what_moves(
    visiting: Visit, api: FastAPI, engine: Engine, decision: str
) -> None:
    assert api.state.opened.engine is engine
    story = scenes.decided(decision)
    made = booked(engine, story, "D-1")
    line = next(each for each in reversed(story.transitions) if each.move == "arbitrate")

    for who, path in (
        ("creator-atang", f"/commissions/{made}"),
        ("brand-qingyou", f"/commissions/{made}"),
        ("brand-qingyou", f"/commissions/{made}/appeal"),
        ("operator-li", f"/cases/{made}"),
    ):
        told = block(await visiting(who).text(path))
        assert {"settle": "结算给创作者", "refund": "退款给品牌主"}[decision] in told, (who, path)
        assert f"<dd>{line.row}</dd>" in told
        assert line.reason in told
        assert "可申诉" in told
        assert "客户" not in told or who == "creator-atang"


async def test_nothing_is_said_of_a_decision_before_there_is_one(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    for who in ("creator-atang", "brand-qingyou"):
        assert TITLE not in await visiting(who).text(f"/commissions/{at_every_stage['arbitration']}")
    assert TITLE not in await visiting("operator-li").text(f"/cases/{at_every_stage['arbitration']}")


async def test_withdrawing_a_complaint_is_asked_once_more(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    made = at_every_stage["arbitration"]
    page = await visiting("brand-qingyou").text(f"/commissions/{made}")
    assert f'action="/commissions/{made}/withdraw_complaint"' not in page
    asked = await visiting("brand-qingyou").text(f"/commissions/{made}/withdraw_complaint")
    assert f'action="/commissions/{made}/withdraw_complaint"' in asked
    assert catalogue("zh")["help.withdraw_complaint"] in asked


def test_what_could_be_written_instead_is_told_in_words() -> None:
    for lang, told in (("zh", "由品牌主承担"), ("en", "borne by the brand")):
        t = Wording(lang, datetime.now(UTC))
        found = worded("BEARER_UNFIT", "that does not fit (brand, platform)", t)
        assert told in found
        assert "(brand" not in found


async def test_a_creator_is_led_from_today_to_where_the_work_is_made(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    told = await visiting("creator-atang").text("/today")
    for scene in ("outline_drafting", "content_drafting"):
        assert f'href="/commissions/{at_every_stage[scene]}/submit"' in told, scene


async def test_a_morning_with_a_withdrawal_that_waits_says_so(
    visiting: Visit, engine: Engine, api: FastAPI
) -> None:
    assert api.state.opened.engine is engine
    books.settled(engine, placed(engine, "settled"))
    books.withdrawn(engine, "w1", 20_000, "waiting", "PAYEE_NOT_EXIST")
    told = await visiting("operator-li").text("/morning")
    assert "<h1>没有" not in told
    assert "1 笔提现待处理" in told
