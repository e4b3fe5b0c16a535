"""Every page, stage, reader, language and width in a real browser: ``python -m tests.web.looks``.

It takes pictures to be looked at, and fails where axe finds a fault, the console says something, or a page is
wider than its screen.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright
from sqlalchemy import Engine

from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime.logs import log_as_json
from settings import Settings
from starter.http.calling import COOKIE
from starter.web.rendering import NAVIGATION
from tests.desk.browser import FLAGS
from tests.desk.chromium import CHROMIUM
from tests.domain.story import Story
from tests.http.away import Away
from tests.http.conftest import gateway_over
from tests.http.people import token_of
from tests.http.served import serving
from tests.web.lived_in import lived_in
from tests.web.versions import WHY, outlines

AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
READERS = ("creator-atang", "brand-qingyou", "operator-li")
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
WIDTHS = (320, 390, 1280)
THEMES = ("light", "dark")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPEN_TO_ALL = ("/sign-in", "/sign-in/members", "/join", "/rules", "/interface", "/sandbox", "/nothing-here")
ACTS = {
    "creator-atang": {
        "offered": ("decline",),
        "outline_drafting": ("submit", "request_cancel"),
        "turned_down": ("submit",),
        "content_drafting": ("write",),
        "settled": ("rate",),
    },
    "brand-qingyou": {
        "content_review": ("approve", "reject", "cancel", "review"),
        "second_version": ("review",),
        "published": ("complain",),
    },
    "operator-li": {"arbitration": ("arbitrate", "extend", "freeze"), "platform_audit": ("record_audit",)},
}
BESIDE = {
    "creator-atang": (
        "/me/account",
        "/income/statement",
        "/income/withdrawals/atang.w2",
        "/notices",
        "/results/{published}",
    ),
    "brand-qingyou": (
        "/order?type=article",
        "/money/statement",
        "/money/bills/{settled}",
        "/notices",
        "/results/{published}",
        "/results/{settling}",
    ),
}
"""Pages that the navigation does not name."""
SAID_OF_ABSENCE = "404 (Not Found)"
"""What a browser's console says itself of the page that is not there."""


@dataclass(frozen=True)
class View:
    reader: str
    lang: str
    width: int
    theme: str


@dataclass
class Looked:
    pages: int = 0
    wrong: list[str] = field(default_factory=list)
    by_reader: Counter[str] = field(default_factory=Counter)


def addresses(reader: str, at_every_stage: dict[str, str]) -> Iterator[str]:
    if not reader:
        yield from OPEN_TO_ALL
        return
    for kind, pages in NAVIGATION.items():
        if reader.startswith(kind.value):
            yield from (path for path, *_ in pages)
    yield from (f"/commissions/{each}" for each in at_every_stage.values())
    for scene, names in ACTS[reader].items():
        yield from (f"/commissions/{at_every_stage[scene]}/{name}" for name in names)
    yield from (path.format(**at_every_stage) for path in BESIDE.get(reader, ()))


async def look(
    browser: Browser,
    address: str,
    engine: Engine,
    stages: dict[str, str],
    views: Iterable[View],
    folder: Path | None,
) -> Looked:
    found = Looked()
    for view in views:
        async with _context(browser, address, engine, view) as context:
            page = await context.new_page()
            page.on("console", lambda said, view=view: _heard(found, view, said))  # type: ignore[misc]
            for path in addresses(view.reader, stages):
                await page.goto(address + path)
                await _judge(found, view, path, page)
                if folder is not None:
                    await page.screenshot(path=folder / f"{_name(view, path)}.png", full_page=True)
    return found


async def _judge(found: Looked, view: View, path: str, page: Page) -> None:
    found.pages += 1
    found.by_reader[view.reader or "anybody"] += 1
    if "axe" not in await page.evaluate("Object.keys(window).filter(each => each === 'axe')"):
        await page.evaluate(AXE.read_text("utf-8"))
    told: dict[str, Any] = await page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", list(RULES)
    )
    for fault in told["violations"]:
        nodes = "; ".join(each["html"][:120] for each in fault["nodes"][:2])
        found.wrong.append(f"{_name(view, path)}: {fault['id']}: {nodes}")
    wider = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wider > 0:
        found.wrong.append(f"{_name(view, path)}: {wider} px wider than the screen")


def _heard(found: Looked, view: View, said: ConsoleMessage) -> None:
    if said.type in {"error", "warning"} and SAID_OF_ABSENCE not in said.text:
        found.wrong.append(f"{view}: console: {said.text}")


@asynccontextmanager
async def _context(
    browser: Browser, address: str, engine: Engine, view: View
) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(
        viewport={"width": view.width, "height": 900 if view.width > WIDTHS[1] else 844},
        locale=LANGUAGES[view.lang],
        color_scheme="dark" if view.theme == "dark" else "light",
        bypass_csp=True,  # for axe alone: what the policy lets in is asked by a test of its own
    )
    if view.reader:
        token = token_of(engine, view.reader)
        await context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
    try:
        yield context
    finally:
        await context.close()


def _name(view: View, path: str) -> str:
    place = urlsplit(path).path.strip("/").replace("/", "_") or "home"
    return f"{place}-{view.reader.partition('-')[0] or 'anybody'}-{view.lang}-{view.width}-{view.theme}"


def every_view() -> list[View]:
    return [View(*each) for each in product(("", *READERS), LANGUAGES, WIDTHS, THEMES)]


@asynccontextmanager
async def furnished(state: Path) -> AsyncIterator[tuple[FastAPI, Engine, dict[str, str]]]:
    url = f"sqlite:///{state}/looks.db"
    with opened(url) as engine:
        migrate(engine)
        settings = Settings(state=state, database_url=url)
        stages = lived_in(engine)
        stages["second_version"] = outlines(engine, settings, key="S-second")
        stages["turned_down"] = outlines(engine, settings, key="S-down", then=_turned_down)
        yield gateway_over(engine, settings, Away()), engine, stages


def _turned_down(story: Story) -> None:
    story.brand("reject", reason=WHY)


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, help="where they are kept; else they are thrown away")
    given = parser.parse_args()
    log_as_json("CRITICAL")
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = given.pictures or Path(thrown_away)
        folder.mkdir(parents=True, exist_ok=True)
        async with furnished(Path(thrown_away)) as (api, engine, stages), async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            async with serving(api) as address:
                found = await look(browser, address, engine, stages, every_view(), folder)
            await browser.close()
    for each in found.wrong:
        print(f"✗ {each}")
    print(f"{found.pages} pages looked at ({dict(found.by_reader)}), {len(found.wrong)} faults")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
