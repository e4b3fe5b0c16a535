"""The first commission, told in full: from the order to the payout with the worker killed in the middle."""

import asyncio
from datetime import timedelta

from domain.commissions.notices import rendered, variables
from domain.commissions.state.stages import Stage
from domain.counts import how_many
from domain.instants import written_weekday
from domain.money.amounts import yuan
from runtime.worker_process import WorkerProcess
from services.commissions import reading
from services.sandbox import bank, faults
from services.sandbox.bank import Transfer
from services.sandbox.phones import Message
from starter.demo.actor import Actor, until
from starter.demo.narrator import Narrator

BANK_IS_SLOW = 30.0


async def told(actor: Actor, narrator: Narrator, count: int = 1) -> list[Message]:
    """The creator's next messages, as received."""
    part = actor.part
    messages = await actor.texts(part.creator.phone, count)
    for message in messages:
        await show(actor, narrator, message)
    return messages


async def show(actor: Actor, narrator: Narrator, message: Message) -> None:
    words = variables(message.template, actor.state(), actor.at(0, "09:30"), lang="en")
    await narrator.sms(actor.part.creator.name, message.text, rendered(message.template, words, "en"))


async def first(actor: Actor, narrator: Narrator, worker: WorkerProcess) -> None:
    await _ordered(actor, narrator)
    await _outline(actor, narrator)
    await _article(actor, narrator)
    await _window(actor, narrator)
    await _payout(actor, narrator, worker)


async def _ordered(actor: Actor, narrator: Narrator) -> None:
    part, at = actor.part, actor.at(0, "09:30")
    await actor.order(at)
    await narrator.event(
        at,
        f"{part.brand.name}下单，托管 {yuan(part.price_fen)} → 待接收，24 小时内接收",
        f"{part.brand.name} orders, {yuan(part.price_fen)} held → 待接收 (offered), 24 hours to accept",
    )
    await told(actor, narrator)
    at = actor.at(0, "10:05")
    await actor.send(at, "accept")
    await narrator.event(
        at, "阿汤说茶接收任务 → 制作提纲", "阿汤说茶 accepts → 制作提纲 (outline in the making)"
    )


async def _outline(actor: Actor, narrator: Narrator) -> None:
    await actor.send(actor.at(0, "15:00"), "submit", ref="outline-1")
    at = actor.at(0, "16:20")
    await actor.send(at, "reject", round=1, reason="请增加与冰饮的对比")
    await narrator.event(
        at,
        "提纲 v1 驳回：「请增加与冰饮的对比」（1/3）",
        "outline v1 驳回 (rejected 1/3): “add a comparison with iced drinks”",
    )
    await told(actor, narrator)
    await actor.send(actor.at(1, "10:00"), "submit", ref="outline-2")
    at = actor.at(1, "11:00")
    await actor.send(at, "approve", round=2)
    await narrator.event(
        at, "提纲 v2 确认 → 制作文章", "outline v2 confirmed → 制作文章 (article in the making)"
    )
    await told(actor, narrator)


async def _article(actor: Actor, narrator: Narrator) -> None:
    at = actor.at(1, "20:00")
    await actor.write(at)
    await actor.pass_audit(actor.at(1, "20:30"))
    await narrator.event(
        at,
        "文章 v1 在头条号 MP 发布并勾选「关联星图任务」：待确认，未公开；审核通过",
        "article v1 in the 头条号 MP, 关联星图任务 ticked: held there, audit passed",
    )
    at = actor.at(2, "09:40")
    await actor.send(at, "reject", reason="产品名称写错")
    await narrator.event(
        at,
        "文章 v1 驳回：「产品名称写错」（1/2）",
        "article v1 驳回 (rejected 1/2): “the product's name is wrong”",
    )
    await told(actor, narrator)
    await actor.write(actor.at(2, "15:00"))
    await actor.pass_audit(actor.at(2, "15:30"))
    at, release = actor.at(2, "17:00"), actor.at(3, "20:00")
    await actor.send(at, "approve", release_at=release.isoformat())
    await narrator.event(
        at,
        "文章 v2 确认，发布时间周四 20:00 → 待发布",
        "article v2 approved, release Thursday 20:00 → 待发布 (awaiting release)",
    )
    await told(actor, narrator)
    await actor.reach(release + timedelta(seconds=1))
    await actor.stage(Stage.PUBLISHED)
    await actor.texts(actor.part.creator.phone)
    await narrator.event(release, "作品公开 → 已发布，等待结算", "public → 已发布 (published)")


async def _window(actor: Actor, narrator: Narrator) -> None:
    days = [
        written_weekday(day_at := actor.at(4 + day, "00:00"), narrator.lang, day_at).rsplit(" ", 1)[0]
        for day in range(7)
    ]
    sep = "、" if narrator.lang == "zh" else ", "
    await narrator.note(
        f"7 个自然日（发布当天不计）：{sep.join(days)}",
        f"seven natural days: {sep.join(days)}",
    )
    faults.arm(actor.app.engine, "bank", "slow", operation="transfer", seconds=BANK_IS_SLOW)


async def _payout(actor: Actor, narrator: Narrator, worker: WorkerProcess) -> None:
    at = actor.at(11, "00:00")
    await actor.reach(at + timedelta(seconds=4))
    await _kill_in_the_middle(actor, narrator, worker)
    await actor.reach(actor.at(11, "08:01"))
    messages = await actor.texts(actor.part.creator.phone)
    await narrator.event(actor.at(11, "08:00"), "免打扰结束，通知送达", "the quiet hours end")
    for message in messages:
        await show(actor, narrator, message)
    log = transfers_of(actor)
    total = yuan(sum(each.fen for each in log))
    await narrator.note(
        f"银行自己的流水：{len(log)} 笔转账，{total}（{log[0].number}）",
        f"the bank's own log: {how_many(len(log), 'transfers')}, {total} ({log[0].number})",
        "bold",
    )


def transfers_of(actor: Actor) -> list[Transfer]:
    return [each for each in bank.transfers(actor.app.engine) if each.number.startswith(actor.id)]


async def _kill_in_the_middle(actor: Actor, narrator: Narrator, worker: WorkerProcess) -> None:
    at = actor.at(11, "00:00")
    await narrator.event(
        at,
        "无投诉且公开 → 自动结算：创作者 2,850.00，平台服务费 150.00",
        "no complaint, public → 自动结算 (settles by itself): creator 2,850.00, fee 150.00",
    )
    settling = asyncio.create_task(actor.reach(at + timedelta(seconds=6)))
    await until(lambda: transfers_of(actor), "the transfer")
    old = worker.process.pid if worker.process else 0
    worker.kill()
    await narrator.note(
        f"银行已转账、尚未答复，此时 kill -9 worker（pid {old}）",
        f"the bank has paid and not yet answered: kill -9 of the worker (pid {old})",
        "bold red",
    )
    new = worker.start()
    await narrator.note(
        f"worker 重启（pid {new}），先向银行查询，不重复打款",
        f"worker restarted (pid {new}): it asks the bank before it repeats anything",
    )
    await until(
        lambda: any(each.state == "paid" for each in reading.payouts(actor.app.engine, actor.id)),
        "the payout",
    )
    await settling
