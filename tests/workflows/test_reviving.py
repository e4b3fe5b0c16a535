"""A workflow is terminated in the Web UI, deleted, or lost with the server's files: found, named, revived.

It goes on where the books have it; not one fen is lost or doubled, and its timeline says by whom and why.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.commissions.state.stages import Stage
from domain.instants import BEIJING
from gateways.commissions.orders import SqlOrders
from gateways.operations.findings import SqlFindingStore
from gateways.refusals import UnknownCommission
from gateways.sandbox.faults import Fault
from runtime.health import examined
from runtime.schedules import sweep_now
from services.app import App, books
from services.commissions.commands import CommandRefused, new_order
from services.commissions.reviving import check_it_runs, revive, revive_all, revive_withdrawal
from services.money.withdrawals import NotThere, ask_again, begin_at, say
from tests.workflows.test_strangers import an_order
from tests.workflows.test_withdrawing import CARD, earned, state, withdraw
from tests.workflows.world import World
from workflows import names

BY = ("operator:li", "流程被误终止")


def app(world: World) -> App:
    return App(
        client=world.client,
        engine=world.engine,
        settings=world.settings,
        skipper=world.skipper,
        **books(world.engine),
    )


async def found(world: World) -> set[tuple[str, str]]:
    await sweep_now(world.client, world.settings, "daily")
    run = SqlFindingStore(world.engine).last_run("daily")
    assert run is not None
    return {(row.kind, row.subject) for row in run[1]}


async def unwell(world: World) -> str:
    address = world.client.service_client.config.target_host
    lacks = [each.complaint for each in await examined(world.settings, address, ()) if each.complaint]
    return " ".join(each.en for each in lacks if not each.code.startswith("SCHEDULE_"))  # a world has none


async def noted(world: World) -> str:
    """What health says besides what is amiss."""
    address = world.client.service_client.config.target_host
    return " ".join(each.en for each in await examined(world.settings, address, ()) if each.note)


async def refused(work: Awaitable[Any]) -> CommandRefused:
    with pytest.raises(CommandRefused) as refusal:
        await work
    return refusal.value


async def lose(world: World, cid: str) -> None:
    await world.quiet(cid)
    await world.handle(cid).terminate(reason="by hand")


async def outlined(world: World) -> str:
    return await world.outlined()


async def settled_unpaid(world: World) -> str:
    cid = await world.published()
    world.faults.arm("bank", Fault.FAIL_BEFORE, match=cid, times=1_000)
    await world.ask(cid, "settle")
    await world.until(lambda: world.queries.withdrawals(cid), "the withdrawal")
    return cid


SCENES: dict[str, Callable[[World], Awaitable[str]]] = {
    "offered": lambda world: world.offered(),
    "accepted": lambda world: world.accepted(),
    "outline_review": outlined,
    "content_review": lambda world: world.reviewed(),
    "published": lambda world: world.published(),
    "arbitration": lambda world: world.complained(),
}


async def live_on(world: World, cid: str) -> None:
    """From wherever it stands to its settlement and payout."""
    match world.record(cid).stage:
        case Stage.OFFERED:
            await world.send(cid, "accept")
        case Stage.OUTLINE_REVIEW:
            await world.send(cid, "approve")
        case Stage.CONTENT_DRAFTING:
            await world.hand_in(cid)
        case Stage.CONTENT_REVIEW:
            await world.send(cid, "approve", release_at="now")
            await world.stage(cid, "published")
        case Stage.PUBLISHED:
            await world.send(cid, "settle")
        case Stage.ARBITRATION:
            await world.operate(cid, "force_settle", bearer="brand")
        case Stage.DECIDED:
            await world.strike(cid, "appeal_by")
        case _:
            return
    await live_on(world, cid)


@pytest.mark.parametrize("scene", SCENES)
async def test_a_terminated_commission_is_found_named_revived_and_lives_on(world: World, scene: str) -> None:
    cid = await SCENES[scene](world)
    assert await unwell(world) == ""
    before, money = world.record(cid), world.ledger.balances()
    await lose(world, cid)

    assert ("lost", cid) in await found(world)
    assert f"commission revive {cid}" in await unwell(world)
    told = await refused(app(world).send(cid, "accept"))
    assert (told.code, f"./starmap commission revive {cid}" in told.en) == ("WORKFLOW_LOST", True)
    assert (await refused(app(world).tell(cid, "accept"))).code == "WORKFLOW_LOST"
    assert (await refused(check_it_runs(app(world), cid))).code == "WORKFLOW_LOST"
    assert (await refused(revive(app(world), cid, "li", "x"))).code == "OPERATOR_NEEDED"
    assert (await refused(revive(app(world), cid, "operator:li", " "))).code == "REASON_NEEDED"
    assert (await revive(app(world), cid, *BY)).seen
    assert (await refused(revive(app(world), cid, *BY))).code == "STILL_RUNNING"

    await world.quiet(cid)
    await check_it_runs(app(world), cid)
    after = world.record(cid)
    assert (after.stage, after.clocks, after.seq) == (before.stage, before.clocks, before.seq + 1)
    line = world.queries.timeline(cid)[-1]
    assert (line.move, line.actor, line.reason) == ("revived", *BY)
    assert world.ledger.balances() == money
    assert await found(world) == set()
    assert await unwell(world) == ""
    await live_on(world, cid)
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


async def test_a_clock_that_struck_meanwhile_acts_once_it_is_revived(world: World) -> None:
    cid = await world.order()
    await world.stage(cid, "offered")
    await lose(world, cid)
    passed = (datetime.now(UTC) - timedelta(hours=3)).isoformat()
    world.set_row(
        "update commissions set record = json_set(record, '$.clocks.accept_by', :at) where id = :id",
        at=passed,
        id=cid,
    )

    await revive(app(world), cid, *BY)

    await world.stage(cid, "expired")
    assert world.moves(cid)[-2:] == ["revived", "accept_by"]
    assert (await refused(revive(app(world), cid, *BY))).code in ("NOTHING_TO_REVIVE", "STILL_RUNNING")


async def test_an_order_whose_workflow_was_never_begun_is_found_and_begun_by_one_command(
    world: World,
) -> None:
    order = an_order(world)
    cid = SqlOrders(world.engine).register(new_order(order, "lost-start", "-")).commission_id

    assert await found(world) == {("unstarted", cid)}
    assert f"commission revive {cid}" in await unwell(world)
    assert (await refused(app(world).send(cid, "accept"))).code == "WORKFLOW_LOST"
    await revive(app(world), cid, *BY)

    await world.stage(cid, "offered")
    world.ordered.append(cid)
    assert world.moves(cid)[:3] == ["open", "revived", "held"]
    assert await found(world) == set()


async def test_what_nobody_ordered_is_found_and_not_revived(world: World) -> None:
    order, start = an_order(world), "by-hand"
    await world.client.start_workflow(
        names.COMMISSION,
        {"commission": {"id": start, "order": {"price_fen": 777_700, **_said(order)}}},
        id=names.workflow_id(start),
        task_queue=world.settings.queue,
    )
    workflow_id = names.workflow_id(start)
    assert (await world.client.get_workflow_handle(workflow_id).result())["refusal"] == "NOT_OURS"

    assert ("not_ours", workflow_id) in await found(world)
    assert workflow_id in await noted(world)
    assert workflow_id not in await unwell(world)
    with pytest.raises(UnknownCommission):
        await revive(app(world), start, *BY)


async def test_a_row_of_before_that_nobody_ordered_is_found_and_not_revived(world: World) -> None:
    cid = await world.offered()
    await lose(world, cid)
    world.set_row("update commissions set order_key = null where id = :id", id=cid)

    assert ("unordered", cid) in await found(world)
    assert cid in await noted(world)
    assert (await refused(revive(app(world), cid, *BY))).code == "UNORDERED"


def _said(order: Any) -> dict[str, str]:
    told = ("brand_id", "creator_id", "brand_name", "creator_name", "task_type", "title")
    return {name: getattr(order, name) for name in told}


async def test_a_payout_that_was_lost_with_its_commission_is_paid_once(world: World) -> None:
    cid = await settled_unpaid(world)
    await world.withdrawal(cid).terminate()
    await world.handle(cid).terminate()
    world.faults.clear()

    assert {("lost", cid), ("withdrawal_lost", cid)} <= await found(world)
    done = await revive_all(app(world), *BY)

    assert cid in [subject for subject, _ in done]
    await world.until(lambda: world.standing(cid).state == "paid", "the payout")
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


async def test_a_withdrawal_by_hand_that_was_lost_goes_on_under_its_number(world: World) -> None:
    creator, _ = await earned(world)
    world.faults.arm("bank", Fault.FAIL_BEFORE, match=f"{creator}.k1", times=1_000)
    await withdraw(world, creator, 100_000, "k1")
    await world.withdrawal(f"{creator}.k1").terminate()
    world.faults.clear()

    assert ("withdrawal_lost", f"{creator}.k1") in await found(world)
    with pytest.raises(NotThere):
        await say(world.client, f"{creator}.k1", "cancel_payout", actor="operator:li", reason="x")
    await revive_withdrawal(app(world), f"{creator}.k1", *BY)

    await state(world, f"{creator}.k1", "paid")
    lines = world.queries.withdrawal_lines(f"{creator}.k1")
    assert [(each.actor, each.reason) for each in lines if each.event == "revived"] == [BY]
    assert world.transfers(f"{creator}.") == [(f"{creator}.k1-1", 100_000, True)]
    told = await refused(revive_withdrawal(app(world), f"{creator}.k1", *BY))
    assert told.code == "NOTHING_TO_REVIVE"


async def test_a_watch_that_was_lost_is_found_and_watches_again(world: World) -> None:
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, CARD)
    morning = (datetime.now(BEIJING) + timedelta(days=1)).replace(hour=10, minute=0)
    await begin_at(world.client, world.settings, world.withdrawals, creator, 100_000, "k1", morning)
    await world.skip_withdrawal(f"{creator}.k1", morning - datetime.now(UTC) + timedelta(seconds=1))
    await state(world, f"{creator}.k1", "paid")
    watch = world.refund_watch(f"{creator}.k1-1")
    await world.until_open(watch)
    await watch.terminate()

    assert ("watch_lost", f"{creator}.k1") in await found(world)
    await revive_withdrawal(app(world), f"{creator}.k1", *BY)

    assert await found(world) == set()


async def test_asking_about_a_payout_of_skipped_time_is_answered_at_once(world: World) -> None:
    cid = await world.published()
    await world.send(cid, "settle")
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    row = world.standing(cid)
    assert row.updated_at > datetime.now(UTC)

    assert await ask_again(world.client, world.settings, row, patience=30) == "kept"


async def test_a_run_that_was_replaced_writes_no_more(world: World) -> None:
    """A worker that was cut off may still hold a task of a run that was terminated."""
    cid = await world.offered()
    row = world.queries.commission(cid)
    await lose(world, cid)
    await revive(app(world), cid, *BY)

    assert world.queries.commission(cid).run not in ("", row.run)
    await world.send(cid, "accept")
    assert world.moves(cid)[-2:] == ["revived", "accept"]
