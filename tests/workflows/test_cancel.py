"""Cancelling, and what it costs whom (D12.2, D12.9; study (b) §6)."""

import asyncio

from tests.workflows.world import HOUR, World

TOWN = True


async def test_the_kill_fee_follows_what_has_been_done_and_must_be_named(world: World) -> None:
    nothing, outline, audited, final = await asyncio.gather(
        world.accepted(), world.outlined(), world.reviewed(), world.reviewed()
    )
    for _ in range(2):
        await world.send(final, "reject", reason="再改")
        await world.hand_in(final)

    await world.send(nothing, "cancel")
    for cid, fee, paid in (
        (outline, 30_000, 28_500),
        (audited, 150_000, 142_500),
        (final, 300_000, 285_000),
    ):
        refusal = await world.refused(cid, "QUOTE_STALE", "cancel")
        assert f"quoted_fen={fee}" in refusal.en
        assert (await world.view(cid, "brand"))["kill_fee_fen"] == fee
        await world.send(cid, "cancel", quoted_fen=fee, reason="推广计划改变")
        assert world.transfers(cid) == [(f"{cid}-1", paid, True)]
        assert world.money(cid).refunded == 300_000 - fee

    assert world.money(nothing).refunded == 300_000
    for cid in (nothing, outline, audited, final):
        assert (await world.end(cid))["stage"] == "cancelled"
        assert world.heard(cid)[-1] == "cancelled"
        assert world.breaches(cid) == []


async def test_a_quote_from_before_is_stale_when_the_stage_has_changed(world: World) -> None:
    cid = await world.outlined()
    quoted = (await world.view(cid, "brand"))["kill_fee_fen"]

    await world.send(cid, "approve")
    await world.hand_in(cid)

    await world.refused(cid, "QUOTE_STALE", "cancel", quoted_fen=quoted)


async def test_the_creator_may_ask_to_cancel_and_needs_the_brands_consent(world: World) -> None:
    agreed, silent, refused, taken_back = await asyncio.gather(*[world.accepted() for _ in range(4)])
    for cid in (agreed, silent, refused, taken_back):
        await world.send(cid, "request_cancel", reason="档期冲突")
        assert world.brand_heard(cid) == ["accepted", "cancel_asked"]
        await world.refused(cid, "ALREADY_ASKED", "request_cancel", reason="档期冲突")

    await world.send(agreed, "answer_cancel", agree=True)
    assert (await world.end(agreed))["stage"] == "cancelled"
    assert (world.breaches(agreed), world.money(agreed).refunded) == ([], 300_000)

    await world.strike(silent, "cancel_reminder")
    await world.strike(silent, "cancel_reply_by")
    assert (await world.end(silent))["stage"] == "cancelled"
    assert world.brand_heard(silent)[1:3] == ["cancel_asked", "cancel_reminder"]

    await world.refused(refused, "REASON_NEEDED", "answer_cancel", agree=False)
    due = world.clock(refused, "submit_by")
    await world.send(refused, "answer_cancel", agree=False, reason="档期已定")
    assert world.heard(refused)[-1] == "cancel_refused"
    assert world.clock(refused, "submit_by") == due  # its clocks ran on

    await world.send(taken_back, "withdraw_cancel")
    await world.refused(taken_back, "NO_REQUEST", "answer_cancel", agree=True)
    assert "cancel_reply_by" not in world.record(taken_back).clocks


async def test_a_brand_that_cancels_while_the_creator_asks_to_pays_nothing(world: World) -> None:
    cid = await world.reviewed()
    await world.send(cid, "request_cancel", reason="档期冲突", quoted_fen=150_000)

    await world.send(cid, "cancel")

    assert (await world.end(cid))["stage"] == "cancelled"
    assert (world.money(cid).refunded, world.transfers(cid)) == (300_000, [])


async def test_approving_meanwhile_ends_the_request(world: World) -> None:
    cid = await world.reviewed()
    await world.send(cid, "request_cancel", reason="档期冲突", quoted_fen=150_000)

    await world.send(cid, "approve", release_at="now")

    assert await world.stage(cid, "published")
    assert world.record(cid).cancel_request is None
    assert "cancel_reply_by" not in world.record(cid).clocks


async def test_late_beyond_the_grace_the_brand_cancels_for_nothing_whatever_was_done(world: World) -> None:
    cid = await world.outlined()
    await world.send(cid, "approve")
    await world.strike(cid, "submit_by")
    await world.refused(cid, "QUOTE_STALE", "cancel")
    await world.skip(cid, 24 * HOUR)

    await world.send(cid, "cancel")

    assert (await world.end(cid))["stage"] == "cancelled"
    assert (world.money(cid).refunded, world.breaches(cid)) == (300_000, ["default"])


async def test_published_work_is_not_cancelled_but_may_be_complained_of(world: World) -> None:
    cid = await world.published()

    refusal = await world.refused(cid, "PUBLISHED", "cancel", quoted_fen=150_000)

    assert "complain" in refusal.en


async def test_a_cancel_during_the_platform_audit_waits_for_its_answer_or_for_24_hours(world: World) -> None:
    passed, silent = await asyncio.gather(world.accepted(), world.accepted())
    for cid in passed, silent:
        await world.write(cid)
        await world.stage(cid, "platform_audit")
        seen = await world.view(cid, "brand")
        assert (seen["kill_fee_fen"], seen["kill_fee_if_passed_fen"]) == (30_000, 150_000)
        await world.send(cid, "cancel", quoted_fen=30_000, quote=seen["quote"])
        assert await world.stage(cid, "platform_audit")
        await world.refused(cid, "CANCEL_WAITS", "cancel", quoted_fen=30_000)

    await world.audit(passed)
    await world.strike(silent, "audit_answer_by")

    for cid, fee in (passed, 150_000), (silent, 30_000):
        assert (await world.end(cid))["stage"] == "cancelled"
        assert world.money(cid).refunded == 300_000 - fee
