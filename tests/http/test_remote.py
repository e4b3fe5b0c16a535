"""The Python client: over the gateway itself, and before a server that says what a bad day says."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from services.parties.sample import ATANG, furnish_if_empty
from services.sandbox.phones import inbox
from starter.remote.client import Client, NotReached, ProblemAnswered
from tests.http.people import token_of
from tests.http.served import listening
from tests.http.test_reading import MODELS
from tests.http.test_signing_in import code_in

ANSWER = {"seq": 3, "stage": "offered", "deadline": None, "next": "", "allowed_moves": []}
BUSY = {"code": "UNAVAILABLE", "detail": "…", "request_id": "r-1"}
Say = tuple[int, dict[str, Any] | bytes, dict[str, str]]


class Heard(NamedTuple):
    method: str
    path: str
    key: str | None
    body: bytes


class Scripted:
    """Answers with what it was given, one after another; an empty answer is a broken connection."""

    def __init__(self, *says: Say) -> None:
        self.says = list(says)
        self.heard: list[Heard] = []
        self.slept: list[float] = []

    @contextmanager
    def client(self, patience_seconds: float = 60.0) -> Iterator[Client]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            with Client(
                address, "sm_test_x", patience_seconds=patience_seconds, sleep=self.slept.append
            ) as client:
                yield client
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        script = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                key = self.headers.get("Idempotency-Key")
                script.heard.append(Heard(self.command, self.path, key, body))
                status, told, headers = script.says.pop(0)
                if not status:
                    self.close_connection = True
                    return
                said = told if isinstance(told, bytes) else json.dumps(told).encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(said))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said)

            do_GET = do_POST  # noqa: N815  # the name that the library asks for

        return Handler


OK: Say = (200, ANSWER, {})
BROKEN: Say = (0, {}, {})


@pytest.mark.parametrize(
    ("says", "waits"),
    [
        ((503, BUSY, {"Retry-After": "7"}), 7),
        ((429, {**BUSY, "code": "TOO_OFTEN"}, {"Retry-After": "9"}), 9),
        ((409, {**BUSY, "code": "KEY_IN_USE"}, {}), 2),
        ((503, b"<html>a proxy</html>", {}), 2),
        (BROKEN, 2),
    ],
    ids=["503", "429", "KEY_IN_USE", "proxy", "broken"],
)
def test_what_may_pass_later_is_sent_again_under_its_key(says: Say, waits: float) -> None:
    script = Scripted(says, says, OK)
    with script.client() as client:
        answer = client.command("q-1", "accept")

    assert answer.seq == ANSWER["seq"]
    assert script.slept == [waits, waits]
    assert len({each.key for each in script.heard}) == 1
    assert script.heard[0].key
    assert {each.body for each in script.heard} == {script.heard[0].body}


def test_two_calls_are_two_things_and_have_two_keys() -> None:
    script = Scripted(OK, OK, OK)
    with script.client() as client:
        client.command("q-1", "accept")
        client.command("q-1", "accept")
        client.command("q-1", "accept", key="mine")

    keys = [each.key for each in script.heard]
    assert len(set(keys)) == len(keys)
    assert keys[-1] == "mine"


def test_what_is_refused_is_raised_with_its_code_and_sent_once() -> None:
    told = {"code": "NOT_NOW", "detail": "当前阶段不能这样做", "request_id": "r-9", "seq": 4, "status": 409}
    script = Scripted((409, told, {}))
    with script.client() as client, pytest.raises(ProblemAnswered) as refused:
        client.command("q-1", "settle")

    assert (refused.value.code, refused.value.status, refused.value.seq) == ("NOT_NOW", 409, 4)
    assert (refused.value.detail, refused.value.request_id) == (told["detail"], "r-9")
    assert script.slept == []


def test_who_is_told_to_wait_longer_than_the_patience_is_told_so_at_once() -> None:
    script = Scripted((429, {**BUSY, "code": "TOO_OFTEN"}, {"Retry-After": "3600"}))
    with script.client() as client, pytest.raises(ProblemAnswered) as refused:
        client.wallet()

    assert refused.value.retry_after == 3600
    assert script.slept == []


def test_what_has_no_key_is_not_sent_again_after_a_broken_connection() -> None:
    """A code is good once, and nobody knows whether it was used."""
    script = Scripted(BROKEN, OK)
    with script.client() as client, pytest.raises(NotReached):
        client.sign_in("13800000001", "123456", "b")

    assert [each.key for each in script.heard] == [None]


def test_nothing_that_is_secret_is_in_what_is_raised() -> None:
    with Client("http://127.0.0.1:1", "sm_test_secret", patience_seconds=0) as client:
        with pytest.raises(NotReached) as failed:
            client.sign_in("13800000001", "123456", "smb_secret")

        told = f"{failed.value!r} {client!r} {failed.value.__cause__} {failed.value.__suppress_context__}"
        assert "secret" not in told
        assert "138" not in told


def test_an_id_is_one_part_of_the_path_whatever_is_in_it() -> None:
    script = Scripted((404, {"code": "PATH_UNKNOWN"}, {}))
    with script.client() as client, pytest.raises(ProblemAnswered):
        client.moves("../creator?x=/#")

    assert script.heard[0].path == "/v1/commissions/..%2Fcreator%3Fx%3D%2F%23/moves"


def test_each_role_reads_its_own_through_the_client(api: FastAPI, engine: Engine, ordered: list[str]) -> None:
    with listening(api) as address:
        for who, kind in MODELS.items():
            with Client(address, token_of(engine, who)) as client:
                found = [each.id for each in client.commissions(limit="2")]
                seen = client.commission(ordered[0])

            expected = ordered if who == "operator-li" else ordered[:3]
            assert sorted(found) == sorted(expected), who
            assert type(seen) is kind
            assert seen.id == ordered[0]


def test_a_timeline_moves_money_and_who_one_is_are_read_through_the_client(
    api: FastAPI, engine: Engine, ordered: list[str]
) -> None:
    with listening(api) as address, Client(address, token_of(engine, "brand-qingyou")) as client:
        assert client.me().party_id == "qingyou"
        assert client.wallet().available_fen == 0
        assert isinstance(list(client.timeline(ordered[0])), list)
        assert isinstance(client.moves(ordered[0]), list)
        with pytest.raises(ProblemAnswered) as refused:
            client.commission(ordered[3])

    assert refused.value.code == "COMMISSION_UNKNOWN"


def test_a_creator_signs_in_by_the_code_on_the_phone(api: FastAPI, engine: Engine) -> None:
    furnish_if_empty(engine)
    with listening(api) as address, Client(address) as client:
        binding = client.send_code(ATANG.phone).binding
        code = arrived(engine, ATANG.id)
        with pytest.raises(ProblemAnswered) as refused:
            client.sign_in(ATANG.phone, "x", binding)
        client.sign_in(ATANG.phone, code, binding)

        assert client.me().party_id == ATANG.id
        assert client.balance().balance_fen == 0

    assert refused.value.code == "CODE_WRONG"


def arrived(engine: Engine, party: str) -> str:
    """The code: it is sent after the answer, so that nobody learns from its time which numbers are known."""
    until = time.monotonic() + 5
    while not (found := inbox(engine, party)):
        assert time.monotonic() < until
        time.sleep(0.02)
    return code_in(found[-1].text)
