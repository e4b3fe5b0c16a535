"""The Web UI as an operator uses it: every step is something a person sees and clicks."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.async_api import FloatRect, Locator, Page, async_playwright, expect

from tests.desk.chromium import CHROMIUM

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000
"""Milliseconds. For hangs only: every step waits for what it looks for, however long the machine takes."""
LOOKS, ONE_LOOK = 12, 15_000
"""What the page does not follow by itself is loaded again, each time with patience for a slow answer."""
WIDTH, HEIGHT = 1400, 900
MENU, BAR = 255, 47
"""What every page has on its left and top: cut off the pictures."""


@dataclass
class Desk:
    """One browser window at the Web UI. Pictures go to a folder under the name they have in the guide."""

    page: Page
    ui: str
    pictures: Path

    # --- going places ---

    async def search(self, query: str) -> None:
        """As the guide says: `</>` at the end of the filter bar, paste, Enter."""
        await self.page.goto(self.ui)
        await self.shown("toggle-manual-query").click()
        await self.shown("workflow-manual-search-input").fill(query)
        await self.shown("workflow-manual-search-input").press("Enter")

    async def find(self, query: str) -> None:
        """The list, filtered by a query as it stands in the guide."""
        await self.page.goto(f"{self.ui}/namespaces/default/workflows?query={quote(query)}")
        await self.see(self.page.get_by_test_id("saved-views-bar"))

    async def found(self, query: str, *workflow_ids: str) -> None:
        """The list follows within moments: it is refreshed until it shows these."""
        for _ in range(LOOKS):
            await self.find(query)
            try:
                for each in workflow_ids:
                    await expect(self.row(each)).to_be_visible(timeout=ONE_LOOK)
            except AssertionError:
                continue
            return
        raise AssertionError((query, workflow_ids))

    async def columns(self, *names: str) -> None:
        """The sliders at the bottom right of the list: these columns instead of run, type and times."""
        await self.shown("workflows-summary-table-configuration-button").click()
        for each in ("Run ID", "Type", "Start", "End"):
            await self.page.get_by_label(f"Remove {each} column").click()
        for each in names:
            await self.page.get_by_label(f"Add {each} column").click()
        await self.page.get_by_label("Close Workflows Table configuration").click()
        for each in names:
            await self.see(self.shown(f"workflows-summary-table-header-cell-{each}"))

    def row(self, workflow_id: str) -> Locator:
        return self.page.locator("tbody tr").filter(has_text=workflow_id)

    async def open(self, workflow_id: str, tab: str = "") -> None:
        await self.page.goto(f"{self.ui}/namespaces/default/workflows/{quote(workflow_id, safe='')}")
        await self.see(self.page.get_by_test_id("workflow-id-heading"))
        if tab:
            await self.tab(tab)

    async def tab(self, name: str) -> None:
        """By its name on the page: Timeline, Relationships, Pending Activities, Queries, User Metadata."""
        await self.shown(name.lower().replace(" ", "-") + "-tab").click()

    async def details(self, *said: str) -> str:
        """The current details, once they say this; asked for anew until they do."""
        await self.tab("User Metadata")
        frame = self.page.frame_locator("iframe").last
        for _ in range(LOOKS):
            try:
                for each in said:
                    await expect(frame.locator("body")).to_contain_text(each, timeout=ONE_LOOK)
            except AssertionError:
                await self.page.reload()
                continue
            return await frame.locator("body").inner_text()
        raise AssertionError((said, await frame.locator("body").inner_text()))

    # --- pressing things ---

    async def update(self, name: str, payload: str) -> None:
        """More Actions → Send an Update: pick the name, paste, Submit. It must be taken."""
        await self.prepare("Send an Update", name, payload)
        await self.taken()

    async def taken(self) -> None:
        """Submit; the form closes, and the page says so."""
        await self.submit()
        await expect(self.dialog).to_have_count(0, timeout=PATIENCE)
        await self.see(self.page.get_by_text("Update successful"))

    async def refused(self, name: str, payload: str) -> str:
        """The same; it must be refused, and the form says why."""
        await self.prepare("Send an Update", name, payload)
        await self.submit()
        alert = self.dialog.locator("[role=alert]").filter(has_text=re.compile(r"\w"))
        await self.see(alert)
        return await alert.inner_text()

    async def signal(self, name: str, payload: str = "") -> None:
        await self.prepare("Send a Signal", name, payload)
        await self.submit()
        await expect(self.dialog).to_have_count(0, timeout=PATIENCE)

    async def cancellation(self) -> None:
        """Request Cancellation, and Confirm."""
        await self.press("Request Cancellation")
        await self.dialog.locator("button", has_text="Confirm").click()
        await expect(self.dialog).to_have_count(0, timeout=PATIENCE)

    async def dismiss(self) -> None:
        await self.dialog.locator("button", has_text="Cancel").click()
        await expect(self.dialog).to_have_count(0, timeout=PATIENCE)

    async def prepare(self, action: str, name: str, payload: str) -> None:
        await self.press("More Actions")
        await self.page.get_by_role("menuitem", name=action).click()
        await self.see(self.dialog)
        kind = "update" if "Update" in action else "signal"
        await self.shown(f"{kind}-select-button").click()
        await self.option(name).click()
        if payload:
            editor = self.dialog.locator("[contenteditable=true]")
            await editor.click()
            await self.page.keyboard.press("Control+A")  # the form keeps what was sent before
            await self.page.keyboard.insert_text(payload)
            await self.page.keyboard.press("Tab")  # the form lays the JSON out when the field is left

    async def submit(self) -> None:
        await self.shown("confirm-modal-button").click()

    async def press(self, name: str) -> None:
        await self.page.locator("button:visible").filter(has_text=name).first.click()

    def option(self, name: str) -> Locator:
        exact = self.page.get_by_text(name, exact=True)
        return self.page.locator("li[role=option]:visible").filter(has=exact).first

    def shown(self, test_id: str) -> Locator:
        return self.page.locator(f"[data-testid='{test_id}']:visible").first

    @property
    def dialog(self) -> Locator:
        return self.page.locator("dialog:visible")

    async def see(self, place: Locator) -> None:
        await expect(place.first).to_be_visible(timeout=PATIENCE)

    async def says(self, *texts: str) -> None:
        for text in texts:
            await self.see(self.page.get_by_text(text).locator("visible=true"))

    # --- pictures ---

    async def picture(self, name: str, *, height: int = HEIGHT, dialog: bool = False) -> None:
        """What matters of the page, without the menu and a note that covers it; or the form that is open."""
        place = self.pictures / f"{name}.png"
        await expect(self.page.get_by_text("Update successful")).to_have_count(0, timeout=PATIENCE)
        if dialog:
            await self.dialog.screenshot(path=place, animations="disabled")
            return
        await self.page.set_viewport_size({"width": WIDTH, "height": max(height, HEIGHT)})
        clip = FloatRect(x=MENU, y=BAR, width=WIDTH - MENU, height=height - BAR)
        await self.page.screenshot(path=place, clip=clip, animations="disabled")
        await self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


@asynccontextmanager
async def desk(ui: str, pictures: Path) -> AsyncIterator[Desk]:
    """A browser with a fresh profile, in China."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = await browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, timezone_id="Asia/Shanghai", locale="en-GB"
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        yield Desk(page, ui, pictures)
        await browser.close()
