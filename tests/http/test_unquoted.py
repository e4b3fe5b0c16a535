"""A problem repeats nothing that was sent, whatever stands in which field."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from domain.commissions.ordering.brief import FIELDS
from services.parties.sample import furnish_if_empty
from tests.http.asgi import Caller
from tests.http.people import token_of

SECRET = "汤小明13812345678"
VALUES: tuple[Any, ...] = (
    SECRET,
    SECRET * 3,
    [SECRET],
    {SECRET: SECRET},
    {"min": SECRET, "max": SECRET, "from": SECRET, "until": SECRET},
    f"brand_{SECRET}",
    13812345678,
)
MARKS = ("汤小明", "13812345678")


@pytest.fixture
def brand(api: FastAPI, engine: Engine) -> Caller:
    furnish_if_empty(engine)
    return Caller(api, token_of(engine, "brand-qingyou"))


def told(body: bytes) -> bool:
    return any(each in body.decode() for each in MARKS)


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_no_field_of_a_brief_is_repeated(brand: Caller, lang: str) -> None:
    brand.lang = lang
    wrong = []
    for name in (*FIELDS, SECRET, "titel"):
        for value in VALUES:
            answer = await brand.post("/v1/commissions", {"brief": {name: value}})
            rows = await brand.post(
                "/v1/commissions/bulk",
                {"commissions": [{"brief": {name: value} if name != "order" else {}}], "dry_run": True},
            )
            assert answer.code == "BRIEF_INVALID"
            assert rows.json["rows"][0]["outcome"] == "refused"
            wrong += [(name, value) for each in (answer, rows) if told(each.body)]
    assert wrong == []


@pytest.mark.parametrize(
    "body",
    [
        {SECRET: 1},
        {"brief": {}, SECRET: 1},
        {"brief": {}, "metadata": {SECRET: 1}},
        {"brief": {}, "metadata": {"a": {SECRET: 1}}},
        {"brief": SECRET},
        {"brief": {}, "external_id": SECRET * 20},
    ],
)
async def test_no_key_and_no_value_of_a_body_is_repeated(brand: Caller, body: dict[str, Any]) -> None:
    answer = await brand.post("/v1/commissions", body)
    assert answer.code == "REQUEST_INVALID"
    assert not told(answer.body)


@pytest.mark.parametrize("path", ["phones", "mp"])
async def test_no_id_of_the_sandbox_is_repeated(api: FastAPI, path: str) -> None:
    caller = Caller(api)
    name = MARKS[1]
    answer = (
        await caller.get(f"/v1/sandbox/phones/{name}")
        if path == "phones"
        else await caller.post(f"/v1/sandbox/mp/{name}/audits", {"passed": True})
    )
    assert answer.status == 404
    assert not told(answer.body)


async def test_no_amount_is_repeated(api: FastAPI, engine: Engine) -> None:
    furnish_if_empty(engine)
    operator = Caller(api, token_of(engine, "operator-li"))
    wanted = {"creator_id": "atang", "fen": 13812345678000, "reason": "核销"}
    answer = await operator.post("/v1/operations/claims/write-offs", wanted)
    assert answer.status == 422
    assert not told(answer.body)
