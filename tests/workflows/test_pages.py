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

    async def opened(self, size: tuple[int, int], lang: str) -> Page:
        """A browser of somebody's own, in which nobody has signed in; what its console says is heard."""
        width, height = size
        context = await self.browser.new_context(
            viewport={"width": width, "height": height}, locale={"zh": "zh-CN", "en": "en-US"}[lang]
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._heard)
        return page

    async def be(self, name: str, size: tuple[int, int], lang: str) -> Page:
        """One of the sample people."""
        page = await self.opened(size, lang)
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


WORDS = {"zh": {"as": "以 {} 登录", "brand": "青柚茶饮", "check": "核对合计", "send": "付款并派单"}}


async def _order(desk: Page, address: str, number: str, title: str) -> None:
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
    await desk.get_by_role("button", name=WORDS["zh"]["check"]).click()
    await desk.get_by_role("button", name=WORDS["zh"]["send"]).click()
    await expect(desk.get_by_text("已下单")).to_be_visible()


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
