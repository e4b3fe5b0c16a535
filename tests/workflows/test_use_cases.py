"""The use cases that tell a commission what was done elsewhere; and that none of them stops the loop."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, event

from domain.commissions.money.shares import Said
from domain.commissions.ordering.order import Order
from domain.commissions.state.stages import Stage
from gateways.refusals import NotSettled
from gateways.sql.database import opened
from services.app import App, books
from services.commissions import cancelling, commanding, reading
from services.commissions.commands import CommandRefused
from services.money import claims, freezing, paying_in, withdrawing
from services.parties import accounts
from services.sandbox import mp
from services.threads import in_thread
from tests.workflows.world import PRICE, World

TOWN = True
LI = "operator:li"


@contextmanager
def app_of(world: World) -> Iterator[tuple[App, list[str]]]:
    """With an engine of its own, and every statement that stopped the loop."""
    with opened(world.settings.database) as engine:
        opened_books: dict[str, Any] = books(engine)
        yield (
            App(
                client=world.client,
                engine=engine,
                settings=world.settings,
                skipper=world.skipper,
                **opened_books,
            ),
            _stopping(engine),
        )


def _stopping(engine: Engine) -> list[str]:
    found: list[str] = []

    def hear(*given: Any) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return
        found.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", hear)
    return found


async def ordered(world: World, app: App) -> tuple[str, str]:
    """An order of a brand without money; the brand and the commission."""
    brand, creator = f"b{uuid4().hex[:8]}", world.new_creator()
    await in_thread(accounts.open_brand, app.engine, brand, "山行户外", f"137{int(uuid4()) % 10**8:08}")
    order = Order(brand, creator, "山行户外", "阿汤说茶", "article", "轻量露营清单", PRICE)
    placed = await app.place(order, "o-1", "-")
    await world.stage(placed.commission_id, "awaiting_payment")
    return brand, placed.commission_id


async def test_a_top_up_is_told_to_what_waits_for_it_and_again_books_nothing(world: World) -> None:
    with app_of(world) as (app, stopping):
        brand, cid = await ordered(world, app)

        done = await paying_in.top_up(app, brand, PRICE, f"t-{brand}")
        await world.stage(cid, "offered")
        again = await paying_in.top_up(app, brand, PRICE, f"t-{brand}")

    assert (done.balance_fen, done.already, done.told, done.untold) == (PRICE, False, (cid,), ())
    assert (again.balance_fen, again.already, again.told) == (0, True, ())
    assert stopping == []


async def test_the_open_offers_of_a_brand_are_cancelled_by_an_operator_alone(world: World) -> None:
    with app_of(world) as (app, stopping):
        brand, cid = await ordered(world, app)

        with pytest.raises(CommandRefused, match="OPERATOR_NEEDED"):
            await cancelling.open_offers(app, brand, "brand")
        offers = await cancelling.open_offers(app, brand, LI)
        done = await cancelling.cancel_offers(app, offers, LI, "品牌停止合作")
        await world.stage(cid, "cancelled")

        assert [(each.commission_id, each.stage) for each in offers] == [(cid, Stage.AWAITING_PAYMENT)]
        assert [(each.commission_id, each.why) for each in done] == [(cid, None)]
        assert await cancelling.open_offers(app, brand, LI) == []
    assert stopping == []


async def test_a_commission_lives_from_the_order_to_the_payout_and_the_loop_is_never_stopped(
    world: World,
) -> None:
    with app_of(world) as (app, stopping):
        brand, cid = await ordered(world, app)
        await paying_in.top_up(app, brand, PRICE, f"t-{brand}")
        await world.stage(cid, "offered")
        accepted = await commanding.carry_out(app, cid, "accept")
        written = await mp.write(app, cid)
        await world.stage(cid, "platform_audit")
        await mp.audit(app, cid, passed=True, item=written.item)
        await world.stage(cid, "content_review")
        await commanding.carry_out(app, cid, "approve", release_at="now")
        await world.stage(cid, "published")
        creator = world.record(cid).order.creator_id
        await freezing.freeze(app, creator, LI, "账号处罚核查中", lambda _: None)
        thawed = await freezing.unfreeze(app, creator, LI, "核查完毕", lambda _: None)
        with pytest.raises(NotSettled):
            await in_thread(
                claims.claw_back, app.engine, cid, Said(bps=5000), "c-1", operator=LI, reason="改判"
            )
        await commanding.carry_out(app, cid, "settle")
        await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
        bound = await accounts.bind_account(app, creator, "alipay", f"{creator}@example.com", "汤小明")
        with pytest.raises(CommandRefused):
            await withdrawing.withdraw(app, creator, 0, "w1")
        told = await in_thread(reading.timeline, app.engine, cid)
        money = await in_thread(reading.money, app.engine, world.record(cid))

    assert accepted.seen["stage"] == "content_drafting"
    assert (thawed.free_fen, bound.told) == (0, 0)
    assert [line.move for line in told if line.by in ("creator", "brand")] == ["accept", "approve", "settle"]
    assert money.creator + money.fee == PRICE
    assert stopping == []
