"""Ordering from a cart by page: the sum before it is paid, errors beside their rows, nothing sent twice."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

from sqlalchemy import Engine

from gateways.parties.catalogue import SqlCatalogue
from tests.http.asgi import Answer
from tests.web.conftest import placed
from tests.web.visiting import Forms, Visiting

Visit = Callable[..., Visiting]
WE, PAGE = "brand-qingyou", "/order?type=article"
BRIEF = {"title": "冬天的第一杯柚子茶", "goal": "让人想喝", "product": "柚子茶", "industry": "general"}
ATANG, LAOZHOU = "atang:300000", "laozhou:220000"


async def test_the_sum_is_told_against_the_balance_before_anything_is_paid(visiting: Visit) -> None:
    told = (await _sent(visiting(WE), "check", (ATANG, LAOZHOU), **BRIEF)).body.decode()
    assert "付款并派单 2 单，¥5,200.00" in told
    assert '下单后余额</dt><dd class="money">¥44,800.00' in told
    assert "¥150.00 由创作者承担" in told


async def test_checking_orders_nothing(visiting: Visit) -> None:
    browser = visiting(WE)
    await _sent(browser, "check", (ATANG,), **BRIEF)
    assert BRIEF["title"] not in await browser.text("/desk")


async def test_a_price_that_has_changed_since_the_page_was_made_is_refused_beside_its_row(
    visiting: Visit, engine: Engine
) -> None:
    SqlCatalogue(engine).quote("atang", "article", 310_000)
    told = (await _sent(visiting(WE), "check", (ATANG, LAOZHOU), **BRIEF)).body.decode()
    row = told.partition("阿汤说茶")[2].partition("</tr>")[0]
    assert 'class="reason"' in row
    assert "付款并派单 1 单，¥2,200.00" in told
    assert 'value="atang:310000" checked' in told  # at the new price, should it be sent again


async def test_what_is_wrong_with_the_brief_is_said_once_and_by_its_label(visiting: Visit) -> None:
    told = (await _sent(visiting(WE), "check", (ATANG, LAOZHOU), **{**BRIEF, "title": ""})).body.decode()
    assert told.count("标题：") == 1
    assert 'role="alert"' in told
    assert "让人想喝" in told


async def test_what_did_not_go_through_can_be_sent_again_under_the_same_number(visiting: Visit) -> None:
    """Temporal is away: the order is taken, its workflow is not started; again it is the same commission."""
    browser, number = visiting(WE), {"order": "N1"}
    for _ in range(2):
        told = (await _sent(browser, "send", (ATANG,), **BRIEF, **number)).body.decode()
        assert "没有完成：再发一次即可" in told
        assert 'value="atang:300000" checked' in told
    desk = await browser.text("/desk")
    assert desk.count(BRIEF["title"]) == 1


async def test_a_balance_that_does_not_suffice_is_said_with_what_happens_then(
    visiting: Visit, engine: Engine
) -> None:
    SqlCatalogue(engine).quote("atang", "article", 9_000_000)
    told = (await _sent(visiting(WE), "check", ("atang:9000000",), **BRIEF)).body.decode()
    assert "余额少 ¥40,000.00" in told
    assert "充值后自动派单" in told


async def test_more_than_fifty_are_not_ordered_at_all(visiting: Visit) -> None:
    many = tuple(f"c{number}:300000" for number in range(51))
    told = (await _sent(visiting(WE), "send", many, **BRIEF)).body.decode()
    assert "一次最多 50 位创作者" in told


async def test_whoever_is_no_creator_is_nobody(visiting: Visit) -> None:
    for odd in ("", "atang", "atang:", ":300000", "../x:1", "atang:１", "atang:" + "9" * 40):
        told = (await _sent(visiting(WE), "send", (odd,), **BRIEF)).body.decode()
        assert "还没有选创作者" in told, odd


async def test_an_old_brief_begins_a_new_one(visiting: Visit, engine: Engine) -> None:
    before = placed(engine, "settled", "去年的柚子茶")
    assert "去年的柚子茶" in await visiting(WE).text("/order")
    told = await visiting(WE).text(f"/order?from={before}")
    assert 'value="去年的柚子茶"' in told
    assert (await visiting("brand-shanxing").open(f"/order?from={before}")).status == 404


async def test_finding_a_creator_keeps_what_was_typed(visiting: Visit) -> None:
    told = (await _sent(visiting(WE), "find", (LAOZHOU,), q="阿汤", **BRIEF)).body.decode()
    assert BRIEF["title"] in told
    assert re.findall(r'name="creator" value="(\w+):\d+"( checked)?', told) == [
        ("atang", ""),
        ("laozhou", " checked"),
    ]


async def test_who_only_reviews_orders_nothing(visiting: Visit) -> None:
    assert (await visiting("creator-atang").open("/order")).status == 403


async def _sent(browser: Visiting, step: str, creators: tuple[str, ...], **typed: str) -> Answer:
    forms = Forms()
    forms.feed(await browser.text(PAGE))
    fields = {**forms.found[PAGE], "order": "N0", **typed, "step": step}
    body = urlencode([*fields.items(), *(("creator", each) for each in creators)]).encode()
    answer = await browser._ask("POST", PAGE, body)
    assert answer.status == 200, answer.body[:1000]
    return answer
