"""Everything a story needs: a server, a worker, a brand with money, creators, and a clock to turn.

Every commission has a creator of its own, so that stories told side by side share no phone and no account.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from google.protobuf.json_format import MessageToDict
from sqlalchemy import Engine, text, update
from sqlmodel import col
from temporalio.client import Client, WorkflowHandle, WorkflowHistory, WorkflowQueryFailedError
from temporalio.service import RPCError
from temporalio.testing import TimeSkipper, TimeSkippingConfig

import worker
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.state.commission import Commission
from domain.instants import BEIJING
from gateways.commissions.queries import SqlCommissionQueries
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.queries import SqlWithdrawalQueries, WantedWithdrawals
from gateways.operations.audit.checking import check_ledger
from gateways.operations.audit.ledger import CommissionSums
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import PayoutAccount
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from gateways.sandbox.mp import SandboxMp
from gateways.sandbox.phone import SandboxPhones
from gateways.sql.database import writing
from models.tables.parties import Creator
from models.tables.sandbox import SandboxMessage
from models.tables.withdrawals import WithdrawalRow
from services.commissions import commands as commissions
from services.commissions.commands import CommandRefused
from services.commissions.records import RECORD
from services.money.topping_up import Cashier
from settings import Settings
from tests.workflows.histories import STARVED, failed_tasks, histories_of
from tests.workflows.unhurried import let_tasks_take_their_time
from workflows import names

BRAND, BRAND_PHONE = "qingyou", "13900000001"
WEALTH = 100_000_000
PRICE = 300_000
NUMBERS = count(1)
SOON = timedelta(milliseconds=20)
"""A skip lands 4 to 9 ms late: this long before a timer it has not fired."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class World:
    client: Client
    engine: Engine
    settings: Settings
    catalogue: SqlCatalogue
    queries: SqlCommissionQueries
    ledger: SqlLedger
    bank: SandboxBank
    mp: SandboxMp
    phones: SandboxPhones
    faults: SandboxFaults
    skipper: TimeSkipper
    ordered: list[str] = field(default_factory=list)
    creators: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    _worker: AsyncExitStack | None = None

    @property
    def withdrawals(self) -> SqlWithdrawalQueries:
        return SqlWithdrawalQueries(self.engine)

    # --- the worker ---

    async def worker_up(self) -> None:
        assert self._worker is None, "the one that runs would never be stopped"
        let_tasks_take_their_time()
        self._worker = AsyncExitStack()
        await self._worker.enter_async_context(worker.working(self.client, self.engine, self.settings))

    async def worker_down(self) -> None:
        assert self._worker is not None, "a shared worker is nobody's to stop"
        await self._worker.aclose()
        self._worker = None

    @property
    def has_worker(self) -> bool:
        return self._worker is not None

    def visited(self) -> "World":
        """The same world for another story, which only looks after its own."""
        return replace(self, ordered=[], creators={}, items={}, _worker=None)

    # --- people ---

    def top_up(self, fen: int, number: str) -> int:
        """What the brand pays in; its balance afterwards."""
        return Cashier(self.bank, self.ledger).top_up(BRAND, fen, number, datetime.now(UTC))

    def new_creator(self) -> str:
        number = next(NUMBERS)
        creator, phone = f"creator_{number}", f"138{number:08}"
        self.catalogue.add_creator(
            creator, "阿汤说茶", f"owner-{number}", phone, datetime.now(UTC), real_name="汤小明"
        )
        self.catalogue.bind_account(creator, PayoutAccount("alipay", f"c{number}@example.com", "汤小明"))
        self.creators[creator] = phone
        return creator

    async def order(self, *, at: datetime | None = None, terms: Terms | None = None, **changes: Any) -> str:
        """Place an order; with ``at``, in the virtual future (skipped to with ``reach``)."""
        creator = changes.pop("creator_id", None) or self.new_creator()
        order = Order(BRAND, creator, "青柚茶饮", "阿汤说茶", "article", "夏日新品测评", PRICE)
        spoken = replace(order.terms, sms_pause_minutes=0)  # a story does in a moment what takes people hours
        order = replace(order, **changes, terms=terms or spoken)
        placed = await commissions.place(
            self.client,
            self.catalogue,
            self.settings,
            order,
            order_key=uuid4().hex[:12],
            digest="-",
            start_at=at,
        )
        self.ordered.append(placed.commission_id)
        return placed.commission_id

    async def offered(self, *, at: datetime | None = None, **changes: Any) -> str:
        """Ordered, paid and sent to the creator, on a Monday at 09:30 unless told otherwise."""
        at = at or monday()
        cid = await self.order(at=at, **changes)
        await self.reach(cid, at - SOON)  # past it, the server may skip on to the first deadline
        await self.stage(cid, "offered")
        await self.quiet(cid)
        return cid

    async def accepted(self, **changes: Any) -> str:
        cid = await self.offered(**changes)
        await self.send(cid, "accept")
        return cid

    async def outlined(self, **changes: Any) -> str:
        """An outline waits for the brand."""
        cid = await self.accepted(outline_wanted=True, **changes)
        await self.send(cid, "submit", ref="outline-1")
        return cid

    async def reviewed(self, **changes: Any) -> str:
        """An article that passed its audit waits for the brand."""
        cid = await self.offered(**changes)
        await self._hurry(cid)
        return cid

    async def _hurry(self, cid: str, *, approve: bool = False) -> None:
        """Accepted, handed in and audited (and approved) in a few moments: nobody waits for the other.

        What the platform reports is looked at, so only the brand has to wait until it may approve.
        """
        await self._write_and_hold(cid)
        item, creator = self.items[cid], self.record(cid).order.creator_id
        self.mp.audit(item, passed=True)
        await self.drop(cid, "accept")
        await self.drop(cid, "submitted", item=item, creator=creator)
        await self.drop(cid, "audited", item=item, passed=True)
        await self.stage(cid, "content_review")
        if approve:
            await self.drop(cid, "approve", release_at="now")
        await self.quiet(cid)

    async def scheduled(self, release_at: datetime, **changes: Any) -> str:
        """Approved, to be released later."""
        cid = await self.reviewed(**changes)
        await self.send(cid, "approve", release_at=release_at)
        return cid

    async def published(self, **changes: Any) -> str:
        """A commission that has come as far as its publication."""
        cid = await self.offered(**changes)
        await self._hurry(cid, approve=True)
        await self.stage(cid, "published")
        return cid

    async def complained(self, **changes: Any) -> str:
        cid = await self.published(**changes)
        await self.send(cid, "complain", cause="content_differs", reason="缺少产品名称", evidence=["shot-1"])
        return cid

    async def hand_in(self, cid: str) -> None:
        await self.write(cid)
        await self.audit(cid)
        await self.stage(cid, "content_review", "final_review")

    async def write(self, cid: str) -> str:
        """The creator writes in the MP, ticks 关联星图任务 and publishes: the item is held, and reported."""
        await self._write_and_hold(cid)
        item, creator = self.items[cid], self.record(cid).order.creator_id
        await self.tell(cid, "submitted", item=item, creator=creator)
        return item

    async def _write_and_hold(self, cid: str) -> None:
        now = await self.now(cid)
        if cid in self.items:
            self.mp.edit(self.items[cid], now, body="修改稿")
        else:
            creator = self.record(cid).order.creator_id
            self.items[cid] = self.mp.draft(creator, "标题", "正文", at=now)
            self.mp.tick(self.items[cid], cid, at=now)
        self.mp.publish_by_creator(self.items[cid], now)

    async def audit(self, cid: str, *, passed: bool = True, reason: str = "") -> None:
        self.mp.audit(self.items[cid], passed=passed, reason=reason)
        await self.tell(cid, "audited", item=self.items[cid], passed=passed, reason=reason)

    async def hide(self, cid: str) -> None:
        now = await self.now(cid)
        self.mp.hide(self.items[cid], now)
        await self.tell(cid, "visibility_changed", item=self.items[cid], public=False, happened_at=now)

    async def restore(self, cid: str) -> None:
        now = await self.now(cid)
        self.mp.restore(self.items[cid], now)
        await self.tell(cid, "visibility_changed", item=self.items[cid], public=True, happened_at=now)

    # --- messages ---

    def handle(self, cid: str) -> WorkflowHandle[Any, Any]:
        return commissions.handle_of(self.client, cid)

    async def send(self, cid: str, name: str, **fields: Any) -> dict[str, Any]:
        """An update, and what it sets off."""
        answer = await self.ask(cid, name, **fields)
        await self.quiet(cid)
        return answer

    async def ask(self, cid: str, name: str, **fields: Any) -> dict[str, Any]:
        return await commissions.send(self.client, cid, name, **plain(fields))

    async def refused(self, cid: str, code: str, name: str, **fields: Any) -> CommandRefused:
        """The command is refused by this name, and the commission stands as it stood."""
        before = self.record(cid)
        with pytest.raises(CommandRefused) as refusal:
            await self.ask(cid, name, **fields)
        assert refusal.value.code == code
        assert self.record(cid) == before
        return refusal.value

    async def tell(self, cid: str, name: str, **fields: Any) -> None:
        """A signal, and what it sets off."""
        await self.drop(cid, name, **fields)
        await self.quiet(cid)

    async def drop(self, cid: str, name: str, **fields: Any) -> None:
        await commissions.tell(self.client, cid, name, **plain(fields))

    async def operate(self, cid: str, name: str, **fields: Any) -> dict[str, Any]:
        return await self.send(cid, name, actor="operator:li", **{"reason": "核查完毕", **fields})

    # --- time ---

    async def now(self, cid: str) -> datetime:
        return await self.skipper.get_current_time(self.handle(cid))

    async def skip(self, cid: str, span: timedelta) -> None:
        """SMS leave beside it, in real time: what was told on the way is told then."""
        if span > timedelta(0):
            await asyncio.wait_for(self.skipper.fast_forward(self.handle(cid), span), 60)
            with suppress(AssertionError):
                await self.until(lambda: not self._tells(cid), "what it tells", patience=5)

    def _tells(self, cid: str) -> bool:
        return any(each.is_open for each in self.queries.notices(cid))

    async def reach(self, cid: str, at: datetime) -> None:
        await self.skip(cid, at - await self.now(cid))

    async def skip_withdrawal(self, withdrawal_id: str, span: timedelta) -> None:
        """Its commission's clock stands still meanwhile: the server skips no time over an open child."""
        handle = self.withdrawal(withdrawal_id)
        await asyncio.wait_for(self.skipper.fast_forward(handle, span), 60)

    async def end(self, cid: str) -> dict[str, Any]:
        """Let its days pass until it is over."""
        if (await self.handle(cid).describe()).close_time is None:
            with suppress(RPCError):  # it may end between the two
                await self.skip(cid, timedelta(days=60))
        closing: dict[str, Any] = await asyncio.wait_for(self.handle(cid).result(), 30)
        return closing

    async def quiet(self, cid: str, patience: float = 30) -> None:
        """Wait in real time until nothing of it is under way."""
        async with asyncio.timeout(patience):
            while await self._is_busy(cid):  # noqa: ASYNC110  # the server has no bell to ring
                await asyncio.sleep(0.02)

    async def _is_busy(self, cid: str) -> bool:
        if self._tells(cid):
            return True
        told = (await self.handle(cid).describe()).raw_description
        if told.pending_activities or told.HasField("pending_workflow_task"):
            return True
        return bool(told.pending_children) and not await self._payout_waits(cid)

    async def _payout_waits(self, cid: str) -> bool:
        """Its withdrawal waits for a person, has said so, and does nothing meanwhile."""
        if [row.state for row in self.queries.withdrawals(cid)] != ["waiting"]:
            return False
        told = (await self.withdrawal(cid).describe()).raw_description
        busy = told.pending_activities or told.HasField("pending_workflow_task")
        return not busy and self.record(cid).payout.state == "waiting"

    def standing(self, withdrawal_id: str) -> WithdrawalRow:
        return SqlWithdrawalQueries(self.engine).one(withdrawal_id)[0]

    async def until_open(self, handle: WorkflowHandle[Any, Any], patience: float = 30) -> None:
        async with asyncio.timeout(patience):
            while True:
                with suppress(RPCError):
                    await handle.describe()
                    return
                await asyncio.sleep(0.05)

    def set_row(self, statement: str, **said: object) -> None:
        """Somebody's hand in the database."""
        with writing(self.engine) as session:
            session.execute(text(statement), said)

    def choose_by_hand(self, creator: str) -> None:
        with writing(self.engine) as session:
            session.execute(update(Creator).where(col(Creator.id) == creator).values(payout_by_hand=True))

    def refund_watch(self, number: str) -> WorkflowHandle[Any, Any]:
        return self.client.get_workflow_handle(names.refund_watch_id(number))

    def withdrawal(self, withdrawal_id: str) -> WorkflowHandle[Any, Any]:
        return self.client.get_workflow_handle(names.withdrawal_workflow_id(withdrawal_id))

    async def until(self, holds: Callable[[], Any], what: str = "", patience: float = 30) -> None:
        for _ in range(int(patience / 0.02)):
            if holds():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"never came: {what}")

    async def stage(self, cid: str, *wanted: str, patience: float = 30) -> str:
        """Wait in real time until the recorded stage is one of these."""
        stage = ""
        for _ in range(int(patience / 0.02)):
            stage = self.queries.commission(cid).stage
            if stage in wanted:
                return stage
            await asyncio.sleep(0.02)
        raise AssertionError(f"{cid} stands at {stage}, not at {wanted}: {self.moves(cid)}")

    def clock(self, cid: str, name: str) -> datetime:
        return self.record(cid).clocks[name]

    async def before(self, cid: str, clock: str, early: timedelta = SOON) -> None:
        """Shortly before a clock strikes."""
        await self.reach(cid, CLOCKS[clock].strikes(self.clock(cid, clock)) - early)

    async def strike(self, cid: str, clock: str) -> None:
        """Until a clock has struck and what it set off is done."""
        at, known = self.clock(cid, clock), self.moves(cid).count(clock)
        await self.reach(cid, CLOCKS[clock].strikes(at))
        await self.until(lambda: self.moves(cid).count(clock) > known, clock)
        await self.quiet(cid)

    # --- what is there to see ---

    def record(self, cid: str) -> Commission:
        return RECORD.validate_python(self.queries.commission(cid).record)

    async def view(self, cid: str, role: str = "operator") -> dict[str, Any]:
        try:
            return await self._view(cid, role)
        except WorkflowQueryFailedError as failed:
            if STARVED not in failed.message:
                raise
            return await self._view(cid, role)  # nothing is kept of a query: it is asked again

    async def _view(self, cid: str, role: str) -> dict[str, Any]:
        seen: dict[str, Any] = await self.handle(cid).query(
            "view", {"role": role}, rpc_timeout=timedelta(seconds=15)
        )
        return seen

    def moves(self, cid: str) -> list[str]:
        return [line.move for line in self.queries.timeline(cid) if not line.refusal]

    def reported(self, cid: str) -> list[str]:
        """What was told from outside, believed or not."""
        return [line.move for line in self.queries.timeline(cid) if line.by == "outside" and not line.refusal]

    def refusals(self, cid: str) -> list[str]:
        return [line.refusal for line in self.queries.timeline(cid) if line.refusal]

    def attention(self, cid: str) -> tuple[str, ...]:
        return tuple(filter(None, self.queries.commission(cid).attention.split(",")))

    def breaches(self, cid: str) -> list[str]:
        return [line.reason for line in self.queries.breaches(cid)]

    def messages(self, cid: str, phone: str = "") -> list[SandboxMessage]:
        """What reached the creator's phone, or the brand's, for this commission."""
        phone = phone or self.creators[self.record(cid).order.creator_id]
        return [each for each in self.phones.inbox(phone) if f":{cid}:" in each.key]

    def heard(self, cid: str, phone: str = "") -> list[str]:
        return [each.template for each in self.messages(cid, phone)]

    def brand_heard(self, cid: str) -> list[str]:
        return self.heard(cid, BRAND_PHONE)

    def last_heard(self, cid: str, phone: str = "") -> set[str]:
        """What the last move that told this phone anything told it: texts of one move go out side by side."""
        told = [(each.key.rsplit(":", 1)[1], each.template) for each in self.messages(cid, phone)]
        return {template for move, template in told if move == told[-1][0]}

    def money(self, cid: str) -> CommissionSums:
        return self.ledger.commission_sums([cid])[cid]

    def transfers(self, cid: str) -> list[tuple[str, int, bool]]:
        """The bank's own log: number, fen, paid."""
        return [(each.number, each.fen, each.paid) for each in self.bank.log() if each.number.startswith(cid)]

    async def histories(self, cid: str) -> list[WorkflowHistory]:
        """Of every run of the commission, its withdrawal and its creator's, and what watches for refunds."""
        creator = self.queries.commission(cid).creator_id
        rows = SqlWithdrawalQueries(self.engine).find(WantedWithdrawals(creator_id=creator))
        ids = [names.withdrawal_workflow_id(each) for each in dict.fromkeys((cid, *(row.id for row in rows)))]
        watches = [names.refund_watch_id(row.number) for row in rows]
        return await histories_of(self.client, names.workflow_id(cid), *ids, *watches)

    async def failed_tasks(self, cid: str) -> list[dict[str, Any]]:
        return [MessageToDict(event) for event in failed_tasks(await self.histories(cid))]

    async def assert_sound(self) -> None:
        """No workflow task has failed, and the books balance."""
        for cid in self.ordered:
            failed = await self.failed_tasks(cid)
            assert not failed, failed
        report = check_ledger(self.ledger.engine)
        assert report.ok, report


def over(client: Client, engine: Engine, settings: Settings) -> World:
    """A world without a worker yet, over whatever stands in the books."""
    faults = SandboxFaults(engine)
    return World(
        client,
        engine,
        settings,
        SqlCatalogue(engine),
        SqlCommissionQueries(engine),
        SqlLedger(engine),
        SandboxBank(engine, faults),
        SandboxMp(engine, faults),
        SandboxPhones(engine),
        faults,
        TimeSkipper(client, config=TimeSkippingConfig(enabled=False, max_session_skip_count=1000)),
    )


@asynccontextmanager
async def furnished(client: Client, engine: Engine, settings: Settings) -> AsyncIterator[World]:
    world = over(client, engine, settings)
    world.catalogue.add_brand(BRAND, "青柚茶饮", "qingyou-co", BRAND_PHONE, datetime.now(UTC))
    world.top_up(WEALTH, "first")
    await world.worker_up()
    try:
        yield world
    finally:
        if world.has_worker:
            await world.worker_down()


def plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in fields.items()
    }


def monday(hour: int = 9, minute: int = 30, days: int = 0) -> datetime:
    """The coming Monday in Beijing, or so many days after it."""
    today = datetime.now(BEIJING).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (today + timedelta(days=7 - today.weekday() + days)).astimezone(UTC)
