"""Commissions two to six: settled early, never answered, rejected three times, complained of, taken down."""

from datetime import timedelta

from domain.commissions.state.stages import Stage
from domain.money.amounts import yuan
from services.commissions.commands import CommandRefused
from services.parties.profiles import breaches
from services.sandbox import mp
from starter.demo.actor import Actor
from starter.demo.narrator import Narrator
from starter.demo.story import show, told
from starter.demo.withdrawing import withdraw

SECOND = timedelta(seconds=1)


async def second(actor: Actor, narrator: Narrator) -> None:
    await actor.order(actor.at(0, "10:00"))
    await actor.until_published(1, "18:00")
    at = actor.at(3, "11:00")
    await narrator.event(
        actor.at(1, "18:00"), "微头条公开 → 已发布", "the post is public → 已发布 (published)"
    )
    await actor.send(at, "settle")
    sums = actor.sums()
    await narrator.event(
        at,
        f"第 2 天品牌主主动结算：服务费 {yuan(sums.fee)}（向下取整），创作者 {yuan(sums.creator)}",
        f"day 2: the brand settles: fee {yuan(sums.fee)} (rounded down), creator {yuan(sums.creator)}",
    )


async def third(actor: Actor, narrator: Narrator) -> None:
    await actor.order(actor.at(0, "09:30"))
    await actor.texts(actor.part.creator.phone)
    await narrator.event(
        actor.at(0, "09:30"),
        "下单 → 待接收，创作者没有回应",
        "ordered → 待接收 (offered); the creator stays silent",
    )
    await actor.reach(actor.at(1, "08:21"))
    calls = await actor.texts(actor.part.creator.phone, 4)
    for call in calls[:3]:
        await narrator.event(call.at, "电话提醒：未接通", "电话提醒 (reminder call): no answer")
    await show(actor, narrator, calls[3])
    at = actor.at(1, "09:30")
    await actor.reach(at + 7 * SECOND)
    await actor.stage(Stage.EXPIRED)
    refunded = yuan(actor.sums().refunded)
    marks = len(breaches(actor.app.engine, actor.part.creator.id))
    await narrator.event(
        at,
        f"任务自动失效，退款 {refunded}；创作者违约记录 {marks} 条",
        f"任务自动失效 (expired), refund {refunded}; marks against the creator: {marks}",
    )


async def fourth(actor: Actor, narrator: Narrator) -> None:
    await actor.order(actor.at(0, "10:30"))
    await actor.send(actor.at(0, "11:00"), "accept")
    reasons = ("结构不清", "缺少装备清单", "仍缺少重量对比")
    for number, reason in enumerate(reasons, start=1):
        await actor.send(actor.at(number - 1, "14:00"), "submit", ref=f"outline-{number}")
        await actor.send(actor.at(number - 1, "17:00"), "reject", reason=reason)
        last = number == len(reasons)
        after = "，自动进入写稿环节" if last else ""
        gloss = " → 自动进入写稿环节 (writing begins by itself)" if last else ""
        await narrator.event(
            actor.at(number - 1, "17:00"),
            f"提纲驳回 {number}/3{after}",
            f"outline 驳回 (rejected) {number}/3{gloss}",
        )
    await actor.write(actor.at(3, "10:00"))
    await actor.pass_audit(actor.at(3, "10:30"))
    await actor.approve(actor.at(3, "12:00"), actor.at(3, "18:00"))
    await actor.reach(actor.at(11, "00:00") + 6 * SECOND)
    await actor.stage(Stage.SETTLED)
    net = yuan(actor.sums().creator)
    await narrator.event(
        actor.at(11, "00:00"), f"自动结算：创作者 {net}", f"自动结算 (settled by itself): creator {net}"
    )
    try:
        await complain(actor, 11, "00:00:00", "发布内容与要求不符")
    except CommandRefused as refused:
        await narrator.note(
            "盖章 00:00:00 的投诉被拒：" + refused.zh.split("。")[0],
            "a complaint stamped 00:00:00 is refused: 投诉期已过 (the time to complain is over)",
            "yellow",
        )
    await withdraw(actor, narrator)


async def complain(actor: Actor, day: int, clock: str, reason: str) -> None:
    stamp = actor.at(day, clock)
    await actor.app.send(
        actor.id,
        "complain",
        cause="content_differs",
        reason=reason,
        received_at=stamp.isoformat(),
        evidence=["shot-1"],
    )


async def fifth(actor: Actor, narrator: Narrator) -> None:
    await actor.order(actor.at(0, "11:00"))
    await actor.until_published(3, "10:00")
    await actor.reach(actor.at(11, "00:00") + 2 * SECOND)
    await complain(actor, 10, "23:59:59", "缺少三款产品的对比")
    await narrator.event(
        actor.at(10, "23:59:59"),
        "第 7 日 23:59:59 的投诉在期内 → 平台介入（次日 00:00:02 才送达）",
        "a complaint stamped 23:59:59 of day 7 is in time → 平台介入 (arbitration)",
    )
    await actor.send(actor.at(11, "15:00"), "answer_complaint", reason="其中两款已停产，文中有说明")
    at = actor.at(12, "10:00")
    await actor.send(
        at, "arbitrate", actor="operator:li", decision="split", creator_bps=6000, reason="缺少一款可得产品"
    )
    await narrator.event(
        at,
        "听取双方后平台判定 60/40，3 天内可申诉，款项保留",
        "both heard, the platform decides 60/40; 3 days to appeal, money in reserve",
    )
    at = actor.at(15, "10:00")
    await actor.reach(at + 7 * SECOND)
    await actor.stage(Stage.SETTLED)
    sums = actor.sums()
    creator, fee, brand = yuan(sums.creator), yuan(sums.fee), yuan(sums.refunded)
    await narrator.event(
        at,
        f"无人申诉，判定生效：创作者 {creator}，服务费 {fee}，品牌主 {brand}",
        f"no appeal, it takes effect: creator {creator}, fee {fee}, brand {brand}",
    )


async def sixth(actor: Actor, narrator: Narrator) -> None:
    await actor.order(actor.at(0, "11:30"))
    await actor.until_published(3, "09:00")
    await actor.texts(actor.part.creator.phone, 3)
    hidden, midnight, back = actor.at(10, "20:00"), actor.at(11, "00:00"), actor.at(11, "10:00")
    await actor.reach(hidden)
    await mp.hide(actor.app, actor.id, at=hidden)
    await actor.texts(actor.part.creator.phone)
    await narrator.event(hidden, "第 7 日文章被设为非公开", "day 7: the article is taken down")
    await actor.reach(midnight + 6 * SECOND)
    await actor.stage(Stage.SETTLEMENT_SUSPENDED)
    await narrator.event(
        midnight,
        "到期查询：非公开 → 结算挂起",
        "looked at the deadline: not public → 结算挂起 (settlement suspended)",
    )
    await told(actor, narrator)
    await actor.reach(back)
    await mp.restore(actor.app, actor.id, at=back)
    await actor.stage(Stage.SETTLED)
    net = yuan(actor.sums().creator)
    await narrator.event(
        back,
        f"恢复公开（中断不到 24 小时）→ 结算：创作者 {net}",
        f"public again, hidden under 24 hours → settled: creator {net}",
    )
