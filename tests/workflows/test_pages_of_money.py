"""Money by clicking alone: account and withdrawal on the phone, a cart and charts on the desk."""

import re
from datetime import timedelta
from uuid import uuid4

from playwright.async_api import Page, expect

from gateways.commissions.metrics import SqlMetricsStore
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import Metrics
from services.money.wallets import wallet
from services.parties.sample import ATANG, LAOZHOU, SUHE
from tests.workflows.test_pages import DESK, PATIENCE, PHONE, Readers, readers
from tests.workflows.world import BRAND, World

__all__ = ["readers"]
CREATOR, OWNER = f"以 {ATANG.name} 登录", "青柚茶饮"


async def test_an_account_is_changed_and_money_withdrawn_to_it_on_the_phone(
    world: World,
    readers: Readers,  # the fixture
) -> None:
    cid = await world.published(creator_id=ATANG.id)
    world.choose_by_hand(ATANG.id)
    await world.send(cid, "settle")
    phone = await readers.be(CREATOR, PHONE, "zh")

    await phone.goto(f"{readers.address}/me")
    await phone.get_by_role("link", name="更换收款账户").click()
    await phone.get_by_label("账号").fill("13900001234")
    await phone.get_by_label("户名").fill("样例")
    await phone.get_by_role("button", name="获取验证码").click()
    await phone.get_by_label("6 位验证码").fill(await _code(phone, readers.address))
    await phone.get_by_role("button", name="确认换绑").click()
    await expect(phone.get_by_text("收款账户已更换")).to_be_visible()
    await expect(phone.get_by_text("139****1234")).to_be_visible()

    await phone.get_by_role("link", name="收入").first.click()
    await phone.get_by_role("button", name="全部提现 ¥2,850.00").click()
    await phone.wait_for_url("**/income/withdrawals/**")
    await _until(phone, "已到账")
    await expect(phone.get_by_text("已从余额预留")).to_be_visible()
    assert world.bank.log()[-1].account == "13900001234"
    await phone.goto(f"{readers.address}/income/statement")
    await expect(phone.get_by_text("−¥2,850.00").first).to_be_visible()
    assert await _width(phone) <= 0


async def test_a_cart_is_paid_and_what_failed_is_sent_again(
    world: World,
    readers: Readers,
) -> None:
    desk, number = await readers.be(OWNER, DESK, "zh"), uuid4().hex[:8]
    await desk.goto(f"{readers.address}/order?type=article")
    for each in (ATANG, LAOZHOU, SUHE):
        await desk.get_by_role("checkbox", name=each.name).check()
    for name, text in (("order", number), ("title", "三人同饮"), ("goal", "试一次"), ("product", "茶包")):
        await desk.fill(f"[name={name}]", text)
    await desk.fill("[name=submit_by-day]", "2099-01-01")
    await desk.get_by_role("button", name="核对合计").click()
    await expect(desk.get_by_role("alert")).to_contain_text("交稿时限")  # too far; said once, for all
    await desk.fill("[name=submit_by-day]", "")
    await desk.get_by_role("button", name="核对合计").click()
    SqlCatalogue(world.engine).quote(SUHE.id, "article", 270_000)  # while it is looked at
    free = wallet(world.engine, BRAND).available_fen
    world.ordered += [f"{BRAND}-{number}-{each.id}" for each in (ATANG, LAOZHOU, SUHE)]
    await desk.get_by_role("button", name="付款并派单 3 单，¥7,800.00").click()
    rows = desk.locator(".cart tbody tr")
    await expect(rows.filter(has_text="已下单")).to_have_count(2)
    await expect(rows.filter(has_text=SUHE.name)).to_contain_text("没有下单")
    await expect(desk.locator("aside b.num")).to_have_text(f"¥{(free - 520_000) / 100:,.2f}")

    await expect(desk.locator("[name=creator]:checked")).to_have_count(1)
    await desk.get_by_role("button", name="核对合计").click()
    await desk.get_by_role("button", name="付款并派单 1 单，¥2,700.00").click()
    await desk.wait_for_url("**/desk?ordered=1")  # nothing is sent again by going back
    await expect(desk.get_by_text("已下单 1 单")).to_be_visible()
    await expect(desk.get_by_role("link", name="三人同饮")).to_have_count(3)


async def test_a_chart_is_drawn_over_its_table_and_the_console_is_silent(
    world: World,
    readers: Readers,
) -> None:
    """Under the pages' own policy: `readers` fails on any word of the console."""
    cid = await world.published(creator_id=ATANG.id)
    at = await world.now(cid)
    for day in range(3):
        figures = Metrics(*(each * (day + 1) for each in (9_000, 1_000, 20, 60, 10)))
        SqlMetricsStore(world.engine).keep_daily(cid, figures, at + timedelta(days=day))
    for who, size in ((OWNER, DESK), (CREATOR, PHONE)):
        page = await readers.be(who, size, "zh")
        for path in ("/results", f"/results/{cid}"):
            await page.goto(readers.address + path)
            await expect(page.locator("[data-chart] canvas")).to_be_visible()
            assert await page.evaluate(PAINTED) > 100
            await expect(page.locator("table")).to_contain_text("3,000")
            assert await _width(page) <= 0


PAINTED = """() => {
  const canvas = document.querySelector("[data-chart] canvas");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return data.filter((value, at) => at % 4 === 3 && value > 0).length;
}"""
"""How many points of the picture have a colour."""


async def _code(phone: Page, address: str) -> str:
    """From the phone of the sandbox, in another tab."""
    inbox = await phone.context.new_page()
    for _ in range(20):
        await inbox.goto(f"{address}/sandbox/phones/{ATANG.id}")
        if found := re.findall(r"(?<!\d)\d{6}(?!\d)", await inbox.locator("main").inner_text()):
            await inbox.close()
            return str(found[0])
        await inbox.wait_for_timeout(250)
    raise AssertionError("no code has come")


async def _until(page: Page, text: str) -> None:
    for _ in range(PATIENCE // 500):
        if text in await page.locator("h1").inner_text():
            return
        await page.wait_for_timeout(500)
        await page.reload()
    raise AssertionError(await page.locator("main").inner_text())


async def _width(page: Page) -> int:
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(await page.evaluate(wider))
