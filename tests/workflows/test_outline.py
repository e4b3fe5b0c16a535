"""Q6 to Q10: 「制作提纲→制作文章→发布文章→任务完成」."""

import asyncio

from domain.instants import written_cn
from services.commissions.commands import CommandRefused
from tests.workflows.world import BRAND_PHONE, HOUR, World

TOWN = True


async def test_outline_article_publication_done_with_an_sms_when_the_outline_is_confirmed(
    world: World,
) -> None:
    cid = await world.outlined()
    assert await world.stage(cid, "outline_review")
    assert world.brand_heard(cid) == ["accepted", "outline_review"]

    await world.send(cid, "approve")
    await world.quiet(cid)

    assert world.heard(cid) == ["offer", "outline_confirmed"]
    due = world.record(cid).submit_by
    assert due is not None
    told = (
        f"【星图】任务「夏日新品测评」的提纲已确认，请在{written_cn(due, due)}前提交文章，"
        "逾期72小时未交则取消并记违约"
    )
    assert world.messages(cid)[-1].text == told

    await world.hand_in(cid)
    await world.send(cid, "approve", release_at="now")
    await world.stage(cid, "published")
    await world.send(cid, "settle")

    stages = [line.to_stage for line in world.queries.timeline(cid)]
    walked = [stage for stage, before in zip(stages, ["", *stages], strict=False) if stage != before]
    assert walked[1:] == [
        "offered",
        "outline_drafting",
        "outline_review",
        "content_drafting",
        "platform_audit",
        "content_review",
        "awaiting_release",
        "published",
        "settled",
    ]


async def test_whether_there_is_an_outline_is_for_the_brand_to_say(world: World) -> None:
    with_one, without = await asyncio.gather(world.accepted(outline_wanted=True), world.accepted())

    assert await world.stage(with_one, "outline_drafting")
    assert await world.stage(without, "content_drafting")

    await world.send(with_one, "waive_outline")
    assert await world.stage(with_one, "content_drafting")
    await world.refused(with_one, "NOT_NOW", "waive_outline")
    await world.refused(without, "SUBMIT_IN_MP", "submit", ref="outline-1")


async def test_a_rejected_outline_is_told_by_sms_with_its_reason_in_the_details_and_submitted_again(
    world: World,
) -> None:
    cid = await world.outlined()

    await world.send(cid, "reject", reason="标题与产品不符")
    await world.quiet(cid)

    until = written_cn(world.clock(cid, "submit_by"), await world.now(cid))
    assert world.messages(cid)[-1].text == (
        f"【星图】任务「夏日新品测评」的提纲被驳回（第1次），请查看驳回原因，在{until}前修改后再次提交，逾期72小时未交则取消并记违约"
    )
    seen = await world.view(cid, "creator")
    assert seen["last_version"]["reason"] == "标题与产品不符"
    assert (seen["round"], seen["rejections"]["outline"]) == (2, 1)

    await world.send(cid, "submit", ref="outline-2")
    assert await world.stage(cid, "outline_review")


async def test_a_rejection_needs_a_reason_of_at_most_100_characters_else_it_costs_nothing(
    world: World,
) -> None:
    cid = await world.outlined()
    await world.stage(cid, "outline_review")

    await world.refused(cid, "REASON_NEEDED", "reject")
    await world.refused(cid, "REASON_NEEDED", "reject", reason="  ")
    await world.refused(cid, "REASON_TOO_LONG", "reject", reason="长" * 501)
    await world.tell(cid, "reject")

    assert world.refusals(cid) == ["REASON_NEEDED"]
    assert world.record(cid).outline_rejections == 0
    await world.send(cid, "reject", reason="长" * 500)


async def test_the_third_rejection_moves_on_to_writing_by_itself(world: World) -> None:
    cid = await world.outlined()

    for n in (1, 2, 3):
        await world.send(cid, "reject", reason=f"第{n}次意见")
        if n < 3:
            await world.send(cid, "submit", ref=f"outline-{n + 1}")

    assert await world.stage(cid, "content_drafting")
    await world.quiet(cid)
    assert world.heard(cid)[-3:] == ["outline_rejected", "outline_rejected", "outline_exhausted"]
    until = written_cn(world.clock(cid, "submit_by"), await world.now(cid))
    assert world.messages(cid)[-1].text == (
        f"【星图】任务「夏日新品测评」的提纲第3次被驳回，进入文章制作环节，请参考客户意见，"
        f"在{until}前提交，逾期72小时未交则取消并记违约"
    )
    assert (await world.view(cid, "creator"))["last_version"]["reason"] == "第3次意见"
    await world.hand_in(cid)
    assert await world.stage(cid, "content_review")


async def test_two_of_the_brand_reject_one_round_and_it_counts_once(world: World) -> None:
    cid = await world.outlined()

    answers = await asyncio.gather(
        world.send(cid, "reject", round=1, reason="太短"),
        world.send(cid, "reject", round=1, reason="太长"),
        return_exceptions=True,
    )
    (refusal,) = [each for each in answers if isinstance(each, CommandRefused)]
    assert refusal.code in ("STALE_ROUND", "NOT_NOW")

    await world.send(cid, "submit", ref="outline-2", round=2)
    await world.refused(cid, "STALE_ROUND", "reject", round=1, reason="迟到的意见")
    assert world.record(cid).outline_rejections == 1


async def test_approving_and_rejecting_cross_and_the_first_applied_wins(world: World) -> None:
    cid = await world.outlined()

    answers = await asyncio.gather(
        world.send(cid, "approve", round=1),
        world.send(cid, "reject", round=1, reason="太短"),
        return_exceptions=True,
    )

    assert len([each for each in answers if isinstance(each, CommandRefused)]) == 1
    assert [move for move in world.moves(cid) if move in ("approve", "reject")] in (["approve"], ["reject"])


async def test_an_outline_the_brand_does_not_answer_for_three_natural_days_counts_as_confirmed(
    world: World,
) -> None:
    cid = await world.outlined()
    await world.stage(cid, "outline_review")

    await world.strike(cid, "review_reminder")
    await world.skip(cid, 9 * HOUR)  # at 00:00 nobody is told: at 08:00
    assert world.heard(cid, BRAND_PHONE)[-1] == "review_reminder"
    await world.before(cid, "outline_review_by")
    assert await world.stage(cid, "outline_review")
    await world.strike(cid, "outline_review_by")

    assert await world.stage(cid, "content_drafting")
    assert world.queries.timeline(cid)[-1].by == "clock"
