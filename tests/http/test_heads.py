"""Addresses and headers with more than one meaning, cursors and instants nobody wrote, and floods."""

import base64
import json
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from services.commissions.commands import NoAnswerYet
from services.parties.sample import furnish_if_empty
from settings import Settings
from starter.http.failing import problem_of
from starter.http.limits import Limits
from tests.http.asgi import Answer, Caller, told_by
from tests.http.away import Away
from tests.http.conftest import gateway_over
from tests.http.people import token_of

TWICE = ("authorization", "content-type", "content-length", "host", "idempotency-key", "starmap-min-seq")
ADDRESSES = (
    b"/v1/commissions/a%00b",
    b"/v1/commissions/a%0d%0aSet-Cookie:x",
    b"/v1/commissions/%ed%a0%80",
    b"/v1/commissions/%ff",
    b"/v1/commissions/x%2Fbill",
    b"/v1%5cbrand",
    b"/v1/commissions?creator_id=a%00",
    b"/v1/commissions?creator_id=%c3%28",
    b"/v1/commissions/" + b"a" * 5_000,
    b"/v1/commissions?after=" + b"a" * 5_000,
)


async def raw(
    api: FastAPI, address: bytes, headers: list[tuple[bytes, bytes]], method: str = "GET", body: bytes = b""
) -> Answer:
    """As uvicorn hands it on."""
    path, _, query = address.partition(b"?")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path.decode("ascii")),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 80),
        "state": {},
    }
    return await told_by(api, scope, [body])


@pytest.mark.parametrize("address", ADDRESSES)
async def test_an_address_with_more_than_one_meaning_is_refused(api: FastAPI, address: bytes) -> None:
    answer = await raw(api, address, [])
    assert (answer.status, answer.code) == (400, "ADDRESS_UNUSABLE")


@pytest.mark.parametrize("name", TWICE)
async def test_a_header_that_is_said_once_is_not_said_twice(api: FastAPI, engine: Engine, name: str) -> None:
    furnish_if_empty(engine)
    mine, theirs = token_of(engine, "brand-qingyou"), token_of(engine, "brand-shanxing")
    values = {"authorization": (f"Bearer {mine}", f"Bearer {theirs}")}.get(name, ("1", "2"))
    headers = [(name.encode(), each.encode()) for each in values]
    answer = await raw(api, b"/v1/brand", headers)
    assert (answer.status, answer.code) == (400, "HEADER_TWICE")


@pytest.mark.parametrize("query", [b"limit=1&limit=2", b"stage=offered&st%61ge=settled", b"after=&after="])
async def test_a_parameter_is_said_once(api: FastAPI, query: bytes) -> None:
    answer = await raw(api, b"/v1/commissions?" + query, [])
    assert (answer.status, answer.code) == (400, "PARAMETER_TWICE")


@pytest.mark.parametrize(
    "host", [b"evil.example", b"evil.example:8234", b"127.0.0.1.evil.example", b"localhost.evil"]
)
async def test_the_sandbox_is_there_for_who_calls_this_machine_by_its_own_name(
    api: FastAPI, engine: Engine, host: bytes
) -> None:
    furnish_if_empty(engine)
    path = b"/v1/sandbox/phones/atang"
    answer = await raw(api, path, [(b"host", host)])
    assert (answer.status, answer.code) == (404, "PATH_UNKNOWN")
    for ours in (b"127.0.0.1:8234", b"localhost", b"[::1]:8234"):
        assert (await raw(api, path, [(b"host", ours)])).status == 200


async def test_nobody_on_the_way_keeps_an_answer(api: FastAPI, engine: Engine) -> None:
    furnish_if_empty(engine)
    for caller in (Caller(api, token_of(engine, "creator-atang")), Caller(api)):
        answer = await caller.get("/v1/creator")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_has_no_answer_yet_is_told_without_blanks_to_fill() -> None:
    problem = problem_of(NoAnswerYet("c1"))
    assert problem is not None
    told = str([problem.told(lang, "r1") for lang in ("zh", "en")])
    assert "{command_id}" not in told
    assert "c1" not in told


async def test_a_key_belongs_to_its_path_whatever_host_is_named(api: FastAPI, engine: Engine) -> None:
    furnish_if_empty(engine)
    token = token_of(engine, "creator-atang").encode()
    headers = [
        (b"authorization", b"Bearer " + token),
        (b"idempotency-key", b"k1"),
        (b"content-type", b"application/json"),
    ]
    answers = [
        await raw(api, b"/v1/creator/pause", [*headers, (b"host", host)], "PUT", b'{"paused": true}')
        for host in (b"a", b"b/other", b"[", b"c?x")
    ]
    assert {each.status for each in answers} == {200}
    assert [each.headers.get("idempotent-replayed") for each in answers] == [None, *["true"] * 3]


def cursor(*told: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "after",
    [
        cursor("0001-01-01T00:00:00+14:00", "x"),
        cursor("9999-12-31T23:59:59-14:00", "x"),
        cursor("2026-01-01T00:00:00+08:00", "\ud800"),
        cursor("2026-01-01T00:00:00+08:00", "a\0"),
        cursor("2026-01-01T00:00:00", "x"),
        cursor("2026-01-01T00:00:00+08:00", ["x"]),
        cursor(1, 2),
        "e30",
        "%F0%9F%98%80",
    ],
)
async def test_a_cursor_that_we_have_not_written_is_refused(api: FastAPI, engine: Engine, after: str) -> None:
    furnish_if_empty(engine)
    asked = Caller(api, token_of(engine, "brand-qingyou"))
    assert (await asked.get(f"/v1/commissions?after={after}")).code == "CURSOR_INVALID"


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "0.5", "1767225600", "2026-01-01"]
)
async def test_an_instant_of_no_century_of_ours_is_refused(api: FastAPI, engine: Engine, at: str) -> None:
    furnish_if_empty(engine)
    brand = Caller(api, token_of(engine, "brand-qingyou"))
    creator = Caller(api, token_of(engine, "creator-atang"))
    for answer in (
        await brand.get(f"/v1/commissions?due_before={at}"),
        await brand.get(f"/v1/brand/statement?since={at}&until={at}"),
        await creator.get(f"/v1/creator/income?begin={at}&end={at}"),
    ):
        assert answer.code == "REQUEST_INVALID"


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "PROPFIND"])
async def test_a_method_that_is_not_listed_does_nothing(api: FastAPI, engine: Engine, method: str) -> None:
    furnish_if_empty(engine)
    caller = Caller(api, token_of(engine, "brand-qingyou"))
    for path in ("/v1/brand", "/v1/brand/top-ups"):
        answer = await caller.ask(method, path, b"", {"x-http-method-override": "POST"})
        assert (answer.status, answer.code) == (405, "METHOD_UNKNOWN")


async def test_who_asks_too_often_is_told_when_to_come_back(engine: Engine, database_url: str) -> None:
    furnish_if_empty(engine)
    settings = Settings(database_url=database_url, requests_a_minute=5, anonymous_requests_a_minute=3)
    api = gateway_over(engine, settings, Away())
    brand = Caller(api, token_of(engine, "brand-qingyou"))
    seen = [await brand.get("/v1/brand") for _ in range(7)]
    assert [each.status for each in seen] == [200] * 6 + [429], "the first is the address's"
    assert seen[-1].code == "REQUESTS_TOO_MANY"
    assert 1 <= int(seen[-1].headers["retry-after"]) <= 60
    assert seen[1].headers["ratelimit-policy"] == '"token";q=5;w=60'
    assert seen[1].headers["ratelimit"].startswith('"token";r=4;t=')
    assert (await brand.get("/health")).status == 200


async def test_invented_tokens_are_counted_by_their_address(engine: Engine, database_url: str) -> None:
    settings = Settings(database_url=database_url, requests_a_minute=50, anonymous_requests_a_minute=3)
    api = gateway_over(engine, settings, Away())
    answers = [await Caller(api, f"ss_{n}").get("/v1/me") for n in range(5)]
    assert [each.status for each in answers] == [401] * 3 + [429] * 2
    other = await Caller(api).ask("GET", "/v1/me", client="192.0.2.7")
    assert other.status == 401


async def test_a_window_ends() -> None:
    now = [0.0]

    async def served(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    limits = Limits(served, 1, 1, clock=lambda: now[0])

    async def within(scope: Any, receive: Any, send: Any) -> None:
        await limits({**scope, "app": FastAPI()}, receive, send)

    api: Any = within

    async def ask() -> int:
        return (await Caller(api).ask("GET", "/v1/me")).status

    assert [await ask(), await ask()] == [204, 429]
    now[0] = 60.0
    assert await ask() == 204


@pytest.mark.parametrize("limit", ["5.0", "%2B5", "%EF%BC%95", "1e1", " 5", "-1"])
async def test_a_number_of_an_address_is_in_digits_alone(api: FastAPI, engine: Engine, limit: str) -> None:
    furnish_if_empty(engine)
    brand = Caller(api, token_of(engine, "brand-qingyou"))
    assert (await brand.get(f"/v1/commissions?limit={limit}")).code == "REQUEST_INVALID"
