"""Q15 「若文章发布后想再次修改，需要客户在星图开启修改权限」; it never holds the money (D12.3)."""

import pytest

from gateways.ports.work import VendorRefused
from tests.workflows.world import World

TOWN = True


async def test_a_published_article_is_edited_only_while_the_brand_has_opened_the_permission(
    world: World,
) -> None:
    cid = await world.published()
    item = world.items[cid]
    with pytest.raises(VendorRefused):
        world.mp.edit(item, await world.now(cid), body="修订")

    await world.send(cid, "request_edit", reason="错别字")
    assert world.brand_heard(cid)[-1] == "edit_asked"
    await world.send(cid, "open_edit")
    assert world.heard(cid)[-1] == "edit_opened"
    await world.refused(cid, "ALREADY_OPEN", "open_edit")
    world.mp.edit(item, await world.now(cid), body="修订")
    await world.tell(cid, "edited", item=item)
    assert world.attention(cid) == ()

    await world.send(cid, "close_edit", actor="creator")
    with pytest.raises(VendorRefused):
        world.mp.edit(item, await world.now(cid), body="再修订")
    await world.refused(cid, "NO_EDIT_OPEN", "close_edit", actor="brand")


async def test_an_edit_session_ends_by_itself_after_72_hours(world: World) -> None:
    cid = await world.published()
    await world.send(cid, "open_edit")

    await world.strike(cid, "edit_by")

    assert world.record(cid).edit_until is None
    assert not world.mp.item(world.items[cid]).edit_open


async def test_opened_on_the_last_day_it_is_closed_at_the_deadline_and_the_money_moves(
    world: World,
) -> None:
    cid = await world.published()
    await world.strike(cid, "settle_reminder")
    await world.send(cid, "open_edit")
    assert world.mp.item(world.items[cid]).edit_open

    await world.strike(cid, "settle_by")

    assert await world.stage(cid, "settled")
    assert not world.mp.item(world.items[cid]).edit_open
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


async def test_an_edit_without_permission_is_shown_and_told_and_blocks_nothing(world: World) -> None:
    cid = await world.published()
    item, now = world.items[cid], await world.now(cid)
    world.mp.set_edit_permission(item, allowed=True, at=now)  # the platform's own doing, not the brand's
    world.mp.edit(item, await world.now(cid), body="换了产品")

    await world.tell(cid, "edited", item=item)

    assert world.attention(cid) == ("edited",)
    assert world.brand_heard(cid)[-1] == "edited"
    assert "complain" in (await world.view(cid, "brand"))["allowed_moves"]
    await world.strike(cid, "settle_by")
    assert await world.stage(cid, "settled")
