"""A review lived in a browser: by keys on the desk, with files from the phone, until writing begins."""

import pytest
from playwright.async_api import Page, expect

from services.parties.sample import ATANG
from tests.uploading import EXAMPLES
from tests.workflows.test_pages import DESK, PATIENCE, PHONE, Readers, readers
from tests.workflows.world import World

__all__ = ["readers"]
AS_CREATOR, AS_BRAND = f"以 {ATANG.name} 登录", "以 青柚茶饮 登录"


async def test_an_outline_is_rejected_by_keys_until_writing_begins(world: World, readers: Readers) -> None:
    placed = await world.accepted(outline_wanted=True, creator_id=ATANG.id)
    phone = await readers.be(AS_CREATOR, PHONE, "zh")
    desk = await readers.be(AS_BRAND, DESK, "zh")
    address = f"{readers.address}/commissions/{placed}"

    await _hand_in(phone, address, "第一稿：柚子茶润肺止咳。")
    await desk.goto(f"{address}/review")
    await expect(desk.get_by_text("第 3 次驳回后不再确认提纲")).to_be_visible()
    await _reject(desk, "不能写功效")

    await phone.goto(f"{address}/submit")
    await expect(phone.get_by_text("不能写功效").first).to_be_visible()
    await phone.fill("[name=body]", "第二稿：柚子茶好喝。")
    await expect(phone.get_by_text("草稿已存在这台设备上")).to_be_visible()
    await phone.goto(f"{address}/submit")
    await phone.get_by_role("button", name="恢复草稿").click()
    assert await phone.input_value("[name=body]") == "第二稿：柚子茶好喝。"
    await phone.get_by_role("button", name="提交提纲第 2 稿").click()
    await phone.wait_for_url("**done=submit")
    await phone.goto(f"{address}/submit")
    assert (
        await phone.evaluate("Object.keys(localStorage).filter(each => each.startsWith('starmap-draft'))")
        == []
    )

    await desk.goto(f"{address}/review")
    await expect(desk.locator(".text del").last).to_contain_text("润肺止咳")
    await _reject(desk, "再具体一些")

    await phone.goto(f"{address}/submit")
    await phone.fill("[name=body]", "")
    await phone.set_input_files(
        "[name=file]", {"name": "提纲.pdf", "mimeType": "application/pdf", "buffer": EXAMPLES["png"]}
    )
    await phone.get_by_role("button", name="提交提纲第 3 稿").click()
    await expect(phone.get_by_role("alert")).to_contain_text("FILE_NOT_AS_SAID")
    assert all(
        "422" in each for each in readers.said
    )  # what the browser says itself of a form that is refused
    readers.said.clear()
    await phone.set_input_files(
        "[name=file]", {"name": "提纲.pdf", "mimeType": "application/pdf", "buffer": EXAMPLES["pdf"]}
    )
    await phone.get_by_role("button", name="提交提纲第 3 稿").click()
    await phone.wait_for_url("**done=submit")

    await desk.goto(f"{address}/review")
    await expect(desk.get_by_text("这是最后一次：驳回后不再确认提纲，直接开始写作")).to_be_visible()
    async with desk.expect_download() as saving:
        await desk.get_by_role("link", name="提纲.pdf").click()
    assert (await saving.value).suggested_filename == "提纲.pdf"
    await _reject(desk, "直接写吧")
    await expect(desk.locator(".now .stage")).to_have_text("制作文章", timeout=PATIENCE)
    await phone.goto(address)
    await expect(phone.locator(".now .stage")).to_have_text("制作文章", timeout=PATIENCE)


async def test_no_key_sends_anything_and_in_a_field_it_is_a_letter(world: World, readers: Readers) -> None:
    placed = await world.accepted(outline_wanted=True, creator_id=ATANG.id)
    phone = await readers.be(AS_CREATOR, PHONE, "zh")
    desk = await readers.be(AS_BRAND, DESK, "zh")
    address = f"{readers.address}/commissions/{placed}"
    await _hand_in(phone, address, "第一稿")
    await desk.goto(f"{address}/review")
    here = desk.url

    await desk.keyboard.press("r")
    await desk.keyboard.type("jkar")

    assert await desk.input_value("#why") == "jkar"
    assert desk.url == here
    await desk.get_by_role("button", name="请写出品牌全名").click()
    assert await desk.input_value("#why") == "jkar；请写出品牌全名"
    await desk.evaluate("document.activeElement.blur()")
    await desk.keyboard.press("a")
    assert await desk.evaluate("document.activeElement.id") == "approve"
    assert await world.stage(placed, "outline_review") == "outline_review"


async def _hand_in(page: Page, address: str, text: str) -> None:
    await page.goto(f"{address}/submit")
    await page.fill("[name=body]", text)
    await page.locator("form button.main").click()
    await page.wait_for_url("**done=submit")


async def _reject(page: Page, reason: str) -> None:
    await page.keyboard.press("r")
    await page.keyboard.type(reason)
    assert "/review" in page.url
    await page.get_by_role("button", name="驳回第").click()
    await page.wait_for_url("**done=reject")


pytestmark = pytest.mark.timeout(300)
