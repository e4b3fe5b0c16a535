"""What a stranger writes into a socket: heads too long, two lengths, lines in headers, bodies that stop."""

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI

from starter.http import body
from tests.http.served import listening

HEAD = "Host: x\r\nConnection: close\r\n"
BODY = "POST /v1/brand/top-ups HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.fixture
def address(api: FastAPI) -> Iterator[tuple[str, int]]:
    with listening(api) as url:
        parts = urlsplit(url)
        yield str(parts.hostname), int(parts.port or 0)


def said(address: tuple[str, int], written: str, patience: float = 10) -> str:
    with socket.create_connection(address, timeout=patience) as stream:
        stream.sendall(written.encode("latin-1"))
        found = b""
        while part := stream.recv(65_536):
            found += part
            if b"connection: close" not in found.lower() and b"\r\n\r\n" in found:
                break
        return found.decode()


@pytest.mark.parametrize(
    ("written", "status"),
    [
        (f"GET /v1/me?x={'a' * 5_000} HTTP/1.1\r\n{HEAD}\r\n", 400),
        (f"GET /v1/me HTTP/1.1\r\n{HEAD}Host: y\r\n\r\n", 400),
        (f"{BODY}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}", 400),
        (f"{BODY}Content-Length: -1\r\n\r\n{{}}", 400),
        (f"{BODY}Content-Length: 99999999999\r\n\r\n{{}}", 413),
        (f"GET /v1/me HTTP/1.1\r\n{HEAD}X: a\x00b\r\n\r\n", 400),
        (f"GET /v1/%2e%2e/me HTTP/1.1\r\n{HEAD}\r\n", 404),
        (f"GET /v1/..%252fme HTTP/1.1\r\n{HEAD}\r\n", 404),
        (f"GET //v1/me HTTP/1.1\r\n{HEAD}\r\n", 404),
        (f"GET /V1/me HTTP/1.1\r\n{HEAD}\r\n", 404),
        (f"GET /v1/me/ HTTP/1.1\r\n{HEAD}\r\n", 404),
        (f"GET http://other/v1/me HTTP/1.1\r\n{HEAD}\r\n", 404),
    ],
)
def test_what_cannot_be_meant_is_refused_at_the_socket(
    address: tuple[str, int], written: str, status: int
) -> None:
    assert said(address, written).startswith(f"HTTP/1.1 {status} ")


@pytest.mark.parametrize(
    "written", ["\x16\x03\x01 hello\r\n\r\n", "GET\r\n\r\n", f"GET / HTTP/1.1\r\n{HEAD}X: a\x00b\r\n\r\n"]
)
def test_what_is_no_http_is_answered_as_a_problem(address: tuple[str, int], written: str) -> None:
    head, _, told = said(address, written).partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 400 ")
    assert "content-type: application/problem+json" in head.lower()
    problem = json.loads(told)
    assert (problem["status"], problem["code"]) == (400, "REQUEST_UNREADABLE")
    assert "hello" not in told


def test_a_head_that_is_too_long_is_cut_off(address: tuple[str, int]) -> None:
    """uvicorn reads 64 KB of it; what was written beyond that may reset the connection."""
    told = ""
    with suppress(ConnectionResetError):
        told = said(address, f"GET /health HTTP/1.1\r\n{HEAD}X: {'a' * 200_000}\r\n\r\n")
    assert not told or told.startswith("HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "number", ["short", "a" * 65, "x y z 1 2 3", "abcdefgh\tSet-Cookie: a=b", "汤小明" * 4]
)
def test_a_request_id_of_another_form_is_not_told(address: tuple[str, int], number: str) -> None:
    told = said(
        address, f"GET /health HTTP/1.1\r\n{HEAD}Request-Id: {number.encode().decode('latin-1')}\r\n\r\n"
    )
    assert told.startswith("HTTP/1.1 200 ")
    assert number not in told


def test_a_body_that_stops_is_given_up(address: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "SECONDS_MAX", 0.2)
    told = said(address, f"{BODY}Connection: close\r\nContent-Length: 100\r\n\r\n{{")
    assert told.startswith("HTTP/1.1 408 ")
    assert '"BODY_TOO_SLOW"' in told
