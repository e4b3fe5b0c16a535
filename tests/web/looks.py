"""Every page, stage, reader, language and width in a real browser: ``python -m tests.web.looks``.

It takes pictures to be looked at, and fails where axe finds a fault, the console says something, or a page is
wider than its screen.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright
from sqlalchemy import Engine

from domain.parties.actor import ActorKind
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime.logs import log_as_json
from settings import Settings
from starter.http.calling import COOKIE
from starter.web.visitors import HOME
from tests.desk.browser import FLAGS
from tests.desk.chromium import CHROMIUM
from tests.domain.scenes import writing
from tests.domain.story import Story
from tests.http.fuzzing import over
from tests.http.people import token_of
from tests.http.served import serving
from tests.web.conftest import register, settle_in
from tests.web.versions import WHY, outlines
from tests.web.walking import READERS, Walk, act_of, walked
from tests.web.worlds import WORLDS

AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
WIDTHS = (320, 390, 640, 1280)
"""Phones, a desk at 200 %, a desk."""
THEMES = ("light", "dark")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ABSENT = "/nothing-here"
TARGET = 44
"""Pixels that a finger finds, on phones."""
SMALL = """
least => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .map(each => [each, (/checkbox|radio/.test(each.type) && each.closest("label")) || each])
  .filter(([each, box]) => getComputedStyle(each).display !== "inline" && !box.closest(".skip, .sr, [hidden]"))
  .map(([each, box]) => [each, box.checkVisibility() ? box.getBoundingClientRect().height : least])
  .filter(([, tall]) => tall < least - 0.5)
  .map(([each, tall]) => `${Math.round(tall)} px: ${each.outerHTML.slice(0, 90)}`)
"""  # noqa: E501
"""Links within sentences are let out, as WCAG does."""
SAID_OF_REFUSALS = ("404 (Not Found)", "409 (Conflict)")
"""What a browser's console says itself of a page that is not there, and of an act that came too late."""
OFFLINE = "dispatchEvent(new Event('offline'))"
HOMES = frozenset(HOME.values()) - {HOME[ActorKind.ANONYMOUS]}


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
    small: list[str] = field(default_factory=list)
    """What a finger hardly finds."""
    by_reader: Counter[str] = field(default_factory=Counter)


def every_page(walk: Walk) -> dict[str, list[str]]:
    """By reader, each address that links lead to."""
    found: dict[str, list[str]] = {reader: [] for reader in ("", *READERS)}
    for each in walk.pages:
        found[each.reader].append(each.path)
    found[""].append(ABSENT)
    return found


def one_of_each(walk: Walk) -> dict[str, list[str]]:
    """One of each route and act, of whichever reader comes to it first."""
    found: dict[str, list[str]] = {"": [ABSENT]}
    known = set()
    for each in sorted(walk.pages, key=lambda one: not one.reader):
        if (of := (each.route, act_of(each.path))) not in known:
            known.add(of)
            found.setdefault(each.reader, []).append(each.path)
    return found


async def look(
    browser: Browser,
    address: str,
    engine: Engine,
    paths: dict[str, list[str]],
    views: Iterable[View],
    folder: Path | None,
    found: Looked | None = None,
) -> Looked:
    found = found or Looked()
    for view in views:
        async with _context(browser, address, engine, view) as context:
            page = await context.new_page()
            page.on("console", lambda said, view=view: _heard(found, view, said))  # type: ignore[misc]
            for path in paths.get(view.reader, ()):
                await page.goto(address + path)
                await _judge(found, view, path, page)
                if folder is not None:
                    await page.screenshot(path=folder / f"{_name(view, path)}.png", full_page=True)
                if folder is not None and path in HOMES:
                    await page.evaluate(OFFLINE)
                    await _judge(found, view, f"{path}/offline", page)
                    await page.screenshot(path=folder / f"{_name(view, path)}-offline.png", full_page=True)
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
    if view.width < WIDTHS[-1]:
        found.small += [f"{_name(view, path)}: {each}" for each in await page.evaluate(SMALL, TARGET)]


def _heard(found: Looked, view: View, said: ConsoleMessage) -> None:
    if said.type in {"error", "warning"} and not any(each in said.text for each in SAID_OF_REFUSALS):
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
async def furnished(
    state: Path, world: str = "lived in"
) -> AsyncIterator[tuple[FastAPI, Engine, dict[str, str]]]:
    url = f"sqlite:///{state}/{world.replace(' ', '-')}.db"
    with opened(url) as engine:
        migrate(engine)
        settings, stages = Settings(state=state, database_url=url), WORLDS[world](engine)
        if world == "lived in":
            stages["second_version"] = outlines(engine, settings, key="S-second")
            stages["turned_down"] = outlines(engine, settings, key="S-down", then=_turned_down)
            stages["frozen"] = _frozen(engine)
        yield over(engine, settings), engine, stages


def _frozen(engine: Engine) -> str:
    story = writing(at=datetime.now(UTC))
    story.operator("freeze", party="creator", reason="核实投诉")
    commission_id = register(engine, story, "S-frozen")
    settle_in(engine, commission_id, story)
    return commission_id


def _turned_down(story: Story) -> None:
    story.brand("reject", reason=WHY)


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, help="where they are kept; else they are thrown away")
    parser.add_argument("--lang", choices=LANGUAGES, help="one language alone")
    parser.add_argument("--width", type=int, choices=WIDTHS, help="one width alone")
    parser.add_argument("--theme", choices=THEMES, help="one theme alone")
    parser.add_argument("--world", choices=WORLDS, help="what is in the books, if not all kinds in turn")
    given = parser.parse_args()
    views = [
        each
        for each in every_view()
        if given.lang in (None, each.lang)
        and given.width in (None, each.width)
        and given.theme in (None, each.theme)
    ]
    log_as_json("CRITICAL")
    found = Looked()
    with tempfile.TemporaryDirectory() as thrown_away:
        for world in [given.world] if given.world else WORLDS:
            folder = (given.pictures or Path(thrown_away)) / world.replace(" ", "-")
            folder.mkdir(parents=True, exist_ok=True)
            await _look_at(world, Path(thrown_away), folder, views, found)
    for each in (*found.wrong, *found.small):
        print(f"✗ {each}")
    told = f"{len(found.wrong)} faults, {len(found.small)} small targets"
    print(f"{found.pages} pages looked at ({dict(found.by_reader)}), {told}")
    return 1 if found.wrong or found.small else 0


async def _look_at(world: str, state: Path, folder: Path, views: list[View], found: Looked) -> None:
    async with furnished(state, world) as (api, engine, stages), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        async with serving(api) as address:
            paths = every_page(await walked(api, engine, [*stages.values()]))
            for reader in READERS[:2] if "settled" in stages else ():  # its other side was quicker
                paths[reader].append(f"/commissions/{stages['settled']}/accept")
            await look(browser, address, engine, paths, views, folder, found)
        await browser.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
