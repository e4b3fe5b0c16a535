"""What an operator finds in the Temporal Web UI, and can press there."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import Engine
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client

from domain.commissions.moves import MESSAGES
from domain.commissions.ordering.order import Order
from domain.commissions.state.commission import Commission
from gateways.commissions.orders import SqlOrders
from models.messages.work import Start
from services.commissions.commands import new_order
from settings import Settings
from tests.workflows.world import BRAND, HOUR, World, furnished
from workflows import names
from workflows.messages.proof import KEYS

TOWN = True


async def listed(client: Client, query: str) -> set[str]:
    return {names.commission_id(each.id) async for each in client.list_workflows(query)}


async def found(world: World, cid: str, query: str) -> None:
    """The list follows within moments."""
    for _ in range(200):
        if cid in await listed(world.client, f"WorkflowType = 'Commission' AND {query}"):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(query)


async def metadata(world: World, cid: str) -> Any:
    return await world.handle(cid).query("__temporal_workflow_metadata")


async def details(world: World, cid: str) -> str:
    return str((await metadata(world, cid)).current_details)


def said(payload: Payload) -> str:
    return str(json.loads(payload.data)) if payload.data else ""


async def test_a_commission_is_found_by_stage_type_brand_creator_amount_deadline_and_attention(
    world: World,
) -> None:
    cid = await world.accepted()
    creator = world.record(cid).order.creator_id
    due = world.clock(cid, "submit_by")
    mine = f"WorkflowId = 'commission/{cid}'"

    await found(world, cid, f"CommissionStage = 'content_drafting' AND {mine}")
    await found(
        world, cid, f"TaskType = 'article' AND BrandId = '{BRAND}' AND CreatorId = '{creator}' AND {mine}"
    )
    await found(world, cid, f"AmountFen = 300000 AND {mine}")
    before, after = (due - HOUR).isoformat(), (due + HOUR).isoformat()
    await found(world, cid, f"Deadline > '{before}' AND Deadline < '{after}' AND {mine}")

    await world.strike(cid, "submit_by")
    await found(world, cid, f"Attention = 'overdue' AND {mine}")
    await world.hand_in(cid)
    await found(world, cid, f"Attention IS NULL AND CommissionStage = 'content_review' AND {mine}")

    await world.send(cid, "approve", release_at="now")
    await world.stage(cid, "published")
    await found(world, cid, f"CommissionStage = 'published' AND {mine}")
    await world.send(cid, "settle")
    await found(world, cid, f"CommissionStage = 'settled' AND {mine}")
    await world.end(cid)
    await found(world, cid, f"CommissionStage = 'completed' AND Deadline IS NULL AND {mine}")


async def test_one_that_was_started_by_hand_without_attributes_is_found_too(world: World) -> None:
    creator = world.new_creator()
    order = Order(BRAND, creator, "青柚茶饮", "阿汤说茶", "answer", "夏日新品测评", 120_000)
    cid = SqlOrders(world.engine).register(new_order(order, f"by-hand-{creator}", "-")).commission_id
    await world.client.start_workflow(
        names.COMMISSION,
        Start(Commission(cid, order)),
        id=names.workflow_id(cid),
        task_queue=world.settings.queue,
    )

    world.ordered.append(cid)

    await found(
        world,
        cid,
        f"CommissionStage = 'offered' AND TaskType = 'answer' AND BrandId = '{BRAND}' "
        f"AND CreatorId = '{creator}' AND AmountFen = 120000",
    )


async def test_nothing_personal_stands_in_the_history(world: World) -> None:
    cid = await world.published()
    await world.send(cid, "settle")

    phone = world.creators[world.record(cid).order.creator_id]
    for history in await world.histories(cid):
        told = b"".join(event.SerializeToString() for event in history.events)
        for secret in (phone, "@example.com", "汤小明", "13900000001"):
            assert secret.encode() not in told


@pytest.mark.parametrize(
    ("lang", "words", "line"),
    [
        (
            "zh",
            ("待客户确认", "为什么", "接下来", "资金", "现在可以", "代品牌主"),
            "撰稿文章 · 青柚茶饮 → 阿汤说茶 · 3,000 元",
        ),
        (
            "en",
            ("article under review", "Why", "Next", "Money", "Possible now", "for the brand"),
            "CNY 3,000",
        ),
    ],
)
async def test_the_details_say_where_it_stands_and_why_what_comes_next_and_what_can_be_pressed(
    client: Client, engine: Engine, settings: Settings, lang: str, words: tuple[str, ...], line: str
) -> None:
    async with furnished(client, engine, settings.model_copy(update={"lang": lang})) as world:
        cid = await world.reviewed()

        text = await details(world, cid)
        for word in words:
            assert word in text
        assert "`content_review`" in text
        assert "`review_limit`" in text or "`review_reminder`" in text
        assert "`approve`" in text
        assert "150000" in text or "1,500.00" in text  # the kill fee now
        assert line in str(await (await world.handle(cid).describe()).static_summary())

        await world.send(cid, "reject", reason="标题与产品不符")
        assert "标题与产品不符" in await details(world, cid)
        await world.assert_sound()


async def test_every_message_is_described_with_a_payload_that_works(world: World) -> None:
    cid = await world.offered()
    told = await metadata(world, cid)

    signals = {each.name: each.description for each in told.definition.signal_definitions if each.name}
    updates = {each.name: each.description for each in told.definition.update_definitions}
    assert set(signals) == {*MESSAGES, KEYS}
    assert set(updates) == {each.name for each in MESSAGES.values() if not each.is_fact}
    for name, message in MESSAGES.items():
        payload = json.loads(signals[name][signals[name].index("{") :])
        assert payload == dict(message.example)
        assert message.zh in signals[name]
        assert updates.get(name, signals[name]) == signals[name]


async def test_every_timer_and_every_activity_says_what_it_is_for(world: World) -> None:
    cid = await world.published()
    await world.send(cid, "settle")

    seen: dict[str, list[str]] = {"timer": [], "activity": [], "child": []}
    for event in (await world.histories(cid))[0].events:
        summary = said(event.user_metadata.summary)
        match event.event_type:
            case EventType.EVENT_TYPE_TIMER_STARTED:
                seen["timer"].append(summary)
            case EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
                seen["activity"].append(summary)
            case EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED:
                seen["child"].append(summary)
    assert all(seen["timer"])
    assert seen["timer"][0] == "核对时限：电话提醒"
    assert all(seen["activity"])
    assert seen["activity"][0] == f"look {world.items[cid]}"
    sms = await world.client.get_activity_handle(f"offer:{cid}:2").describe()
    assert "您收到新任务" in said(sms.raw_info.user_metadata.summary)
    assert seen["child"] == [f"打款 2,850.00 → {world.record(cid).order.creator_id} · {cid}-1"]
