"""What people say to a withdrawal that waits, on the real server: by whom, once, and what the books say."""

import asyncio
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType

from gateways.ports.work import PayoutAccount
from services.commissions.commands import CommandRefused
from services.money import withdrawals
from tests.workflows.test_withdrawing import BAD, GOOD, NET, balance, earned, events, state, withdraw
from tests.workflows.world import World
from workflows import limits

TOWN = True
LI = {"actor": "operator:li", "reason": "已核对"}
WRONG = PayoutAccount("alipay", "13800000000", "汤大明")


async def waiting(world: World) -> tuple[str, str]:
    """A withdrawal whose account the bank refused; its creator and it."""
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, key="k1")
    await state(world, f"{creator}.k1", "waiting")
    return creator, f"{creator}.k1"


async def say(world: World, wid: str, name: str, **fields: Any) -> dict[str, Any]:
    return await withdrawals.say(world.client, wid, name, **fields)


async def refused(world: World, wid: str, name: str, **fields: Any) -> str:
    with pytest.raises(CommandRefused) as refusal:
        await say(world, wid, name, **fields)
    return str(refusal.value)


async def looks(world: World, wid: str) -> int:
    """How often the books were asked about the account."""
    history = await world.withdrawal(wid).fetch_history()
    marks = [e for e in history.events if e.event_type == EventType.EVENT_TYPE_MARKER_RECORDED]
    return sum("withdrawal_rebound" in str(each) for each in marks)


async def at_rest(world: World, wid: str) -> None:
    """It has heard everything it was told."""
    async with asyncio.timeout(30):
        while (await world.withdrawal(wid).describe()).raw_description.HasField("pending_workflow_task"):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def another_run(world: World, wid: str, than: str | None) -> None:
    """It goes on in a new history."""
    async with asyncio.timeout(30):
        while (await world.withdrawal(wid).describe()).run_id == than:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


NOBODY = [
    ({}, "OPERATOR_NEEDED"),
    ({"reason": "已核对"}, "OPERATOR_NEEDED"),
    ({"actor": "operator", "reason": "已核对"}, "OPERATOR_NEEDED"),
    ({"actor": "operator: ", "reason": "已核对"}, "OPERATOR_NEEDED"),
    ({"actor": "creator", "reason": "已核对"}, "WRONG_PARTY"),
    ({"actor": "brand:qingyou", "reason": "已核对"}, "WRONG_PARTY"),
    ({**LI, "on_behalf_of": "creator"}, "WRONG_PARTY"),
    ({**LI, "reason": " "}, "REASON_NEEDED"),
    ({**LI, "reason": "坏\u202e"}, "FORMAT_CHARACTER"),
    ({**LI, "reason": "\x1b[2J"}, "CONTROL_CHARACTER"),
    ({"actor": "operator:li\u3164", "reason": "核查"}, "FORMAT_CHARACTER"),
    ({**LI, "reason": "长" * 101}, "REASON_TOO_LONG"),
    ({**LI, "stars": 5}, "FIELD_UNKNOWN"),
    ({**LI, "round": 1}, "FIELD_UNKNOWN"),
]


async def test_no_money_moves_at_the_word_of_nobody(world: World) -> None:
    creator, wid = await waiting(world)

    for name in ("retry_payout", "cancel_payout"):
        for fields, code in NOBODY:
            assert (await refused(world, wid, name, **fields)).startswith(code)
            await world.withdrawal(wid).signal(name, fields)
    await at_rest(world, wid)

    assert world.standing(wid).state == "waiting"
    assert (balance(world, creator), world.transfers(wid)) == (0, [(f"{wid}-1", NET, False)])
    await say(world, wid, "cancel_payout", **{**LI, "reason": "长" * 100})
    await state(world, wid, "returned")
    assert world.queries.withdrawal_lines(wid)[-1].reason == "长" * 100


async def test_a_command_id_is_used_once_by_a_withdrawal_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    creator, wid = await waiting(world)

    first = await say(world, wid, "retry_payout", command_id="X-1", **LI)
    await world.until(lambda: len(events(world, wid)) == 4, "refused again")
    again = await say(world, wid, "retry_payout", command_id="X-1", received_at="2026-11-23T04:00:00Z", **LI)
    await world.withdrawal(wid).signal("retry_payout", {"command_id": "X-1", **LI})
    other = await refused(world, wid, "cancel_payout", command_id="X-1", **LI)
    await world.withdrawal(wid).signal("cancel_payout", {"command_id": "X-1", **LI})
    changed = await refused(world, wid, "retry_payout", command_id="X-1", actor="operator:li", reason="再试")
    await at_rest(world, wid)

    assert first["number"] == again["number"] == f"{wid}-2"
    assert other.startswith("ID_REUSED")
    assert "retry_payout" in other
    assert changed.startswith("ID_REUSED")
    assert [each[0] for each in events(world, wid)] == ["reserved", "turned_down", "retry", "turned_down"]

    run = (await world.withdrawal(wid).describe()).run_id
    monkeypatch.setattr(limits, "EVENTS_MAX", 1)
    await world.withdrawal(wid).signal("account_changed", {})
    await another_run(world, wid, run)
    monkeypatch.undo()
    assert (await refused(world, wid, "cancel_payout", command_id="X-1", **LI)).startswith("ID_REUSED")
    await say(world, wid, "cancel_payout", command_id="X-2", **LI)
    await state(world, wid, "returned")
    assert balance(world, creator) == NET


async def test_a_command_answered_before_the_withdrawal_ended_is_answered_again(world: World) -> None:
    _, wid = await waiting(world)

    first = await say(world, wid, "cancel_payout", command_id="X-1", **LI)
    await world.withdrawal(wid).result()

    assert await say(world, wid, "cancel_payout", command_id="X-1", **LI) == first
    assert (await refused(world, wid, "retry_payout", command_id="X-1", **LI)).startswith(
        "WITHDRAWAL_NOT_WAITING"
    )


async def test_word_of_a_mended_account_moves_nothing_while_the_books_say_otherwise(world: World) -> None:
    creator, wid = await waiting(world)

    for _ in range(3):
        await world.withdrawal(wid).signal("account_changed", {"actor": f"creator:{creator}"})
        await asyncio.sleep(0.3)
    world.catalogue.bind_account(creator, BAD)
    await world.withdrawal(wid).signal("account_changed")
    await asyncio.sleep(1)
    assert world.transfers(wid) == [(f"{wid}-1", NET, False)]
    assert [each[0] for each in events(world, wid)] == ["reserved", "turned_down"]

    world.catalogue.unbind_account(creator)
    await world.withdrawal(wid).signal("account_changed")
    await asyncio.sleep(1)
    assert world.standing(wid).state == "waiting"

    world.catalogue.bind_account(creator, GOOD)
    await world.withdrawal(wid).signal("account_changed")
    await state(world, wid, "paid")
    assert world.transfers(wid) == [(f"{wid}-1", NET, False), (f"{wid}-2", NET, True)]


async def test_a_flood_of_such_words_is_not_a_flood_of_questions(world: World) -> None:
    creator, wid = await waiting(world)
    at_first = await looks(world, wid)

    for _ in range(10):
        await asyncio.gather(*[world.withdrawal(wid).signal("account_changed", {}) for _ in range(20)])
        await asyncio.sleep(0.2)
    await at_rest(world, wid)

    assert 1 <= await looks(world, wid) - at_first <= 6
    assert world.transfers(wid) == [(f"{wid}-1", NET, False)]
    await say(world, wid, "cancel_payout", **LI)
    await state(world, wid, "returned")
    assert balance(world, creator) == NET
