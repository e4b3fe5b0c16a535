"""A brand's balance goes back to the account that paid it in, on the real server."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from gateways.operations.audit.checking import check_ledger
from gateways.ports.work import PayoutAccount
from gateways.sandbox.faults import Fault
from services.commissions.commands import CommandRefused
from services.money import brand_withdrawals, withdrawals
from services.money.topping_up import Cashier
from tests.workflows.world import World
from workflows import names

TOWN = True

GOOD = PayoutAccount("alipay", "pay@example.com", "山行户外")
BAD = PayoutAccount("alipay", "13800000000", "山行户外")
PAID_IN = 500_000
NUMBERS = count(1)


def brand_paid_in(world: World, payer: PayoutAccount | None, fen: int = PAID_IN) -> tuple[str, str]:
    """A brand of its own, whose balance came from this account; its id and phone."""
    number = next(NUMBERS)
    brand, phone = f"back_{number}", f"137{number:08}"
    world.catalogue.add_brand(brand, "山行户外", f"{brand}-co", phone, datetime.now(UTC))
    Cashier(world.bank, world.ledger).top_up(brand, fen, f"{brand}-t1", datetime.now(UTC), payer)
    return brand, phone


async def send_back(world: World, brand: str, fen: int, key: str = "k1", **by: str) -> dict[str, Any]:
    store = world.withdrawals
    return await brand_withdrawals.send_back(world.client, world.settings, store, brand, fen, key, **by)


async def refused(world: World, brand: str, fen: int, key: str = "k1", **by: str) -> str:
    before = world.ledger.balances(), world.bank.log()
    with pytest.raises(CommandRefused) as refusal:
        await send_back(world, brand, fen, key, **by)
    assert (world.ledger.balances(), world.bank.log()) == before
    return refusal.value.code


def balance(world: World, brand: str) -> int:
    return world.ledger.balances()[f"brand:{brand}"]


async def told(world: World, phone: str, text: str) -> None:
    await world.until(lambda: [each.text for each in world.phones.inbox(phone)] == [text], text)


async def state(world: World, withdrawal_id: str, wanted: str) -> None:
    await world.until(lambda: world.standing(withdrawal_id).state == wanted, f"{withdrawal_id} {wanted}")


async def test_a_balance_goes_back_to_the_account_it_came_from_once_and_the_brand_hears(world: World) -> None:
    brand, phone = brand_paid_in(world, GOOD)
    wid = f"b.{brand}.k1"

    first = await send_back(world, brand, 100_000)
    await state(world, wid, "paid")
    again = await send_back(world, brand, 100_000)

    assert (first["number"], again["state"]) == (f"{wid}-1", "paid")
    assert await refused(world, brand, 100_001) == "WITHDRAWAL_KEY_REUSED"
    (transfer,) = [each for each in world.bank.log() if each.number.startswith(wid)]
    assert (transfer.account, transfer.holder, transfer.fen) == (GOOD.account, GOOD.holder, 100_000)
    assert balance(world, brand) == PAID_IN - 100_000
    await told(world, phone, "【星图】您的余额1,000.00元已退回原付款账户，如非本人申请请联系平台")
    found = (await world.withdrawal(wid).describe()).typed_search_attributes
    assert (found.get(names.BRAND_ID), found.get(names.CREATOR_ID)) == (brand, None)
    assert check_ledger(world.engine).ok


async def test_what_the_bank_refuses_is_on_the_balance_again_and_waits_for_no_other_account(
    world: World,
) -> None:
    brand, phone = brand_paid_in(world, BAD)
    wid = f"b.{brand}.k1"

    await send_back(world, brand, PAID_IN)
    await state(world, wid, "returned")

    assert balance(world, brand) == PAID_IN
    assert world.transfers(wid) == [(f"{wid}-1", PAID_IN, False)]
    await told(world, phone, "【星图】您的余额退回5,000.00元未成功，钱仍在您的余额")
    assert check_ledger(world.engine).ok


async def test_an_answer_that_was_lost_is_asked_for_and_the_money_is_sent_once(world: World) -> None:
    brand, _ = brand_paid_in(world, GOOD)
    wid = f"b.{brand}.k1"
    world.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer", match=wid)
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=wid, times=1_000, note="BANK_AWAY")

    await send_back(world, brand, PAID_IN)
    await world.until(lambda: len(world.queries.withdrawal_lines(wid)) > 1, "the answer that was lost")
    await world.skip_withdrawal(wid, timedelta(hours=2))
    await world.until(lambda: world.queries.withdrawal_lines(wid)[-1].event == "silent", "the alert")
    shown = (await world.withdrawal(wid).describe()).typed_search_attributes
    assert (shown.get(names.ATTENTION), shown.get(names.BRAND_ID)) == (["payout_unknown"], brand)
    with pytest.raises(CommandRefused, match="WITHDRAWAL_NOT_WAITING"):
        await withdrawals.say(world.client, wid, "cancel_payout", actor="operator:li", reason="x")
    world.faults.clear()
    await world.skip_withdrawal(wid, timedelta(hours=1))
    await state(world, wid, "paid")

    assert len(world.bank.requests(f"{wid}-1")) == 1
    assert balance(world, brand) == 0


async def test_what_is_not_allowed_is_refused_by_name_and_changes_nothing(world: World) -> None:
    brand, _ = brand_paid_in(world, GOOD, 2_000_000)
    nameless, _ = brand_paid_in(world, None)

    assert await refused(world, brand, 0) == "WITHDRAWAL_AMOUNT"
    assert await refused(world, brand, 2_000_001, operator="operator:li", reason="退") == "BALANCE_SHORT"
    assert await refused(world, brand, 1_000_001) == "WITHDRAWAL_OPERATOR"
    assert await refused(world, brand, 1_000_001, operator="li", reason="退") == "OPERATOR_NEEDED"
    assert await refused(world, brand, 1_000_001, operator="operator:li") == "REASON_NEEDED"
    assert await refused(world, brand, 10_000, "a key/") == "BAD_KEY"
    assert await refused(world, "nobody", 10_000) == "BRAND_UNKNOWN"
    assert await refused(world, nameless, 10_000) == "PAYER_UNKNOWN"

    await send_back(world, brand, 1_000_001, "k9", operator="operator:li", reason="品牌来函")
    await state(world, f"b.{brand}.k9", "paid")
