"""A history that grows too long is continued by a new one, and nothing is lost on the way (D4)."""

import asyncio
from datetime import timedelta

import pytest

from gateways.ports.work import PayoutAccount
from gateways.sandbox.faults import Fault
from tests.workflows.test_web_ui import details
from tests.workflows.world import World
from workflows import limits
from workflows.commissions import effects


@pytest.fixture
def short_histories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EVENTS_MAX", 20)
    monkeypatch.setattr(effects, "ATTACH_AGAIN", effects.ATTACH_AGAIN / 300)


async def runs(world: World, cid: str) -> int:
    commission = [each for each in await world.histories(cid) if each.workflow_id.startswith("commission/")]
    return len(commission)


@pytest.mark.usefixtures("short_histories")
async def test_a_whole_life_in_many_short_histories(world: World) -> None:
    cid = await world.outlined()
    await world.send(cid, "reject", command_id="r-1", reason="太短")
    await asyncio.sleep(1.1)
    again = await world.send(cid, "reject", command_id="r-1", reason="太短")
    assert world.moves(cid).count("reject") == 1
    refusal = await world.refused(cid, "ID_REUSED", "waive_outline", command_id="r-1")
    assert "reject" in refusal.en
    assert again["stage"] == "outline_drafting"
    await world.send(cid, "submit", ref="outline-2")
    await world.send(cid, "approve")
    clocks = world.record(cid).clocks
    await asyncio.sleep(1.1)
    await world.quiet(cid)
    assert world.record(cid).clocks == clocks
    assert "`content_drafting`" in await details(world, cid)

    await world.hand_in(cid)
    await world.send(cid, "approve", release_at="now")
    await world.stage(cid, "published")
    await world.strike(cid, "settle_by")
    await world.stage(cid, "settled")
    await world.end(cid)

    assert await runs(world, cid) > 2
    seqs = [line.seq for line in world.queries.timeline(cid)]
    assert seqs == list(range(1, len(seqs) + 1))
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert world.heard(cid) == [
        "offer",
        "outline_rejected",
        "outline_confirmed",
        "content_approved",
        "published_creator",
        "settled",
    ]
    assert world.record(cid).outline_rejections == 1


@pytest.mark.usefixtures("short_histories")
async def test_effects_in_flight_are_carried_over_and_done_once(world: World) -> None:
    cid = await world.reviewed()
    world.faults.arm("mp", Fault.FAIL_BEFORE, operation="publish", times=2)
    world.faults.arm("mp", Fault.LOSE_ANSWER, operation="publish")
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=cid, times=3)

    await world.ask(cid, "approve", release_at="now")
    for n in range(4):
        await world.drop(cid, "approve", reason=f"noise {n}")
        await asyncio.sleep(0.6)
    await world.stage(cid, "published")
    await world.ask(cid, "settle")
    for n in range(4):
        await world.drop(cid, "approve", reason=f"noise {n}")
        await asyncio.sleep(0.6)
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    await world.end(cid)

    assert await runs(world, cid) > 2
    assert world.moves(cid).count("published") == 1
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert len(world.bank.requests(f"{cid}-1")) == 1
    told = ["content_approved", "offer", "published_creator", "settled"]
    await world.until(lambda: sorted(world.heard(cid)) == told, "every notice")


@pytest.mark.usefixtures("short_histories")
async def test_a_payout_that_failed_and_its_retry_survive(world: World) -> None:
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    world.catalogue.bind_account(creator, PayoutAccount("alipay", "13800000000", "汤小明"))
    await world.ask(cid, "settle")
    await world.until(lambda: world.record(cid).payout.state == "waiting", "the refusal")
    await asyncio.sleep(1.1)
    world.catalogue.bind_account(creator, PayoutAccount("alipay", "atang@example.com", "汤小明"))

    await world.ask(cid, "retry_payout", actor="operator:li", reason="账户已更新")
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")

    assert world.transfers(cid) == [(f"{cid}-1", 285_000, False), (f"{cid}-2", 285_000, True)]


@pytest.mark.usefixtures("short_histories")
async def test_a_bank_that_is_silent_for_weeks_is_asked_in_ever_new_histories_and_paid_once(
    world: World,
) -> None:
    cid = await world.published()
    world.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer", match=cid)
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=cid, times=1_000)
    await world.ask(cid, "settle")
    await world.until(lambda: world.queries.withdrawals(cid), "the reservation")

    await world.skip_withdrawal(cid, timedelta(hours=2))
    await world.withdrawal(cid).cancel(reason="not now")
    await world.skip_withdrawal(cid, timedelta(hours=2))
    world.faults.clear()
    await world.skip_withdrawal(cid, timedelta(hours=2))
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")

    ran = [each for each in await world.histories(cid) if each.workflow_id.startswith("withdrawal/")]
    assert len(ran) > 2
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert [line.event for line in world.queries.withdrawal_lines(cid)].count("silent") <= len(ran)


@pytest.mark.usefixtures("short_histories")
async def test_a_command_that_meets_the_change_of_histories_is_answered(world: World) -> None:
    cid = await world.outlined()

    answers = []
    for n in range(12):
        answers.append(await world.ask(cid, "reject" if n % 2 == 0 else "submit", **said(n)))
        await asyncio.sleep(0.25)
        if answers[-1]["stage"] == "content_drafting":
            break

    assert [each["stage"] for each in answers] == [
        *["outline_drafting", "outline_review"] * 2,
        "content_drafting",
    ]
    assert world.record(cid).outline_rejections == 3


def said(n: int) -> dict[str, str]:
    return {"reason": f"第{n}次"} if n % 2 == 0 else {"ref": f"outline-{n}"}
