"""SMS are activities of their own: started once their line is recorded, and no commission waits for them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import ActivityExecutionStatus
from temporalio.common import ActivityIDReusePolicy
from temporalio.exceptions import ActivityAlreadyStartedError

from domain.notice import Notice
from gateways.notices import SqlNoticeStore, order_notices
from gateways.sandbox.faults import Fault
from gateways.sql.database import writing
from models.messages.work import NoticeInput
from runtime.notice_relay import GONE, NoticeRelay
from tests.workflows.world import World
from workflows import names

TOWN = True


def ordered(world: World, cid: str, template: str = "offer") -> Notice:
    """As if its worker had died just after it recorded the line: nobody was told."""
    creator = world.record(cid).order.creator_id
    notice = Notice(
        f"{template}:{cid}:99",
        cid,
        f"creator:{creator}",
        "sms",
        "offer",
        {},
        "您有一个任务",
        datetime.now(UTC),
    )
    with writing(world.engine) as session:
        order_notices(session, (notice,))
    return notice


def kept(world: World, key: str) -> str:
    (row,) = [each for each in world.queries.notices(key.split(":")[1]) if each.key == key]
    return f"{row.state} {row.note}".strip()


async def test_each_is_an_activity_under_its_key_and_the_commissions_history_has_none(world: World) -> None:
    cid = await world.accepted()

    told = [each.key for each in world.queries.notices(cid) if each.channel == "sms"]
    for key in told:
        description = await world.client.get_activity_handle(key).describe()
        assert description.status is ActivityExecutionStatus.COMPLETED
        with pytest.raises(ActivityAlreadyStartedError):
            await world.client.start_activity(
                "notice",
                NoticeInput(key, 1),
                id=key,
                task_queue=names.notices_queue(world.settings.queue),
                start_to_close_timeout=timedelta(seconds=5),
                id_reuse_policy=ActivityIDReusePolicy.REJECT_DUPLICATE,
            )
    (history,) = await world.histories(cid)
    kinds = {each.event_type for each in history.events}
    assert len(told) == 2
    assert EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED not in kinds


async def test_one_that_was_recorded_and_never_started_is_sent_all_the_same(world: World) -> None:
    cid = await world.offered()

    notice = ordered(world, cid)

    await world.until(lambda: kept(world, notice.key) == "sent", "the relay's next look")
    assert world.heard(cid) == ["offer", "offer"]


async def test_one_whose_activity_somebody_ended_is_told_to_its_commission(world: World) -> None:
    cid = await world.offered()
    world.faults.arm("sms", Fault.FAIL_BEFORE, operation="send", match=f":{cid}:99", times=100)
    notice = ordered(world, cid)
    await world.until(lambda: kept(world, notice.key) == "sending", "the first attempt")
    relay = NoticeRelay(world.client, SqlNoticeStore(world.engine), world.settings)
    (each,) = [one for one in SqlNoticeStore(world.engine).overdue(datetime.now(UTC), 99) if cid in one.key]

    await relay.judge(each)
    assert kept(world, notice.key) == "sending", "it is under way"
    await world.client.get_activity_handle(notice.key).terminate(reason="by hand")
    await relay.judge(each)

    assert kept(world, notice.key) == f"failed {GONE}"
    await world.until(lambda: world.attention(cid) == ("notice_failed",), "the attention")
    assert not [one for one in SqlNoticeStore(world.engine).to_report(99) if cid in one.key]
    world.faults.clear()


async def test_whatever_is_said_to_have_failed_the_books_are_asked(world: World) -> None:
    cid = await world.offered()

    await world.tell(cid, "notice_failed", ref=f"offer:{cid}:2")

    assert world.refusals(cid) == ["FACT_DENIED"]
    assert world.attention(cid) == ("fact_denied",)
    assert await world.stage(cid, "offered")


async def test_one_that_fails_after_its_commission_is_over_stops_nothing(world: World) -> None:
    cid = await world.offered()
    world.faults.arm("sms", Fault.REFUSE, operation="send", match=cid, note="QUOTA")
    await world.drop(cid, "decline")
    await world.end(cid)

    await world.quiet(cid)

    states: Mapping[str, Any] = {each.template: each.state for each in world.queries.notices(cid)}
    assert states["unaccepted"] == "refused"
    assert not any(each.is_open for each in world.queries.notices(cid))
    world.faults.clear()
