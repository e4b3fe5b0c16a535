"""Every page once in a real browser: no fault that axe knows, a silent console, no wider than the screen."""

import os
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from tests.desk.browser import FLAGS
from tests.desk.chromium import CHROMIUM, INSTALL, chromium
from tests.http.served import serving
from tests.web.looks import READERS, View, furnished, look

VIEWS = [
    View("", "en", 320, "light"),
    *(
        View(reader, lang, width, theme)
        for reader, lang, width, theme in (
            (READERS[0], "en", 320, "dark"),
            (READERS[1], "zh", 1280, "light"),
            (READERS[2], "zh", 390, "light"),
        )
    ),
]
"""Each page, language, theme and width somewhere; all of them together are `make pages`."""


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
                found = await look(browser, address, engine, stages, VIEWS, None)
        finally:
            await browser.close()
    assert not found.wrong
    assert found.pages > len(stages) * len(READERS)
