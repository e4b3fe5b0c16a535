"""Commands as a sender meets them: twice, stale, stamped, as signal or update, to a closed commission."""

import asyncio
from datetime import timedelta

import pytest
from temporalio.client import WorkflowHandle, WorkflowQueryFailedError

from domain.commissions.moves import MESSAGES
from services.commissions.commands import CommandRefused
from tests.filling import said
from tests.workflows.world import HOUR, World

TOWN = True


async def test_a_command_id_repeated_is_answered_again_and_done_once(world: World) -> None:
    cid = await world.outlined()

    rejected = await world.send(cid, "reject", command_id="r-1", reason="太短")
    await world.send(cid, "submit", ref="outline-2")
    again = await world.send(cid, "reject", command_id="r-1", reason="太短")
    await world.tell(cid, "reject", command_id="r-1", reason="太短")
    await world.tell(cid, "reject", command_id="r-1", reason="太短", received_at="2026-01-01T00:00:00Z")

    assert again["seq"] == rejected["seq"]
    assert world.record(cid).outline_rejections == 1
    assert world.refusals(cid) == []


async def test_a_command_id_of_a_signal_is_known_to_the_update_of_the_same_name(world: World) -> None:
    cid = await world.offered()

    await world.tell(cid, "accept", command_id="a-1")
    told = await world.send(cid, "accept", command_id="a-1")

    (line,) = [each for each in world.queries.timeline(cid) if each.move == "accept"]
    assert told["seq"] == line.seq
    assert told["stage"] == "content_drafting"
    assert "attention" not in told  # what the creator sees, not what operators see
    assert line.command_id == "a-1"


async def test_a_command_id_under_another_name_or_body_is_refused_and_a_refused_id_may_be_tried_again(
    world: World,
) -> None:
    cid = await world.outlined()
    await world.tell(cid, "reject", command_id="x", reason="太短")
    await world.refused(cid, "ID_REUSED", "waive_outline", command_id="x")
    await world.refused(cid, "ID_REUSED", "reject", command_id="x", reason="太长")
    await world.refused(cid, "NOT_NOW", "approve", command_id="y")

    await world.send(cid, "submit", ref="outline-2")
    await world.send(cid, "approve", command_id="y")

    assert await world.stage(cid, "content_drafting")


async def test_an_id_used_for_one_command_is_refused_for_another_whichever_way_both_are_sent(
    world: World,
) -> None:
    """The server answers an update it knows with its first outcome: the commission must see the second."""
    updated, signalled = await world.offered(outline_wanted=True), await world.offered(outline_wanted=True)
    await world.send(updated, "accept", command_id="X-1")
    await world.tell(signalled, "accept", command_id="X-1")

    for cid in (updated, signalled):
        refusal = await world.refused(cid, "ID_REUSED", "submit", command_id="X-1", ref="outline-1")
        assert "accept" in refusal.zh
        assert "accept" in refusal.en
        await world.tell(cid, "submit", command_id="X-1", ref="outline-1")
        assert world.refusals(cid) == ["ID_REUSED"]
        assert "accept" in world.queries.timeline(cid)[-1].reason
        assert (await world.view(cid))["stage"] == "outline_drafting"
        assert (await world.send(cid, "accept", command_id="X-1"))["seq"] == 3


async def test_each_party_has_its_own_ids_and_an_operator_who_acts_for_one_has_the_operators(
    world: World,
) -> None:
    cid = await world.offered(outline_wanted=True)
    by = {"actor": "operator:li", "reason": "代为操作"}
    await world.send(cid, "accept", command_id="X-1", on_behalf_of="creator", **by)

    await world.send(cid, "submit", command_id="X-1", ref="outline-1")
    await world.send(cid, "reject", command_id="X-1", reason="太短")
    await world.refused(cid, "ID_REUSED", "freeze", command_id="X-1", party="creator", **by)
    await world.refused(cid, "ID_REUSED", "waive_outline", command_id="X-1", on_behalf_of="brand", **by)
    await world.refused(cid, "ID_REUSED", "waive_outline", command_id="X-1")

    assert world.moves(cid)[2:] == ["accept", "submit", "reject"]


async def test_a_stale_round_is_refused_and_costs_nothing(world: World) -> None:
    cid = await world.reviewed()
    await world.send(cid, "reject", round=1, reason="太短")
    await world.hand_in(cid)

    for name, fields in (("reject", {"reason": "太短"}), ("approve", {"release_at": "now"})):
        await world.refused(cid, "STALE_ROUND", name, round=1, **fields)
    await world.tell(cid, "reject", round=1, reason="太短")

    assert world.refusals(cid) == ["STALE_ROUND"]
    assert world.record(cid).content_rejections == 1
    await world.send(cid, "approve", round=2, release_at="now")


async def test_every_command_of_people_is_about_the_round_it_names(world: World) -> None:
    cid = await world.offered(outline_wanted=True)
    await world.refused(cid, "STALE_ROUND", "accept", round=7)
    await world.tell(cid, "accept", round=7)
    assert world.refusals(cid) == ["STALE_ROUND"]
    accepted = await world.send(cid, "accept", round=0, command_id="X-1")
    await world.send(cid, "submit", ref="outline-1", round=1)
    await world.send(cid, "reject", round=1, reason="太短")

    assert (await world.send(cid, "accept", round=0, command_id="X-1"))["seq"] == accepted["seq"]
    by = {"actor": "operator:li", "reason": "核实"}
    await world.refused(cid, "STALE_ROUND", "freeze", round=1, party="creator", **by)
    await world.send(cid, "freeze", round=2, party="creator", **by)


async def test_no_actor_is_the_commands_own_party_and_what_two_may_send_needs_one(world: World) -> None:
    cid = await world.accepted()

    assert world.queries.timeline(cid)[-1].actor == "creator via temporal"
    later = world.clock(cid, "submit_by") + 24 * HOUR
    await world.refused(cid, "ACTOR_NEEDED", "propose_extension", submit_by=later)
    await world.refused(cid, "WRONG_PARTY", "cancel", actor="creator")
    await world.refused(cid, "WRONG_PARTY", "request_cancel", actor="creator:somebody-else", reason="撞档")
    await world.refused(cid, "ACTOR_UNCLEAR", "cancel", actor="bank")
    await world.refused(cid, "OPERATOR_NEEDED", "freeze", party="creator", reason="核查")


async def test_a_refusal_says_in_both_languages_what_is_possible_now(world: World) -> None:
    cid = await world.offered()

    refusal = await world.refused(cid, "NOT_NOW", "approve", release_at="now")

    assert "现在可以" in refusal.zh
    assert "待接收" in refusal.zh
    assert "cancel" in refusal.en


async def test_a_field_that_does_not_belong_is_named_and_nothing_happens(world: World) -> None:
    cid = await world.offered()

    unknown = await world.refused(cid, "MALFORMED", "accept", colour="red")
    foreign = await world.refused(cid, "FIELD_UNKNOWN", "accept", stars=5)
    missing = await world.refused(cid, "ACTOR_UNCLEAR", "accept", actor="robot")

    assert unknown.code == "MALFORMED"
    assert "stars" in foreign.en
    assert missing.code == "ACTOR_UNCLEAR"


async def test_a_stamp_from_the_future_is_worth_no_more_than_none(world: World) -> None:
    cid = await world.offered()
    await world.before(cid, "accept_by", timedelta(seconds=3))

    later = await world.now(cid) + 24 * HOUR
    await world.refused(cid, "ORDER_EXPIRED", "accept", received_at=later)


async def test_every_message_may_be_sent_as_a_signal_and_every_command_as_an_update(world: World) -> None:
    """Refused as it must be here, but never unknown and never unanswered."""
    cid = await world.offered()
    welcome = ("accept", "decline", "cancel", "freeze", "funded")
    commands = [each for each in MESSAGES.values() if not each.is_fact and each.name not in welcome]

    refusals = await asyncio.gather(
        *[world.ask(cid, each.name, **said(each.example)) for each in commands], return_exceptions=True
    )
    assert {type(each) for each in refusals} <= {CommandRefused}
    assert all(each.code not in ("UNKNOWN_COMMAND", "MALFORMED", "FIELD_UNKNOWN") for each in refusals)

    for each in MESSAGES.values():
        if each.name not in welcome:
            await world.drop(cid, each.name, **said(each.example))
    await world.quiet(cid)
    assert (await world.view(cid))["stage"] == "offered"
    assert "UNKNOWN_COMMAND" not in world.refusals(cid)


async def test_an_unknown_signal_is_noted_and_an_unknown_update_is_refused(world: World) -> None:
    cid = await world.offered()

    await world.tell(cid, "make_coffee", sugar=2)
    assert world.refusals(cid) == ["UNKNOWN_COMMAND"]
    with pytest.raises(CommandRefused) as refusal:
        await world.ask(cid, "make_coffee")
    assert refusal.value.code == "UNKNOWN_COMMAND"
    await world.send(cid, "accept")


async def test_refused_signals_stand_in_the_timeline_the_first_twenty_of_a_day_the_rest_are_counted(
    world: World,
) -> None:
    cid = await world.offered()

    for _ in range(25):
        await world.drop(cid, "approve")
    await world.quiet(cid)

    assert len(world.refusals(cid)) == 20
    assert (await world.view(cid))["refused"] == 25
    assert world.heard(cid) == ["offer"]
    assert world.brand_heard(cid) == []
    await world.skip(cid, timedelta(hours=15))
    await world.tell(cid, "approve")
    assert len(world.refusals(cid)) == 21


async def test_a_closed_commission_answers_that_it_is_closed_and_an_unknown_one_that_it_is_unknown(
    world: World,
) -> None:
    cid = await world.offered()
    await world.send(cid, "decline")
    await world.end(cid)

    for name in ("accept", "cancel", "decline"):
        await world.refused(cid, "CLOSED", name)
    with pytest.raises(CommandRefused) as closed:
        await world.drop(cid, "accept")
    with pytest.raises(CommandRefused) as unknown:
        await world.ask("nobody", "accept")
    assert (closed.value.code, unknown.value.code) == ("CLOSED", "COMMISSION_UNKNOWN")


async def test_whatever_comes_with_the_last_task_is_answered_before_it_closes(world: World) -> None:
    cid = await world.offered()

    answers = await asyncio.gather(
        world.ask(cid, "decline"),
        *[world.ask(cid, name) for name in ("accept", "cancel", "decline", "accept")],
        return_exceptions=True,
    )

    assert all(isinstance(each, dict | CommandRefused) for each in answers)
    assert any(isinstance(each, dict) for each in answers)
    await world.end(cid)


async def test_what_is_too_large_is_refused_at_the_door(world: World) -> None:
    cid = await world.offered()

    with pytest.raises(CommandRefused) as refusal:
        await world.ask(cid, "decline", reason="长" * 40_000)

    assert refusal.value.code == "MESSAGE_TOO_LARGE"


async def test_queries_answer_each_side_in_its_own_view(world: World) -> None:
    cid = await world.reviewed()
    handle: WorkflowHandle[object, object] = world.handle(cid)

    creator, brand, operator = [await world.view(cid, role) for role in ("creator", "brand", "operator")]
    assert (creator["fee_fen"], creator["net_fen"]) == (15_000, 285_000)
    assert "kill_fee_fen" not in creator
    assert (brand["kill_fee_fen"], brand["hold_fen"]) == (150_000, 300_000)
    assert "net_fen" not in brand
    assert operator["attention"] == []
    for nobody in ((), ("Brand",), ({"role": "brnad"},), ({"role": None},), ({},), (7,)):
        with pytest.raises(WorkflowQueryFailedError, match="ROLE_NEEDED") as unanswered:
            await handle.query("view", *nobody)
        assert '{"role": "brand"}' in str(unanswered.value)
        assert "fen" not in str(unanswered.value)

    moves = await handle.query("allowed_moves")
    assert "approve" in moves["brand"]
    assert "approve" not in moves["creator"]
    assert "force_refund" in moves["operator"]

    timeline = await handle.query("timeline")
    assert [line["move"] for line in timeline[:3]] == ["open", "held", "accept"]
    reported = [line["move"] for line in timeline if line["by"] == "outside"]
    borne_out = [line["move"] for line in timeline[3:] if line["by"] == "system"]
    assert reported == borne_out == ["submitted", "audited"]
    assert timeline[-1]["stage"] == "content_review"
