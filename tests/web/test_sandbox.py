"""The sandbox's pages: people, phones, the MP, the bank and time, for whoever is at this machine."""

import re
from datetime import UTC, datetime
from itertools import product

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from gateways.ports.work import PayoutAccount
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from models.tables.sandbox import ItemState
from services.parties.sample import ATANG, BRANDS, QUOTES, REAL_NAME
from services.sandbox import faults, phones
from settings import ROOT
from starter.web.routes.sandbox.platform import ACTS, NEED_TEXT, OF_STATE
from tests.web.test_pages import Visit
from tests.web.visiting import Visiting

ACCOUNT = PayoutAccount("alipay", "atang@example.com", REAL_NAME)


async def test_whoever_comes_first_is_offered_one_of_each_side(api: FastAPI) -> None:
    told = await Visiting(api, "").text("/sign-in")
    assert told.count('action="/sandbox/sign-in-as"') == 3
    assert "没有真实资金" in told


async def test_the_sandbox_shows_everybody_with_their_phone_and_their_works(api: FastAPI) -> None:
    told = await Visiting(api, "").text("/sandbox")
    for each in (*BRANDS, *QUOTES):
        assert each.name in told
        assert f"/sandbox/phones/{each.id}" in told
    assert f"/sandbox/mp/{ATANG.id}" in told
    assert "撰稿文章" in told


async def test_a_phone_stops_answering_and_answers_again(api: FastAPI, engine: Engine) -> None:
    visiting, path = Visiting(api, ""), f"/sandbox/phones/{ATANG.id}"
    assert "会接电话" in await visiting.text(path)
    for answers in (False, True):
        answer = await visiting.send(path, f"{path}/calls", answers="yes" if answers else "no")
        assert answer.status == 303
        assert phones.answers_calls(engine, ATANG.id) is answers


async def test_the_bank_shows_what_it_did_and_sends_it_back(api: FastAPI, engine: Engine) -> None:
    visiting = Visiting(api, "")
    assert "还没有动过账" in await visiting.text("/sandbox/bank")
    SandboxBank(engine, SandboxFaults(engine)).transfer("W-1", ACCOUNT, 100_00, datetime.now(UTC))
    answer = await visiting.send("/sandbox/bank", "/sandbox/bank/W-1/refunds")
    assert answer.status == 303
    assert "已退票" in await visiting.text("/sandbox/bank")


async def test_every_fault_of_every_service_can_be_armed_and_forgotten(api: FastAPI, engine: Engine) -> None:
    visiting, path = Visiting(api, "", "en"), "/sandbox/bank"
    for port, fault in product(faults.PORTS, faults.FAULTS):
        await visiting.send(path, "/sandbox/faults", port=port, fault=fault)
        assert [(each.port, each.fault) for each in faults.armed(engine)] == [(port, fault)]
        assert await visiting.text(path)
        await visiting.post("/sandbox/faults", {"clear": "yes"})
        assert not faults.armed(engine)


@pytest.mark.parametrize(
    "form", [{"port": "bank"}, {"port": "sea", "fault": "slow"}, {"fault": "storm", "port": "sms"}]
)
async def test_a_fault_that_nobody_knows_is_refused(
    api: FastAPI, engine: Engine, form: dict[str, str]
) -> None:
    answer = await Visiting(api, "").post("/sandbox/faults", form)
    assert answer.status == 422
    assert not faults.armed(engine)


async def test_nobody_skips_by_what_is_no_number_of_hours(api: FastAPI) -> None:
    for hours in ("0", "-1", "1.5", "9999", "x", "", "１"):
        assert (await Visiting(api, "").post("/sandbox/time", {"hours": hours})).status == 422, hours


@pytest.mark.usefixtures("at_every_stage")
async def test_the_rules_of_a_commission_say_where_it_stands(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    told = await visiting("creator-atang").text(f"/rules/{at_every_stage['outline_review']}")
    assert 'id="outline_review" data-phase="review" aria-current="step"' in told
    assert told.count('aria-current="step"') == 2, "in the line and in the list"
    assert (
        await visiting("creator-laozhou").open(f"/rules/{at_every_stage['outline_review']}")
    ).status == 404
    assert "一条任务的一生" in await Visiting(visiting("creator-atang").api, "").text("/rules")


def test_every_state_of_a_work_is_thought_of_and_every_act_is_offered_somewhere() -> None:
    assert set(OF_STATE) <= {each.value for each in ItemState}
    assert {act for acts in OF_STATE.values() for act in acts} == set(ACTS)
    assert set(NEED_TEXT) <= set(ACTS)


def test_no_sheet_of_another_page_cuts_the_list_of_people() -> None:
    """The cart's list scrolls within its own height; the sandbox's, of the same name, shows everybody."""
    rules = (ROOT / "starter" / "web" / "assets" / "pages.css").read_text("utf-8")
    cut = re.findall(r"([^{}]+)\{[^{}]*max-height[^{}]*\}", rules)
    assert [each.strip() for each in cut if ".people" in each and ".people.sheet" not in each] == []
