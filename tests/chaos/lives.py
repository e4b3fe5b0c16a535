"""Nine kinds of lives, in steps that can be told with pauses, kills and other versions in between."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.commissions.ordering.order import Order
from services.commissions.commands import handle_of
from services.parties.sample import LAOZHOU, SHANXING
from tests.chaos.arena import Arena

QUOTES = {"article": 220_000, "direct_article": 150_000, "micro_post": 66_000}


@dataclass
class Life:
    arena: Arena
    number: int
    task_type: str
    plot: tuple["Step", ...]
    ends_at: str
    cid: str = ""
    item: str = ""
    told: int = 0

    async def tell(self, share: float) -> None:
        """On with the plot, until this share of it is told."""
        while self.told < round(len(self.plot) * share):
            await self.plot[self.told](self)
            self.told += 1

    async def send(self, name: str, *stages: str, **fields: Any) -> None:
        """The same command under the same id until it is answered, and until it shows in the books."""
        fields["command_id"] = f"{self.cid}-{name}-{self.told}"
        await self.arena.insist(lambda: self.arena.app.send(self.cid, name, **fields))
        await self.reaches(*stages)

    async def report(self, name: str, *stages: str, **fields: Any) -> None:
        fields["command_id"] = f"{self.cid}-{name}-{self.told}"
        await self.arena.insist(lambda: self.arena.app.tell(self.cid, name, item=self.item, **fields))
        await self.reaches(*stages)

    async def reaches(self, *stages: str) -> None:
        if stages:
            await self.arena.until(lambda: self.arena.stage(self.cid) in stages, every=0.2)


Step = Callable[[Life], Awaitable[None]]


async def order(life: Life) -> None:
    wanted = Order(
        SHANXING.id,
        LAOZHOU.id,
        SHANXING.name,
        LAOZHOU.name,
        life.task_type,
        f"第{life.number}条",
        QUOTES[life.task_type],
        outline_wanted=life.task_type == "article",
    )
    placed = await life.arena.insist(lambda: life.arena.app.place(wanted, f"rolling-{life.number}", "-"))
    life.cid = placed.commission_id
    life.arena.ordered.append(life.cid)
    await life.reaches("offered")


async def accept(life: Life) -> None:
    await life.send("accept", "outline_drafting" if life.task_type == "article" else "content_drafting")


async def decline(life: Life) -> None:
    await life.send("decline", "declined")


async def cancel(life: Life) -> None:
    await life.send("cancel", "cancelled", quoted_fen=QUOTES[life.task_type] // 10)


async def submit_outline(life: Life) -> None:
    await life.send("submit", "outline_review", ref=f"outline-{life.told}")


async def reject_outline(life: Life) -> None:
    await life.send("reject", "outline_drafting", reason="请补充使用场景")


async def confirm_outline(life: Life) -> None:
    await life.send("approve", "content_drafting")


async def write(life: Life) -> None:
    """What the creator does in the MP is no message of ours: it is done once, then reported."""
    now, mp = datetime.now(UTC), life.arena.app.mp
    if life.item:
        await life.arena.insist_on(lambda: mp.edit(life.item, now, body=f"修改稿 {life.told}"))
    else:
        life.item = await life.arena.insist_on(lambda: mp.draft(LAOZHOU.id, "标题", "正文", at=now))
        await life.arena.insist_on(lambda: mp.tick(life.item, life.cid, at=now))
    await life.arena.insist_on(lambda: mp.publish_by_creator(life.item, now))
    await life.report("submitted", "platform_audit", creator=LAOZHOU.id)


async def audit(life: Life) -> None:
    await life.arena.insist_on(lambda: life.arena.app.mp.audit(life.item, passed=True))
    await life.report("audited", "content_review", passed=True)


async def reject_article(life: Life) -> None:
    await life.send("reject", "content_drafting", reason="标题与产品不符")


async def approve(life: Life) -> None:
    await life.send("approve", "published", release_at="now")


async def settle(life: Life) -> None:
    await life.send("settle", "settled")


async def complain(life: Life) -> None:
    await life.send("complain", cause="content_differs", reason="缺少产品名称", evidence=["shot-1"])


async def answer(life: Life) -> None:
    await life.send("answer_complaint", reason="产品名称在第二段")


async def decide(life: Life) -> None:
    split = {"decision": "split", "creator_bps": 6_000}
    await life.send("arbitrate", "decided", actor="operator:li", reason="核查完毕", **split)


async def hide(life: Life) -> None:
    now = datetime.now(UTC)
    await life.arena.insist_on(lambda: life.arena.app.mp.hide(life.item, now))
    await life.report("visibility_changed", public=False, happened_at=now.isoformat())


async def restore(life: Life) -> None:
    now = datetime.now(UTC)
    await life.arena.insist_on(lambda: life.arena.app.mp.restore(life.item, now))
    await life.report("visibility_changed", public=True, happened_at=now.isoformat())


async def a_day_goes_by(life: Life) -> None:
    await _days(life, 1.5)


async def nine_days_go_by(life: Life) -> None:
    await _days(life, 9)


async def _days(life: Life, days: float) -> None:
    """Nothing is killed meanwhile: the server's own time travel is not what is on trial."""
    async with life.arena.calm:
        skipper, handle = life.arena.app.skipper, handle_of(life.arena.app.client, life.cid)
        assert skipper is not None
        await skipper.fast_forward(handle, timedelta(days=days))


WRITTEN: tuple[Step, ...] = (order, accept, write, audit)
PUBLISHED: tuple[Step, ...] = (*WRITTEN, approve)
OUTLINED: tuple[Step, ...] = (order, accept, submit_outline, reject_outline, submit_outline, confirm_outline)
PLOTS: Mapping[str, tuple[str, tuple[Step, ...], str]] = {
    "settled by the brand": ("direct_article", (*PUBLISHED, settle), "settled"),
    "rounds of review": (
        "article",
        (*OUTLINED, write, audit, reject_article, write, audit, approve, settle),
        "settled",
    ),
    "settled by the clock": ("micro_post", (*PUBLISHED, nine_days_go_by), "settled"),
    "taken down and back": ("direct_article", (*PUBLISHED, hide, restore, settle), "settled"),
    "complaint, split 60/40": (
        "direct_article",
        (*PUBLISHED, complain, answer, decide, nine_days_go_by),
        "settled",
    ),
    "cancelled": ("article", (order, accept, submit_outline, cancel), "cancelled"),
    "declined": ("micro_post", (order, decline), "declined"),
    "expired": ("direct_article", (order, a_day_goes_by), "expired"),
}
"""Name → task type, steps, the stage it comes to."""


def lives(arena: Arena, count: int) -> list[Life]:
    plots = list(PLOTS.values())
    return [Life(arena, number, *plots[number % len(plots)]) for number in range(count)]
