"""Q14 「且文章处于公开状态」: what is asked, when, and what follows (D12.4)."""

from datetime import timedelta

from domain.commissions.ordering.terms import Terms
from gateways.sandbox.faults import Fault
from tests.workflows.world import DAY, HOUR, World, monday

TOWN = True


async def test_hidden_at_the_deadline_suspends_and_public_again_settles_at_once(world: World) -> None:
    cid = await world.published()
    await world.reach(cid, monday(20, 0, days=7))
    await world.hide(cid)
    assert world.heard(cid)[-1] == "hidden"

    await world.strike(cid, "settle_by")
    assert await world.stage(cid, "settlement_suspended")
    assert world.attention(cid) == ("suspended",)
    assert world.heard(cid)[-1] == "suspended"
    assert world.money(cid).still_held == 300_000
    await world.strike(cid, "recheck")  # every 6 hours
    assert world.record(cid).stage == "settlement_suspended"
    await world.restore(cid)  # the platform's event, confirmed by our own look

    assert await world.stage(cid, "settled")
    assert "suspended_brand" not in world.brand_heard(cid)  # not urgent: it waits for the morning
    assert world.attention(cid) == ()
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


async def test_the_recheck_alone_finds_it_public_again(world: World) -> None:
    cid = await world.published()
    world.mp.hide(world.items[cid], await world.now(cid))
    await world.strike(cid, "settle_by")
    await world.stage(cid, "settlement_suspended")

    world.mp.restore(world.items[cid], await world.now(cid))
    await world.strike(cid, "recheck")

    assert await world.stage(cid, "settled")


async def test_hidden_for_two_hours_on_day_three_costs_nothing(world: World) -> None:
    cid = await world.published()
    await world.skip(cid, 3 * DAY)
    await world.hide(cid)
    await world.skip(cid, 2 * HOUR)
    await world.restore(cid)

    assert world.clock(cid, "settle_by") == monday(0, 0, days=8)
    await world.strike(cid, "settle_by")

    assert await world.stage(cid, "settled")


async def test_hidden_most_of_the_week_and_public_on_the_last_day_the_window_grows_by_the_gap(
    world: World,
) -> None:
    cid = await world.published()
    await world.skip(cid, DAY)
    await world.hide(cid)
    await world.skip(cid, timedelta(days=4, hours=1))

    await world.restore(cid)

    assert world.clock(cid, "settle_by") == monday(0, 0, days=8 + 5)
    moved = world.queries.timeline(cid)[-1].deadlines
    assert [(each["clock"], each["why"]) for each in moved] == [("settle_by", "visibility_changed")]
    await world.strike(cid, "settle_by")
    assert await world.stage(cid, "settled")


async def test_suspended_for_longer_than_a_day_as_many_further_natural_days_follow(world: World) -> None:
    cid = await world.published()
    await world.reach(cid, monday(20, 0, days=7))
    await world.hide(cid)
    await world.strike(cid, "settle_by")
    await world.stage(cid, "settlement_suspended")
    await world.skip(cid, 2 * DAY)
    await world.restore(cid)

    assert await world.stage(cid, "published")
    assert world.clock(cid, "settle_by") > await world.now(cid) + 2 * DAY
    await world.strike(cid, "settle_by")
    assert await world.stage(cid, "settled")


async def test_removed_by_the_platform_it_is_held_and_an_operator_decides(world: World) -> None:
    cid = await world.published()
    world.mp.remove(world.items[cid], "平台误判", await world.now(cid))
    await world.strike(cid, "settle_by")
    assert await world.stage(cid, "settlement_suspended")
    assert world.breaches(cid) == []

    await world.operate(cid, "force_settle", bearer="brand", reason="平台误判下架，按公开处理")
    await world.strike(cid, "appeal_by")

    assert await world.stage(cid, "settled")
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


async def test_an_unknown_answer_is_not_hidden_it_is_asked_again_and_shown(world: World) -> None:
    cid = await world.published()
    world.faults.arm("mp", Fault.REFUSE, operation="visibility", match=world.items[cid], times=2)

    await world.strike(cid, "settle_by")
    assert world.record(cid).stage == "settling"
    assert world.attention(cid) == ("visibility_unknown",)
    assert "suspended" not in world.heard(cid)
    await world.strike(cid, "reprobe")
    assert world.record(cid).stage == "settling"
    await world.strike(cid, "reprobe")

    assert await world.stage(cid, "settled")
    assert world.attention(cid) == ()
    assert world.record(cid).settled_at == monday(0, 0, days=8)


async def test_older_news_does_not_replace_newer(world: World) -> None:
    cid = await world.published()
    await world.skip(cid, DAY)
    await world.hide(cid)
    noon = await world.now(cid)

    await world.tell(cid, "visibility_changed", item=world.items[cid], public=True, happened_at=noon - HOUR)

    assert world.refusals(cid) == ["STALE_FACT"]
    assert not world.record(cid).seen.public


async def test_an_item_hidden_for_too_long_is_refunded_with_a_breach(world: World) -> None:
    cid = await world.published(terms=Terms(suspended_limit_days=2))
    world.mp.hide(world.items[cid], await world.now(cid))
    await world.strike(cid, "settle_by")
    await world.stage(cid, "settlement_suspended")

    await world.strike(cid, "suspended_limit")

    await world.stage(cid, "refunded")
    assert world.record(cid).seen.how == "hidden"
    assert world.record(cid).on_record is not None
    assert world.money(cid).still_held == 0
