"""A creator withdraws by hand, on the real server: what is refused, what waits, what comes back later."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.common import RawValue

from domain.instants import BEIJING
from gateways.ports.work import PayoutAccount
from gateways.sandbox.faults import Fault
from services.commissions.commands import CommandRefused
from services.money import withdrawals
from tests.workflows.world import DAY, World
from workflows import names

TOWN = True

BAD = PayoutAccount("alipay", "13800000000", "汤小明")
GOOD = PayoutAccount("alipay", "c1@example.com", "汤小明")
CARD = PayoutAccount("bank_card", "6222000011112222", "汤小明")
NET = 285_000


async def earned(world: World) -> tuple[str, str]:
    """A settled commission whose money its creator chose to withdraw by hand; the creator and it."""
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    world.choose_by_hand(creator)
    await world.send(cid, "settle")
    assert world.record(cid).payout.state == "kept"
    return creator, cid


async def withdraw(world: World, creator: str, fen: int = 0, key: str = "") -> dict[str, Any]:
    return await withdrawals.withdraw(world.client, world.settings, world.withdrawals, creator, fen, key)


async def refused(world: World, creator: str, fen: int = 0, key: str = "") -> str:
    """By this name, and nothing was reserved, written or sent."""
    before = world.ledger.balances(), world.bank.log()
    with pytest.raises(CommandRefused) as refusal:
        await withdraw(world, creator, fen, key)
    assert (world.ledger.balances(), world.bank.log()) == before
    return refusal.value.code


async def state(world: World, withdrawal_id: str, *wanted: str) -> None:
    await world.until(lambda: world.standing(withdrawal_id).state in wanted, f"{withdrawal_id} {wanted}")


def events(world: World, withdrawal_id: str) -> list[tuple[str, str, str]]:
    return [(each.event, each.number, each.code) for each in world.queries.withdrawal_lines(withdrawal_id)]


async def told(world: World, creator: str, sms: str) -> None:
    phone = world.creators[creator]
    await world.until(lambda: world.phones.inbox(phone)[-1].text == sms, sms)


def balance(world: World, creator: str) -> int:
    return world.ledger.balances()[f"creator:{creator}"]


async def test_settled_money_stays_on_the_balance_until_its_creator_withdraws_it(world: World) -> None:
    creator, cid = await earned(world)
    assert (balance(world, creator), world.transfers(cid)) == (NET, [])

    first = await withdraw(world, creator, 100_000, "k1")
    await state(world, f"{creator}.k1", "paid")
    rest = await withdraw(world, creator, key="k2")
    await state(world, f"{creator}.k2", "paid")

    assert (first["fen"], first["number"]) == (100_000, f"{creator}.k1-1")
    assert (rest["fen"], balance(world, creator)) == (NET - 100_000, 0)
    assert world.transfers(f"{creator}.") == [
        (f"{creator}.k1-1", 100_000, True),
        (f"{creator}.k2-1", NET - 100_000, True),
    ]
    assert events(world, f"{creator}.k1") == [
        ("reserved", f"{creator}.k1-1", ""),
        ("paid", f"{creator}.k1-1", ""),
    ]


async def test_the_same_key_withdraws_once_and_another_amount_under_it_is_refused(world: World) -> None:
    creator, _ = await earned(world)
    await withdraw(world, creator, 100_000, "k1")
    await state(world, f"{creator}.k1", "paid")

    again = await withdraw(world, creator, 100_000, "k1")
    assert (again["state"], again["number"]) == ("paid", f"{creator}.k1-1")
    assert await refused(world, creator, 100_001, "k1") == "WITHDRAWAL_KEY_REUSED"
    assert len(world.transfers(f"{creator}.")) == 1


async def test_what_the_terms_do_not_allow_is_refused_by_name_and_changes_nothing(world: World) -> None:
    creator, _ = await earned(world)

    assert await refused(world, creator, NET + 1) == "BALANCE_SHORT"
    assert await refused(world, creator, 999) == "WITHDRAWAL_TOO_SMALL"
    assert await refused(world, creator, -1) == "WITHDRAWAL_AMOUNT"
    assert await refused(world, creator, 100_000, "a key/") == "BAD_KEY"
    assert await refused(world, "nobody", 100_000) == "CREATOR_UNKNOWN"
    world.catalogue.unbind_account(creator)
    assert await refused(world, creator, 100_000) == "NO_ACCOUNT"
    world.catalogue.bind_account(creator, GOOD)
    for number in range(3):
        await withdraw(world, creator, 10_000, f"t{number}")
        await state(world, f"{creator}.t{number}", "paid")
    with pytest.raises(withdrawals.TooOftenToPay) as again:
        await withdraw(world, creator, 10_000)
    assert (again.value.code, timedelta(0) < again.value.wait <= DAY) == ("TOO_OFTEN_TODAY", True)
    assert balance(world, creator) == NET - 30_000


async def test_hours_and_times_a_day_go_by_the_withdrawals_own_clock(world: World) -> None:
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, CARD)
    tomorrow = (datetime.now(BEIJING) + DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    evening, morning = tomorrow + timedelta(hours=22), tomorrow + timedelta(hours=34)

    late = await delayed(world, creator, "late", evening)
    first = await delayed(world, creator, "first", morning)
    second = await delayed(world, creator, "second", morning + timedelta(minutes=5))
    next_day = await delayed(world, creator, "next", morning + DAY)

    assert (late["state"], late["reason"]) == ("refused", "OUTSIDE_HOURS")
    assert (second["state"], second["reason"]) == ("refused", "TOO_OFTEN_TODAY")
    assert (first["state"], next_day["state"]) == ("paid", "paid")


async def delayed(world: World, creator: str, key: str, at: datetime) -> dict[str, Any]:
    """Asked for at an instant to come, and skipped to."""
    handle = await withdrawals.begin_at(
        world.client, world.settings, world.withdrawals, creator, 20_000, key, at
    )
    await world.skip_withdrawal(
        f"{creator}.{key}", at.astimezone(UTC) - datetime.now(UTC) + timedelta(seconds=2)
    )
    ended: dict[str, Any] = await handle.result()
    return ended


async def test_a_refused_withdrawal_waits_for_the_account_and_arrives_under_a_second_number(
    world: World,
) -> None:
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, key="k1")
    await state(world, f"{creator}.k1", "waiting")
    assert (balance(world, creator), world.ledger.balances()[f"transit:{creator}.k1"]) == (0, NET)

    world.catalogue.bind_account(creator, GOOD)
    assert await withdrawals.account_changed(world.client, [f"{creator}.k1"]) == 1
    await state(world, f"{creator}.k1", "paid")

    assert world.transfers(f"{creator}.") == [(f"{creator}.k1-1", NET, False), (f"{creator}.k1-2", NET, True)]
    assert events(world, f"{creator}.k1")[1:] == [
        ("turned_down", f"{creator}.k1-1", "ACCOUNT_INVALID"),
        ("account_changed", f"{creator}.k1-1", ""),
        ("paid", f"{creator}.k1-2", ""),
    ]
    await told(world, creator, "【星图】您的提现2,850.00元未成功，请核对收款账户")


async def test_an_account_mended_while_a_number_is_on_its_way_is_used_as_soon_as_that_is_refused(
    world: World,
) -> None:
    creator, _ = await earned(world)
    wid = f"{creator}.k1"
    world.catalogue.bind_account(creator, BAD)
    world.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer", match=wid)
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=wid, times=1_000)
    await withdraw(world, creator, key="k1")
    await world.until(lambda: len(events(world, wid)) > 1, "the answer that was lost")

    world.catalogue.bind_account(creator, GOOD)
    await withdrawals.account_changed(world.client, [wid])
    world.faults.clear()
    await state(world, wid, "paid")

    assert world.transfers(wid) == [(f"{wid}-1", NET, False), (f"{wid}-2", NET, True)]


async def test_a_withdrawal_the_books_contradict_is_refused_by_name_and_shown(world: World) -> None:
    creator, _ = await earned(world)
    world.set_row(
        "insert into withdrawals (id, creator_id, fen, generation, state, reason, seq, rail, updated_at)"
        " values (:id, :creator, 1, 1, 'under_way', '', 1, '', '2026-01-01 00:00:00')",
        id=f"{creator}.k1",
        creator=creator,
    )

    assert await refused(world, creator, key="k1") == "WITHDRAWAL_CONFLICT"

    shown = (await world.withdrawal(f"{creator}.k1").describe()).typed_search_attributes
    assert shown.get(names.ATTENTION) == ["payout_conflict"]
    world.set_row("delete from withdrawals where id = :id", id=f"{creator}.k1")


async def test_operators_cancel_what_waits_and_nothing_else_from_every_way_in(world: World) -> None:
    creator, _ = await earned(world)
    wid = f"{creator}.k1"
    world.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer", match=wid, note="lost")
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=wid, times=1_000)
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, key="k1")
    await world.until(lambda: len(events(world, wid)) > 1, "the answer that was lost")

    for name in ("retry_payout", "cancel_payout"):
        with pytest.raises(CommandRefused, match="WITHDRAWAL_NOT_WAITING"):
            await withdrawals.say(world.client, wid, name, actor="operator:li", reason="x")
        await world.withdrawal(wid).signal(name, {"actor": "operator:li", "reason": "x"})
    await world.withdrawal(wid).signal("cancel_payout", args=[1, "two", None])
    await world.withdrawal(wid).signal("no_such_word", {"x": 1})
    await world.withdrawal(wid).cancel(reason="a\0b")
    assert (balance(world, creator), world.standing(wid).state) == (0, "under_way")

    world.faults.clear()
    await state(world, wid, "waiting")
    with pytest.raises(CommandRefused, match="REASON_NEEDED"):
        await withdrawals.say(world.client, wid, "cancel_payout", actor="operator:li")
    answer = await withdrawals.say(
        world.client, wid, "cancel_payout", actor="operator:li", reason="创作者要求"
    )
    await state(world, wid, "returned")

    assert (answer["state"], balance(world, creator)) == ("returned", NET)
    line = world.queries.withdrawal_lines(wid)[-1]
    assert (line.event, line.actor, line.reason) == ("cancel", "operator:li", "创作者要求")
    await told(world, creator, "【星图】您的提现2,850.00元未成功，已退回余额")
    with pytest.raises(CommandRefused, match="WITHDRAWAL_NOT_WAITING"):
        await withdrawals.say(world.client, wid, "retry_payout", actor="operator:li", reason="x")


async def test_a_temporal_cancel_is_the_operators_cancel_where_it_fits(world: World) -> None:
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, key="k1")
    await state(world, f"{creator}.k1", "waiting")

    await world.withdrawal(f"{creator}.k1").cancel(reason="创作者来电")
    await state(world, f"{creator}.k1", "returned")

    line = world.queries.withdrawal_lines(f"{creator}.k1")[-1]
    assert (line.event, line.actor, line.reason) == ("cancel", "operator:temporal", "创作者来电")
    assert (await world.withdrawal(f"{creator}.k1").result())["state"] == "returned"


async def test_a_bank_that_stays_silent_is_shown_to_operators_and_never_told_twice(world: World) -> None:
    creator, _ = await earned(world)
    wid = f"{creator}.k1"
    world.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer", match=wid)
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=wid, times=1_000, note="BANK_AWAY")
    await withdraw(world, creator, key="k1")
    await world.until(lambda: len(events(world, wid)) > 1, "the answer that was lost")

    await world.skip_withdrawal(wid, timedelta(hours=2))
    await world.until(lambda: events(world, wid)[-1][0] == "silent", "the alert")
    shown = (await world.withdrawal(wid).describe()).typed_search_attributes
    assert shown.get(names.ATTENTION) == ["payout_unknown"]
    assert world.standing(wid).reason.startswith("BANK_AWAY")
    world.faults.clear()
    await world.skip_withdrawal(wid, timedelta(hours=1))
    await state(world, wid, "paid")

    assert world.transfers(wid) == [(f"{wid}-1", NET, True)]
    assert len(world.bank.requests(f"{wid}-1")) == 1


async def test_money_a_cards_bank_sends_back_days_later_is_on_the_balance_again(world: World) -> None:
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, CARD)
    wid = f"{creator}.k1"
    morning = (datetime.now(BEIJING) + DAY).replace(hour=10, minute=0, second=0, microsecond=0)
    await withdrawals.begin_at(world.client, world.settings, world.withdrawals, creator, 0, "k1", morning)
    await world.skip_withdrawal(wid, morning.astimezone(UTC) - datetime.now(UTC) + timedelta(seconds=2))
    await state(world, wid, "paid")

    world.bank.refund(f"{wid}-1", datetime.now(UTC))
    watch = world.refund_watch(f"{wid}-1")
    await world.until_open(watch)
    await world.skipper.fast_forward(watch, timedelta(days=1, seconds=5))
    await state(world, wid, "refunded")

    assert await watch.result() == "refunded"
    assert balance(world, creator) == NET
    assert events(world, wid)[-1] == ("refunded", f"{wid}-1", "SENT_BACK")
    await told(world, creator, "【星图】您的提现2,850.00元被收款行退回，已退回余额")


@pytest.mark.parametrize("payload", ["", "null", "[]", '"x"', '{"reason": 3}', '{"nope": 1}', "{"])
async def test_whatever_is_sent_to_a_withdrawal_no_task_of_it_fails(world: World, payload: str) -> None:
    creator, cid = await earned(world)
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, key="k1")
    await state(world, f"{creator}.k1", "waiting")
    raw = world.client.data_converter.payload_converter.to_payload({})
    raw.data = payload.encode()

    for name in ("retry_payout", "cancel_payout"):
        await world.withdrawal(f"{creator}.k1").signal(name, RawValue(raw))
    with pytest.raises(CommandRefused):
        await withdrawals.say(world.client, f"{creator}.k1", "retry_payout")

    assert world.standing(f"{creator}.k1").state == "waiting"
    assert await world.failed_tasks(cid) == []
