"""What an open page does by itself: it shows what changed elsewhere, and says what was lost."""

import asyncio
import os
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Browser, Page, async_playwright, expect
from sqlalchemy import Engine, select, update
from sqlmodel import col
from starlette.types import ASGIApp, Receive, Scope, Send

from gateways.outbox import Announced, Subject, announce
from gateways.sql.database import writing
from models.tables.access import SessionRow
from models.tables.commissions import CommissionRow
from starter.http.calling import COOKIE
from tests.desk.browser import FLAGS
from tests.desk.chromium import CHROMIUM, INSTALL, chromium
from tests.http.people import token_of
from tests.web.conftest import placed

SOON, AFTER_TEN_SECONDS = 8_000, 20_000
"""Milliseconds."""
TABS = 10


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    if not chromium():
        if os.environ.get("STARMAP_REQUIRE_BROWSER"):
            pytest.fail(f"no browser for the pages: {INSTALL}", pytrace=False)
        pytest.skip(INSTALL)
    async with async_playwright() as playwright:
        found = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield found
        finally:
            await found.close()


@dataclass
class Streams:
    """How often the stream was asked for, and how many are open: counted where they arrive."""

    within: ASGIApp
    asked: int = 0
    open: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_stream = scope.get("path") == "/live"
        self.asked, self.open = self.asked + is_stream, self.open + is_stream
        try:
            await self.within(scope, receive, send)
        finally:
            self.open -= is_stream


@asynccontextmanager
async def served_at(api: ASGIApp, port: int) -> AsyncIterator[None]:
    """As `tests.http.served`, on a port that a page already knows; open streams end with it."""
    server = uvicorn.Server(uvicorn.Config(api, log_config=None, lifespan="off", timeout_graceful_shutdown=0))
    with socket.create_server(("127.0.0.1", port)) as listens:
        task = asyncio.create_task(server.serve([listens]))
        try:
            yield
        finally:
            server.should_exit = True
            await task


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


async def reader_of(browser: Browser, engine: Engine, who: str, port: int) -> Page:
    context = await browser.new_context(locale="zh-CN")
    address = f"http://127.0.0.1:{port}"
    await context.add_cookies([{"name": COOKIE, "value": token_of(engine, who), "url": address}])
    return await context.new_page()


def renamed(engine: Engine, commission_id: str, title: str) -> None:
    """As a transition would leave it: the books are one step further."""
    with writing(engine) as session:
        row = session.execute(
            select(CommissionRow).where(col(CommissionRow.id) == commission_id)
        ).scalar_one()
        assert row.record is not None
        row.record = {**row.record, "order": {**row.record["order"], "title": title}}
        row.title, row.seq = title, row.seq + 1
        session.add(row)
        payload: dict[str, str | int] = {"commission_id": commission_id}
        announce(
            session,
            Announced(Subject.COMMISSION, commission_id, row.seq, "renamed", payload, datetime.now(UTC)),
        )


@pytest.mark.timeout(180)
async def test_an_open_page_follows_and_takes_nobodys_words_away(
    api: FastAPI, engine: Engine, browser: Browser
) -> None:
    ids = {scene: placed(engine, scene) for scene in ("content_drafting", "outline_drafting")}
    port = free_port()
    async with served_at(api, port):
        page = await reader_of(browser, engine, "creator-atang", port)
        await page.goto(f"http://127.0.0.1:{port}/today")
        await expect(page.get_by_text("冬天的柚子茶")).to_have_count(0)
        await page.wait_for_timeout(1_500)
        renamed(engine, ids["content_drafting"], "冬天的柚子茶")
        await expect(page.get_by_text("冬天的柚子茶").first).to_be_visible(timeout=SOON)

        await page.goto(f"http://127.0.0.1:{port}/commissions/{ids['outline_drafting']}/submit")
        await page.locator("main textarea, main input.input").first.fill("写到一半的话")
        await page.wait_for_timeout(1_500)
        renamed(engine, ids["outline_drafting"], "春天的柚子茶")
        await expect(page.locator("#live-changed")).to_be_visible(timeout=SOON)
        assert await page.locator("main textarea, main input.input").first.input_value() == "写到一半的话"

        with writing(engine) as session:
            session.execute(update(SessionRow).values(revoked_at=col(SessionRow.created_at)))
    async with served_at(api, port):
        await expect(page.locator("#live-ended")).to_be_visible(timeout=AFTER_TEN_SECONDS)
        assert await page.locator("main textarea, main input.input").first.input_value() == "写到一半的话"


@pytest.mark.timeout(180)
async def test_a_lost_connection_is_said_and_what_happened_meanwhile_is_shown(
    api: FastAPI, engine: Engine, browser: Browser
) -> None:
    offered = placed(engine, "outline_review")
    port = free_port()
    async with served_at(api, port):
        page = await reader_of(browser, engine, "creator-atang", port)
        await page.goto(f"http://127.0.0.1:{port}/today")
        await page.wait_for_timeout(2_000)
    await expect(page.locator("#live-lost")).to_be_visible(timeout=AFTER_TEN_SECONDS)
    assert re.search(r"[0-2][0-9]:[0-5][0-9]$", await page.locator("#live-lost").inner_text()), "as of when"
    renamed(engine, offered, "冬天的柚子茶")
    async with served_at(api, port):
        await expect(page.get_by_text("冬天的柚子茶").first).to_be_visible(timeout=AFTER_TEN_SECONDS)
        await expect(page.locator("#live-lost")).to_have_count(0)


@pytest.mark.timeout(180)
async def test_ten_tabs_share_one_stream_and_each_follows(
    api: FastAPI, engine: Engine, browser: Browser
) -> None:
    """Also when the tab that listens for all of them is closed."""
    drafting = placed(engine, "content_drafting")
    port, streams = free_port(), Streams(api)
    async with served_at(streams, port):
        first = await reader_of(browser, engine, "creator-atang", port)
        tabs = [first, *[await first.context.new_page() for _ in range(TABS - 1)]]
        await asyncio.gather(*(each.goto(f"http://127.0.0.1:{port}/today") for each in tabs))

        await follows(tabs, engine, drafting, "冬天的柚子茶")
        assert (streams.asked, streams.open) == (1, 1)

        listening = await listener_among(tabs)
        await listening.close()
        await follows([each for each in tabs if each is not listening], engine, drafting, "春天的柚子茶")
        assert (streams.asked, streams.open) == (2, 1), "one of the others, and no other, has taken its place"


async def follows(tabs: list[Page], engine: Engine, commission_id: str, title: str) -> None:
    renamed(engine, commission_id, title)
    for each in tabs:
        await expect(each.get_by_text(title).first).to_be_visible(timeout=SOON)


async def listener_among(tabs: list[Page]) -> Page:
    """The stream's element is told its address in that tab alone."""
    found = [each for each in tabs if await each.locator("#stream").get_attribute("hx-sse:connect")]
    assert len(found) == 1
    return found[0]
