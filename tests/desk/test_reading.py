"""Find a commission, and read where it stands, why, what comes next and when, and what can be pressed."""

import pytest

from tests.desk.browser import Desk
from tests.workflows.world import BRAND, World
from workflows import names

pytestmark = pytest.mark.timeout(600)  # for hangs only: a browser on a loaded machine is slow


async def test_a_commission_is_found_by_stage_brand_creator_deadline_and_attention(
    at: Desk, world: World
) -> None:
    waits, works = await world.complained(), await world.accepted()
    await world.strike(await world.accepted(), "submit_by")
    creator = world.record(waits).order.creator_id
    mine = "WorkflowType = 'Commission'"

    await at.found(f"{mine} AND CommissionStage = 'arbitration'", waits)
    assert await at.row(works).count() == 0
    await at.found(f"{mine} AND BrandId = '{BRAND}'", waits, works)
    await at.found(f"{mine} AND CreatorId = '{creator}'", waits)
    await at.found(f"{mine} AND Deadline < '2099-01-01T00:00:00+08:00'", waits, works)
    await at.found(f"{mine} AND Attention = 'arbitration'", waits)
    await at.search(f"{mine} AND CreatorId = '{creator}'")
    await at.see(at.row(waits))
    await at.columns("CommissionStage", "Deadline", "Attention")
    await at.found(f"{mine} AND Attention IS NOT NULL", waits)
    await at.picture("01-find", height=420)


async def test_a_search_is_kept_under_a_name(at: Desk, world: World) -> None:
    cid = await world.complained()

    await at.found("WorkflowType = 'Commission' AND Attention IS NOT NULL", cid)
    await at.press("Save as New")
    await at.dialog.locator("input").fill("Attention")
    await at.picture("01-save-view", dialog=True)
    await at.dialog.locator("button", has_text="Save").click()

    await at.page.goto(at.ui)
    await at.shown("saved-views-button").click()
    await at.page.get_by_text("Attention").locator("visible=true").click()
    await at.see(at.row(cid))


async def test_the_page_of_a_commission_says_where_why_what_next_and_when(at: Desk, world: World) -> None:
    cid = await world.reviewed()

    await at.open(names.workflow_id(cid))
    told = await at.details("待客户确认", "content_review")

    assert (
        "撰稿文章 · 青柚茶饮 → 阿汤说茶"
        in await at.page.frame_locator("iframe").first.locator("body").inner_text()
    )
    for said in (
        "为什么",
        "接下来",
        "提醒",
        "资金",
        "3,000.00 元",
        "现在可以做什么",
        "最近的事",
        "review_limit",
    ):
        assert said in told
    await at.picture("02-read", height=1560)
    await at.tab("Timeline")
    await at.says("核对时限")
    await at.picture("02-timeline", height=1200)
