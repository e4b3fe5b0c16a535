"""What holds of every address of the interface: its parameters, its verbs, and its head alone."""

import asyncio
from itertools import product
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.responses import StreamingResponse

from services.parties.sample import furnish_if_empty
from starter.http.verbs import Heads
from tests.http.asgi import Answer, Caller
from tests.http.matrix import MATRIX, OPEN, ROLES
from tests.http.people import token_of
from tests.http.test_matrix import DESCRIBED, IDS, who

VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
BODY = {"content-type": "application/json", "idempotency-key": "every"}
NEEDED = {"/v1/uploads": "commission_id=nobodys-1&purpose=outline&"}


@pytest.fixture
def tokens(engine: Engine) -> dict[str, str]:
    furnish_if_empty(engine)
    return {role: token_of(engine, who(role), role) for role in ROLES}


async def ask(
    api: FastAPI, tokens: dict[str, str], operation: str, query: str = "", verb: str = ""
) -> Answer:
    """As somebody who gets past its door."""
    method, _, path = operation.partition(" ")
    body = b"" if method in ("GET", "DELETE") else b"{}"
    headers = BODY if method != "GET" else {}
    roles = MATRIX[operation]
    caller = Caller(api, "" if roles == OPEN else tokens[min(roles)])
    return await caller.ask(verb or method, path.format(**IDS) + query, body, headers)


async def test_a_parameter_that_an_operation_does_not_have_is_refused_by_name(
    api: FastAPI, tokens: dict[str, str]
) -> None:
    wrong = []
    for operation in sorted(DESCRIBED):
        needed = NEEDED.get(operation.partition(" ")[2], "")
        answer = await ask(api, tokens, operation, f"?{needed}limitt=5")
        codes = [each["code"] for each in answer.json.get("errors", ())]
        if (answer.status, codes) != (422, ["PARAMETER_UNKNOWN"]) or "limitt" in answer.body.decode():
            wrong.append((operation, answer))
    assert not wrong


async def test_who_writes_a_parameter_wrong_is_told_which_there_are(
    api: FastAPI, tokens: dict[str, str]
) -> None:
    answer = await ask(api, tokens, "GET /v1/commissions", "?Stage=offered")
    assert "creator_id, due_before, external_id" in answer.json["errors"][0]["detail"]


async def test_the_head_of_every_read_is_that_of_its_answer(api: FastAPI, tokens: dict[str, str]) -> None:
    wrong = []
    for operation in sorted(each for each in DESCRIBED if each.startswith("GET ")):
        whole, head = [await ask(api, tokens, operation, verb=verb) for verb in ("GET", "HEAD")]
        told, short = [
            (each.status, each.headers["content-type"], each.headers.get("content-length"))
            for each in (whole, head)
        ]
        if told != short or head.body:
            wrong.append((operation, told, short))
    assert not wrong


async def test_whoever_asks_for_a_head_does_not_have_a_file_read_to_its_end() -> None:
    """As uvicorn has it: who sends learns only from `receive` that the client is gone."""
    read = 0

    async def file() -> Any:
        nonlocal read
        for _ in range(1_000):
            read += 1
            yield b"x" * 65_536
            await asyncio.sleep(0)

    sent: list[Any] = []
    came = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Any:
        return came.pop() if came else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "asgi": {"spec_version": "2.3"}, "method": "HEAD", "headers": []}
    await Heads(StreamingResponse(file()))(scope, receive, send)
    assert [each["type"] for each in sent] == ["http.response.start", "http.response.body"]
    assert read < 10
    assert scope["method"] == "HEAD", "the log says what was asked"


async def test_another_verb_is_told_which_there_are(api: FastAPI) -> None:
    taken: dict[str, set[str]] = {}
    for operation in DESCRIBED:
        method, _, path = operation.partition(" ")
        taken.setdefault(path, set()).update({method, "HEAD"} if method == "GET" else {method})
    taken["/v1/commissions/bulk"] |= {"GET", "HEAD"}  # an id, of nobody's commission
    wrong = []
    for at, (path, verb) in enumerate(product(sorted(taken), VERBS)):
        if verb in taken[path]:
            continue
        answer = await Caller(api).ask(verb, path.format(**IDS), client=f"203.0.113.{at % 250}")
        told = set(answer.headers.get("allow", "").split(", "))
        if (answer.status, told) != (405, taken[path]):
            wrong.append((verb, path, answer))
    assert not wrong
