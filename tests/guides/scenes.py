"""Where a commission stands when a brand sends each message of the guide."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from tests.workflows.world import World, monday


async def scheduled(world: World) -> str:
    return await world.scheduled(monday(20, 0, days=3))


async def outline_wanted(world: World) -> str:
    return await world.accepted(outline_wanted=True)


async def cancel_asked(world: World) -> str:
    cid = await world.accepted()
    await world.send(cid, "request_cancel", reason="本周档期冲突")
    return cid


async def outline_cancel_asked(world: World) -> str:
    """Asked when an outline is in: there is a kill fee, of which a share can be agreed."""
    cid = await world.outlined()
    due = (await world.view(cid, "brand"))["kill_fee_fen"]
    await world.send(cid, "request_cancel", reason="本周档期冲突", quoted_fen=due)
    return cid


async def edit_open(world: World) -> str:
    cid = await world.published()
    await world.send(cid, "open_edit")
    return cid


async def early(world: World) -> str:
    """Made public by the creator before the brand has named a time."""
    cid = await world.reviewed()
    at = await world.now(cid)
    world.mp.publish(world.items[cid], at)
    await world.tell(cid, "published", item=world.items[cid], happened_at=at)
    return cid


async def settled(world: World) -> str:
    cid = await world.published()
    await world.send(cid, "settle")
    return cid


async def extension_asked(world: World) -> str:
    cid = await world.accepted()
    later = world.clock(cid, "submit_by") + timedelta(days=2)
    await world.send(cid, "propose_extension", actor="creator", submit_by=later)
    return cid


async def exhausted(world: World) -> str:
    """The second content rejection is spent, and a third version waits."""
    cid = await world.reviewed()
    for number in (1, 2):
        await world.send(cid, "reject", reason=f"第{number}次")
        await world.hand_in(cid)
    return cid


async def disputed(world: World) -> str:
    """The creator asks the platform about a rejection."""
    cid = await world.reviewed()
    await world.send(cid, "reject", reason="补充价格")
    await world.send(cid, "escalate", actor="creator", reason="需求单没有要求")
    return cid


async def decided(world: World) -> str:
    cid = await world.complained()
    await world.send(cid, "answer_complaint", reason="见第二段")
    await world.operate(cid, "arbitrate", decision="settle")
    return cid


async def renumbered(world: World) -> str:
    """The published item is gone, and another one of the creator's is public in its place."""
    cid = await world.published()
    await world.hide(cid)
    at, creator = await world.now(cid), world.record(cid).order.creator_id
    item = world.mp.draft(creator, "标题", "正文", at=at)
    world.mp.tick(item, cid, at=at)
    world.mp.publish_by_creator(item, at)
    world.mp.audit(item, passed=True)
    world.mp.publish(item, at)
    await world.send(cid, "replace_item", item=item)
    await world.until(lambda: world.record(cid).replacement, "the look at the new item")
    return cid


SCENES: Mapping[str, Callable[[World], Awaitable[str]]] = {
    "offered": World.offered,
    "accepted": World.accepted,
    "outlined": World.outlined,
    "reviewed": World.reviewed,
    "published": World.published,
    "complained": World.complained,
    **{
        each.__name__: each
        for each in (
            *(scheduled, outline_wanted, cancel_asked, outline_cancel_asked, edit_open, early),
            *(settled, extension_asked, exhausted, disputed, decided, renumbered),
        )
    },
}
