"""Every page once in a real browser: no fault that axe knows, a silent console, no wider than the screen."""

import os
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from tests.desk.browser import FLAGS
from tests.desk.chromium import CHROMIUM, INSTALL, chromium
from tests.http.served import serving
from tests.web.looks import View, furnished, look, one_of_each
from tests.web.walking import READERS, routes, walked

VIEWS = [
    View("", "en", 320, "light"),
    *(
        View(reader, lang, width, theme)
        for reader, lang, width, theme in (
            (READERS[0], "en", 320, "dark"),
            (READERS[1], "zh", 1280, "light"),
            (READERS[2], "zh", 390, "light"),
            (READERS[1], "en", 640, "dark"),
        )
    ),
]
"""Each page, language, theme and width somewhere; all of them together are `make pages`."""

PAGES_AT_LEAST = 40
NO_LINK = {
    "/": "leads on at once",
    "/live": "a stream",
    "/assets/{name}": "what pages are made of",
    "/files/{upload_id}": "a file",
    "/sandbox/phones": "another address of the sandbox's page",
    "/results/results.csv": "a file",
    "/results/{commission_id}": "behind results that come from outside",
    "/money/withdrawals/{withdrawal_id}": "behind money that a brand took back",
}
"""Addresses that no link of the lived-in books leads to as a page."""


async def test_every_address_of_a_page_is_walked(tmp_path: Path) -> None:
    """A new page fails here until something leads to it."""
    async with furnished(tmp_path) as (api, engine, stages):
        walk = await walked(api, engine, [*stages.values()])
    assert set(routes("GET")) - {each.route for each in walk.pages} - walk.files <= set(NO_LINK)


@pytest.mark.timeout(600)
async def test_every_page_is_sound_in_a_browser(tmp_path: Path) -> None:
    if not chromium():
        if os.environ.get("STARMAP_REQUIRE_BROWSER"):
            pytest.fail(f"no browser for the pages: {INSTALL}", pytrace=False)
        pytest.skip(INSTALL)
    async with furnished(tmp_path) as (api, engine, stages), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            async with serving(api) as address:
                paths = one_of_each(await walked(api, engine, [*stages.values()]))
                found = await look(browser, address, engine, paths, VIEWS, None)
        finally:
            await browser.close()
    assert not found.wrong
    assert found.pages == sum(len(paths[view.reader]) for view in VIEWS)
    assert found.pages > PAGES_AT_LEAST
