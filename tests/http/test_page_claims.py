"""What docs/api.md says in its text, done as it says and with nothing else in hand."""

import base64
import hmac
import time
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.commissions.rules.guards.cases import bearers
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from services.access.members import first_operator_link
from services.parties.sample import furnish_if_empty
from settings import ROOT
from tests.http.asgi import Caller
from tests.http.people import token_of
from tests.walks import for_each

PAGES = ("api.md", "api.zh.md")
PASSWORD = "correct horse battery"


def says(*words: str) -> bool:
    """Of both pages; of a pair each has its own."""
    told = [(ROOT / "docs" / page).read_text("utf-8").replace("\n", " ") for page in PAGES]
    return all(word in page for word, page in zip(words * (2 // len(words)), told, strict=True))


def one_time_code(secret: str, steps: int = 0) -> str:
    """By the page: RFC 6238, HMAC with SHA-1, steps of 30 seconds, 6 digits, the secret in Base32."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    step = int(time.time()) // 30 + steps
    made = hmac.new(key, step.to_bytes(8, "big"), "sha1").digest()
    at = made[-1] & 15
    return f"{(int.from_bytes(made[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


async def test_the_first_operator_comes_in_by_the_page_alone(api: FastAPI, engine: Engine) -> None:
    invited = first_operator_link(engine)
    assert invited
    caller = Caller(api)
    offer = (await caller.post("/v1/sign-in/invitations", {"token": invited.token})).json
    assert offer["name"] == ""
    given: dict[str, Any] = {"token": invited.token, "password": PASSWORD}

    nameless = await caller.post(
        "/v1/sign-in/members", {**given, "code": one_time_code(offer["totp_secret"])}
    )
    assert nameless.code == "MEMBER_NAME_INVALID"
    code = one_time_code(offer["totp_secret"])
    joined = (await caller.post("/v1/sign-in/members", {**given, "code": code, "name": "Li"})).json
    assert (joined["login"], joined["me"]["role"]) == ("Li", "supervisor")

    def signs_in(code: str, login: str = "Li") -> Any:
        return caller.post("/v1/sign-in/passwords", {"login": login, "password": PASSWORD, "code": code})

    assert (await signs_in(code)).code == "SIGN_IN_REFUSED", "each code is good once"
    assert (await signs_in(one_time_code(offer["totp_secret"], 1), " ＬＩ ")).status == 200
    recovery = joined["recovery_codes"][0]
    assert (await signs_in(recovery)).status == 200
    assert (await signs_in(recovery)).code == "SIGN_IN_REFUSED"
    assert says("RFC 6238")
    assert says("HMAC with SHA-1, steps of 30 seconds, 6 digits", "HMAC-SHA-1，每 30 秒一个，6 位数字")
    assert says("`MEMBER_NAME_INVALID`")


@pytest.mark.usefixtures("ordered")
async def test_a_brand_sends_back_an_amount_and_never_zero(calling: Callable[[str], Caller]) -> None:
    answer = await calling("brand-qingyou").post("/v1/brand/withdrawals", {"fen": 0})
    assert (answer.code, answer.json["errors"][0]["field"]) == ("REQUEST_INVALID", "fen")
    assert says("0 is `REQUEST_INVALID`", "0 为 `REQUEST_INVALID`")


@pytest.mark.usefixtures("ordered")
async def test_who_wants_to_withdraw_manually_says_so_first(calling: Callable[[str], Caller]) -> None:
    caller = calling("creator-atang")
    assert (await caller.get("/v1/creator")).json["payout_by_hand"] is False
    answer = await caller.post("/v1/creator/payout-by-hand", {"by_hand": True}, method="PUT")
    assert answer.json["payout_by_hand"] is True
    assert says('`{"by_hand": true}`')


async def test_a_price_that_is_not_the_present_quote_is_refused(api: FastAPI, engine: Engine) -> None:
    furnish_if_empty(engine)
    brand = Caller(api, token_of(engine, "brand-qingyou"))
    brief = {
        "order": "P-1",
        "creator": "atang",
        "task_type": "article",
        "title": "秋冬第一杯柚子乌龙",
        "goal": "让读者愿意试一次",
        "product": "柚子乌龙茶包",
        "length": {"min": 1200, "max": 2000},
        "industry": "general",
        "submit_by": "+3d",
        "release": {"from": "+0d", "until": "+20d"},
    }
    offers = (await brand.get("/v1/creators/atang")).json["services"]
    quote = next(each["quote_fen"] for each in offers if each["task_type"] == "article")
    answer = await brand.post("/v1/commissions", {"brief": {**brief, "price": f"{quote / 100 + 1:.2f}"}})
    assert answer.code == "PRICE_CHANGED"
    assert says("`PRICE_CHANGED`")


def test_the_numbers_and_words_of_the_page_are_those_of_the_rules() -> None:
    assert Terms().evidence_max == 10
    assert says("At most 10 pieces of `evidence`", "至多 10 条 `evidence`")
    assert Stage.FINAL_REVIEW == "final_review"
    assert says(
        "`final_review` is `content_review` after", "`final_review` 是驳回次数用完后的 `content_review`"
    )


@for_each(
    ("name", "decision", "said", "told"),
    [
        ("force_settle", "", {"brand", "platform"}, "`force_settle`: `brand` or `platform`"),
        ("force_refund", "", {"brand", "creator", "platform"}, "`force_refund`: `creator` has nothing"),
        ("arbitrate", "split", {"", "platform"}, "`split`: `platform`, or none"),
        ("arbitrate", "refund", {""}, "`bearer`"),
    ],
)
def test_who_may_bear_it_is_as_the_page_says(name: str, decision: str, said: set[str], told: str) -> None:
    order = Order("qingyou", "atang", "青柚", "阿汤", "article", "标题", 300_000)
    commission = Commission(id="c-1", order=order)
    assert set(bearers(commission, name, decision)) == said
    assert told in (ROOT / "docs" / PAGES[0]).read_text("utf-8").replace("\n  ", " ")
