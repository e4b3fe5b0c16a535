"""Q14 「没有被客户投诉」: complaint, hearing, decision, appeal (D12.10).

The instants are in test_deadlines.
"""

import asyncio
from datetime import timedelta

from tests.workflows.world import World

TOWN = True


async def test_a_complaint_stops_the_settlement_and_the_creator_is_asked(world: World) -> None:
    cid = await world.published()
    await world.refused(cid, "CAUSE_UNKNOWN", "complain", cause="mood", reason="不喜欢")
    await world.refused(cid, "REASON_NEEDED", "complain", cause="quality")
    await world.refused(
        cid, "TOO_MUCH_EVIDENCE", "complain", cause="quality", reason="差", evidence=["x"] * 11
    )

    await world.send(cid, "complain", cause="content_differs", reason="缺少产品名称", evidence=["shot-1"])

    assert await world.stage(cid, "arbitration")
    assert world.heard(cid)[-1] == "complained"
    assert world.attention(cid) == ("arbitration",)
    assert "settle_by" not in world.record(cid).clocks
    await world.skip(cid, timedelta(days=10))
    assert world.money(cid).still_held == 300_000


async def test_a_second_complaint_with_a_new_cause_is_added(world: World) -> None:
    cid = await world.complained()

    await world.send(cid, "complain", cause="late", reason="晚发布")
    await world.refused(cid, "ALREADY_COMPLAINED", "complain", cause="late", reason="晚发布")

    assert world.record(cid).case.causes == ("content_differs", "late")


async def test_the_other_side_is_heard_first_and_silence_loses_nothing_by_itself(world: World) -> None:
    answered, silent = await asyncio.gather(world.complained(), world.complained())
    for cid in (answered, silent):
        await world.stage(cid, "arbitration")
        await world.refused(
            cid, "HEAR_OTHER_SIDE", "arbitrate", actor="operator:li", decision="refund", reason="证据充分"
        )

    await world.send(answered, "answer_complaint", reason="见第二段", evidence=["p2"])
    await world.refused(answered, "ALREADY_ANSWERED", "answer_complaint", reason="再答")
    await world.strike(silent, "answer_reminder")
    assert world.heard(silent)[-1] == "answer_reminder"
    await world.strike(silent, "answer_by")

    for cid in (answered, silent):
        assert set(world.attention(cid)) == {"arbitration", "ready_to_decide"}
        assert world.money(cid).still_held == 300_000
        await world.operate(cid, "arbitrate", decision="settle")
        await world.strike(cid, "appeal_by")
        assert await world.stage(cid, "settled")
        assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


async def test_a_split_is_carried_out_when_the_time_to_appeal_is_over(world: World) -> None:
    cid = await world.complained(price_fen=500_000)
    await world.send(cid, "answer_complaint", reason="见第二段")
    await world.stage(cid, "arbitration")
    await world.refused(
        cid, "SHARE_NEEDED", "arbitrate", actor="operator:li", decision="split", reason="部分不符"
    )

    await world.operate(cid, "arbitrate", decision="split", creator_bps=6_000)
    assert await world.stage(cid, "decided")
    assert (world.heard(cid)[-1], world.brand_heard(cid)[-1]) == ("decided_creator", "decided_brand")
    assert world.money(cid).still_held == 500_000
    await world.strike(cid, "appeal_by")

    assert await world.stage(cid, "settled")
    money = world.money(cid)
    assert (money.to_creators, money.fee, money.refunded) == (285_000, 15_000, 200_000)
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


async def test_a_decision_is_appealed_once_and_the_second_one_is_final(world: World) -> None:
    cid = await world.complained()
    await world.send(cid, "answer_complaint", reason="见第二段")
    await world.operate(cid, "arbitrate", decision="refund")

    await world.send(cid, "appeal", actor="creator", reason="证据截图不是本文")
    assert await world.stage(cid, "arbitration")
    assert world.money(cid).still_held == 300_000
    await world.send(cid, "answer_case", reason="截图出自本文")
    await world.operate(cid, "arbitrate", decision="settle")

    assert await world.stage(cid, "settled")
    await world.refused(cid, "TOO_LATE", "appeal", actor="brand", reason="不服")
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


async def test_rework_opens_an_edit_session_and_a_fresh_window(world: World) -> None:
    cid = await world.complained()
    await world.send(cid, "answer_complaint", reason="愿意修改")

    await world.operate(cid, "arbitrate", decision="rework")

    assert await world.stage(cid, "published")
    assert world.mp.item(world.items[cid]).edit_open
    assert world.clock(cid, "settle_by") > await world.now(cid) + timedelta(days=6)
    await world.strike(cid, "settle_by")
    assert await world.stage(cid, "settled")


async def test_withdrawn_in_the_window_it_goes_on_and_after_it_it_settles_at_once(
    world: World,
) -> None:
    early, late = await asyncio.gather(world.complained(), world.complained())

    await world.send(early, "withdraw_complaint")
    assert await world.stage(early, "published")
    assert "settle_by" in world.record(early).clocks

    await world.skip(late, timedelta(days=9))
    await world.send(late, "withdraw_complaint")
    assert await world.stage(late, "settled")
    assert world.transfers(late) == [(f"{late}-1", 285_000, True)]


async def test_a_decision_that_is_overdue_is_shown_and_nothing_is_paid_or_refunded(
    world: World,
) -> None:
    cid = await world.complained()

    await world.strike(cid, "decide_by")

    assert "decision_overdue" in world.attention(cid)
    assert world.money(cid).still_held == 300_000


async def test_a_creator_nobody_answers_may_ask_the_platform(world: World) -> None:
    cid = await world.reviewed()
    await world.refused(cid, "NOT_YET", "escalate", actor="creator", reason="客户未确认")
    await world.strike(cid, "review_attention")

    await world.send(cid, "escalate", actor="creator", reason="客户七天未确认")
    assert await world.stage(cid, "arbitration")
    await world.send(cid, "answer_case", reason="本周确认")
    await world.operate(cid, "arbitrate", decision="approve")

    await world.stage(cid, "published")
    await world.quiet(cid)
    assert world.mp.item(world.items[cid]).state == "public"


async def test_a17_a_rejection_that_moves_the_goalposts_is_struck_and_stays_used(world: World) -> None:
    cid = await world.reviewed()
    await world.send(cid, "reject", reason="再写一篇别的")

    await world.send(cid, "escalate", actor="creator", reason="超出任务要求")
    await world.refused(
        cid,
        "HEAR_OTHER_SIDE",
        "arbitrate",
        actor="operator:li",
        decision="strike_rejection",
        reason="超出",
    )
    await world.send(cid, "answer_case", reason="与需求单不符", evidence=["p3"])
    await world.refused(
        cid, "DECISION_UNFIT", "arbitrate", actor="operator:li", decision="resume", reason="超出"
    )
    await world.operate(cid, "arbitrate", decision="strike_rejection")

    assert await world.stage(cid, "content_review")
    assert world.record(cid).content_rejections == 1
    assert (world.heard(cid)[-1], world.brand_heard(cid)[-1]) == ("rejection_struck", "review_again")
