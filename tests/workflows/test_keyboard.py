"""A commission lived by keys alone: at every stop the reader sees where it is, and all is within reach."""

import pytest
from playwright.async_api import Page

from services.parties.sample import ATANG
from tests.workflows.test_pages import DESK, PHONE, Readers, readers
from tests.workflows.world import World

__all__ = ["readers"]
ZOOMED = (640, 450)
"""A desk of 1280 by 900 at 200 %."""
STOPS_MAX = 60
STOP = """() => {
  const at = document.activeElement, looks = getComputedStyle(at), box = at.getBoundingClientRect();
  const label = /checkbox|radio/.test(at.type) && at.closest("label");
  const frame = label ? getComputedStyle(label) : looks;
  const seen = each => each.boxShadow !== "none"
    || (each.outlineStyle !== "none" && parseFloat(each.outlineWidth) > 0);
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    tag: at.tagName,
    name: (at.innerText || at.getAttribute("aria-label") || at.name || "").trim(),
    field: at.name || "",
    shown: seen(looks) || seen(frame),
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && box.left >= -1 && box.right <= innerWidth + 1,
    covered: !!top && !at.contains(top) && !top.contains(at) && !top.closest("label")?.contains(at),
  };
}"""


async def reach(page: Page, name: str = "", field: str = "") -> None:
    """By the tabulator from the head of the page: whoever stops at something sees it."""
    for _ in range(STOPS_MAX):
        await page.keyboard.press("Tab")
        stop = await page.evaluate(STOP)
        if stop["tag"] == "BODY":
            continue
        assert stop["shown"], f"no mark at {stop}"
        assert stop["inside"], f"out of sight: {stop}"
        assert not stop["covered"], f"behind something else: {stop}"
        if (field and stop["field"] == field) or (name and name in stop["name"]):
            return
    raise AssertionError(f"no key leads to {name or field} on {page.url}")


async def entered(readers: Readers, name: str, size: tuple[int, int]) -> Page:
    page = await readers.opened(size, "zh")
    await page.goto(f"{readers.address}/sandbox")
    await reach(page, name)
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda address: not address.endswith("/sandbox"))
    return page


@pytest.mark.timeout(300)
@pytest.mark.parametrize("size", [DESK, ZOOMED], ids=["desk", "200 %"])
async def test_a_version_is_made_handed_in_and_approved_by_keys_alone(
    world: World, readers: Readers, size: tuple[int, int]
) -> None:
    placed = await world.offered(outline_wanted=True, creator_id=ATANG.id)
    creator = await entered(readers, f"以 {ATANG.name} 登录", PHONE if size == DESK else size)
    await creator.goto(f"{readers.address}/commissions/{placed}")
    await reach(creator, "接收任务")
    await creator.keyboard.press("Enter")
    await creator.wait_for_url("**done=accept")

    await creator.goto(f"{readers.address}/commissions/{placed}/submit")
    await reach(creator, field="body")
    await creator.keyboard.type("第一稿：柚子茶好喝。")
    await reach(creator, "提交提纲第 1 稿")
    await creator.keyboard.press("Enter")
    await creator.wait_for_url("**done=submit")

    brand = await entered(readers, "以 青柚茶饮 登录", size)
    await brand.goto(f"{readers.address}/commissions/{placed}/review")
    await reach(brand, "通过")
    await brand.keyboard.press("Enter")
    await brand.wait_for_url("**done=approve")
    assert await world.stage(placed, "content_drafting") == "content_drafting"
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for page in (creator, brand):
        assert await page.evaluate(wider) <= 0
