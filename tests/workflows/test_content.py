"""Q11 「跳转至头条号MP后台，勾选「关联星图任务」」 and Q12 「客户共有2次驳回机会」

With what happens when somebody is late or silent.
"""

import asyncio
from datetime import timedelta

from domain.instants import written_cn
from tests.workflows.world import DAY, HOUR, World

TOWN = True


async def test_only_an_item_published_in_the_mp_with_the_tick_is_a_submission(world: World) -> None:
    cid = await world.accepted()
    await world.stage(cid, "content_drafting")

    await world.refused(cid, "SUBMIT_IN_MP", "submit", ref="article.docx")
    await world.tell(cid, "submitted", item="mp-1", linked=False)
    await world.tell(cid, "submitted", item="mp-2", creator="somebody-else")
    assert world.refusals(cid) == ["NOT_LINKED", "NOT_THE_CREATORS"]
    assert world.record(cid).stage == "content_drafting"

    item = await world.write(cid)

    assert await world.stage(cid, "platform_audit")
    assert world.mp.item(item).state == "held"
    assert world.record(cid).work.ref == item
    assert "unexpected_fact" in world.attention(cid)


async def test_review_begins_after_the_audit_and_there_are_two_rejections_each_told_by_sms(
    world: World,
) -> None:
    cid = await world.reviewed()
    assert world.brand_heard(cid) == ["accepted", "handed_in", "content_review"]

    for n in (1, 2):
        await world.send(cid, "reject", reason=f"第{n}次意见")
        text, due = world.messages(cid)[-1].text, world.record(cid).submit_by
        assert due is not None
        assert text.startswith(f"【星图】任务「夏日新品测评」的文章被驳回（第{n}次），请查看驳回原因，")
        assert text.endswith(f"在{written_cn(due, due)}前修改后再次提交，逾期72小时未交则取消并记违约")
        assert (await world.view(cid, "creator"))["last_version"]["reason"] == f"第{n}次意见"
        await world.hand_in(cid)

    assert await world.stage(cid, "final_review")
    refusal = await world.refused(cid, "NO_REJECTS_LEFT", "reject", reason="第3次意见")
    assert "approve" in refusal.en
    await world.send(cid, "approve", release_at="now")
    assert await world.stage(cid, "published")


async def test_an_audit_that_fails_costs_no_rejection_and_can_be_appealed_once(world: World) -> None:
    cid = await world.accepted()
    await world.write(cid)

    await world.audit(cid, passed=False, reason="标题含绝对化用语")
    assert await world.stage(cid, "content_drafting")
    assert world.heard(cid)[-1] == "audit_failed"
    assert (await world.view(cid, "creator"))["last_version"]["reason"] == "标题含绝对化用语"
    assert world.record(cid).content_rejections == 0

    await world.send(cid, "appeal_audit", reason="文中没有绝对化用语")
    assert await world.stage(cid, "platform_audit")
    assert "audit_appealed" in world.attention(cid)
    await world.tell(cid, "audited", passed=False, reason="维持原判")
    assert await world.stage(cid, "content_drafting")


async def test_an_audit_that_never_comes_is_shown_to_operators_and_no_review_clock_runs(
    world: World,
) -> None:
    cid = await world.accepted()
    await world.write(cid)
    await world.stage(cid, "platform_audit")
    assert set(world.record(cid).clocks) == {"audit_alert", "audit_overdue", "audit_limit"}

    await world.strike(cid, "audit_alert")

    assert world.attention(cid) == ("audit_slow",)
    await world.audit(cid)
    assert await world.stage(cid, "content_review")
    assert world.attention(cid) == ()


async def test_an_article_is_never_approved_by_silence(world: World) -> None:
    cid = await world.reviewed()

    await world.strike(cid, "review_reminder")
    await world.strike(cid, "review_attention")
    assert world.attention(cid) == ("review_overdue",)
    assert "escalate" in (await world.view(cid, "creator"))["allowed_moves"]
    await world.strike(cid, "review_last_reminder")
    await world.skip(cid, 9 * HOUR)  # at 00:00 nobody is told: at 08:00
    assert world.brand_heard(cid)[2:] == ["content_review", *["review_reminder"] * 3]
    await world.before(cid, "review_limit")
    assert world.record(cid).stage == "content_review"
    await world.strike(cid, "review_limit")

    assert (await world.end(cid))["stage"] == "cancelled"
    money = world.money(cid)
    assert (money.to_creators, money.fee, money.refunded) == (142_500, 7_500, 150_000)
    assert world.transfers(cid) == [(f"{cid}-1", 142_500, True)]
    assert world.breaches(cid) == []


async def test_silence_approves_an_article_only_where_the_brand_said_so_when_ordering(world: World) -> None:
    cid = await world.reviewed(approve_when_silent=True)

    await world.strike(cid, "review_attention")

    await world.stage(cid, "published")
    line = next(each for each in world.queries.timeline(cid) if each.move == "review_attention")
    assert (line.by, line.to_stage) == ("clock", "awaiting_release")


async def test_within_the_grace_a_late_article_is_taken_and_marked_late(world: World) -> None:
    cid = await world.accepted()

    await world.strike(cid, "submit_by")
    assert world.heard(cid)[-2:] == ["submit_reminder", "overdue"]
    assert world.attention(cid) == ("overdue",)
    await world.hand_in(cid)

    assert world.record(cid).work.late
    assert world.attention(cid) == ()
    await world.send(cid, "approve", release_at="now")
    assert await world.stage(cid, "published")


async def test_who_accepts_and_never_delivers_loses_the_commission_and_it_is_written_down(
    world: World,
) -> None:
    cid = await world.accepted()

    await world.strike(cid, "abandon")

    assert await world.stage(cid, "cancelled")
    assert world.breaches(cid) == ["abandoned"]
    assert (world.money(cid).refunded, world.money(cid).to_creators) == (300_000, 0)
    assert (await world.end(cid))["stage"] == "cancelled"
    assert world.heard(cid)[-1] == "abandoned_creator"
    assert world.brand_heard(cid)[-1] == "abandoned_brand"


async def test_an_extension_both_sides_agree_on_moves_the_submission_deadline(world: World) -> None:
    asked, merged, lapsed = await asyncio.gather(world.accepted(), world.accepted(), world.accepted())
    later = world.clock(asked, "submit_by") + 2 * DAY

    await world.send(asked, "propose_extension", actor="creator", submit_by=later)
    assert world.brand_heard(asked) == ["accepted", "extension_asked_brand"]
    await world.refused(asked, "OWN_PROPOSAL", "answer_extension", actor="creator", agree=True)
    await world.send(asked, "answer_extension", actor="brand", agree=True)
    assert world.clock(asked, "submit_by") == later
    assert world.heard(asked)[-1] == "extended"
    (moved,) = [each for each in world.queries.timeline(asked)[-1].deadlines if each["clock"] == "submit_by"]
    assert moved["new"] == later.isoformat()
    assert moved["why"] == "answer_extension"

    for side in ("creator", "brand"):
        await world.send(merged, "propose_extension", actor=side, submit_by=later)
    assert world.clock(merged, "submit_by") == later

    old = world.clock(lapsed, "submit_by")
    await world.send(lapsed, "propose_extension", actor="creator", submit_by=later)
    await world.strike(lapsed, "extension_reply_by")
    assert world.clock(lapsed, "submit_by") == old
    await world.refused(lapsed, "NO_REQUEST", "answer_extension", actor="brand", agree=True)
    await world.refused(lapsed, "NOT_LATER", "propose_extension", actor="creator", submit_by=old - HOUR)
    await world.refused(
        lapsed, "EXTENSION_TOO_LATE", "propose_extension", actor="creator", submit_by=old + timedelta(days=40)
    )
