"""The gateway as a process: uvicorn on one address, ended gracefully."""

import asyncio
import logging
import socket
from contextlib import AbstractAsyncContextManager, suppress

import uvicorn
from fastapi import FastAPI

from runtime.leash import say_ready
from services.app import App, open_app
from services.sandboxed import check
from settings import Settings
from starter.http.assembly import assembled

GRACE_SECONDS = 20
"""For requests that are under way when it is told to stop."""
BACKLOG = 512
KEEP_ALIVE_SECONDS = 15


class Served(uvicorn.Server):
    """Says that it serves to whoever started it, and where."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            say_ready()


def gateway(settings: Settings, address: str, *, virtual_time: bool) -> FastAPI:
    """``address`` is Temporal's. Raises Refused: SANDBOX_SMS_WITH_REAL_MONEY."""
    check(settings)

    def opening() -> AbstractAsyncContextManager[App]:
        return open_app(settings, address, virtual_time=virtual_time)

    return assembled(settings, opening)


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
    )
    with (
        socket.create_server((host, port), backlog=BACKLOG, reuse_port=False) as listening,
        suppress(SystemExit),  # how uvicorn says that it could not begin
    ):
        asyncio.run(Served(config).serve([listening]))
    failed = getattr(api.state, "failed", None)
    if failed is not None:
        raise failed
