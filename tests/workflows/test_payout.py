"""Settled money on its way to the creator. A payout that fails never un-settles (D6)."""

import asyncio
from datetime import timedelta

from gateways.money.withdrawals.queries import SqlWithdrawalQueries as Desk
from gateways.ports.work import PayoutAccount
from gateways.sandbox.faults import Fault
from tests.workflows.world import World
from workflows import names

TOWN = True

BAD = PayoutAccount("alipay", "13800000000", "汤小明")
GOOD = PayoutAccount("bank_card", "6222000011112222", "汤小明")


async def found(world: World, wid: str, word: str) -> None:
    """By its attention, in the list of withdrawals; without a word, not among those that need any."""
    workflow = names.withdrawal_workflow_id(wid)
    wanted = f"Attention = '{word}'" if word else "Attention IS NULL"
    query = f"WorkflowType = 'Withdrawal' AND WorkflowId = '{workflow}' AND {wanted}"
    for _ in range(400):
        if (await world.client.count_workflows(query)).count:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(query)


async def test_a_payout_the_bank_is_asked_about_is_found_until_it_answers(world: World) -> None:
    cid = await world.published()
    world.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer", match=cid)
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=cid, times=1_000)
    await world.ask(cid, "settle")
    await found(world, cid, "payout_asked")
    assert [row.id for row, _ in Desk(world.engine).needing_a_look() if row.id == cid] == [cid]

    world.faults.clear()
    await world.quiet(cid)
    await found(world, cid, "")
    assert cid not in [row.id for row, _ in Desk(world.engine).needing_a_look()]


async def test_a_wrong_account_fails_the_payout_and_a_new_number_pays_it_once_rebound(
    world: World,
) -> None:
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    world.catalogue.bind_account(creator, BAD)

    await world.send(cid, "settle")

    assert (await world.view(cid, "creator"))["payout"] == "waiting"
    assert world.record(cid).stage == "settled"
    assert world.attention(cid) == ("payout_failed",)
    assert world.heard(cid)[-1] == "payout_failed"
    balances = world.ledger.balances()
    assert (balances[f"creator:{creator}"], balances[f"transit:{cid}"]) == (0, 285_000)
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, False)]
    await world.refused(cid, "REASON_NEEDED", "retry_payout", actor="operator:li")

    world.catalogue.bind_account(creator, GOOD)
    await world.operate(cid, "retry_payout")

    assert world.transfers(cid) == [(f"{cid}-1", 285_000, False), (f"{cid}-2", 285_000, True)]
    assert (world.record(cid).payout.state, world.attention(cid)) == ("paid", ())
    await world.refused(cid, "PAYOUT_NOT_FAILED", "retry_payout", actor="operator:li", reason="再打一次")


async def test_a_creator_without_an_account_is_told_and_nothing_reaches_the_bank(world: World) -> None:
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    world.catalogue.unbind_account(creator)

    await world.send(cid, "settle")

    assert world.record(cid).payout.reason == "NO_ACCOUNT"
    assert world.transfers(cid) == []
    world.catalogue.bind_account(creator, GOOD)
    await world.withdrawal(cid).signal("account_changed")
    assert (await world.end(cid))["payout"] == "paid"
    assert world.transfers(cid) == [(f"{cid}-2", 285_000, True)]


async def test_an_account_nobody_mends_gives_the_money_back_after_fifteen_days(world: World) -> None:
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    world.catalogue.bind_account(creator, BAD)
    await world.send(cid, "settle")

    await world.skip_withdrawal(cid, timedelta(days=15, seconds=1))
    await world.quiet(cid)

    assert world.record(cid).payout.state == "failed"
    assert world.attention(cid) == ("payout_failed",)
    balances = world.ledger.balances()
    assert (balances[f"creator:{creator}"], balances[f"transit:{cid}"]) == (285_000, 0)
    world.catalogue.bind_account(creator, GOOD)
    await world.operate(cid, "retry_payout")
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, False), (f"{cid}-2", 285_000, True)]


async def test_what_the_bank_refuses_for_now_is_tried_under_a_new_number_half_an_hour_later(
    world: World,
) -> None:
    cid = await world.published()
    world.faults.arm("bank", Fault.REFUSE, operation="transfer", match=f"{cid}-1", note="ACCOUNT_LIMIT")
    await world.ask(cid, "settle")
    await world.until(lambda: [row.state for row in world.queries.withdrawals(cid)] == ["waiting"])
    await world.until(lambda: world.attention(cid) == ("payout_later",), "attention")
    await world.quiet(cid)
    assert "payout_failed" not in world.heard(cid)
    page = (await world.handle(cid).query("__temporal_workflow_metadata")).current_details
    for said in ("ACCOUNT_LIMIT", f"{cid}-1", f"withdrawal/{cid}", "payout_later"):
        assert said in page
    await found(world, cid, "payout_later")

    await world.skip_withdrawal(cid, timedelta(minutes=31))
    await world.quiet(cid)
    assert world.attention(cid) == ()
    await found(world, cid, "")

    assert world.transfers(cid) == [(f"{cid}-1", 285_000, False), (f"{cid}-2", 285_000, True)]
    assert [(line.event, line.number, line.code) for line in world.queries.withdrawal_lines(cid)] == [
        ("reserved", f"{cid}-1", ""),
        ("turned_down", f"{cid}-1", "ACCOUNT_LIMIT"),
        ("waited", f"{cid}-1", ""),
        ("paid", f"{cid}-2", ""),
    ]
    assert world.record(cid).payout.state == "paid"


async def test_a_transfer_whose_answer_is_lost_is_asked_about_and_never_sent_again(
    world: World,
) -> None:
    cid = await world.published()
    world.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer", match=cid)
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=cid, times=2)

    await world.send(cid, "settle")

    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert len(world.bank.requests(f"{cid}-1")) == 1
    assert world.record(cid).payout.state == "paid"


async def test_a_transfer_that_never_arrived_is_sent_again_under_the_same_number(
    world: World,
) -> None:
    cid = await world.published()
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="transfer", match=cid, times=2)

    await world.send(cid, "settle")

    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    assert len(world.bank.requests(f"{cid}-1")) == 1
