"""Whole lives, told step by step: recorded for replay, measured, and told again without a workflow cache."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from gateways.ports.work import PayoutAccount
from gateways.sandbox.faults import Fault
from services.money import withdrawals
from tests.workflows.world import World, monday

Story = Callable[[World], Awaitable[str]]


async def shortest_by_signals(world: World) -> str:
    """微头条: accepted, handed in, released and settled within a day, by signals."""
    cid = await world.offered(task_type="micro_post")
    await world.tell(cid, "accept")
    await world.hand_in(cid)
    await world.tell(cid, "approve", release_at="now")
    await world.stage(cid, "published")
    await world.tell(cid, "settle")
    await world.end(cid)
    return cid


async def shortest_by_updates(world: World) -> str:
    """The same by updates; what the MP reports is always a signal."""
    cid = await world.offered(task_type="micro_post")
    await world.send(cid, "accept")
    await world.hand_in(cid)
    await world.send(cid, "approve", release_at="now")
    await world.stage(cid, "published")
    await world.send(cid, "settle")
    await world.end(cid)
    return cid


async def demo_1(world: World) -> str:
    """撰稿文章 3,000.00: outline v1 驳回, v2 confirmed, article v1 驳回, v2 out Thursday 20:00, 结算."""
    cid = await world.offered(outline_wanted=True)
    await world.reach(cid, monday(11, 0))
    await world.send(cid, "accept")
    await world.reach(cid, monday(15, 0))
    await world.send(cid, "submit", ref="outline-1")
    await world.reach(cid, monday(17, 0))
    await world.send(cid, "reject", reason="请补充使用场景")
    await world.reach(cid, monday(19, 0))
    await world.send(cid, "submit", ref="outline-2")
    await world.reach(cid, monday(10, 0, days=1))
    await world.send(cid, "approve")
    await world.reach(cid, monday(16, 0, days=1))
    await world.hand_in(cid)
    await world.reach(cid, monday(18, 0, days=1))
    await world.send(cid, "reject", reason="标题与产品不符")
    await world.reach(cid, monday(11, 0, days=2))
    await world.hand_in(cid)
    await world.reach(cid, monday(14, 0, days=2))
    await world.send(cid, "approve", release_at=monday(20, 0, days=3))
    await world.strike(cid, "release")
    await world.stage(cid, "published")
    await world.strike(cid, "settle_by")
    await world.stage(cid, "settled")
    await world.end(cid)
    return cid


async def demo_5(world: World) -> str:
    """撰稿文章 5,000.00: a complaint stamped 23:59:59 of day 7; decision 60/40."""
    cid = await world.accepted(price_fen=500_000)
    await world.hand_in(cid)
    await world.send(cid, "approve", release_at="now")
    await world.stage(cid, "published")
    await world.quiet(cid)
    midnight = world.clock(cid, "settle_by")
    await world.reach(cid, midnight + timedelta(seconds=2))
    await world.send(
        cid,
        "complain",
        cause="content_differs",
        reason="缺少产品名称",
        evidence=["shot-1"],
        received_at=midnight - timedelta(seconds=1),
    )
    await world.reach(cid, midnight + timedelta(hours=10))
    await world.send(cid, "answer_complaint", reason="见第二段")
    await world.operate(cid, "arbitrate", decision="split", creator_bps=6_000)
    await world.strike(cid, "appeal_by")
    await world.stage(cid, "settled")
    await world.end(cid)
    return cid


async def unanswered(world: World) -> str:
    """Called three times, an SMS, expired."""
    creator = world.new_creator()
    world.phones.configure(world.creators[creator], answers=False)
    cid = await world.offered(creator_id=creator)
    await world.strike(cid, "accept_by")
    await world.end(cid)
    return cid


async def exhausted(world: World) -> str:
    """Three outlines rejected, and writing begins; two articles rejected, and a cancel at the full fee."""
    cid = await world.outlined()
    for n in (1, 2, 3):
        await world.send(cid, "reject", reason=f"第{n}次")
        if n < 3:
            await world.send(cid, "submit", ref=f"outline-{n}")
    for n in (1, 2):
        await world.hand_in(cid)
        await world.send(cid, "reject", reason=f"第{n}次")
    await world.hand_in(cid)
    await world.send(cid, "cancel", quoted_fen=300_000)
    await world.end(cid)
    return cid


async def suspended(world: World) -> str:
    """Hidden on day 7, suspended at 00:00, restored at 10:00, settled; the payout fails and is retried."""
    cid = await world.published(task_type="direct_article")
    await world.reach(cid, monday(20, 0, days=7))
    await world.hide(cid)
    await world.strike(cid, "settle_by")
    await world.stage(cid, "settlement_suspended")
    creator = world.record(cid).order.creator_id
    world.catalogue.bind_account(creator, PayoutAccount("alipay", "13800000000", "汤小明"))
    await world.reach(cid, monday(10, 0, days=8))
    await world.restore(cid)
    await world.stage(cid, "settled")
    world.catalogue.bind_account(creator, PayoutAccount("alipay", "atang@example.com", "汤小明"))
    await world.operate(cid, "retry_payout")
    await world.end(cid)
    return cid


async def overlays(world: World) -> str:
    """An extension, a cancel request taken back, a freeze, a re-audit, an edit session, refused signals."""
    cid = await world.accepted()
    later = world.clock(cid, "submit_by") + timedelta(days=3)
    await world.send(cid, "propose_extension", actor="creator", submit_by=later)
    await world.send(cid, "answer_extension", actor="brand", agree=True)
    await world.tell(cid, "request_cancel", reason="档期冲突")
    await world.tell(cid, "withdraw_cancel")
    await world.operate(cid, "freeze", party="creator")
    await world.skip(cid, timedelta(days=4))
    await world.operate(cid, "unfreeze")
    await world.tell(cid, "make_coffee")
    await world.tell(cid, "settle")
    await world.hand_in(cid)
    await world.send(cid, "approve", release_at=monday(20, 0, days=9))
    await world.audit(cid, passed=False, reason="复审未通过")
    await world.hand_in(cid)
    await world.send(cid, "approve", release_at="now")
    await world.stage(cid, "published")
    await world.send(cid, "open_edit")
    await world.send(cid, "settle")
    await world.send(cid, "rate", actor="brand", stars=5)
    await world.send(cid, "rate", actor="creator", stars=5)
    await world.end(cid)
    return cid


async def abandoned(world: World) -> str:
    """Accepted and never delivered."""
    cid = await world.accepted()
    await world.strike(cid, "abandon")
    await world.end(cid)
    return cid


async def mended(world: World) -> str:
    """The payout is refused, waits, and arrives on a card under a second number once that is bound."""
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    world.catalogue.bind_account(creator, PayoutAccount("alipay", "13800000000", "汤小明"))
    await world.send(cid, "settle")
    world.catalogue.bind_account(creator, PayoutAccount("bank_card", "6222000011112222", "汤小明"))
    await world.withdrawal(cid).signal("account_changed")
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    world.bank.refund(f"{cid}-2", await world.now(cid))
    watch = world.refund_watch(f"{cid}-2")
    await world.skipper.fast_forward(watch, timedelta(days=1, seconds=5))
    await watch.result()
    await world.end(cid)
    return cid


async def withdrawn(world: World) -> str:
    """By hand: refused for now, tried again after half an hour, then the answer is lost for an hour."""
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    world.choose_by_hand(creator)
    await world.send(cid, "settle")
    wid = f"{creator}.k1"
    world.faults.arm("bank", Fault.REFUSE, operation="transfer", match=f"{wid}-1", note="ACCOUNT_LIMIT")
    world.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer", match=f"{wid}-2")
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=wid, times=4)
    await withdrawals.withdraw(world.client, world.settings, world.withdrawals, creator, 0, "k1")
    await world.until(lambda: world.standing(wid).state == "waiting", "the pause")
    await world.skip_withdrawal(wid, timedelta(hours=2))
    await world.until(lambda: world.standing(wid).state == "paid", "the payout")
    await world.end(cid)
    return cid


STORIES: dict[str, Story] = {
    each.__name__: each
    for each in (
        shortest_by_signals,
        shortest_by_updates,
        demo_1,
        demo_5,
        unanswered,
        exhausted,
        suspended,
        overlays,
        abandoned,
        mended,
        withdrawn,
    )
}
