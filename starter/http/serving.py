"""The gateway as a process: uvicorn on one address, ended gracefully."""

import asyncio
import json
import logging
import socket
from contextlib import AbstractAsyncContextManager, suppress

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from runtime.leash import say_ready
from services.app import App, open_app
from services.operations.event_streams import EventStreams
from services.sandboxed import check
from settings import Settings
from starter.http.assembly import assembled
from starter.http.problems import MEDIA_TYPE, Problem

GRACE_SECONDS = 20
"""For requests that are under way when it is told to stop."""
BACKLOG = 512
KEEP_ALIVE_SECONDS = 15


class Protocol(H11Protocol):
    """What is no HTTP is answered as everything is, as a problem; nobody can read in which language."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  # it quotes
        problem = Problem.of("REQUEST_UNREADABLE")
        body = json.dumps(problem.told("en", ""), ensure_ascii=False).encode()
        headers = [
            (b"content-type", MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        parts = (h11.Response(status_code=problem.status, headers=headers), h11.Data(data=body))
        for each in (*parts, h11.EndOfMessage()):
            self.transport.write(self.conn.send(each) or b"")
        self.transport.close()


class Served(uvicorn.Server):
    """Says that it serves to whoever started it, and where; what streams ends when it is to stop."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            say_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        streams: EventStreams | None = getattr(getattr(self.config.app, "state", None), "streams", None)
        if streams is not None:
            streams.stop()
        await super().shutdown(sockets)


def gateway(settings: Settings, address: str, *, virtual_time: bool) -> FastAPI:
    """``address`` is Temporal's. Raises Refused: SANDBOX_SMS_WITH_REAL_MONEY."""
    check(settings)

    def opening() -> AbstractAsyncContextManager[App]:
        return open_app(settings, address, virtual_time=virtual_time)

    return assembled(settings, opening)


def listening_at(host: str, port: int) -> socket.socket:
    """Raises OSError. What it accepts sends at once: an answer is written in two parts, and the second would
    wait for the client to acknowledge the first, which takes up to 40 ms.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.create_server((host, port), family=family, backlog=BACKLOG, reuse_port=False)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def serve(api: FastAPI, host: str, port: int) -> None:
    """Until it is told to stop. Raises OSError where the address cannot be had, and what opening raises."""
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it quotes; failures are told by `failing`
    config = uvicorn.Config(
        api,
        access_log=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        ws="none",
        http=Protocol,
    )
    with (
        listening_at(host, port) as listening,
        suppress(SystemExit),  # how uvicorn says that it could not begin
    ):
        asyncio.run(Served(config).serve([listening]))
    failed = getattr(api.state, "failed", None)
    if failed is not None:
        raise failed
