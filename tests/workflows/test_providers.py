"""A provider that is slow, refuses, fails or loses its answer: retried as its resource allows, shown to
operators, no clock moves, nothing is done twice."""

import asyncio
from datetime import timedelta

import pytest

from domain.commissions.views.details import details
from gateways.sandbox.faults import Fault
from tests.workflows.world import World, monday

TOWN = True

ALL = list(Fault)


async def armed_offer(world: World, fault: Fault, *, times: int = 1) -> str:
    world.faults.arm("sms", fault, operation="send", seconds=0.3, times=times, note="QUOTA")
    cid = await world.order(at=monday())
    await world.reach(cid, monday())
    await world.stage(cid, "offered")
    return cid


@pytest.mark.parametrize("fault", ALL)
async def test_an_sms_that_goes_wrong_moves_no_deadline_and_is_never_sent_twice(
    world: World, fault: Fault
) -> None:
    cid = await armed_offer(world, fault)
    deadline = world.clock(cid, "accept_by")
    await world.quiet(cid)

    refused = fault is Fault.REFUSE
    assert world.heard(cid) == ([] if refused else ["offer"])
    assert world.attention(cid) == (("notice_failed",) if refused else ())
    assert world.clock(cid, "accept_by") == deadline
    (notice,) = world.queries.notices(cid)
    assert notice.state == ("refused" if refused else "sent")
    await world.send(cid, "accept")


async def test_an_sms_that_never_goes_out_is_tried_eight_times_and_the_offer_expires_without_fault(
    world: World,
) -> None:
    cid = await armed_offer(world, Fault.FAIL_BEFORE, times=8)
    await world.skip(cid, timedelta(minutes=20))

    await world.until(lambda: world.attention(cid) == ("notice_failed",), "attention")
    assert world.heard(cid) == []
    await world.strike(cid, "accept_by")
    assert world.record(cid).stage == "expired"
    assert world.breaches(cid) == []


@pytest.mark.parametrize("fault", ALL)
async def test_a_call_that_goes_wrong_rings_again_as_an_unanswered_one_does(
    world: World, fault: Fault
) -> None:
    cid = await world.offered()
    world.faults.arm("voice", fault, seconds=0.3, note="PHONE_INVALID")

    await world.strike(cid, "call")
    again = fault is not Fault.SLOW
    assert world.moves(cid)[-1] == ("call_unanswered" if again else "call_answered")
    if again:
        assert world.clock(cid, "call") == monday(8, 10, days=1)
        await world.strike(cid, "call")
        assert world.moves(cid)[-1] == "call_answered"
    rings = [each.key for each in world.messages(cid) if each.channel == "voice"]
    assert len(rings) == len(set(rings))
    assert world.record(cid).stage == "offered"


@pytest.mark.parametrize("fault", ALL)
async def test_a_release_that_goes_wrong_is_one_publication(world: World, fault: Fault) -> None:
    cid = await world.scheduled(monday(20, 0, days=1))
    world.faults.arm("mp", fault, operation="publish", seconds=0.3, note="ITEM_BLOCKED")

    await world.strike(cid, "release")

    if fault is Fault.REFUSE:
        assert world.record(cid).stage == "awaiting_release"
        assert world.attention(cid) == ("release_refused",)
        assert world.heard(cid)[-1] == "publish_refused"
        return
    assert await world.stage(cid, "published")
    assert world.moves(cid).count("published") == 1
    assert world.record(cid).published_at == world.mp.item(world.items[cid]).published_at
    assert world.clock(cid, "settle_by") == monday(0, 0, days=9)


async def test_a_release_that_fails_ten_times_is_shown_and_tried_again_in_an_hour(world: World) -> None:
    cid = await world.scheduled(monday(20, 0, days=1))
    world.faults.arm("mp", Fault.FAIL_BEFORE, operation="publish", times=11)
    await world.reach(cid, monday(20, 0, days=1))

    for _ in range(40):
        await world.skip(cid, timedelta(minutes=10))
        if "effect_failed" in world.moves(cid):
            break
    assert "effect_failed" in world.attention(cid)
    assert world.record(cid).stage == "awaiting_release"
    await world.skip(cid, timedelta(hours=2))

    await world.stage(cid, "published")
    await world.quiet(cid)
    assert world.attention(cid) == ()
    assert world.moves(cid).count("published") == 1


async def test_a_release_that_failed_is_not_tried_again_once_the_commission_is_cancelled(
    world: World,
) -> None:
    cid = await world.scheduled(monday(20, 0, days=1))
    world.faults.arm("mp", Fault.FAIL_BEFORE, operation="publish", times=100)
    await world.reach(cid, monday(20, 0, days=1))
    for _ in range(40):
        await world.skip(cid, timedelta(minutes=10))
        if "effect_failed" in world.moves(cid):
            break

    await world.operate(cid, "force_refund", bearer="creator")
    world.faults.clear()
    await world.strike(cid, "appeal_by")
    await world.end(cid)

    assert world.mp.item(world.items[cid]).state == "held"


@pytest.mark.parametrize("fault", ALL)
async def test_a_probe_that_goes_wrong_neither_pays_nor_punishes(world: World, fault: Fault) -> None:
    cid = await world.published()
    world.faults.arm("mp", fault, operation="visibility", seconds=0.3)

    await world.strike(cid, "settle_by")
    if fault is Fault.REFUSE:
        assert world.attention(cid) == ("visibility_unknown",)
        await world.strike(cid, "reprobe")

    assert await world.stage(cid, "settled")
    assert world.record(cid).settled_at == monday(0, 0, days=8)
    assert "suspended" not in world.heard(cid)


@pytest.mark.parametrize("fault", ALL)
async def test_a_bank_that_goes_wrong_moves_the_money_once(world: World, fault: Fault) -> None:
    cid = await world.published()
    world.faults.arm("bank", fault, operation="transfer", match=cid, seconds=0.3, note="ACCOUNT_FROZEN")

    await world.send(cid, "settle")

    if fault is Fault.REFUSE:
        assert world.transfers(cid) == [(f"{cid}-1", 285_000, False)]
        assert world.attention(cid) == ("payout_failed",)
        await world.operate(cid, "retry_payout")
        assert world.transfers(cid)[-1] == (f"{cid}-2", 285_000, True)
    else:
        assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
        assert len(world.bank.requests(f"{cid}-1")) == 1
    assert world.record(cid).payout.state == "paid"
    assert world.record(cid).stage == "settled"


@pytest.mark.parametrize("fault", ALL)
async def test_permissions_that_go_wrong_hold_nothing_up(world: World, fault: Fault) -> None:
    cid = await world.published()
    world.faults.arm("mp", fault, operation="set_edit_permission", seconds=0.3)

    await world.send(cid, "open_edit")
    await world.send(cid, "settle")

    assert await world.stage(cid, "settled")
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert not world.mp.item(world.items[cid]).edit_open


async def test_every_provider_away_at_once_and_back_again_the_story_ends_as_it_should(world: World) -> None:
    for port in ("sms", "voice", "mp", "bank"):
        world.faults.arm(port, Fault.FAIL_BEFORE, times=2)
        world.faults.arm(port, Fault.LOSE_ANSWER, times=1)

    one, two = await asyncio.gather(world.published(), world.published())
    for cid in (one, two):
        await world.strike(cid, "settle_by")
        await world.stage(cid, "settled")
        await world.until(lambda cid=cid: world.record(cid).payout.state == "paid", "the payout")
        assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
        assert len(world.bank.requests(f"{cid}-1")) == 1


async def test_a_refused_sms_stands_in_the_details_and_the_books_with_the_vendors_code(world: World) -> None:
    cid = await armed_offer(world, Fault.REFUSE)
    await world.quiet(cid)

    (one,) = world.record(cid).vendor_refusals
    assert (one.kind, one.about, one.code) == ("sms", "offer", "QUOTA")
    assert "`QUOTA`" in details(world.record(cid), await world.now(cid), "zh")
    assert ("refused", "QUOTA") in [(each.state, each.note) for each in world.queries.notices(cid)]
    lines = [each for each in world.queries.timeline(cid) if each.move == "notice_failed"]
    assert [(each.by, each.reason) for each in lines] == [("outside", ""), ("system", "QUOTA")]
    assert not any(phone in str(world.queries.commission(cid).record) for phone in world.creators.values())
