"""A creator signs in by HTTP with the code from the sandbox's phone, and out again."""

import re

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from services.parties.sample import ATANG, furnish_if_empty
from tests.http.asgi import Answer, Caller

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


@pytest.fixture
def caller(api: FastAPI, engine: Engine) -> Caller:
    furnish_if_empty(engine)
    return Caller(api)


async def asked(caller: Caller, phone: str = ATANG.phone, binding: str = "") -> Answer:
    return await caller.post("/v1/sign-in/codes", {"phone": phone, "binding": binding})


async def code_on_the_phone(caller: Caller, party: str = ATANG.id) -> str:
    told = (await caller.get(f"/v1/sandbox/phones/{party}")).json["messages"]
    return code_in(told[-1]["text"])


def code_in(text: str) -> str:
    found = CODE.search(text)
    assert found, text
    return found[0]


async def test_with_the_code_on_the_phone_a_creator_is_in_and_reads_only_what_is_his(caller: Caller) -> None:
    binding = (await asked(caller)).json["binding"]
    given = {"phone": ATANG.phone, "code": await code_on_the_phone(caller), "binding": binding}
    told = (await caller.post("/v1/sign-in/sessions", given)).json
    assert (told["me"]["kind"], told["me"]["party_id"]) == ("creator", ATANG.id)
    there = Caller(caller.api, told["token"])
    assert (await there.get("/v1/creator")).json["id"] == ATANG.id
    assert (await there.get("/v1/brand")).code == "FORBIDDEN"
    again = await caller.post("/v1/sign-in/sessions", given)
    assert (again.status, again.code) == (401, "CODE_EXPIRED")
    assert (await there.ask("DELETE", "/v1/me/session")).status == 200
    assert (await there.get("/v1/creator")).code == "SIGN_IN_NEEDED"


async def test_a_number_that_nobody_has_is_answered_like_any_other(caller: Caller) -> None:
    known, unknown = await asked(caller), await asked(caller, "13700000009")
    assert known.status == unknown.status == 200
    assert set(known.json) == set(unknown.json)
    given = {"phone": "13700000009", "code": "000000", "binding": unknown.json["binding"]}
    assert (await caller.post("/v1/sign-in/sessions", given)).code == "CODE_WRONG"


async def test_wrong_codes_are_counted_and_then_the_right_one_is_good_no_more(caller: Caller) -> None:
    binding = (await asked(caller)).json["binding"]
    right = await code_on_the_phone(caller)
    wrong = {"phone": ATANG.phone, "code": f"{(int(right) + 1) % 10**6:06}", "binding": binding}
    left = [(await caller.post("/v1/sign-in/sessions", wrong)).json["tries_left"] for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    answer = await caller.post("/v1/sign-in/sessions", {**wrong, "code": right})
    assert answer.code == "CODE_EXPIRED"


async def test_the_code_is_good_only_where_it_was_asked_for(caller: Caller) -> None:
    await asked(caller)
    right = await code_on_the_phone(caller)
    other = (await asked(caller, "13700000009")).json["binding"]
    given = {"phone": ATANG.phone, "code": right, "binding": other}
    assert (await caller.post("/v1/sign-in/sessions", given)).status == 401


async def test_a_second_code_within_a_minute_is_refused_with_the_time_to_wait(caller: Caller) -> None:
    await asked(caller)
    answer = await asked(caller)
    assert (answer.status, answer.code) == (429, "TOO_MANY_CODES")
    assert 0 < int(answer.headers["retry-after"]) <= 60


@pytest.mark.parametrize(
    "phone", ["", "1391111111", "139111111111", "+8613800000001x", "０１３８", "13800000001;ext=5", "tel:x"]
)
async def test_what_is_no_mobile_number_is_refused_and_not_repeated(caller: Caller, phone: str) -> None:
    answer = await asked(caller, phone)
    assert answer.status == 422, answer
    assert not phone or phone not in answer.body.decode()
