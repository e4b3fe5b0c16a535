"""A fact from outside is a hint (D12.17): the platform is asked, and what it denies changes nothing."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from domain.commissions.state.commission import Commission
from gateways.sandbox.faults import Fault
from tests.workflows.world import DAY, SOON, World, monday

TOWN = True
MINUTE = timedelta(minutes=1)


def standing(commission: Commission) -> tuple[Any, ...]:
    """What a lie must not touch."""
    c = commission
    return (
        c.stage,
        c.round,
        c.work,
        c.item,
        c.audit_passed,
        c.early_item,
        c.published_at,
        c.seen,
        c.release_at,
    )


async def denied(world: World, cid: str, name: str, **said: Any) -> None:
    """Told, looked at, refused by name in the timeline, and nothing has changed."""
    before, known = standing(world.record(cid)), world.refusals(cid).count("FACT_DENIED")
    heard = world.heard(cid), world.brand_heard(cid)
    await world.tell(cid, name, **said)
    await world.until(lambda: world.refusals(cid).count("FACT_DENIED") > known, "FACT_DENIED")

    assert standing(world.record(cid)) == before
    assert (world.heard(cid), world.brand_heard(cid)) == heard
    assert "fact_denied" in world.attention(cid)
    assert (await world.view(cid))["reported"] == []


async def written(world: World, creator: str, cid: str, at: datetime, *, hand_in: bool = True) -> str:
    """An article in the MP, ticked for this commission; handed in, or still a draft."""
    item = world.mp.draft(creator, "标题", "正文", at=at)
    world.mp.tick(item, cid, at=at)
    if hand_in:
        world.mp.publish_by_creator(item, at)
    return item


async def test_nothing_is_handed_in_that_the_platform_does_not_have_so(world: World) -> None:
    cid, other = await asyncio.gather(world.accepted(), world.accepted())
    creator, stranger = world.record(cid).order.creator_id, world.record(other).order.creator_id
    now = await world.now(cid)

    await denied(world, cid, "submitted", item="mp-1", creator=creator)
    strangers = await written(world, stranger, cid, now)
    await denied(world, cid, "submitted", item=strangers, creator=creator)
    elsewhere = await written(world, creator, other, now)
    await denied(world, cid, "submitted", item=elsewhere, creator=creator, linked=True)
    draft = await written(world, creator, cid, now, hand_in=False)
    await denied(world, cid, "submitted", item=draft)
    unticked = world.mp.draft(creator, "标题", "正文", at=now)
    world.mp.publish_by_creator(unticked, now)
    await denied(world, cid, "submitted", item=unticked)

    why = [line.reason for line in world.queries.timeline(cid) if line.refusal == "FACT_DENIED"]
    for said, line in zip(
        ("没有这一作品", "另一创作者", "另一任务", "并非所报状态", "没有关联"), why, strict=True
    ):
        assert said in line
    await world.hand_in(cid)
    assert await world.stage(cid, "content_review")


async def test_an_audit_the_platform_has_not_made_is_not_believed(world: World) -> None:
    cid = await world.accepted()
    item = await world.write(cid)

    await denied(world, cid, "audited", item=item, passed=True)
    await denied(world, cid, "audited", item=item, passed=False, reason="瞎说")
    await denied(world, cid, "audited", passed=True)
    await world.audit(cid)

    assert await world.stage(cid, "content_review")
    await denied(world, cid, "audited", item=item, passed=False, reason="复审")


async def test_a_publication_that_is_none_is_not_believed(world: World) -> None:
    cid = await world.scheduled(monday(20, 0, days=3))
    item = world.items[cid]

    await denied(world, cid, "published", item=item, happened_at=monday(20, 0, days=3))
    await denied(world, cid, "published", item="mp-1")
    await world.strike(cid, "release")
    assert await world.stage(cid, "published")
    await denied(world, cid, "published", item="mp-2")


async def test_what_is_public_is_not_hidden_because_somebody_says_so(world: World) -> None:
    cid = await world.published()
    item = world.items[cid]

    await denied(world, cid, "visibility_changed", item=item, public=False)
    await world.hide(cid)
    assert not world.record(cid).seen.public
    await denied(world, cid, "visibility_changed", item=item, public=True)
    await world.restore(cid)
    assert world.record(cid).seen.public


async def test_an_edit_nobody_made_is_not_believed(world: World) -> None:
    cid = await world.published()

    await denied(world, cid, "edited", item=world.items[cid])

    assert "edited" not in world.attention(cid)
    await world.strike(cid, "settle_by")
    assert await world.stage(cid, "settled")


async def test_a_platform_that_does_not_answer_is_asked_again_and_nothing_has_changed(world: World) -> None:
    cid = await world.accepted()
    creator, now = world.record(cid).order.creator_id, await world.now(cid)
    item = await written(world, creator, cid, now)
    world.faults.arm("mp", Fault.FAIL_BEFORE, operation="look", match=item, times=4)  # 3 tries, and one more
    await world.tell(cid, "submitted", item=item)
    await world.until(lambda: "fact_unknown" in world.moves(cid), "fact_unknown")

    assert world.record(cid).stage == "content_drafting"
    assert "fact_unchecked" in world.attention(cid)
    assert (await world.view(cid, "brand"))["reported"][0]["looks_unanswered"] == 1
    await world.skip(cid, MINUTE)

    assert await world.stage(cid, "platform_audit")
    assert world.record(cid).work.at - now < MINUTE
    assert "fact_unchecked" not in world.attention(cid)


async def test_reported_just_before_the_deadline_and_known_after_it(world: World) -> None:
    """The clock waits, and the fact counts from its own instant; a stranger's item does not help."""
    true, lie = await asyncio.gather(world.accepted(), world.accepted())
    for cid in (true, lie):
        await world.reach(cid, world.clock(cid, "abandon") - timedelta(seconds=30))
        creator = world.record(true).order.creator_id
        item = await written(world, creator, cid, await world.now(cid))
        world.faults.arm("mp", Fault.REFUSE, operation="look", match=item)
        await world.tell(cid, "submitted", item=item)
        await world.until(lambda: "fact_unknown" in world.moves(cid), "fact_unknown")  # noqa: B023
        assert world.record(cid).stage == "content_drafting"
        await world.skip(cid, 2 * MINUTE)

    assert await world.stage(true, "platform_audit")
    assert await world.stage(lie, "cancelled")
    assert "FACT_DENIED" in world.refusals(lie)


async def test_a_clock_waits_half_an_hour_and_no_longer(world: World) -> None:
    cid = await world.accepted()
    await world.before(cid, "abandon", timedelta(seconds=30))
    at, creator = world.clock(cid, "abandon"), world.record(cid).order.creator_id
    item = await written(world, creator, cid, await world.now(cid))
    world.faults.arm("mp", Fault.REFUSE, operation="look", match=item, times=100)
    await world.tell(cid, "submitted", item=item)

    await world.reach(cid, at + 30 * MINUTE - SOON - timedelta(seconds=5))
    assert world.record(cid).stage == "content_drafting"
    await world.reach(cid, at + 31 * MINUTE)

    assert await world.stage(cid, "cancelled")


async def test_many_facts_cost_few_looks_and_none_is_lost(world: World) -> None:
    cid = await world.accepted()
    creator, now = world.record(cid).order.creator_id, await world.now(cid)
    item = await written(world, creator, cid, now)
    for number in range(60):
        await world.drop(cid, "submitted", item=f"mp-{number}")
    await world.until(lambda: "FACT_DENIED" in world.refusals(cid), "FACT_DENIED")
    await world.until(lambda: not world.record(cid).reports, "the looks")

    noted, looked = world.moves(cid).count("submitted"), world.refusals(cid).count("FACT_DENIED")
    assert noted == looked <= world.record(cid).order.terms.denials_max
    assert len(str(world.queries.commission(cid).record)) < 40_000
    await world.skip(cid, DAY)
    await world.tell(cid, "submitted", item=item)
    assert await world.stage(cid, "platform_audit")


async def test_a_stranger_who_says_that_the_payout_waits_is_not_believed(world: World) -> None:
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    world.faults.arm("bank", Fault.FAIL_BEFORE, match=cid, times=1_000)
    await world.ask(cid, "settle")
    await world.until(lambda: world.record(cid).payout.state == "under_way", "the payout")
    await world.drop(cid, "payout_waiting", ref=f"{cid}-1", reason="ACCOUNT_INVALID")
    await world.until(lambda: "FACT_DENIED" in world.refusals(cid), "FACT_DENIED")

    assert world.record(cid).payout.state == "under_way"
    assert "payout_failed" not in world.heard(cid, world.creators[creator])
    world.faults.clear()
