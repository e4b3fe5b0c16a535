"""An operator at a desk of pages: finds, opens, fills in and presses, as a person does, in a real browser."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.async_api import Locator, Page, expect

from gateways.operations.clock_offsets import SqlClockOffsets
from starter.http.calling import COOKIE
from tests.http.people import token_of
from tests.workflows.test_pages import DESK, Readers
from tests.workflows.world import World
from workflows import names

FIRST = "以 平台运营 登录"
WHY = "核查完毕，双方已电话确认"
DECIDING = "aside.decide form.form"


@dataclass
class Desk:
    world: World
    address: str
    page: Page

    async def open(self, path: str) -> None:
        answer = await self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, path

    async def reads(self, *texts: str) -> None:
        for text in texts:
            await expect(self.page.locator("main")).to_contain_text(text)

    async def seen_by(self, who: str, path: str) -> str:
        """The same page as a side has it."""
        cookie = f"{COOKIE}={token_of(self.world.engine, who)}"
        answer = await self.page.request.get(self.address + path, headers={"Cookie": cookie})
        return await answer.text()

    async def follow(self, path: str, link: str) -> None:
        """From one page to another by the link that stands there."""
        await self.open(path)
        await self.page.locator(f"main a[href^='{link}']").first.click()
        await self.page.wait_for_url(f"**{link}*")

    async def fill(self, form: Locator, **typed: str) -> None:
        for name, text in typed.items():
            field = form.locator(f"[name='{name}']")
            match await field.first.evaluate("field => field.type"):
                case "radio" | "checkbox":
                    await form.locator(f"[name='{name}'][value='{text}']").check()
                case "select-one":
                    await field.select_option(text)
                case _:
                    await field.fill(text)

    async def look(self, commission_id: str, name: str, side: str = "", **typed: str) -> Locator:
        """The act chosen among those of the case page and filled in; where money moves, its preview."""
        await self.open(f"/cases/{commission_id}")
        beside = f"&side={side}" if side else ""
        await self.page.locator(
            f".actlist a[href='/cases/{commission_id}?act={name}{beside}#decide']"
        ).click()
        form = self.page.locator(f"{DECIDING}[action$='/{name}']")
        await self.fill(form, **{"reason": WHY, **typed})
        if await form.locator("button.main[name=preview]").count():
            await form.locator("button.main[name=preview]").click()
            await expect(self.page.locator(".pre")).to_be_visible()
        return form

    async def act(self, commission_id: str, name: str, side: str = "", **typed: str) -> None:
        """Seen first and then sent; what it sets off has come to rest."""
        form = await self.look(commission_id, name, side, **typed)
        await self.send(form, commission_id, name)

    async def send(self, form: Locator, commission_id: str, name: str) -> None:
        await form.locator("button.main:not([name=preview])").click()
        await self.page.wait_for_url(f"**done={name}")
        with suppress(TimeoutError):  # of a commission that is over nothing is under way
            await self.world.quiet(commission_id)

    async def at_its_hour(self, *commission_ids: str) -> None:
        """The pages learn how far these clocks have been turned: stories turn them without the gateway."""
        noted = SqlClockOffsets(self.world.engine)
        for each in commission_ids:
            ahead = await self.world.now(each) - datetime.now(UTC)
            noted.note(names.workflow_id(each), ahead)


async def first_operator(world: World, readers: Readers) -> Desk:
    return Desk(world, readers.address, await readers.be(FIRST, DESK, "zh"))


async def another_operator(world: World, readers: Readers) -> Desk:
    page = await readers.opened(DESK, "zh")
    token = token_of(world.engine, "operator-wang")
    await page.context.add_cookies([{"name": COOKIE, "value": token, "url": readers.address}])
    return Desk(world, readers.address, page)
