"""One commission of the play: it is moved by the same doors as everywhere, on its own skipped clock."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.commissions.state.sums import Sums
from domain.instants import beijing
from services.app import App
from services.commissions import reading
from services.commissions.commands import handle_of
from services.sandbox import mp, phones
from services.sandbox.phones import Message
from services.waiting import StillWaiting
from starter.demo.cast import Part, order_of

STEP = timedelta(milliseconds=20)
PATIENCE = 60.0
Found = TypeVar("Found")


@dataclass
class Actor:
    app: App
    part: Part
    monday: date
    id: str = ""
    item: str = ""
    read: dict[str, int] = field(default_factory=dict)

    def at(self, day: int, clock: str) -> datetime:
        """An instant of the play: day 0 is the Monday."""
        return beijing(self.monday + timedelta(days=day), time.fromisoformat(clock))

    async def order(self, at: datetime) -> None:
        placed = await self.app.place(order_of(self.part), f"demo-{self.part.number}", "demo", at)
        self.id = placed.commission_id
        await self.reach(at)
        await self.stage(Stage.OFFERED)

    async def reach(self, at: datetime) -> None:
        """Skip the commission's clock to this instant; what is due before it happens on the way."""
        left = at - await self.app.now(self.id)
        if left > timedelta(0) and self.app.skipper:
            await self.app.skipper.fast_forward(handle_of(self.app.client, self.id), left)

    async def send(self, at: datetime, name: str, **fields: Any) -> dict[str, Any]:
        await self.reach(at)
        return await self.app.send(self.id, name, **fields)

    async def write(self, at: datetime) -> None:
        """In the MP: write, tick 关联星图任务, publish. The item is held for the brand and reported."""
        await self.reach(at)
        if self.item:
            await mp.edit(self.app, self.id, body="修改稿", item=self.item, at=at)
        else:
            self.item = (await mp.write(self.app, self.id, at=at)).item
        await self.stage(Stage.PLATFORM_AUDIT)

    async def pass_audit(self, at: datetime) -> None:
        await self.reach(at)
        await mp.audit(self.app, self.id, passed=True, item=self.item, at=at)
        await self.stage(Stage.CONTENT_REVIEW, Stage.FINAL_REVIEW)

    async def until_published(self, days_after: int, clock: str) -> None:
        """The short way: accepted, written, approved, released at this time."""
        await self.send(self.at(0, "11:00"), "accept")
        await self.write(self.at(1, "10:00"))
        await self.pass_audit(self.at(1, "10:30"))
        await self.approve(self.at(1, "14:00"), self.at(days_after, clock))

    async def approve(self, at: datetime, release_at: datetime) -> None:
        await self.send(at, "approve", release_at=release_at.isoformat())
        await self.reach(release_at + STEP)
        await self.stage(Stage.PUBLISHED)

    async def stage(self, *wanted: Stage) -> Stage:
        """Wait until the table says so: it follows every reply within moments."""
        return await until(lambda: next((s for s in wanted if self.stage_now() is s), None), self.id)

    def stage_now(self) -> Stage:
        return self.state().stage

    def state(self) -> Commission:
        return reading.commission(self.app.engine, self.id)

    async def texts(self, phone: str, count: int = 1) -> list[Message]:
        """The next messages on this phone, waited for: effects follow their decision."""
        seen = self.read.get(phone, 0)
        engine = self.app.engine
        await until(lambda: len(phones.received(engine, phone)) >= seen + count or None, phone)
        self.read[phone] = seen + count
        return phones.received(engine, phone)[seen : seen + count]

    def sums(self) -> Sums:
        return reading.money(self.app.engine, self.state())


async def until(ready: Callable[[], Found | None], what: str) -> Found:
    """Poll in real time until something is there. Raises StillWaiting."""
    loop = asyncio.get_running_loop()
    gives_up_at = loop.time() + PATIENCE
    while True:
        found = ready()
        if found:
            return found
        if loop.time() > gives_up_at:
            raise StillWaiting(PATIENCE, what, what)
        await asyncio.sleep(0.03)
