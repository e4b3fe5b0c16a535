"""The tasks of the operators' guide, each done on the page that it names; and what the books say then."""

from datetime import timedelta

from playwright.async_api import expect

from domain.instants import BEIJING
from domain.money.claims import ClaimKind
from services.money import claims, withdrawals_read
from services.operations.sweeps import last_sweep
from services.parties import profiles
from tests.workflows.operators_desk import DECIDING, WHY
from tests.workflows.operators_morning import LARGE, Morning
from tests.workflows.test_payout import GOOD
from tests.workflows.world import BRAND, DAY, PRICE


async def find(m: Morning) -> None:
    li = m.li
    await li.open("/commissions")
    await li.fill(li.page.locator("form.filter"), stage="arbitration", brand=BRAND)
    await li.page.locator("form.filter button").first.click()
    rows = li.page.locator("ul.ticked li")
    await expect(rows).to_have_count(1)
    await rows.locator(f"a[href='/cases/{m['dispute']}']").click()
    await li.reads("投诉待判定")


async def read(m: Morning) -> None:
    """Both sides, the sum that the ledger holds, the rules that fit, and the record, on one page."""
    await m.li.open(f"/cases/{m['dispute']}")
    held = m.world.money(m["dispute"]).still_held
    assert held == PRICE
    await m.li.reads(
        "缺少产品名称", "产品名称在第二段", f"¥{held // 100:,}.00", "适用规则", "各方期限", "记录"
    )


async def act_for_a_creator(m: Morning) -> None:
    await m.li.act(m["phoned"], "accept", "creator")
    assert m.world.record(m["phoned"]).stage == "content_drafting"
    assert m.told("phoned", "accept") == [("operator", "creator", WHY)]


async def extend(m: Morning) -> None:
    until = (m.world.clock(m["drafted"], "submit_by") + DAY).astimezone(BEIJING)
    day, hour = until.strftime("%Y-%m-%d"), until.strftime("%H:%M")
    await m.li.act(m["drafted"], "extend", clock="submit_by", **{"until-day": day, "until-time": hour})
    moved = m.world.clock(m["drafted"], "submit_by")
    assert moved == until.replace(second=0, microsecond=0)
    assert m.told("drafted", "extend") == [("operator", "", WHY)]


async def freeze(m: Morning) -> None:
    """One side of one commission; then the whole account of its creator."""
    cid, creator, li = m["drafted"], m.creator("drafted"), m.li
    await li.act(cid, "freeze", party="creator")
    assert m.world.record(cid).freeze is not None
    assert "submit_by" not in m.world.record(cid).clocks
    await li.act(cid, "unfreeze")
    assert m.world.record(cid).freeze is None

    for button, is_frozen in (("freeze", True), ("unfreeze", False)):
        await li.open(f"/parties/creator/{creator}")
        form = li.page.locator("form[action$='/freezing']")
        await li.fill(form, reason=WHY)
        await form.locator(f"button[value={button}]").first.click()
        await li.reads("各任务的结果", cid, "已执行")
        await m.world.quiet(cid)
        assert bool(profiles.creator(m.world.engine, creator).frozen_because) is is_frozen
        assert (m.world.record(cid).freeze is not None) is is_frozen


async def decide(m: Morning) -> None:
    """From the case page alone; what the preview says is what moves when nobody has appealed."""
    cid = m["dispute"]
    form = await m.li.look(cid, "arbitrate", decision="split", creator_percent="60")
    preview = m.li.page.locator(".pre")
    for sum_ in ("¥1,710.00", "¥90.00", "¥1,200.00"):
        await expect(preview).to_contain_text(sum_)
    await m.li.send(form, cid, "arbitrate")
    assert m.world.record(cid).stage == "decided"
    await m.world.strike(cid, "appeal_by")
    money = m.world.money(cid)
    assert (money.to_creators, money.fee, money.refunded) == (171_000, 9_000, 120_000)


async def force(m: Morning) -> None:
    """A large one waits for another operator; who has proposed it cannot second it."""
    await m.li.act(m["published"], "force_settle", bearer="brand")
    assert m.world.record(m["published"]).stage == "decided"

    await m.li.act(m["large"], "force_refund", bearer="creator")
    assert m.world.record(m["large"]).proposal is not None
    assert "SAME_OPERATOR" in await _seconded(m)
    await m.wang.act(m["large"], "second")
    assert m.world.record(m["large"]).stage == "decided"
    await m.world.strike(m["large"], "appeal_by")
    assert m.world.money(m["large"]).refunded == LARGE


async def _seconded(m: Morning) -> str:
    """What the one who has proposed it is answered: the form beside the page, for a refusal is an error to
    the console.
    """
    page, action = m.li.page, f"/cases/{m['large']}/second"
    await m.li.open(f"/cases/{m['large']}")
    fields = page.locator(f"{DECIDING}[action='{action}'] [name]:not(button)")
    typed = dict(await fields.evaluate_all("every => every.map(each => [each.name, each.value])"))
    form = {**typed, "reason": WHY, "preview": "yes"}
    answer = await page.request.post(m.li.address + action, form=form)
    return await answer.text()


async def cancel_together(m: Morning) -> None:
    """The open offers of a brand; then one that was accepted, at somebody's fault."""
    li, offers = m.li, (m["offer_1"], m["offer_2"])
    await li.follow(f"/parties/brand/{BRAND}", f"/commissions?brand={BRAND}&stage=unaccepted&all=yes")
    await expect(li.page.locator("[name=commission]:checked")).to_have_count(len(offers))
    await _cancelled(m)
    for each in offers:
        assert await m.world.stage(each, "cancelled")
        assert m.world.money(each).refunded == PRICE
    assert m.told("offer_1", "cancel") == [("operator", "", WHY)]

    await li.open("/commissions?stage=content_drafting")
    await li.page.locator(f"[name=commission][value='{m['breached']}']").check()
    await _cancelled(m, fault="creator")
    assert await m.world.stage(m["breached"], "cancelled")
    assert m.world.breaches(m["breached"])


async def _cancelled(m: Morning, **fault: str) -> None:
    page = m.li.page
    await page.locator("form[action$='/cancelling'] button").click()
    form = page.locator("aside form[action$='/cancelling']")
    if fault:
        await m.li.fill(form, **fault)
        await form.locator("button[name=look]").click()
    await m.li.fill(form, reason=WHY)
    await form.locator("button[name=do]").click()
    await expect(form).to_have_count(0)
    await expect(page.get_by_text("不取消")).to_have_count(0)


async def a_service_fails(m: Morning) -> None:
    """It stands in the morning with what to do, and leaves it by itself when the service is back."""
    cid, li = m["failing"], m.li
    await li.follow("/morning?why=effect_failed", f"/cases/{cid}")
    await li.reads("发布失败")
    m.world.faults.clear()
    await m.world.skip(cid, timedelta(hours=2))
    assert await m.world.stage(cid, "published")
    await m.world.quiet(cid)
    await li.open("/morning?why=effect_failed")
    await expect(li.page.locator(f"a[href='/cases/{cid}']")).to_have_count(0)


async def a_payout_waits(m: Morning) -> None:
    """Sent again under a new number, once the account is right."""
    cid, li = m["unpaid"], m.li
    m.world.catalogue.bind_account(m.creator("unpaid"), GOOD)
    await li.follow("/morning", f"/withdrawals/{cid}")
    form = li.page.locator("form[action$='/retry']")
    await li.fill(form, reason=WHY)
    await form.locator("button.main").click()
    await li.page.wait_for_url("**done=retry")
    await m.world.quiet(cid)
    assert m.world.transfers(cid) == [(f"{cid}-1", 285_000, False), (f"{cid}-2", 285_000, True)]


async def follow_a_withdrawal(m: Morning) -> None:
    """From its commission's creator to both numbers; and the bank is asked whether it came back."""
    cid, li = m["unpaid"], m.li
    await li.open(f"/withdrawals?creator={m.creator('unpaid')}")
    await li.page.locator(f"a[href='/withdrawals/{cid}']").click()
    await li.reads(f"{cid}-1", f"{cid}-2", "¥2,850.00", WHY)
    await li.page.locator("form[action$='/ask'] button").click()
    await li.reads("银行没有退回")
    found, _ = withdrawals_read.withdrawal(m.world.engine, cid)
    assert found.state == "paid"


async def explain(m: Morning) -> None:
    """What both sides see of what is over; and an insult in it is hidden from them."""
    cid, li = m["dispute"], m.li
    await li.follow(f"/cases/{cid}", f"/commissions/{cid}")
    await li.reads("付出 ¥1,800.00，退回 ¥1,200.00", "1,710.00 元", WHY)

    await li.act(m["rated"], "hide_rating", party="brand")
    assert m.told("rated", "hide_rating") == [("operator", "", WHY)]
    await li.open(f"/commissions/{m['rated']}")
    await li.reads("骗子", f"只有运营可见：{WHY}")
    for side in (f"brand-{BRAND}", f"creator-{m.creator('rated')}"):
        seen = await li.seen_by(side, f"/commissions/{m['rated']}")
        assert "骗子" not in seen
        assert "文字已由平台隐藏" in seen


async def reconcile(m: Morning) -> None:
    """Both sweeps now; what they found stands there as the books keep it; money is put right by a claim."""
    li, engine = m.li, m.world.engine
    for name in ("daily", "reconciliation"):
        await li.open("/reconciliation")
        await li.page.locator(f"form[action='/reconciliation/{name}'] button").click()
        await li.page.wait_for_url(f"**done={name}")
        last = last_sweep(engine, name)
        assert last is not None
        section = li.page.locator(f"section[aria-labelledby=h-{name}]")
        await expect(section.locator("ul.rows li")).to_have_count(len(last.findings))

    party = f"creator:{m.creator('rated')}"
    await li.open(f"/claims?party={party}")
    await li.page.locator("details:has(form[action$='/compensation']) summary").click()
    form = li.page.locator("form[action$='/compensation']")
    await li.fill(form, payee=party, amount="10.00", reason=WHY)
    await form.locator("button").click()
    await li.page.wait_for_url("**done=yes")
    (claim,) = claims.claims(engine, "", party)
    assert (claim.kind, claim.fen, claim.reason) == (ClaimKind.COMPENSATION, 1_000, WHY)


async def audit(m: Morning) -> None:
    """What the platform has not answered is noted from the audit desk."""
    cid, li = m["audited"], m.li
    await li.follow("/audits", f"/audits/{cid}")
    form = li.page.locator(f"form[action='/audits/{cid}']")
    await li.fill(form, reason=WHY)
    await form.locator("button[value=yes]").click()
    await li.page.wait_for_url("**done=yes")
    assert await m.world.stage(cid, "content_review")
    assert m.told("audited", "record_audit") == [("operator", "", WHY)]


TASKS = {
    1: find,
    2: read,
    3: act_for_a_creator,
    4: extend,
    5: freeze,
    6: decide,
    7: force,
    8: cancel_together,
    9: a_service_fails,
    10: a_payout_waits,
    11: follow_a_withdrawal,
    12: explain,
    13: reconcile,
    14: audit,
}
