"""The sweeps on a real server: what they find, whom they tell, and what they leave alone."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.operations.sweeps import SWEEPS
from gateways.operations.findings import SqlFindingStore
from gateways.operations.items import SqlItemStore
from gateways.ports.work import PayoutAccount
from gateways.sandbox.faults import Fault
from models.messages.sweep import SweepReport
from runtime.schedules import ensure_schedules, sweep_now
from runtime.worker_process import WorkerProcess
from tests.unguarded import unguarded
from tests.workflows.world import BRAND, World
from workflows import names


async def published_today(world: World) -> str:
    """Published on the wall clock: sweeps leave commissions of skipped time alone."""
    cid = await world.order()
    await world.stage(cid, "offered")
    await world._hurry(cid, approve=True)
    await world.stage(cid, "published")
    return cid


async def sweep(world: World, name: str) -> SweepReport:
    quick = world.settings.model_copy(update={"sweep_per_second": 1000})
    return await asyncio.wait_for(sweep_now(world.client, quick, name), 90)


async def test_what_nobody_reported_is_seen_by_the_sweep_and_told_once(world: World) -> None:
    cid, other = await published_today(world), await published_today(world)
    world.mp.hide(world.items[cid], datetime.now(UTC))

    first = await sweep(world, "visibility")
    await world.until(lambda: not world.record(cid).seen.public, "the commission hears of it")
    again = await sweep(world, "visibility")

    assert first.counts == {"looked_at": 2, "public": 1, "hidden": 1, "unknown": 0, "told": 1, "failed": 0}
    assert again.counts["told"] == 0
    assert world.reported(cid) == ["submitted", "audited", "visibility_changed"]
    assert "hidden" in world.heard(cid)
    assert world.record(other).seen.public
    assert not world.refusals(cid)


async def test_an_item_that_comes_back_is_told_too_and_each_stretch_is_kept(world: World) -> None:
    cid = await published_today(world)
    hidden_at = datetime.now(UTC)
    world.mp.hide(world.items[cid], hidden_at)
    await sweep(world, "visibility")
    await world.until(lambda: not world.record(cid).seen.public, "hidden")
    world.mp.restore(world.items[cid], restored_at := datetime.now(UTC))

    report = await sweep(world, "visibility")
    await world.until(lambda: world.record(cid).seen.public, "public again")

    assert report.counts["told"] == 1
    seen = SqlItemStore(world.engine).observations(cid)
    assert [(each.public, each.told) for each in seen] == [(False, True), (True, True)]
    assert world.record(cid).seen.hidden_seconds == (restored_at - hidden_at).total_seconds()


async def test_it_is_hidden_since_the_platform_says_so_and_not_since_it_was_seen(world: World) -> None:
    cid = await published_today(world)
    hidden_at = datetime.now(UTC)
    world.mp.hide(world.items[cid], hidden_at)

    await sweep(world, "visibility")
    await world.until(lambda: not world.record(cid).seen.public, "hidden")

    assert world.record(cid).seen.since == hidden_at
    assert SqlItemStore(world.engine).observations(cid)[0].began_at > hidden_at


async def test_an_unknown_answer_is_not_hidden(world: World) -> None:
    cid = await published_today(world)
    world.faults.arm("mp", Fault.REFUSE, operation="visibility")

    report = await sweep(world, "visibility")

    assert (report.counts["unknown"], report.counts["told"]) == (1, 0)
    assert not SqlItemStore(world.engine).observations(cid)


async def test_one_failure_is_counted_and_stops_nothing(world: World) -> None:
    cids = sorted([await published_today(world) for _ in range(3)])
    world.faults.arm("mp", Fault.FAIL_BEFORE, operation="visibility", match=world.items[cids[0]])
    world.mp.hide(world.items[cids[2]], datetime.now(UTC))

    report = await sweep(world, "visibility")

    assert (report.counts["looked_at"], report.counts["failed"], report.counts["told"]) == (3, 1, 1)


async def test_commissions_of_skipped_time_are_left_alone(world: World) -> None:
    cid = await world.published()
    world.mp.hide(world.items[cid], datetime.now(UTC))

    reports = [await sweep(world, name) for name in ("visibility", "metrics")]

    assert [report.counts["looked_at"] for report in reports] == [0, 0]
    assert world.record(cid).seen.public


async def test_figures_are_kept_once_an_item_and_day(world: World) -> None:
    cid = await published_today(world)

    first, again = await sweep(world, "metrics"), await sweep(world, "metrics")

    assert (first.counts["kept"], again.counts["kept"]) == (1, 0)
    assert len(world.queries.metrics(cid)) == 1


PUBLISHED_AT = "select published_at from commissions where id = :id"
PUBLISH_AT = "update commissions set published_at = :at where id = :id"


async def test_a_settled_item_is_still_measured_and_an_old_one_no_longer(world: World) -> None:
    young, old = await published_today(world), await published_today(world)
    await world.send(young, "settle")
    with world.engine.begin() as connection:
        long_ago = datetime.now(UTC) - timedelta(days=31)
        was = connection.execute(text(PUBLISHED_AT), {"id": old}).scalar_one()
        connection.execute(text(PUBLISH_AT), {"at": long_ago.isoformat(" "), "id": old})

    report = await sweep(world, "metrics")

    assert report.counts["looked_at"] == 1
    assert len(world.queries.metrics(young)) == 1
    assert not world.queries.metrics(old)
    with world.engine.begin() as connection:
        connection.execute(text(PUBLISH_AT), {"at": was, "id": old})


async def test_a_daily_sweep_that_finds_nothing_says_so(world: World) -> None:
    await published_today(world)

    report = await sweep(world, "daily")

    assert report.counts == {"findings": 0}
    assert "没有发现任何问题" in report.zh
    assert "nothing was found" in report.en
    assert SqlFindingStore(world.engine).last_run("daily") is not None


async def test_what_is_overdue_or_waits_too_long_is_found_and_nothing_is_changed(world: World) -> None:
    late, waiting = await published_today(world), await published_today(world)
    _pretend(world, "update commissions set deadline = :at where id = :id", late, hours=2)
    _pretend(world, "insert into attention values (:id, 'edited', :at)", waiting, hours=25)
    balances = world.ledger.balances()

    report = await sweep(world, "daily")

    found = SqlFindingStore(world.engine).last_run("daily")
    assert found is not None
    assert {(row.kind, row.subject) for row in found[1]} == {("overdue", late), ("attention", waiting)}
    assert report.counts["findings"] == len(report.findings) == 2
    assert "期限已过" in report.findings[0]
    assert "past its deadline" in report.findings[0]
    assert world.ledger.balances() == balances
    _pretend(world, "update commissions set deadline = :at where id = :id", late, hours=-2)


async def test_money_that_does_not_agree_is_found(world: World) -> None:
    _pretend(world, "insert into ledger_entries values (9999, 'x', 'x', null, :at, :at)", "")
    with world.engine.begin() as connection:
        connection.execute(text("insert into ledger_postings values (99999, 9999, 'fee', 5)"))

    await sweep(world, "daily")

    found = SqlFindingStore(world.engine).last_run("daily")
    assert found is not None
    assert {row.kind for row in found[1]} == {"unbalanced", "total", "unexplained"}
    with unguarded(world.engine, "ledger_postings", "ledger_entries") as connection:
        connection.execute(text("delete from ledger_postings where id = 99999"))
        connection.execute(text("delete from ledger_entries where id = 9999"))


async def test_a_reconciliation_of_sound_books_finds_nothing(world: World) -> None:
    cid = await published_today(world)
    await world.send(cid, "settle")
    await world.until(lambda: world.transfers(cid), "it is paid out")
    await world.until(lambda: not _open(world), "and booked")

    report = await sweep(world, "reconciliation")

    assert report.counts["findings"] == report.counts["failed"] == 0
    assert report.counts["transfers"] >= 1
    assert report.counts["deposits"] >= 1
    assert "没有发现任何问题" in report.zh


def _open(world: World) -> list[str]:
    with world.engine.connect() as connection:
        return list(connection.scalars(text("select id from withdrawals where state = 'under_way'")))


async def test_a_reconciliation_names_what_only_the_bank_knows_and_changes_nothing(world: World) -> None:
    late = await published_today(world)
    _pretend(world, "update commissions set deadline = :at where id = :id", late, hours=2)
    stranger = PayoutAccount("alipay", "stranger@example.com", "陌生人")
    now = datetime.now(UTC)
    world.bank.transfer("stranger-1", stranger, 700, now)
    world.bank.deposit("stray-deposit", BRAND, 500, now)
    balances = world.ledger.balances()

    report = await sweep(world, "reconciliation")
    again = await sweep(world, "reconciliation")

    found = SqlFindingStore(world.engine).last_run("reconciliation")
    assert found is not None
    assert {(row.kind, row.subject, row.detail) for row in found[1] if row.kind != "overdue"} == {
        ("transfer_unknown", "stranger-1", "7.00"),
        ("deposit_unknown", "stray-deposit", "5.00"),
    }
    assert ("overdue", late) in {(row.kind, row.subject) for row in found[1]}
    assert report.counts["findings"] == again.counts["findings"] == len(report.findings) == 3
    assert "stranger-1 · 银行已付款，账本不认识 · 7.00" in report.findings[0]
    assert world.ledger.balances() == balances
    _pretend(world, "update commissions set deadline = :at where id = :id", late, hours=-2)
    _forget(world)


def _forget(world: World) -> None:
    """The sandbox's log is shared by the stories of this world."""
    with world.engine.begin() as connection:
        connection.execute(text("delete from sandbox_transfer where number = 'stranger-1'"))
        connection.execute(text("delete from sandbox_deposit where number = 'stray-deposit'"))


def _pretend(world: World, sql: str, cid: str, hours: float = 0) -> None:
    at = (datetime.now(UTC) - timedelta(hours=hours)).replace(tzinfo=None).isoformat(" ")
    with world.engine.begin() as connection:
        connection.execute(text(sql), {"id": cid, "at": at})


@pytest.mark.slow
async def test_a_sweep_whose_worker_is_killed_goes_on_where_it_was(world: World) -> None:
    cids = sorted([await published_today(world) for _ in range(6)])
    for cid in cids:
        world.mp.hide(world.items[cid], datetime.now(UTC))
    await world.worker_down()
    slow = world.settings.model_copy(update={"sweep_per_second": 0.5, "roles": ("workflows", "sweeps")})
    process = WorkerProcess(slow, world.client.service_client.config.target_host, slow.state / "worker.log")
    process.start()
    under_way = asyncio.create_task(sweep_now(world.client, slow, "visibility"))
    store = SqlItemStore(world.engine)
    await world.until(lambda: store.observations(cids[1]), "it has come half way", patience=60)

    process.kill()
    await world.worker_up()
    report = await asyncio.wait_for(under_way, 100)

    assert [len(store.observations(cid)) for cid in cids] == [1] * 6
    await world.until(lambda: not any(world.record(cid).seen.public for cid in cids), "all were told")
    assert [world.reported(cid).count("visibility_changed") for cid in cids] == [1] * 6
    assert report.counts["looked_at"] >= 6


async def test_an_unknown_sweep_ends_with_a_name_instead_of_failing_tasks(world: World) -> None:
    from temporalio.client import WorkflowFailureError  # noqa: PLC0415

    with pytest.raises(WorkflowFailureError) as refused:
        await world.client.execute_workflow(
            names.SWEEP, {"name": "coffee"}, id="sweep/coffee", task_queue=world.settings.queue
        )

    assert "visibility" in str(refused.value.cause)


async def test_the_schedules_are_made_once_and_stay_paused_when_people_paused_them(world: World) -> None:
    await ensure_schedules(world.client, world.settings)
    handle = world.client.get_schedule_handle("sweep/metrics")
    await handle.pause(note="platform maintenance")

    await ensure_schedules(world.client, world.settings)

    told = await handle.describe()
    assert told.schedule.state.paused
    assert told.schedule.state.note == "platform maintenance"
    for name in SWEEPS:
        await world.client.get_schedule_handle(names.sweep_id(name)).delete()


async def test_a_schedule_triggered_by_hand_sweeps(world: World) -> None:
    await ensure_schedules(world.client, world.settings)
    store = SqlFindingStore(world.engine)

    await world.client.get_schedule_handle("sweep/daily").trigger()

    await world.until(lambda: store.last_run("daily") is not None, "the sweep", patience=60)
    for name in SWEEPS:
        await world.client.get_schedule_handle(names.sweep_id(name)).delete()
