"""Q13 「如通过，则具体发布时间由客户确认并完成结算」."""

import asyncio
from datetime import timedelta

from tests.workflows.world import DAY, HOUR, World, monday

TOWN = True


async def test_the_brand_says_when_it_is_released_and_that_is_when_it_becomes_public(
    world: World,
) -> None:
    thursday = monday(20, 0, days=3)
    cid = await world.reviewed()
    await world.refused(cid, "RELEASE_TIME_NEEDED", "approve")
    await world.send(cid, "approve", release_at=thursday)
    assert world.heard(cid)[-1] == "content_approved"
    assert "20:00" in world.messages(cid)[-1].text

    await world.before(cid, "release")
    assert world.mp.item(world.items[cid]).state == "held"
    await world.strike(cid, "release")

    await world.stage(cid, "published")
    assert world.mp.item(world.items[cid]).state == "public"
    late = world.record(cid).published_at - thursday
    assert timedelta(0) <= late < timedelta(seconds=1)


async def test_a_release_already_past_means_now_and_one_beyond_the_window_is_refused(
    world: World,
) -> None:
    cid = await world.reviewed()

    await world.refused(cid, "RELEASE_TOO_LATE", "approve", release_at=monday(days=31))
    await world.send(cid, "approve", release_at=monday(days=-3))

    assert await world.stage(cid, "published")
    assert world.record(cid).published_at >= monday()


async def test_the_brand_may_move_the_release_until_it_has_begun(world: World) -> None:
    cid = await world.scheduled(monday(20, 0, days=3))

    await world.send(cid, "reschedule", release_at=monday(9, 0, days=5))
    await world.skip(cid, monday(8, 0, days=5) - monday())
    assert world.record(cid).stage == "awaiting_release"
    await world.strike(cid, "release")

    assert await world.stage(cid, "published")
    await world.refused(cid, "ALREADY_PUBLISHED", "reschedule", release_at=monday(days=6))


async def test_an_advertisement_that_lost_its_mark_is_not_published_until_it_bears_it(
    world: World,
) -> None:
    cid = await world.reviewed(purchase_link="shop/1")
    world.mp.mark_ad(world.items[cid], marked=False)

    await world.send(cid, "approve", release_at="now")
    await world.until(lambda: "ad_mark_missing" in world.heard(cid), "the SMS about the mark")
    assert world.record(cid).stage == "awaiting_release"

    world.mp.mark_ad(world.items[cid])
    await world.send(cid, "reschedule", release_at="now")
    assert await world.stage(cid, "published")


async def test_an_early_publication_is_the_brands_to_ratify_or_to_have_taken_down(
    world: World,
) -> None:
    ratified, removed = await asyncio.gather(world.reviewed(), world.reviewed())
    for cid in (ratified, removed):
        at = await world.now(cid)
        world.mp.publish(world.items[cid], at)
        await world.tell(cid, "published", item=world.items[cid], happened_at=at)
        assert world.attention(cid) == ("early_publication",)
        assert world.brand_heard(cid)[-1] == "early"
        assert world.record(cid).stage == "content_review"
        assert "settle_by" not in world.record(cid).clocks

    await world.skip(ratified, DAY)
    early_at = world.record(ratified).early_at
    await world.send(ratified, "ratify")
    assert await world.stage(ratified, "published")
    assert world.record(ratified).published_at == early_at

    await world.send(removed, "take_down")
    assert world.mp.item(world.items[removed]).state == "hidden"
    assert (world.attention(removed), world.record(removed).stage) == ((), "content_review")
    await world.refused(removed, "NO_EARLY_ITEM", "ratify")


async def test_an_audit_that_fails_after_the_approval_takes_the_release_back(world: World) -> None:
    cid = await world.scheduled(monday(20, 0, days=3))

    await world.audit(cid, passed=False, reason="复审未通过")

    assert await world.stage(cid, "content_drafting")
    record = world.record(cid)
    assert (record.content_rejections, record.release_at) == (0, None)
    assert "release" not in record.clocks
    await world.hand_in(cid)
    await world.send(cid, "approve", release_at="now")
    assert await world.stage(cid, "published")


async def test_a_publication_before_its_time_never_crashes_it_and_a_person_is_told(
    world: World,
) -> None:
    cid = await world.accepted()

    now, creator = await world.now(cid), world.record(cid).order.creator_id
    item = world.mp.draft(creator, "抢先发布", "正文", at=now)
    world.mp.publish_by_creator(item, now)
    await world.tell(cid, "published", item=item)
    await world.tell(cid, "visibility_changed", item=item, public=False)

    assert "early_publication" in world.attention(cid)
    assert world.record(cid).stage == "content_drafting"
    await world.hand_in(cid)


async def test_an_approved_article_the_mp_will_not_release_goes_to_the_platform_after_three_days(
    world: World,
) -> None:
    cid = await world.reviewed()
    world.mp.delete(world.items[cid], await world.now(cid))

    await world.send(cid, "approve", release_at="now")
    assert await world.stage(cid, "awaiting_release")
    assert world.attention(cid) == ("release_refused",)
    await world.strike(cid, "release_alert")
    assert world.heard(cid)[-1] == "release_late"
    assert set(world.attention(cid)) == {"release_refused", "release_overdue"}
    await world.strike(cid, "release_limit")

    assert await world.stage(cid, "arbitration")
    await world.send(cid, "answer_complaint", reason="账号被限制")
    await world.send(cid, "answer_case", reason="活动已过")
    await world.operate(cid, "arbitrate", decision="refund")
    await world.strike(cid, "appeal_by")
    assert (await world.end(cid))["stage"] == "refunded"
    assert world.money(cid).refunded == 300_000


async def test_while_it_is_being_released_the_brand_cannot_cancel_it_at_the_kill_fee(
    world: World,
) -> None:
    cid = await world.scheduled(monday(20, 0, days=3))
    world.faults.arm("mp", "fail_before", operation="publish", times=3)
    await world.before(cid, "release")
    await world.skip(cid, timedelta(milliseconds=40))
    await world.until(lambda: "release" in world.moves(cid), "release")

    await world.refused(cid, "RELEASE_IN_FLIGHT", "cancel", quoted_fen=150_000)
    await world.skip(cid, HOUR)

    assert await world.stage(cid, "published")
