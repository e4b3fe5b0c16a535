"""A commission lived in a browser by clicking alone: on the creator's phone and on the brand's desk."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from services.commissions.reading import timeline
from services.parties.sample import ATANG, BRANDS, QUOTES, add_creator
from tests.desk.browser import FLAGS
from tests.desk.chromium import CHROMIUM, INSTALL, chromium
from tests.http.conftest import gateway_over
from tests.http.served import serving
from tests.workflows.world import BRAND, World

PHONE, DESK = (390, 844), (1280, 900)
WITHIN = 2_000
"""Milliseconds until the other side sees it; a machine with other work takes a little longer."""
BUSY = 5
PATIENCE = 30_000


@dataclass
class Readers:
    address: str
    browser: Browser
    said: list[str]

    async def be(self, name: str, size: tuple[int, int], lang: str) -> Page:
        """One of the sample people, in a browser of their own."""
        width, height = size
        context = await self.browser.new_context(
            viewport={"width": width, "height": height}, locale={"zh": "zh-CN", "en": "en-US"}[lang]
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._heard)
        await page.goto(f"{self.address}/sandbox")
        await page.get_by_role("button", name=name).click()
        await page.wait_for_url(lambda address: not address.endswith("/sandbox"))
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.said.append(message.text)


@pytest_asyncio.fixture
async def readers(world: World) -> AsyncIterator[Readers]:
    if not chromium():
        if os.environ.get("STARMAP_REQUIRE_BROWSER"):
            pytest.fail(f"no browser for the pages: {INSTALL}", pytrace=False)
        pytest.skip(INSTALL)
    assert BRANDS[0].id == BRAND
    for creator, quotes in QUOTES.items():
        add_creator(world.engine, creator, quotes, datetime.now(UTC))
    api = gateway_over(world.engine, world.settings, world.client, world.skipper)
    async with serving(api) as address, _browser() as browser:
        found = Readers(address, browser, [])
        yield found
        assert not found.said


@asynccontextmanager
async def _browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


WORDS = {
    "zh": {
        "as": "以 {} 登录",
        "brand": "青柚茶饮",
        "article": "撰稿文章",
        "check": "核对合计",
        "send": "付款并派单",
        "accept": "接收任务",
        "making": "制作提纲",
        "submit": "提交",
        "reviewed": "提纲待客户确认",
        "reject": "驳回",
        "confirm": "确认",
        "content": "制作文章",
        "pass": "审核通过",
        "audit": "平台审核中",
        "review": "待客户确认",
        "public": "已发布",
        "settle": "验收并结算",
        "settled": "已结算",
    },
}


async def test_the_whole_story_by_clicking_alone(world: World, readers: Readers) -> None:
    say = WORDS["zh"]
    phone = await readers.be(say["as"].format(ATANG.name), PHONE, "zh")
    desk = await readers.be(say["as"].format(say["brand"]), DESK, "zh")
    number = uuid4().hex[:8]
    address = f"{readers.address}/commissions/{BRAND}-{number}-{ATANG.id}"
    world.ordered.append(f"{BRAND}-{number}-{ATANG.id}")

    await _order(desk, readers.address, number, "冬天的第一杯柚子茶", outline=True)

    await desk.goto(f"{readers.address}/desk")
    await phone.goto(f"{readers.address}/today")
    await expect(phone.get_by_role("button", name=say["accept"])).to_be_visible(timeout=PATIENCE)
    await phone.get_by_role("button", name=say["accept"]).click()
    await expect(desk.get_by_text(say["making"])).to_be_visible(timeout=BUSY * WITHIN)

    await _act(phone, address, "submit", body="提纲：三个场景")
    await _act(desk, address, "reject", reason="请补充使用场景")
    await phone.goto(address)
    await expect(phone.get_by_text("请补充使用场景").first).to_be_visible()
    await _act(phone, address, "submit", body="提纲：三个场景，各有一个时刻")
    await _act(desk, address, "approve")
    await _stands(phone, address, say["content"])
    await _act(phone, address, "write", "submit", body="一杯热的柚子茶。")
    await _stands(phone, address, say["audit"])
    await phone.get_by_role("button", name=say["pass"], exact=True).click()
    await _stands(desk, address, say["review"])
    await desk.goto(f"{address}/approve")
    await desk.check("[name=release_at-now]")
    await desk.locator("form button.main").click()
    await _stands(desk, address, say["public"])
    await desk.get_by_role("button", name=say["settle"]).click()
    await _stands(phone, address, say["settled"])
    await phone.goto(f"{readers.address}/income")
    await expect(phone.get_by_text("+¥2,850.00").first).to_be_visible()


async def _order(desk: Page, address: str, number: str, title: str, *, outline: bool = False) -> None:
    """From a cart of one: the sum first, then it is paid."""
    await desk.goto(f"{address}/order?type=article")
    await desk.check(f"[name=creator][value^='{ATANG.id}:']")
    typed = {
        "order": number,
        "title": title,
        "goal": "试一次",
        "product": "茶包",
        "least": "800",
        "most": "2000",
    }
    for name, text in typed.items():
        await desk.fill(f"[name={name}]", text)
    if outline:
        await desk.check("[name=outline]")
    await desk.get_by_role("button", name=WORDS["zh"]["check"]).click()
    await desk.get_by_role("button", name=WORDS["zh"]["send"]).click()
    await expect(desk.get_by_text("已下单")).to_be_visible()


async def _act(page: Page, address: str, name: str, done: str = "", **fields: str) -> None:
    await page.goto(f"{address}/{name}")
    for field, text in fields.items():
        await page.fill(f"[name={field}]", text)
    await page.locator("form button.main").click()
    await page.wait_for_url(f"**done={done or name}")


async def _stands(page: Page, address: str, stage: str) -> None:
    """The page does not follow what a platform answers: it is opened again until it stands there."""
    for _ in range(60):
        await page.goto(address)
        told = await page.locator(".now .stage").inner_text()
        if told.strip() == stage:
            return
        await page.wait_for_timeout(500)
    raise AssertionError((stage, told))


async def test_an_act_pressed_twice_is_done_once(world: World, readers: Readers) -> None:
    """The form has the number of the act: two tabs, the back button and a resend are one and the same."""
    say = WORDS["zh"]
    phone = await readers.be(say["as"].format(ATANG.name), PHONE, "zh")
    desk = await readers.be(say["as"].format(say["brand"]), DESK, "zh")
    number = uuid4().hex[:8]
    placed = f"{BRAND}-{number}-{ATANG.id}"
    world.ordered.append(placed)
    await _order(desk, readers.address, number, "两次")
    await phone.goto(f"{readers.address}/commissions/{placed}")
    form = phone.locator("form[action$='/accept']")
    fields = {
        name: await form.locator(f"[name={name}]").input_value() for name in ("csrf", "key", "brief_digest")
    }
    for _ in range(2):
        answer = await phone.request.post(
            f"{readers.address}/commissions/{placed}/accept", form=fields, max_redirects=0
        )
        assert answer.status == 303, await answer.text()
        assert answer.headers["location"].endswith("done=accept")
    await world.stage(placed, "outline_drafting", "content_drafting")
    moves = [line.move for line in timeline(world.engine, placed)]
    assert moves.count("accept") == 1
