"""Many at once, sick providers, payouts, and the story of a finished commission."""

import json
import re
from pathlib import Path

import pytest

from gateways.ports.work import PayoutAccount
from gateways.sandbox.faults import Fault
from tests.desk import guide
from tests.desk.browser import Desk
from tests.workflows.world import World
from workflows import names

pytestmark = pytest.mark.timeout(600)  # for hangs only: a browser on a loaded machine is slow


async def test_all_open_offers_of_a_brand_are_cancelled_at_once(at: Desk, world: World) -> None:
    creator = world.new_creator()
    offers = [await world.offered(creator_id=creator) for _ in range(2)]
    accepted = await world.accepted()
    query = f"WorkflowType = 'Commission' AND CommissionStage = 'offered' AND CreatorId = '{creator}'"

    await at.found(query, *offers)
    await at.page.locator("thead input[type=checkbox]").last.click(force=True)
    await at.see(at.shown("bulk-cancel-button"))
    await at.picture("08-select", height=400)
    await at.shown("bulk-cancel-button").click()
    await at.picture("08-confirm", dialog=True)
    await at.dialog.locator("button", has_text="Confirm").click()

    for each in offers:
        await world.stage(each, "cancelled")
        assert world.money(each).refunded == 300_000
    assert world.record(accepted).stage == "content_drafting"


async def test_a_cancel_request_that_the_rules_refuse_ends_nothing(at: Desk, world: World) -> None:
    cid = await world.published()

    await at.open(names.workflow_id(cid))
    await at.cancellation()

    await at.details("✗")
    assert world.record(cid).stage == "published"
    assert len(world.refusals(cid)) == 1


async def test_a_sick_provider_shows_in_the_pending_activities(at: Desk, world: World) -> None:
    cid = await world.reviewed()
    world.faults.arm("mp", Fault.FAIL_BEFORE, operation="publish", times=1_000)
    await world.drop(cid, "approve", release_at="now")

    await at.open(names.workflow_id(cid), "Pending Activities")
    await at.says("publish", "Last Failure")
    await at.picture("09-pending", height=600)
    await at.says("Last Failure")  # still: the picture shows it

    world.faults.clear()
    await world.stage(cid, "published", patience=120)


async def test_an_sms_shows_under_standalone_activities_by_its_commission(at: Desk, world: World) -> None:
    cid = await world.offered()

    await at.page.goto(f"{at.ui}/namespaces/default/activities")

    await at.says(f"offer:{cid}:2")


async def test_a_failed_payout_is_tried_again_and_followed(at: Desk, world: World) -> None:
    creator = world.new_creator()
    world.catalogue.bind_account(creator, PayoutAccount("alipay", "13800000000", "汤小明"))
    cid = await world.published(creator_id=creator)
    await world.send(cid, "settle")

    await at.open(names.workflow_id(cid))
    await at.details("打款失败", "等待处理", "retry_payout")
    await at.picture("10-payout-failed", height=1000)
    world.catalogue.bind_account(creator, PayoutAccount("alipay", "atang@example.com", "汤小明"))
    await at.update("retry_payout", guide.payload("retry_payout"))
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")

    await at.tab("Relationships")
    await at.says(names.withdrawal_workflow_id(cid))
    await at.picture("11-relationships", height=900)
    await at.open(names.withdrawal_workflow_id(cid))
    await at.says("transfer")
    await at.picture("11-withdrawal", height=900)


async def test_a_finished_commission_is_explained_to_a_party(at: Desk, world: World, tmp_path: Path) -> None:
    cid = await world.published()
    await world.send(cid, "settle")
    await world.end(cid)

    await at.open(names.workflow_id(cid), "Queries")
    await at.shown("query-select-button").click()
    await at.option("view").click()
    editor = at.page.locator("[contenteditable=true]:visible").first
    await editor.click()
    await at.page.keyboard.insert_text('{"role": "brand"}')
    await at.page.keyboard.press("Tab")
    await at.press("Run Query")
    await at.says("已完成")
    await at.picture("12-query", height=900)

    await at.tab("Timeline")
    async with at.page.expect_download() as wanted:
        await at.shown("download").click()
        await at.dialog.locator("button", has_text="Download").click()
    file = tmp_path / "history.json"
    await (await wanted.value).save_as(file)
    assert json.loads(file.read_text())["events"]
    assert not re.search(r"汤小明|138\d{8}", file.read_text())
