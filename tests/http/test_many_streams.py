"""A thousand idle streams in one process, and what becomes of streams when it is told to stop."""

import asyncio
import socket
import threading
import time
from contextlib import AsyncExitStack

import psutil
import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine

from gateways.parties.catalogue import SqlCatalogue
from starter.http.serving import Served
from tests.http.conftest import START
from tests.http.listening import Listener, listening
from tests.http.people import token_of
from tests.http.test_events import happens

PARTIES, EACH = 50, 20
KB_EACH = 150
"""Of the process, with the reader's side of it."""
AT_A_TIME = 20


@pytest.fixture
def lasting(api: FastAPI) -> FastAPI:
    api.state.streams.lasts = 600.0
    return api


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_of_a_thousand_idle_streams_an_event_wakes_those_of_its_side(
    engine: Engine, lasting: FastAPI
) -> None:
    creators = [f"c{number}" for number in range(PARTIES)]
    for creator in creators:
        SqlCatalogue(engine).add_creator(creator, creator, f"{creator}-own", "", START, real_name="汤小明")
    tokens = [token_of(engine, f"creator-{creator}") for creator in creators]
    own = psutil.Process()
    before = own.memory_info().rss
    async with AsyncExitStack() as held:
        readers: list[Listener] = []
        for _ in range(EACH):
            for begin in range(0, PARTIES, AT_A_TIME):
                some = tokens[begin : begin + AT_A_TIME]
                readers += [await held.enter_async_context(listening(lasting, token)) for token in some]
                await asyncio.gather(*(each.until(lambda reader: "here" in reader.text) for each in readers))
        assert lasting.state.streams.open == PARTIES * EACH
        kb_each = (own.memory_info().rss - before) / 1024 / (PARTIES * EACH)
        print(f"{PARTIES * EACH} idle streams: {kb_each:.0f} KB each")

        happens(engine, 1, brand=None, creator="c7")
        woken = readers[7::PARTIES]
        await asyncio.gather(*(each.until(lambda reader: reader.numbers == [1]) for each in woken))

        assert len(woken) == EACH
        assert [each for each in readers if each not in woken and each.numbers] == []
        assert kb_each < KB_EACH
        lasting.state.streams.stop()
        await asyncio.gather(*(each.until(lambda reader: reader.is_over) for each in readers))

    assert lasting.state.streams.open == 0


@pytest.mark.usefixtures("ordered")
def test_a_gateway_that_is_told_to_stop_ends_its_streams_and_stops(engine: Engine, lasting: FastAPI) -> None:
    token = token_of(engine, "brand-qingyou")
    server = Served(uvicorn.Config(lasting, log_config=None, lifespan="off", timeout_graceful_shutdown=20))
    with socket.create_server(("127.0.0.1", 0)) as listens:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listens])))
        thread.start()
        try:
            with socket.create_connection(listens.getsockname(), timeout=20) as reader:
                told = f"GET /v1/events/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"
                reader.sendall(told.encode())
                found = b""
                while b": here" not in found:
                    found += reader.recv(4096)
                began = time.monotonic()
                server.should_exit = True
                while part := reader.recv(4096):
                    found += part
        finally:
            server.should_exit = True
            thread.join()

    assert found.endswith(b"0\r\n\r\n"), "it ends whole"
    assert time.monotonic() - began < 15, "sooner than what is under way is cut off"
