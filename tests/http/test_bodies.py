"""One reader of bodies before every route: what has no one meaning is refused by name, and never repeated."""

import json
from typing import Any

import pytest
from fastapi import FastAPI

from starter.http.body import BYTES_MAX, DEPTH_MAX, read
from tests.http.asgi import Caller

SECRET = "13812345678"
HEADERS = {"content-type": "application/json", "idempotency-key": "k1"}
BAD: dict[str, tuple[bytes, int, str]] = {
    "a key twice": (b'{"brief": {"price": 1, "price": 999}}', 400, "BODY_KEY_TWICE"),
    "a key twice, written otherwise": (b'{"a": 1, "\\u0061": 2}', 400, "BODY_KEY_TWICE"),
    "NaN": (b'{"a": NaN}', 400, "BODY_NOT_FINITE"),
    "-Infinity": (b"[-Infinity]", 400, "BODY_NOT_FINITE"),
    "a number too large": (b'{"a": 1e400}', 400, "BODY_NOT_FINITE"),
    "5,000 digits": (b'{"a": ' + b"9" * 5_000 + b"}", 400, "BODY_NOT_FINITE"),
    "half a pair": (b'{"a": "\\ud800"}', 422, "TEXT_UNUSABLE"),
    "half a pair as a key": (b'{"\\udfff": 1}', 422, "TEXT_UNUSABLE"),
    "a control character": (b'{"a": "x\\u001b[2J"}', 422, "CONTROL_CHARACTER"),
    "NUL": (b'{"a": "\\u0000"}', 422, "CONTROL_CHARACTER"),
    "no UTF-8": (b'{"a": "\xff\xfe"}', 400, "BODY_NOT_UTF8"),
    "a byte order mark": (b"\xef\xbb\xbf{}", 400, "BODY_NOT_JSON"),
    "deep": (b"[" * 100_000 + b"]" * 100_000, 413, "BODY_TOO_LARGE"),
    "rather deep": (b"[" * (DEPTH_MAX + 1) + b"]" * (DEPTH_MAX + 1), 400, "BODY_TOO_DEEP"),
    "cut off": (b'{"a": ', 400, "BODY_NOT_JSON"),
    "two values": (b"{} {}", 400, "BODY_NOT_JSON"),
    "nothing but a text of ours": (SECRET.encode() + b"x", 400, "BODY_NOT_JSON"),
    "60 MB": (b" " * 60_000_000, 413, "BODY_TOO_LARGE"),
}
PATHS = ("/v1/commissions", "/v1/commissions/x/commands/accept", "/v1/brand/top-ups", "/v1/nowhere")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", BAD)
async def test_what_has_no_one_meaning_is_refused_by_name_before_anybody_is_asked_who_he_is(
    api: FastAPI, name: str, path: str
) -> None:
    body, status, code = BAD[name]
    answer = await Caller(api).ask("POST", path, body, HEADERS)
    assert (answer.status, answer.code) == (status, code)
    assert SECRET not in answer.body.decode()


async def test_a_body_that_says_it_is_too_long_is_refused_before_it_is_read(api: FastAPI) -> None:
    told = {**HEADERS, "content-length": str(BYTES_MAX + 1)}
    answer = await Caller(api).ask("POST", PATHS[0], b"{}", told)
    assert answer.code == "BODY_TOO_LARGE"


async def test_a_long_body_in_small_pieces_is_too_long_all_the_same(api: FastAPI) -> None:
    answer = await Caller(api).ask("POST", PATHS[0], [b" " * 1000] * 100, HEADERS)
    assert answer.code == "BODY_TOO_LARGE"


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
async def test_a_body_of_another_kind_is_refused(api: FastAPI, kind: str) -> None:
    answer = await Caller(api).ask("POST", PATHS[0], b"{}", {**HEADERS, "content-type": kind})
    assert (answer.status, answer.code) == (415, "BODY_KIND_UNKNOWN")


@pytest.mark.parametrize(
    "said",
    [
        {"content-encoding": "gzip"},
        {"content-type": "application/json; charset=gbk"},
        {"content-type": 'application/json; charset="utf-16"'},
        {"content-type": "application/json; a=b; Charset=latin-1"},
    ],
)
async def test_a_body_that_calls_itself_packed_or_of_another_alphabet_is_refused(
    api: FastAPI, said: dict[str, str]
) -> None:
    answer = await Caller(api).ask("POST", PATHS[0], b"{}", {**HEADERS, **said})
    assert (answer.status, answer.code) == (415, "BODY_KIND_UNKNOWN")


@pytest.mark.parametrize("kind", ["application/json; charset=UTF-8", 'application/json;charset="utf-8"'])
async def test_a_body_that_calls_itself_what_it_is_is_read(api: FastAPI, kind: str) -> None:
    answer = await Caller(api).ask("POST", PATHS[0], b"{}", {**HEADERS, "content-type": kind})
    assert answer.code != "BODY_KIND_UNKNOWN"


@pytest.mark.parametrize(
    "value", [None, True, 0, -1, 10**17, "文字\n", {"a": [{"b": "c"}]}, [], "😀", {"": ""}]
)
def test_what_has_one_meaning_is_read_as_it_is(value: Any) -> None:
    assert read(json.dumps(value).encode()) == value
    assert read(json.dumps(value, ensure_ascii=False).encode()) == value


def test_at_its_limit_a_body_is_read() -> None:
    assert read(b"[" * DEPTH_MAX + b"]" * DEPTH_MAX)
    assert read(b'"' + b"[" * 1000 + b'"') == "[" * 1000
