"""A whole commission with Alipay in the bank's place: the worker is told so by settings alone."""

import json
from base64 import b64decode
from collections.abc import AsyncIterator
from typing import Any

import pytest

from gateways.operations.audit.checking import check_ledger
from services.app import open_app
from tests.gateways.alipay_side import ACCESS, alipay
from tests.gateways.alipay_vendor import Vendor
from tests.workflows.world import World
from workflows import names


@pytest.fixture
async def vendor(world: World) -> AsyncIterator[Vendor]:
    with alipay() as (_, vendor):
        told = {
            "bank": "alipay",
            "alipay_app_id": ACCESS.app_id,
            "alipay_private_key_file": ACCESS.private_key_file,
            "alipay_public_key_file": ACCESS.public_key_file,
            "alipay_gateway": vendor.url,
        }
        before = world.settings
        await world.worker_down()
        world.settings = before.model_copy(update=told)
        await world.worker_up()
        yield vendor
        await world.worker_down()
        world.settings = before
        await world.worker_up()


async def test_a_payout_through_alipay_survives_lost_answers_and_is_paid_once(
    world: World, vendor: Vendor
) -> None:
    vendor.arm("lost")
    vendor.arm("says", "SYSTEM_ERROR")
    vendor.arm("other_key", operation="query", times=2)
    cid = await world.published()

    await world.ask(cid, "settle")
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")

    assert vendor.business.moved == [(f"{cid}-1", 285_000)]
    assert world.transfers(cid) == []  # the sandbox's bank heard nothing
    assert check_ledger(world.engine).ok


async def test_no_history_tells_whom_a_payout_is_for(world: World, vendor: Vendor) -> None:
    vendor.arm("says", "BALANCE_IS_NOT_ENOUGH")
    cid = await world.published()

    await world.ask(cid, "settle")
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")

    history = await world.client.get_workflow_handle(names.withdrawal_workflow_id(cid)).fetch_history()
    told = opened(history.to_json_dict())
    payee = vendor.requests(f"{cid}-1")[0]["payee_info"]
    secrets = (payee["identity"], payee["name"], json.dumps(payee["name"])[1:-1])
    assert "PLATFORM_BALANCE BALANCE_IS_NOT_ENOUGH" in told
    assert [secret for secret in secrets if secret in told] == []


async def test_time_cannot_be_skipped_with_real_money(world: World, vendor: Vendor) -> None:
    address = world.client.service_client.config.target_host
    async with open_app(world.settings, address, virtual_time=True) as app:
        assert app.skipper is None

    assert vendor.heard == []


def opened(part: Any) -> str:
    """All texts of a history, those inside its payloads as well."""
    match part:
        case dict():
            return " ".join(
                b64decode(each).decode() if name == "data" and isinstance(each, str) else opened(each)
                for name, each in part.items()
            )
        case list():
            return " ".join(opened(each) for each in part)
        case _:
            return str(part)
