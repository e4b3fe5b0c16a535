"""The line of a request: which, by what route, how it ended, how long it took; nothing that was sent."""

import io
import json

from fastapi import FastAPI

from tests.http.asgi import Caller
from tests.observing.test_logs import said

__all__ = ["said"]

SECRET = "13812345678"


async def test_a_request_leaves_one_line_without_what_was_sent(api: FastAPI, said: io.StringIO) -> None:
    answer = await Caller(api, SECRET).get(f"/v1/commissions/{SECRET}", x_forwarded_for=SECRET)

    lines = [json.loads(each) for each in said.getvalue().splitlines()]
    (line,) = [each for each in lines if each["event"] == "request"]
    assert line["request_id"] == answer.headers["request-id"]
    assert (line["method"], line["status"]) == ("GET", 401)
    assert line["route"] == "/v1/commissions/{commission_id}"
    assert isinstance(line["ms"], int)
    await Caller(api, SECRET).get(f"/v1/commissions/{SECRET}?after={SECRET}", x_forwarded_for=SECRET)
    assert SECRET not in said.getvalue()
