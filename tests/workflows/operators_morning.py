"""What two operators find one morning: commissions at every stage where one of them is needed."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from gateways.sandbox.faults import Fault
from services.commissions.reading import timeline
from tests.workflows.operators_desk import Desk
from tests.workflows.test_payout import BAD
from tests.workflows.world import World, monday

LARGE = 2_000_000
"""Above what one operator decides alone."""
MINUTES = timedelta(minutes=10)


@dataclass
class Morning:
    """What an operator finds, every commission at its own stage, and the two who work there."""

    world: World
    li: Desk
    wang: Desk
    by_stage: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.by_stage[name]

    def creator(self, name: str) -> str:
        return self.world.record(self[name]).order.creator_id

    def told(self, name: str, move: str) -> list[tuple[str, str, str]]:
        """Who did it, for whom, and why, as the books keep it."""
        found = timeline(self.world.engine, self[name])
        return [
            (each.actor.partition(":")[0], each.on_behalf_of, each.reason)
            for each in found
            if each.move == move and not each.refusal
        ]


async def morning_of(world: World, li: Desk, wang: Desk) -> Morning:
    made = await asyncio.gather(*(make(world) for make in STAGES.values()))
    by_stage = dict(zip(STAGES, made, strict=True))
    await li.at_its_hour(*(each for name, each in by_stage.items() if name != "rated"))
    return Morning(world, li, wang, by_stage)


async def _heard(world: World) -> str:
    cid = await world.complained(title="投诉待判定")
    await world.send(cid, "answer_complaint", reason="产品名称在第二段", evidence=["p2"])
    return cid


async def _failing(world: World) -> str:
    """Its release was tried as often as there is patience for."""
    cid = await world.scheduled(monday(20, 0, days=1), title="发布失败")
    world.faults.arm("mp", Fault.FAIL_BEFORE, operation="publish", match=world.items[cid], times=11)
    await world.reach(cid, monday(20, 0, days=1))
    for _ in range(40):
        await world.skip(cid, MINUTES)
        if "effect_failed" in world.moves(cid):
            return cid
    raise AssertionError(world.moves(cid))


async def _unpaid(world: World) -> str:
    cid = await world.published(title="账户有误")
    world.catalogue.bind_account(world.record(cid).order.creator_id, BAD)
    await world.send(cid, "settle")
    return cid


async def _in_audit(world: World) -> str:
    cid = await world.accepted(title="审核没有回传")
    await world.write(cid)
    await world.stage(cid, "platform_audit")
    return cid


async def _rated(world: World) -> str:
    cid = await world.published(title="评价有侮辱")
    await world.send(cid, "settle")
    await world.send(cid, "rate", actor="brand", stars=1, text="骗子")
    await world.send(cid, "rate", actor="creator", stars=5, text="合作愉快")
    await world.end(cid)
    return cid


STAGES: Mapping[str, Callable[[World], Awaitable[str]]] = {
    "dispute": _heard,
    "phoned": lambda world: world.offered(title="电话代办"),
    "drafted": lambda world: world.accepted(title="延期与冻结"),
    "breached": lambda world: world.accepted(title="创作者失联"),
    "published": lambda world: world.published(title="强制结算"),
    "large": lambda world: world.reviewed(title="大额退款", price_fen=LARGE),
    "failing": _failing,
    "unpaid": _unpaid,
    "audited": _in_audit,
    "rated": _rated,
    "offer_1": lambda world: world.offered(title="未接收之一"),
    "offer_2": lambda world: world.offered(title="未接收之二"),
}
