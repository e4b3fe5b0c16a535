"""Everything a story needs: a server, a worker, a brand with money, creators with quotes, and a clock to turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

import worker
from domain.instants import BEIJING
from domain.order import Order
from gateways.catalogue import SqlCatalogue
from gateways.desk import SqlDesk
from gateways.ledger import SqlLedger
from gateways.ports import PayoutAccount
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from gateways.sandbox.mp import SandboxMp
from gateways.sandbox.phone import SandboxPhones
from settings import Settings
from starter import commissions
from starter.commissions import RECORD

BRAND, CREATOR = "qingyou", "atang"
CREATOR_PHONE, BRAND_PHONE = "13800000001", "13900000001"
WEALTH = 100_000_000
SOON = timedelta(milliseconds=20)


@dataclass
class World:
    client: Client
    engine: Engine
    settings: Settings
    catalogue: SqlCatalogue
    desk: SqlDesk
    ledger: SqlLedger
    bank: SandboxBank
    mp: SandboxMp
    phones: SandboxPhones
    faults: SandboxFaults
    skipper: TimeSkipper
    items: dict[str, str] = field(default_factory=dict)

    async def order(self, *, at: datetime | None = None, **changes: Any) -> str:
        """Place an order; with ``at``, in the virtual future (skipped to with ``reach``)."""
        order = Order(BRAND, CREATOR, "青柚茶饮", "阿汤说茶", "article", "夏日新品测评", 300_000)
        order = replace(order, **changes)
        placed = await commissions.place(
            self.client,
            self.catalogue,
            self.desk,
            self.settings,
            order,
            order_key=uuid4().hex[:12],
            digest="-",
            start_at=at,
        )
        return placed.commission_id

    async def now(self, cid: str) -> datetime:
        return await self.skipper.get_current_time(commissions.handle_of(self.client, cid))

    async def skip(self, cid: str, span: timedelta) -> None:
        if span > timedelta(0):
            await self.skipper.fast_forward(commissions.handle_of(self.client, cid), span)

    async def reach(self, cid: str, at: datetime) -> None:
        await self.skip(cid, at - await self.now(cid))

    async def send(self, cid: str, name: str, **fields: Any) -> dict[str, Any]:
        return await commissions.send(self.client, cid, name, **fields)

    async def tell(self, cid: str, name: str, **fields: Any) -> None:
        await commissions.tell(self.client, cid, name, **fields)

    async def view(self, cid: str) -> dict[str, Any]:
        result: dict[str, Any] = await commissions.handle_of(self.client, cid).query(
            "view", rpc_timeout=timedelta(seconds=15)
        )
        return result

    async def stage(self, cid: str, *wanted: str, patience: float = 15) -> str:
        """Wait in real time until the recorded stage is one of these."""
        stage = ""
        for _ in range(int(patience / 0.05)):
            stage = self.desk.commission(cid).stage
            if stage in wanted:
                return stage
            await asyncio.sleep(0.05)
        raise AssertionError(f"{cid} stands at {stage}, not at {wanted}")

    async def write(self, cid: str) -> str:
        """The creator writes in the MP, ticks 关联星图任务 and publishes: the item is held, and reported."""
        now = await self.now(cid)
        item = self.items.get(cid) or self.mp.draft(CREATOR, "标题", "正文", at=now)
        if cid not in self.items:
            self.mp.tick(item, cid, at=now)
        else:
            self.mp.edit(item, now, body="修改稿")
        self.items[cid] = item
        self.mp.publish_by_creator(item, now)
        await self.tell(cid, "submitted", item=item, creator=CREATOR)
        return item

    async def audit(self, cid: str, *, passed: bool = True, reason: str = "") -> None:
        self.mp.audit(self.items[cid], passed=passed, reason=reason)
        await self.tell(cid, "audited", item=self.items[cid], passed=passed, reason=reason)

    async def published(self, *, at: datetime | None = None, **changes: Any) -> str:
        """A commission that has come as far as its publication."""
        cid = await self.order(at=at, **changes)
        if at:
            await self.reach(cid, at)
        await self.stage(cid, "offered")
        await self.send(cid, "accept")
        await self.write(cid)
        await self.audit(cid)
        await self.stage(cid, "content_review")
        await self.send(cid, "approve", release_at="now")
        await self.stage(cid, "published")
        return cid

    def record(self, cid: str) -> Any:
        return RECORD.validate_python(self.desk.commission(cid).record)

    def texts(self, phone: str = CREATOR_PHONE) -> list[str]:
        return [message.text for message in self.phones.inbox(phone)]


@asynccontextmanager
async def furnished(client: Client, engine: Engine, settings: Settings) -> AsyncIterator[World]:
    faults = SandboxFaults(engine)
    catalogue = SqlCatalogue(engine)
    ledger = SqlLedger(engine)
    furnish(catalogue, ledger)
    world = World(
        client,
        engine,
        settings,
        catalogue,
        SqlDesk(engine),
        ledger,
        SandboxBank(engine, faults),
        SandboxMp(engine, faults),
        SandboxPhones(engine),
        faults,
        TimeSkipper(client, config=TimeSkippingConfig(enabled=False, max_session_skip_count=1000)),
    )
    async with worker.working(client, engine, settings):
        yield world


def furnish(catalogue: SqlCatalogue, ledger: SqlLedger) -> None:
    now = datetime.now(UTC)
    catalogue.add_brand(BRAND, "青柚茶饮", "qingyou-co", BRAND_PHONE, now)
    catalogue.add_creator(CREATOR, "阿汤说茶", "atang", CREATOR_PHONE, now)
    catalogue.bind_account(CREATOR, PayoutAccount("alipay", "atang@example.com", "汤小明"))
    for task_type in ("article", "direct_article", "micro_post", "answer"):
        catalogue.open_type(CREATOR, task_type)
        catalogue.quote(CREATOR, task_type, 300_000)
    ledger.top_up(BRAND, WEALTH, "first", now)


def monday(hour: int = 9, minute: int = 30) -> datetime:
    """The coming Monday in Beijing."""
    today = datetime.now(BEIJING).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (today + timedelta(days=7 - today.weekday())).astimezone(UTC)
